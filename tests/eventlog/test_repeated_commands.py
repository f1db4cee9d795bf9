"""The same command id again: the first answer, and no second effect."""

import hashlib
import uuid

import pytest

from decisions.vote_corrections import CorrectVote
from decisions.votes import CastVote
from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.errors import CommandConflictError
from eventlog.work import Recorded
from tests.support.books import open_book, pool_of, submit_all, work_of, writer_of
from tests.support.clock import NOON, Clock
from tests.support.postgres import Database
from tests.support.voting import scene

MISHEARD = {"basis": "mistake-in-recording", "reason": "Misheard."}

ONE, OTHER = bytes(32), b"\x01" * 32
VOTE = CastVote(motion="motion-1", seat="seat-001", choice="for")
SCENE = scene(1, 3)


async def test_the_first_answer_is_given_again_whenever_it_is_asked_for(
    pool: Pool, database: Database, book: str
) -> None:
    command = uuid.uuid4()
    first = await (await open_book(pool, book, SCENE)).submit(book, work_of(VOTE, command))
    async with pool_of(database.app_url) as elsewhere:
        later = writer_of(elsewhere, Clock(NOON.replace(hour=18)))
        again = await later.submit(book, work_of(VOTE, command))
    assert first.positions
    assert not first.repeated
    assert again.repeated
    assert again == Recorded(
        book=book,
        command=command,
        position=first.position,
        positions=first.positions,
        recorded_at=NOON,
        repeated=True,
    )
    assert (await find_book(pool, book)).head == first.position


async def test_another_command_under_a_used_id_is_a_conflict(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, SCENE)
    command = uuid.uuid4()
    await writer.submit(book, work_of(VOTE, command, fingerprint=ONE))
    with pytest.raises(CommandConflictError, match=str(command)):
        await writer.submit(book, work_of(VOTE, command, fingerprint=OTHER))


async def test_within_one_batch_the_same_holds(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, SCENE)
    command = uuid.uuid4()
    first, again, conflicting = await submit_all(
        writer,
        book,
        [work_of(VOTE, command, fingerprint=which) for which in (ONE, ONE, OTHER)],
    )
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert again.repeated
    assert again.positions == first.positions
    assert isinstance(conflicting, CommandConflictError)
    assert (await find_book(pool, book)).head == first.position


async def test_a_refused_command_may_be_given_again(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book)
    command = uuid.uuid4()
    (missing,) = await submit_all(writer, book, [work_of(VOTE, command)])
    assert isinstance(missing, Exception)
    await open_book(pool, book, SCENE)
    assert (await writer.submit(book, work_of(VOTE, command))).positions


async def test_a_command_that_had_nothing_to_do_does_nothing_later(pool: Pool, book: str) -> None:
    """Given again when facts have changed, it would otherwise have its first effect only then."""
    writer = await open_book(pool, book, SCENE)
    await writer.submit(book, work_of(VOTE))
    to_for = work_of(
        CorrectVote(motion="motion-1", seat="seat-001", choice="for", **MISHEARD),  # type: ignore[arg-type]
        uuid.uuid4(),
    )
    nothing = await writer.submit(book, to_for)
    assert nothing.positions == ()
    to_against = CorrectVote(
        motion="motion-1",
        seat="seat-001",
        choice="against",
        **MISHEARD,  # type: ignore[arg-type]
    )
    await writer.submit(book, work_of(to_against))
    again = await writer.submit(book, to_for)
    assert again.repeated
    assert again.positions == ()


async def test_ids_of_different_books_have_nothing_to_do_with_each_other(
    pool: Pool, book: str
) -> None:
    command, other = uuid.uuid4(), f"{book}-other"
    for name in (book, other):
        writer = await open_book(pool, name, SCENE)
        assert not (await writer.submit(name, work_of(VOTE, command))).repeated


async def test_what_is_kept_of_a_command_cannot_be_tried_out(pool: Pool, book: str) -> None:
    """The hash of a command with a name in it would confirm a guess of that name for ever."""
    writer = await open_book(pool, book, SCENE)
    guessed = hashlib.sha256(b"a command that names somebody").digest()
    await writer.submit(book, work_of(VOTE, uuid.uuid4(), fingerprint=guessed))
    kept = await pool.fetch("SELECT fingerprint FROM eventlog.command")
    assert kept
    assert guessed not in [row["fingerprint"] for row in kept]
