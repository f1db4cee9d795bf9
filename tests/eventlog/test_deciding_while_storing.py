"""A batch is decided while the one before is stored, and never answers by what never came to be."""

import asyncio
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

import asyncpg
import pytest
from eventsourcing.dcb.domain import Selector

from decisions.refusal import Refused
from decisions.votes import CastVote
from eventlog import line
from eventlog.appending import Turn
from eventlog.batch import Batch
from eventlog.books import find_book
from eventlog.connections import Connection, Pool
from eventlog.errors import EdgeMovedError
from eventlog.reading import Reader
from eventlog.storing import Change
from eventlog.work import EarlierEntry, Recorded
from eventlog.writer import Writer
from schemas.event import Event
from schemas.events.meeting import AgendaPublished
from tests.support.books import (
    KEY,
    Preparation,
    Prepared,
    open_book,
    submit_all,
    work_of,
    writer_of,
)
from tests.support.voting import scene

SEATS = 9


def vote(seat: int, choice: str = "for") -> CastVote:
    return CastVote(motion="motion-1", seat=f"seat-{seat:03}", choice=choice)


class Held:
    """Storing that waits to be let go, and may fail then."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.failure: Exception | None = None
        self.decided = 0

    async def store(self, change: Change, connection: Connection) -> None:
        self.begun.set()
        await self.go.wait()
        if self.failure:
            failure, self.failure = self.failure, None
            raise failure
        await store_alone(change, connection)


store_alone = Change.store_alone
decide = Turn.decide


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    one = Held()

    async def counting(turn: Turn, *given: object) -> object:
        found = await decide(turn, *given)  # type: ignore[arg-type]
        one.decided += len(turn.works)
        return found

    async def store(change: Change, connection: Connection) -> None:
        await one.store(change, connection)

    monkeypatch.setattr(Change, "store_alone", store)
    monkeypatch.setattr(Turn, "decide", counting)
    yield one
    one.go.set()


async def writing(pool: Pool, book: str) -> Writer:
    """A writer that has found out where its book stands."""
    await open_book(pool, book, scene(1, SEATS))
    writer = writer_of(pool)
    await writer.submit(book, Preparation())
    return writer


async def until_decided(held: Held, count: int) -> None:
    async with asyncio.timeout(20):
        while held.decided < count:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.001)


async def two_batches(
    writer: Writer, book: str, held: Held, first: CastVote, second: CastVote
) -> "list[asyncio.Task[Recorded]]":
    """The first is being stored, and the second has been decided."""
    held.decided = 0
    one = asyncio.create_task(writer.submit(book, work_of(first)))
    await held.begun.wait()
    other = asyncio.create_task(writer.submit(book, work_of(second)))
    await until_decided(held, 2)
    return [one, other]


async def test_the_next_is_decided_on_what_is_being_stored_and_answered_after_it(
    pool: Pool, book: str, held: Held
) -> None:
    writer = await writing(pool, book)
    head = (await find_book(pool, book)).head
    answers = await two_batches(writer, book, held, vote(1), vote(2))
    assert not any(one.done() for one in answers)
    assert (await find_book(pool, book)).head == head, "nothing is stored yet"
    held.go.set()
    one, other = await asyncio.gather(*answers)
    assert (one.positions, other.positions) == ((head + 1,), (head + 2,))


async def test_a_refusal_by_what_is_being_stored_waits_until_it_is(
    pool: Pool, book: str, held: Held
) -> None:
    writer = await writing(pool, book)
    answers = await two_batches(writer, book, held, vote(1), vote(1, "against"))
    assert not any(one.done() for one in answers)
    held.go.set()
    recorded, refused = await asyncio.gather(*answers, return_exceptions=True)
    assert isinstance(recorded, Recorded)
    assert isinstance(refused, Refused)
    assert refused.code == "vote-already-cast"


@pytest.mark.parametrize(
    "failure",
    [asyncpg.DiskFullError("no space left"), OSError("the connection is lost")],
    ids=["refused by the database", "lost on the way"],
)
async def test_what_is_decided_on_a_batch_that_fails_is_decided_again(
    pool: Pool, book: str, held: Held, failure: Exception
) -> None:
    """The seat's first vote never came to be, so its second one is its first."""
    writer = await writing(pool, book)
    head = (await find_book(pool, book)).head
    held.failure = failure
    answers = await two_batches(writer, book, held, vote(1), vote(1, "against"))
    held.go.set()
    failed, recorded = await asyncio.gather(*answers, return_exceptions=True)
    assert failed is failure
    assert isinstance(recorded, Recorded)
    assert recorded.positions == (head + 1,)


async def test_what_was_asked_by_a_reading_that_failed_is_asked_again(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its seat would seem not to have voted."""
    await open_book(pool, book, scene(1, SEATS))
    await writer_of(pool).submit(book, work_of(vote(1)))
    writer = writer_of(pool)
    await writer.submit(book, Preparation())
    with monkeypatch.context() as broken:

        async def lost(*_: object) -> None:
            raise OSError("the connection is lost")

        broken.setattr(Batch, "_read_tagged", lost)
        (failed,) = await submit_all(writer, book, [work_of(vote(1, "against"))])
    assert isinstance(failed, OSError)
    refused, recorded = await submit_all(
        writer, book, [work_of(vote(1, "against")), work_of(vote(2))]
    )
    assert isinstance(refused, Refused)
    assert isinstance(recorded, Recorded)


async def test_both_are_decided_again_where_another_writer_was_first(
    pool: Pool, book: str, held: Held
) -> None:
    writer = await writing(pool, book)
    head = (await find_book(pool, book)).head
    answers = await two_batches(writer, book, held, vote(1), vote(2))
    held.failure = EdgeMovedError()
    held.go.set()
    one, other = await asyncio.gather(*answers)
    assert {*one.positions, *other.positions} == {head + 1, head + 2}
    assert one.position < other.position


async def test_a_command_given_again_while_it_is_being_stored_gets_its_first_answer(
    pool: Pool, book: str, held: Held
) -> None:
    writer = await writing(pool, book)
    command = uuid.uuid4()
    first = asyncio.create_task(writer.submit(book, work_of(vote(1), command)))
    await held.begun.wait()
    again = asyncio.create_task(writer.submit(book, work_of(vote(1), command)))
    beside = asyncio.create_task(writer.submit(book, work_of(vote(2))))
    await until_decided(held, 3)
    held.go.set()
    one, same, other = await asyncio.gather(first, again, beside)
    assert (same.positions, same.repeated) == (one.positions, True)
    assert other.positions == (one.position + 1,)


class Curious(Prepared):
    """It asks for the texts of the last entry, wherever that is."""

    def __init__(self, at: int, told: list[dict[int, EarlierEntry]]) -> None:
        super().__init__([])
        self._at, self._told = at, told

    def texts_at(self) -> list[int]:
        return [self._at]

    def see_texts(self, entries: dict[int, EarlierEntry]) -> None:  # type: ignore[override]
        self._told.append(entries)


class Curiosity(Preparation):
    def __init__(self, at: int, told: list[dict[int, EarlierEntry]]) -> None:
        super().__init__()
        self._asks = Curious(at, told)

    def slice(self) -> Curious:
        return self._asks


async def test_texts_of_what_is_being_stored_are_asked_for_after_it(
    pool: Pool, book: str, held: Held
) -> None:
    writer = await writing(pool, book)
    head = (await find_book(pool, book)).head
    told: list[dict[int, EarlierEntry]] = []
    first = asyncio.create_task(writer.submit(book, work_of(vote(1))))
    await held.begun.wait()
    second = asyncio.create_task(writer.submit(book, Curiosity(head + 1, told)))
    await asyncio.sleep(0.05)
    assert told == []
    held.go.set()
    await asyncio.gather(first, second)
    assert [list(entries) for entries in told] == [[head + 1]]


class Asking(Prepared):
    """It asks about a meeting that nobody had asked about, and records how often it was called."""

    def __init__(self, tags: Iterable[str], seen: list[int]) -> None:
        super().__init__([])
        self._tags, self._seen = tuple(tags), seen

    def needs(self) -> list[Selector]:
        return [Selector(tags=self._tags)]

    def learn(self, found: Iterable[tuple[int, Event]]) -> None:
        self._seen += [position for position, _ in found]


class Question(Preparation):
    def __init__(self, tags: Iterable[str], seen: list[int]) -> None:
        super().__init__()
        self._asks = Asking(tags, seen)

    def slice(self) -> Asking:
        return self._asks


@pytest.mark.parametrize("stored_first", [False, True], ids=["read before", "read after"])
async def test_what_was_never_asked_before_is_answered_with_what_is_being_stored(
    pool: Pool, book: str, held: Held, stored_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, whether the reading finds it in the database already or not."""
    writer = await writing(pool, book)
    called = AgendaPublished(meeting="june", body="board", items=())
    await writer_of(pool).submit(book, Preparation(called))
    head = (await find_book(pool, book)).head
    writer = writer_of(pool)
    held.go.set()
    await writer.submit(book, Preparation())
    held.go.clear()
    held.begun.clear()
    if stored_first:  # in the database, but the writer has not been told yet

        async def store(change: Change, connection: Connection) -> None:
            await store_alone(change, connection)
            held.begun.set()
            await held.go.wait()

        monkeypatch.setattr(Change, "store_alone", store)
    first = asyncio.create_task(writer.submit(book, Preparation(called)))
    await held.begun.wait()
    assert (await find_book(pool, book)).head == head + (1 if stored_first else 0)
    seen: list[int] = []
    held.decided = 0
    second = asyncio.create_task(writer.submit(book, Question(("meeting:june",), seen)))
    await until_decided(held, 1)
    held.go.set()
    await asyncio.gather(first, second)
    assert seen == [head, head + 1]


async def test_many_who_never_stop_asking_lose_nothing_between_failures(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every third batch fails in one of four ways; what is answered is what the book holds."""
    monkeypatch.setattr(line, "MOST_COMMANDS_PER_BATCH", 3)
    await open_book(pool, book, scene(4, SEATS))
    writer, stored = writer_of(pool), 0

    async def store(change: Change, connection: Connection) -> None:
        nonlocal stored
        stored += 1
        if stored % 3 == 0:
            failures = [EdgeMovedError(), OSError("lost"), asyncpg.UniqueViolationError("twice")]
            await asyncio.sleep(0.002)
            raise failures[stored // 3 % 3]
        await store_alone(change, connection)
        if stored % 5 == 0:
            raise OSError("lost after it was stored")

    deciding, most = 0, 0

    async def counted(turn: Turn, *given: object) -> object:
        nonlocal deciding, most
        deciding += 1
        most = max(most, deciding)
        try:
            return await decide(turn, *given)  # type: ignore[arg-type]
        finally:
            deciding -= 1

    monkeypatch.setattr(Change, "store_alone", store)
    monkeypatch.setattr(Turn, "decide", counted)
    votes = [
        CastVote(motion=f"motion-{motion}", seat=f"seat-{seat:03}", choice=choice)
        for motion in range(1, 5)
        for seat in range(1, SEATS + 1)
        for choice in ("for", "against")
    ]
    answers = await submit_all(writer, book, map(work_of, votes))
    assert most == 1
    entries = await Reader(pool, KEY).after((await find_book(pool, book)).no, 0, 1_000)
    cast = [one for one in entries if one.entry.type == "motion-vote-cast.v1"]
    held = {one.position for one in cast}
    recorded = [one for one in answers if isinstance(one, Recorded)]
    assert recorded
    assert {position for one in recorded for position in one.positions} <= held
    assert len({(one.event.motion, one.event.seat) for one in cast}) == len(cast)  # type: ignore[attr-defined]
    refused = [vote for vote, one in zip(votes, answers, strict=True) if isinstance(one, Refused)]
    seated = {(one.event.motion, one.event.seat) for one in cast}  # type: ignore[attr-defined]
    assert refused
    assert {(one.motion, one.seat) for one in refused} <= seated, "nobody is refused for nothing"


async def test_the_time_of_recording_is_the_same_or_later(pool: Pool, book: str) -> None:
    writer = await writing(pool, book)
    answers = await submit_all(writer, book, [work_of(vote(seat)) for seat in range(1, 6)])
    times: list[datetime] = [one.recorded_at for one in answers if isinstance(one, Recorded)]
    assert times == sorted(times)
    assert len(times) == len(answers)
