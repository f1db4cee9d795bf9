"""Catching up with and rebuilding all views of a book, beside reading it, and the library's runner.

A rebuild of one view is held against the library's runner with one view; one of all views, and a
catch-up of all, against the ceiling: reading and decoding the same entries, with their texts, and
folding nothing.
"""

import asyncio
import gc
import resource
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from time import perf_counter

import uvloop

from bench import library_runner
from bench.filling import fill
from bench.server import Server
from bench.trials import Trial, console, show
from bench.years import years
from eventlog.books import Book
from eventlog.connections import Pool
from eventlog.reading import Reader
from gateway.collecting import OBJECTS_BETWEEN_LOOKS_OF_FOLDS, rarely_collecting
from projections.afresh import ENTRIES_PER_READ
from projections.catalogue import VIEWS
from projections.rebuild import rebuild
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


@dataclass
class Trials:
    """What is measured; rates are entries a second."""

    one_view: Trial = field(default_factory=lambda: Trial("rebuild of one view", "/s", 100.0))
    catch_up: Trial = field(default_factory=lambda: Trial("catch-up", "/s", 0.25))
    rebuild: Trial = field(default_factory=lambda: Trial("rebuild", "/s", 0.25))


async def measure(server: Server, rounds: int, entries: int, books: int) -> Trials:
    trials = Trials()
    everything = (event for _, step in years(100 * OF_LIBRARY) for event in step)
    votes = list(islice((one for one in everything if isinstance(one, VoteCast)), OF_LIBRARY))
    async with pool_of(server.migrated_database()) as pool:
        console.print(f"  recording {entries:,} entries …")
        names = [f"place-{number}" for number in range(1, books + 1)]
        filled = [await fill(pool, name, years(entries // books)) for name in names]
        reader = Reader(pool, KEY)
        for _ in range(rounds):
            for trial, work in (
                (trials.catch_up, lambda: _catch_up(pool, reader, filled)),
                (trials.rebuild, lambda: _rebuild(pool, reader, VIEWS)),
            ):
                trial.yardstick.append(await _rate(filled, lambda: _read(reader, filled)))
                trial.ours.append(await _rate(filled, work))
            library = await asyncio.to_thread(library_runner.rate, server.empty_database(), votes)
            one = await _rate(filled, lambda: _rebuild(pool, reader, [vote_record.view]))
            trials.one_view.ours.append(one)
            trials.one_view.yardstick.append(library)
            console.print(
                f"  {entries:,} entries: read {trials.rebuild.yardstick[-1]:,.0f}/s, catch-up "
                f"{trials.catch_up.ours[-1]:,.0f}/s, rebuild {trials.rebuild.ours[-1]:,.0f}/s, "
                f"library {library:,.0f}/s"
            )
    return trials


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
    await pool.execute("TRUNCATE projections.document, projections.checkpoint")
    await pool.execute("TRUNCATE projections.live_generation")
    runner = Runner(pool, reader, VIEWS, lambda: datetime.now(UTC), Progress())
    for book in books:
        await runner.catch_up(book)


async def _rebuild(pool: Pool, reader: Reader, views: Sequence[View]) -> None:
    await rebuild(pool, reader, views, lambda _: None)


def bench(server: Server, rounds: int, entries: int = ENTRIES, books: int = 1) -> None:
    with rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS):  # as `minutebook rebuild` does
        trials = uvloop.run(measure(server, rounds, entries, books))
    title = f"All {len(VIEWS)} views of {entries:,} entries in {counted(books, 'book')}"
    show(title, "reading and decoding", [trials.catch_up, trials.rebuild])
    show("One view", "ProjectionRunner", [trials.one_view])
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    console.print(f"Peak memory {peak:,.0f} MB; goal below 1,024 MB")
