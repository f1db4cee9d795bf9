"""Catching up with and rebuilding all views of a book, beside reading it, and the library's runner.

A rebuild of one view is held against the library's runner with one view; one of all views, and a
catch-up of all, against the ceiling: one process that reads and decodes the same entries, with
their texts, and folds nothing. Both are done by one process, and by two.
"""

import asyncio
import gc
import multiprocessing
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from time import perf_counter

import uvloop

from bench import library_runner
from bench.filling import fill
from bench.logs import only_warnings
from bench.memory import Memory
from bench.server import Server
from bench.trials import Trial, console, show
from bench.years import years
from eventlog.books import Book, all_books
from eventlog.connections import Pool
from eventlog.reading import Reader
from gateway.collecting import OBJECTS_BETWEEN_LOOKS_OF_FOLDS, rarely_collecting
from gateway.crew import Crew
from projections.afresh import ENTRIES_PER_READ
from projections.catalogue import VIEWS
from projections.rebuild import FoldAll, fold_all, rebuild
from projections.runner import Runner
from projections.view import View
from projections.views import vote_record
from projections.waiting import Progress
from schemas.counting import counted
from schemas.events.motion import VoteCast
from tests.support.books import KEY, pool_of

ENTRIES = 100_000
OF_LIBRARY = 2_000
"""Entries for the library's runner: it is slower, and a rate needs no more."""
PROCESSES = 2
_IS_BEHIND = (
    "SELECT count(*) < $1 FROM projections.checkpoint JOIN eventlog.book ON no = book_no "
    "WHERE position = head"
)


@dataclass
class Trials:
    """What is measured; rates are entries a second."""

    one_view: Trial = field(default_factory=lambda: Trial("rebuild of one view", "/s", 100.0))
    catch_up: Trial = field(default_factory=lambda: Trial("catch-up", "/s", 0.25))
    catch_up_of_two: Trial = field(
        default_factory=lambda: Trial("catch-up, two processes", "/s", 0.25)
    )
    rebuild: Trial = field(default_factory=lambda: Trial("rebuild", "/s", 0.25))
    rebuild_of_two: Trial = field(
        default_factory=lambda: Trial("rebuild, two processes", "/s", 0.25)
    )

    @property
    def of_all_views(self) -> list[Trial]:
        """Those that were measured: two processes share no single book."""
        all_ = (self.catch_up, self.catch_up_of_two, self.rebuild, self.rebuild_of_two)
        return [one for one in all_ if one.ours]


async def measure(server: Server, rounds: int, entries: int, books: int, memory: Memory) -> Trials:
    trials, url = Trials(), server.migrated_database()
    everything = (event for _, step in years(100 * OF_LIBRARY) for event in step)
    votes = list(islice((one for one in everything if isinstance(one, VoteCast)), OF_LIBRARY))
    console.print(f"  recording {entries:,} entries …")
    await _elsewhere(make_up, url, entries, books, processes=1)
    async with pool_of(url) as pool, memory.watched():
        filled, reader = await all_books(pool), Reader(pool, KEY)
        crew = Crew(url, KEY, PROCESSES, worth_sharing=0)
        for _ in range(rounds):
            by_two = (
                (trials.catch_up_of_two, lambda: _catch_up_of_two(pool, url)),
                (trials.rebuild_of_two, lambda: _rebuild(pool, reader, VIEWS, crew.fold_all)),
            )
            by_one = (
                (trials.catch_up, lambda: _catch_up(pool, reader, filled)),
                (trials.rebuild, lambda: _rebuild(pool, reader, VIEWS)),
            )
            for trial, work in (*by_two, *by_one) if books >= PROCESSES else by_one:
                trial.yardstick.append(await _rate(filled, lambda: _read(reader, filled)))
                trial.ours.append(await _rate(filled, work))
            library = await asyncio.to_thread(library_runner.rate, server.empty_database(), votes)
            one = await _rate(filled, lambda: _rebuild(pool, reader, [vote_record.view]))
            trials.one_view.ours.append(one)
            trials.one_view.yardstick.append(library)
            rates = (f"{one.name} {one.ours[-1]:,.0f}/s" for one in trials.of_all_views)
            console.print(f"  {', '.join(rates)}, library {library:,.0f}/s")
    return trials


async def _elsewhere(work: Callable[..., None], *arguments: object, processes: int) -> None:
    """Does the same in each of some processes, whose memory is then free again."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawning) as started:
        loop = asyncio.get_running_loop()
        each = (loop.run_in_executor(started, work, *arguments) for _ in range(processes))
        await asyncio.gather(*each)


def make_up(url: str, entries: int, books: int) -> None:
    """Records so many entries in so many books."""
    only_warnings()
    with rarely_collecting():  # as `minutebook serve` does
        uvloop.run(_make_up(url, entries, books))


async def _make_up(url: str, entries: int, books: int) -> None:
    async with pool_of(url) as pool:
        for number in range(1, books + 1):
            await fill(pool, f"place-{number}", years(entries // books))


async def _rate(books: Sequence[Book], work: Callable[[], Awaitable[None]]) -> float:
    gc.collect()
    start = perf_counter()
    await work()
    return sum(book.head for book in books) / (perf_counter() - start)


async def _read(reader: Reader, books: Sequence[Book]) -> None:
    for book in books:
        seen = 0
        while batch := await reader.after(book.no, seen, ENTRIES_PER_READ):
            seen = batch[-1].position


async def _catch_up(pool: Pool, reader: Reader, books: Sequence[Book]) -> None:
    await _forget(pool)
    runner = Runner(pool, reader, VIEWS, lambda: datetime.now(UTC), Progress())
    for book in books:
        await runner.catch_up(book)


async def _catch_up_of_two(pool: Pool, url: str) -> None:
    await _forget(pool)
    await _elsewhere(follow, url, processes=PROCESSES)


def follow(url: str) -> None:
    """What one of several processes that fold does until all books are folded to their ends."""
    with rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS):  # as `minutebook fold` does
        uvloop.run(_follow(url))


async def _follow(url: str) -> None:
    async with pool_of(url) as pool:
        runner = Runner(pool, Reader(pool, KEY), VIEWS, lambda: datetime.now(UTC), Progress())
        books = await all_books(pool)
        while await pool.fetchval(_IS_BEHIND, len(books) * len(VIEWS)):
            for book in books:
                await runner.catch_up(book)


async def _forget(pool: Pool) -> None:
    await pool.execute("TRUNCATE projections.document, projections.checkpoint")
    await pool.execute("TRUNCATE projections.live_generation")


async def _rebuild(
    pool: Pool, reader: Reader, views: Sequence[View], fold: FoldAll = fold_all
) -> None:
    await rebuild(pool, reader, views, lambda _: None, fold=fold)


def bench(server: Server, rounds: int, entries: int = ENTRIES, books: int = 1) -> None:
    memory = Memory()
    with rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS):  # as `minutebook rebuild` does
        trials = uvloop.run(measure(server, rounds, entries, books, memory))
    title = f"All {len(VIEWS)} views of {entries:,} entries in {counted(books, 'book')}"
    show(title, "reading and decoding", trials.of_all_views)
    show("One view", "ProjectionRunner", [trials.one_view])
    console.print(f"Peak memory of all processes {memory.peak:,.0f} MB; goal below 1,024 MB")
