"""Ten years of England: every place's book made up, all views rebuilt, and reads at two sizes.

The same reads are timed in a database of two books, about 1 % of the whole, and, in turns with
them, in one of all; and reads of any book besides. `--share` makes fewer books, of the same length.
"""

import asyncio
import gc
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from time import perf_counter

import asyncpg
import uvloop
from rich.table import Table

from bench.copying import copy
from bench.england_places import places
from bench.england_reads import Reads, reads
from bench.server import Server
from bench.trials import console
from bench.years import decade
from eventlog.books import Book, all_books
from eventlog.connections import Pool
from eventlog.reading import Reader
from gateway.crew import Crew
from projections.catalogue import VIEWS
from projections.rebuild import rebuild
from tests.support.books import KEY, pool_of

ITEMS = 6
"""Of each monthly meeting, so that a decade of England is 7 to 8 million entries."""
FIRST_BOOKS = 2
GOAL_SECONDS, GOAL_ENTRIES = 600, 7_500_000
GOAL_RATIO = 1.3


def fill_one(number: int, url: str) -> int:
    """Makes the book of one place, in a process of its own; how many entries it has."""
    return uvloop.run(_fill_one(number, url))


async def _fill_one(number: int, url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        steps = decade(places()[number], number, ITEMS)
        return await copy(connection, f"place-{number:03}", steps)
    finally:
        await connection.close()


def _fill(url: str, numbers: range) -> None:
    spawning = multiprocessing.get_context("spawn")
    start, entries = perf_counter(), 0
    with ProcessPoolExecutor(2, mp_context=spawning) as workers:
        for done, made in enumerate(workers.map(fill_one, numbers, repeat(url)), start=1):
            entries += made
            if done % 10 == 0 or done == len(numbers):
                seconds = perf_counter() - start
                console.print(f"  filled {done} books, {entries:,} entries in {seconds:,.0f} s")


async def _filled(pool: Pool, url: str, count: int) -> tuple[list[Book], float]:
    """The books of so many places, and the seconds that a rebuild of all views took."""
    await asyncio.to_thread(_fill, url, range(count))
    await pool.execute("VACUUM ANALYZE eventlog.entry, eventlog.entry_tag, eventlog.disclosure")
    start = perf_counter()
    await rebuild(pool, Reader(pool, KEY), VIEWS, lambda _: None, fold=Crew(url, KEY).fold_all)
    seconds = perf_counter() - start
    await pool.execute("VACUUM ANALYZE projections.document")
    return await all_books(pool), seconds


async def measure(server: Server, share: float) -> None:
    count = max(FIRST_BOOKS + 1, round(share * len(places())))
    small, large = server.migrated_database(), server.migrated_database()
    async with pool_of(small) as few_there, pool_of(large) as all_there:
        few, _ = await _filled(few_there, small, FIRST_BOOKS)
        books, seconds = await _filled(all_there, large, count)
        entries = sum(book.head for book in books)
        rate = entries / seconds
        console.print(
            f"{len(books)} books, {entries:,} entries: all {len(VIEWS)} views rebuilt in "
            f"{seconds:,.0f} s, {rate:,.0f}/s; goal {GOAL_ENTRIES / GOAL_SECONDS:,.0f}/s, "
            + ("reached" if rate >= GOAL_ENTRIES / GOAL_SECONDS else "MISSED")
        )
        same = (all_there, books[:FIRST_BOOKS])
        found = await reads([(few_there, few), same, (all_there, books)])
        _show(sum(one.head for one in few), entries, *found)


def _show(small: int, large: int, before: Reads, same: Reads, any_: Reads) -> None:
    table = Table(title=f"Reads, ms: {small:,} entries, and {large:,}", title_justify="left")
    headings = ("p50", "p99", "p50, larger", "p99, larger", "ratio of p99", "any book, p99")
    for heading in ("", *headings):
        table.add_column(heading, justify="right" if heading else "left")
    for name in before:
        a, b, c = before[name], same[name], any_[name]
        ratio = b.p99 / a.p99
        verdict = "reached" if ratio <= GOAL_RATIO else "MISSED"
        shown = (f"{1_000 * one:.1f}" for one in (a.p50, a.p99, b.p50, b.p99))
        table.add_row(name, *shown, f"{ratio:.2f} {verdict}", f"{1_000 * c.p99:.1f}")
    console.print(table)


def bench(server: Server, _rounds: int, share: float = 1.0) -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # as `minutebook rebuild` sets it
    uvloop.run(measure(server, share))
