"""Fills a book with made-up years, through the writer, each command at its own time."""

import asyncio
import itertools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from bench.years_setting import START, Step
from eventlog.books import Book, create_book, find_book
from eventlog.connections import Pool
from eventlog.sealing import Attribution
from eventlog.work import WideningSlice
from eventlog.writer import Writer
from tests.support.books import KEY, Prepared, unheard
from tests.support.clock import Clock

STEPS_AT_ONCE = 1_024


@dataclass(frozen=True)
class Happened:
    """What one command recorded, on its way to the writer."""

    step: Step
    attribution: Attribution
    fingerprint: bytes = bytes(32)

    def slice(self) -> WideningSlice:
        return Prepared(self.step[1])


async def fill(pool: Pool, book: str, steps: Iterable[Step]) -> Book:
    """Makes a book of these steps; each is recorded soon after it happened."""
    clock = Clock(START)
    await create_book(pool, book, START)
    writer = Writer(pool, KEY, clock, unheard)
    numbers, each = itertools.count(1), iter(steps)
    while some := list(itertools.islice(each, STEPS_AT_ONCE)):
        clock.now = some[-1][0]
        works = [
            Happened(step, Attribution("bench", uuid.UUID(int=next(numbers)), step[0]))
            for step in some
        ]
        await asyncio.gather(*(writer.submit(book, work) for work in works))
    await pool.execute("VACUUM ANALYZE")
    return await find_book(pool, book)
