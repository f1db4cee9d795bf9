"""Reads of what was known, as the API makes them: registers, one thing, a trail and minutes.

Each is asked for three times: by a process that holds nothing of the book's past, as of its end;
again, for what follows; and as of other moments. The yardstick, in turns with them, is reading and
decoding all entries once, with their texts, and folding nothing. The book is a decade of a place.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from statistics import median
from time import perf_counter, process_time

import asyncpg
import msgspec
import uvloop
from rich.table import Table

from bench.copying import copy
from bench.england import ITEMS
from bench.england_places import places
from bench.server import Server
from bench.trials import console
from bench.years import decade, years
from bench.years_setting import Chance
from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections.catalogue import REGISTERS, VIEW_OF
from projections.documents import Document
from projections.minutes.compose import KINDS, compose
from projections.past import PastDocuments
from projections.pasts import Pasts
from projections.reckoning.mandated_motion import MandatedMotion, VoiceOf
from projections.reckoning.motion_record import VotedMotion
from projections.register import Register
from projections.replay import position_at
from projections.views.correction_documents import Correction
from projections.views.decision_documents import Decision
from projections.views.meeting_documents import MeetingBody, MeetingRecord
from projections.views.trail import trail
from tests.support.books import KEY, pool_of

END = datetime(2100, 1, 1, tzinfo=UTC)
ENTRIES_PER_READ = 2_000
PAGE = 100
OTHER_MOMENTS = 5
GOAL_MS = 300.0
ASKS_A_READING = 5
LONG = 200_000
TRAIL = (Decision, MandatedMotion, VoiceOf, MeetingBody, Correction)


@dataclass
class Asked:
    """Milliseconds of each ask, and processor time of the first; by what the process held."""

    first: list[float] = field(default_factory=list)
    first_cpu: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    other_moment: list[float] = field(default_factory=list)


class Asking:
    """A process that is asked for the past of one book."""

    def __init__(self, pool: Pool, book: Book) -> None:
        self._pool = pool
        self._book = book
        self._reader = Reader(pool, KEY)
        self._after: tuple[str, str] | None = None
        self.pasts = Pasts()

    async def read_all(self) -> None:
        """The yardstick."""
        position = 0
        while entries := await self._reader.after(self._book.no, position, ENTRIES_PER_READ):
            position = entries[-1].position

    async def documents(self, kinds: Sequence[type[Document]], when: datetime) -> PastDocuments:
        views = {VIEW_OF[kind].name: VIEW_OF[kind] for kind in kinds}.values()
        position = await position_at(self._pool, self._book.no, when)
        return await self.pasts.documents(
            self._reader, self._pool, self._book.no, position, views, VIEW_OF
        )

    async def page(self, register: Register, when: datetime) -> None:
        """A page of a register: as of the end the one after the last, else the first."""
        documents = await self.documents([register.kind], when)
        after = self._after if when == END else None
        found = await documents.page(register.kind, after=after, limit=PAGE)
        self._after = (found[-1].sort(), found[-1].key()) if when == END and found else None
        msgspec.json.encode([line for one in found for line in register.lines(one, when)])

    async def motion(self, when: datetime) -> None:
        documents = await self.documents([VotedMotion, MandatedMotion], when)
        (motion, *_) = await documents.page(VotedMotion, limit=1)
        await documents.get(MandatedMotion, motion.key())

    async def trail(self, when: datetime) -> None:
        documents = await self.documents(TRAIL, when)
        (decision, *_) = await documents.page(Decision, limit=1)
        found = await trail(self._reader, self._book.no, documents, decision.key(), when)
        msgspec.json.encode(found)

    async def minutes(self, when: datetime) -> None:
        """Of nine views: of what is read most, as minutes that are approved are drawn so."""
        documents = await self.documents(KINDS, when)
        (meeting, *_) = await documents.page(MeetingRecord, limit=1)
        await compose(documents, meeting.key(), when, book=self._book.id, position=1)


Ask = Callable[[Asking, datetime], Awaitable[None]]


def _page_of(register: Register) -> Ask:
    return lambda asking, when: asking.page(register, when)


ASKS: dict[str, Ask] = {
    **{one.name: _page_of(one) for one in REGISTERS},
    "a motion": Asking.motion,
    "the trail of a decision": Asking.trail,
    "minutes (nine views)": Asking.minutes,
}


def _asks(book: Book) -> dict[str, Ask]:
    """Of a book that is no place's decade, registers only: the rest is more than memory keeps."""
    registers = {one.name for one in REGISTERS}
    return {name: ask for name, ask in ASKS.items() if book.head < LONG or name in registers}


async def _timed(work: Awaitable[None]) -> tuple[float, float]:
    """Milliseconds that passed, and of this process's processor time."""
    start, used = perf_counter(), process_time()
    await work
    return 1_000 * (perf_counter() - start), 1_000 * (process_time() - used)


async def measure(pool: Pool, book: Book, rounds: int) -> None:
    moments = await _moments(pool, book)
    reading: list[tuple[float, float]] = []
    asks = _asks(book)
    found = {name: Asked() for name in asks}
    for _ in range(rounds):
        for number, (name, ask) in enumerate(asks.items()):
            asking = Asking(pool, book)
            if number % ASKS_A_READING == 0:
                reading.append(await _timed(asking.read_all()))
            first, cpu = await _timed(ask(asking, END))
            found[name].first.append(first)
            found[name].first_cpu.append(cpu)
            found[name].again.append((await _timed(ask(asking, END)))[0])
            for when in moments:
                found[name].other_moment.append((await _timed(ask(asking, when)))[0])
    _show(book, reading, found)
    waited = await _longest_wait(pool, book)
    console.print(f"Others of the same process waited {waited:.0f} ms at most.")


async def _moments(pool: Pool, book: Book) -> list[datetime]:
    chance = Chance(11)
    asked = "SELECT recorded_at FROM eventlog.entry WHERE book_no = $1 AND position = $2"
    places_ = [chance.randrange(book.head // 5, book.head) for _ in range(OTHER_MOMENTS)]
    return [await pool.fetchval(asked, book.no, place) for place in places_]


async def _longest_wait(pool: Pool, book: Book) -> float:
    """While everything is folded by a process that holds nothing, in ms."""
    beats: list[float] = []

    async def beat() -> None:
        while True:
            beats.append(perf_counter())
            await asyncio.sleep(0.001)

    beating = asyncio.create_task(beat())
    for ask in _asks(book).values():
        await ask(Asking(pool, book), END)
    beating.cancel()
    with suppress(asyncio.CancelledError):
        await beating
    return 1_000 * max(later - earlier for earlier, later in pairwise(beats))


def _show(book: Book, reading: list[tuple[float, float]], found: dict[str, Asked]) -> None:
    wall, cpu = (median(column) for column in zip(*reading, strict=True))
    title = f"As of a moment, ms: {book.head:,} entries, read in {wall:.0f} (processor {cpu:.0f})"
    table = Table(title=title, title_justify="left")
    headings = ("first", "processor", "ratio to reading", "next page", "another moment", "goal")
    for heading in ("", *headings):
        table.add_column(heading, justify="right" if heading else "left")
    for name, asked in found.items():
        worst = max(map(median, (asked.first, asked.again, asked.other_moment)))
        table.add_row(
            name,
            f"{median(asked.first):.0f}",
            f"{median(asked.first_cpu):.0f}",
            f"{median(asked.first) / wall:.2f}",
            f"{median(asked.again):.1f}",
            f"{median(asked.other_moment):.1f}",
            f"{GOAL_MS:.0f} " + ("reached" if worst <= GOAL_MS else "MISSED"),
        )
    console.print(table)


async def _filled(url: str, entries: int | None) -> None:
    connection = await asyncpg.connect(url)
    try:
        steps = decade(places()[0], 0, ITEMS) if entries is None else years(entries)
        await copy(connection, "place", steps)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _measure(server: Server, rounds: int, entries: int | None) -> None:
    url = server.migrated_database()
    await _filled(url, entries)
    async with pool_of(url) as pool:
        await measure(pool, await find_book(pool, "place"), rounds)


def bench(server: Server, rounds: int, entries: int | None = None) -> None:
    uvloop.run(_measure(server, rounds, entries))
