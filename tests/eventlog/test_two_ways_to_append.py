"""A writer that knows its book appends without its lock; whatever disturbs it, nothing is lost."""

import asyncio
import uuid

import asyncpg
import pytest

from decisions.votes import CastVote
from eventlog import statements
from eventlog.appending import Turn
from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.errors import CommandConflictError
from eventlog.work import Recorded
from schemas.events.meeting import MeetingCalled
from tests.support.books import Preparation, open_book, pool_of, submit_all, work_of, writer_of
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.voting import motion, scene

SEATS = 9
SCENE = scene(1, SEATS)


def vote(seat: int) -> CastVote:
    return CastVote(motion="motion-1", seat=f"seat-{seat:03}", choice="for")


@pytest.fixture
def locks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The books that were locked, in order."""
    taken: list[str] = []
    under_lock = Turn._under_lock

    async def locking(turn: Turn) -> object:
        taken.append(turn.sealer.book)
        return await under_lock(turn)

    monkeypatch.setattr(Turn, "_under_lock", locking)
    return taken


async def test_a_writer_alone_locks_its_book_once(pool: Pool, book: str, locks: list[str]) -> None:
    await open_book(pool, book, SCENE)
    writer = writer_of(pool)
    locks.clear()
    recorded = [await writer.submit(book, work_of(vote(seat))) for seat in range(1, 6)]
    assert locks == [book]
    assert [one.position for one in recorded] == list(
        range(recorded[0].position, recorded[0].position + 5)
    )


async def test_what_another_writer_did_meanwhile_is_found_and_then_trusted_again(
    pool: Pool, book: str, locks: list[str]
) -> None:
    await open_book(pool, book, SCENE)
    one, other = writer_of(pool), writer_of(pool)
    await one.submit(book, work_of(vote(1)))
    await other.submit(book, work_of(vote(2)))
    locks.clear()
    assert (await one.submit(book, work_of(vote(3)))).positions
    assert locks == [book], "the edge had moved"
    assert (await one.submit(book, work_of(vote(4)))).positions
    assert (await one.submit(book, work_of(vote(5)))).positions
    assert locks == [book, book], "it asks once more whether it is alone, and then is"


async def test_a_refusal_is_never_given_on_old_knowledge(pool: Pool, book: str) -> None:
    """The motion was put to the vote by another writer; it would be unknown to the first."""
    one = await open_book(pool, book, scene(1, SEATS))
    await one.submit(book, work_of(vote(1)))
    unknown = vote(1).model_copy(update={"motion": "motion-2"})
    refused, *_ = await submit_all(one, book, [work_of(unknown), work_of(vote(2))])
    assert isinstance(refused, Exception)
    await open_book(pool, book, list(motion(2, SEATS)))
    assert (await one.submit(book, work_of(unknown))).positions


async def test_a_repeated_command_gets_its_first_answer_beside_new_ones(
    pool: Pool, book: str, locks: list[str]
) -> None:
    writer = await open_book(pool, book, SCENE)
    command, nothing = uuid.uuid4(), uuid.uuid4()
    first = await writer.submit(book, work_of(vote(1), command))
    call = MeetingCalled(meeting="june", body="board", starts_at=NOON)
    called = await writer.submit(book, Preparation(call, command_id=nothing))
    locks.clear()
    answers = await submit_all(
        writer,
        book,
        [
            work_of(vote(1), command),  # would be refused: the seat has voted
            Preparation(call, command_id=nothing),  # would be recorded twice
            work_of(vote(2)),
        ],
    )
    assert locks == [book]
    again, called_again, new = answers
    assert isinstance(again, Recorded)
    assert isinstance(called_again, Recorded)
    assert isinstance(new, Recorded)
    assert (again.positions, again.repeated) == (first.positions, True)
    assert (called_again.positions, called_again.repeated) == (called.positions, True)
    assert new.positions == ((await find_book(pool, book)).head,)


async def test_one_refused_among_others_takes_no_lock(
    pool: Pool, book: str, locks: list[str]
) -> None:
    writer = await open_book(pool, book, SCENE)
    await writer.submit(book, work_of(vote(1)))
    locks.clear()
    refused, recorded = await submit_all(writer, book, [work_of(vote(1)), work_of(vote(2))])
    assert isinstance(refused, Exception)
    assert isinstance(recorded, Recorded)
    assert locks == []


async def test_a_used_id_is_a_conflict_for_a_writer_that_knows_its_book(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, SCENE)
    command = uuid.uuid4()
    await writer.submit(book, work_of(vote(1), command, fingerprint=bytes(32)))
    with pytest.raises(CommandConflictError):
        await writer.submit(book, work_of(vote(2), command, fingerprint=b"\x01" * 32))


async def test_writers_that_race_on_a_strict_server_lose_nothing(
    database: Database, book: str
) -> None:
    """Where every transaction is serializable, a lost race is an error of the database's."""

    async def strict(connection: asyncpg.Connection) -> None:
        await connection.execute("SET default_transaction_isolation = 'serializable'")

    async with (
        pool_of(database.app_url) as pool,
        asyncpg.create_pool(database.app_url, init=strict, reset=_nothing) as strict_pool,
    ):
        await open_book(pool, book, SCENE)
        writers = [writer_of(strict_pool) for _ in range(3)]
        answers = await asyncio.gather(
            *(writers[seat % 3].submit(book, work_of(vote(seat))) for seat in range(1, SEATS + 1))
        )
        assert len({one.position for one in answers}) == SEATS
        head = (await find_book(pool, book)).head
        assert max(one.position for one in answers) == head


async def test_a_batch_at_an_edge_that_has_moved_stores_nothing(pool: Pool, book: str) -> None:
    await open_book(pool, book, SCENE)
    before = await find_book(pool, book)
    none: list[object] = []
    stored = await pool.fetchval(
        statements.APPEND, before.no, bytes(32), before.head + 1, NOON, bytes(64),
        [uuid.uuid4()], ["x"], [NOON], [b"{}"], [bytes(32)], ['["tag"]'],
        *[none] * 5,
        *[[uuid.uuid4()], [bytes(32)], [b"{}"]],
    )  # fmt: skip
    assert stored is False
    assert await find_book(pool, book) == before
    count = "SELECT count(*) FROM eventlog.entry WHERE book_no = $1"
    assert await pool.fetchval(count, before.no) == before.head


async def _nothing(_connection: asyncpg.Connection) -> None:
    """The setting is to stay."""
