"""The writer: one transaction for all that wait, an answer for each, and no harm to others."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from eventsourcing.dcb.domain import Selector

from decisions.refusal import NotFound, Refused
from decisions.votes import CastVote
from eventlog.books import create_book, find_book
from eventlog.connections import Pool
from eventlog.disclosures import MasterKey
from eventlog.errors import BookNotFoundError, EntryTooLargeError
from eventlog.mapping import Located
from eventlog.reading import Reader
from eventlog.work import Recorded, WideningSlice
from eventlog.writer import MOST_COMMANDS_PER_BATCH, Writer
from schemas.events.meeting import AgendaPublished
from schemas.events.motion import VoteCast
from tests.support.books import KEY, Preparation, open_book, submit_all, work_of, writer_of
from tests.support.clock import NOON, Clock
from tests.support.voting import scene, votes


def vote(seat: str, motion: int = 1) -> CastVote:
    return CastVote(motion=f"motion-{motion}", seat=seat, choice="for")


def too_large() -> AgendaPublished:
    return AgendaPublished(meeting="may", body="board", items=("item" * 10,) * 2_000)


class Broken(WideningSlice):
    """A slice with a fault in it."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__()

    def needs(self) -> Sequence[Selector]:
        if self.where == "needs":
            raise KeyError(self.where)
        widest = len(self.consistency_boundary()) + 1 if self.where == "widens for ever" else 1
        return [Selector(tags=(f"meeting:{n}",)) for n in range(widest)]

    def learn(self, found: Iterable[Located]) -> None:
        """It sees nothing that helps."""

    def execute(self) -> None:
        raise KeyError(self.where)


class BrokenWork(Preparation):
    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def slice(self) -> WideningSlice:
        if self.where == "slice":
            raise KeyError(self.where)
        return Broken(self.where)


async def test_answers_come_in_the_order_given_with_gapless_positions(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, scene(2, 50))
    head = (await find_book(pool, book)).head
    works = [work_of(one) for one, _ in zip(votes(50), range(100), strict=False)]
    answers = await submit_all(writer, book, works)
    positions = [one.positions for one in answers if isinstance(one, Recorded)]
    assert positions == [(head + n,) for n in range(1, 101)]


@pytest.mark.parametrize("where", ["slice", "needs", "decide", "widens for ever"])
async def test_a_command_that_fails_or_is_refused_harms_no_other(
    pool: Pool, book: str, where: str
) -> None:
    writer = await open_book(pool, book, scene(1, 3))
    head = (await find_book(pool, book)).head
    first, broken, missing, refused, large, last = await submit_all(
        writer,
        book,
        [
            work_of(vote("seat-001")),
            BrokenWork(where),
            work_of(vote("seat-001", motion=9)),
            work_of(vote("seat-001")),
            Preparation(*scene(0, 0), too_large()),
            work_of(vote("seat-002")),
        ],
    )
    assert isinstance(broken, KeyError | RuntimeError)
    assert isinstance(missing, NotFound)
    assert isinstance(refused, Refused)
    assert isinstance(large, EntryTooLargeError)
    assert isinstance(first, Recorded)
    assert first.positions == (head + 1,)
    assert isinstance(last, Recorded)
    assert last.positions == (head + 2,)
    assert (await find_book(pool, book)).head == head + 2


async def test_what_a_half_failed_command_appended_is_not_seen_by_the_next(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, scene(1, 3))
    cast = VoteCast(motion="motion-1", item="item-1", seat="seat-001", choice="for")
    failed, voted = await submit_all(
        writer, book, [Preparation(cast, too_large()), work_of(vote("seat-001"))]
    )
    assert isinstance(failed, EntryTooLargeError)
    assert isinstance(voted, Recorded)


async def test_a_batch_that_cannot_be_stored_fails_whole_and_leaves_nothing(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, scene(1, 3))
    head = (await find_book(pool, book)).head
    nul = AgendaPublished(meeting="a\x00b", body="board", items=())
    outcomes = await submit_all(writer, book, [work_of(vote("seat-001")), Preparation(nul)])
    assert all(isinstance(one, Exception) for one in outcomes)
    assert (await find_book(pool, book)).head == head
    assert (await writer.submit(book, work_of(vote("seat-001")))).positions == (head + 1,)


async def test_more_commands_than_a_batch_takes_are_all_answered(pool: Pool, book: str) -> None:
    writer = await open_book(pool, book, scene(6, 60))
    count = MOST_COMMANDS_PER_BATCH + 50
    works = [work_of(one) for one, _ in zip(votes(60), range(count), strict=False)]
    answers = await submit_all(writer, book, works)
    assert sum(isinstance(one, Recorded) for one in answers) == count


async def test_the_time_of_recording_never_goes_back(pool: Pool, book: str) -> None:
    await open_book(pool, book, scene(1, 3))
    clock = Clock(NOON + timedelta(hours=1))
    writer = writer_of(pool, clock)
    ahead = await writer.submit(book, work_of(vote("seat-001")))
    clock.now = NOON
    behind = await writer.submit(book, work_of(vote("seat-002")))
    assert ahead.recorded_at == behind.recorded_at == NOON + timedelta(hours=1)


async def test_no_book_no_record(pool: Pool) -> None:
    with pytest.raises(BookNotFoundError, match="'nowhere'"):
        await writer_of(pool).submit("nowhere", Preparation(*scene(0, 0)))


async def test_a_signal_comes_after_each_commit_that_recorded_something(
    pool: Pool, book: str
) -> None:
    heard: list[tuple[str, int]] = []
    writer = Writer(pool, KEY, Clock(), lambda name, head: heard.append((name, head)))
    await create_book(pool, book, NOON)
    await submit_all(writer, book, [Preparation(*scene(1, 3)), Preparation(), BrokenWork("needs")])
    head = (await find_book(pool, book)).head
    await submit_all(writer, book, [Preparation(), work_of(vote("seat-001", motion=9))])
    assert heard == [(book, head)]


async def test_a_caller_that_goes_away_neither_stops_the_writer_nor_its_own_command(
    pool: Pool, book: str
) -> None:
    writer = await open_book(pool, book, scene(1, 3))
    head = (await find_book(pool, book)).head
    leaving = asyncio.create_task(writer.submit(book, work_of(vote("seat-001"))))
    await asyncio.sleep(0)
    staying = asyncio.create_task(writer.submit(book, work_of(vote("seat-002"))))
    leaving.cancel()
    assert (await staying).positions == (head + 2,)
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_reader_gets_entries_by_place_and_by_tag_with_their_texts(
    pool: Pool, book: str
) -> None:
    await open_book(pool, book, scene(2, 2))
    reader, opened = Reader(pool, KEY), await find_book(pool, book)
    everything = await reader.after(opened.no, 0, 1_000)
    assert [one.event for one in everything] == scene(2, 2)
    assert [one.position for one in await reader.after(opened.no, 3, 2)] == [4, 5]
    assert await reader.at(opened.no, [5, 2]) == [everything[1], everything[4]]
    tagged = await reader.tagged(opened.no, ["motion:motion-2", "item:item-2"])
    assert [one.entry.type for one in tagged] == [
        "meeting-item-tabled.v1",
        "motion-moved.v1",
        "motion-voting-opened.v1",
    ]
    assert await Reader(pool, MasterKey(bytes(32))).after(opened.no, opened.head, 10) == []
