"""Minutebook's side of a trial: votes by many callers through one writer to one book."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from time import perf_counter

import asyncpg

from decisions.slice import CommandWork
from eventlog.writer import Writer
from schemas.event import Event
from tests.support.books import KEY, open_book, unheard

BOOK = "bench"


class Ours:
    """A writer with its pool, on a book of its own."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._writer = Writer(pool, KEY, lambda: datetime.now(UTC), unheard)

    @classmethod
    async def start(cls, url: str) -> "Ours":
        return cls(await asyncpg.create_pool(url, min_size=2, max_size=10))

    async def close(self) -> None:
        await self._pool.close()

    async def prepare(self, events: Sequence[Event]) -> None:
        await open_book(self._pool, BOOK, events)
        await self._pool.execute("VACUUM ANALYZE")

    async def rate(self, works: Iterator[CommandWork], callers: int, commands: int) -> float:
        """Commands recorded a second by so many callers, each giving its next on an answer."""
        todo = [next(works) for _ in range(commands)]
        todo.reverse()

        async def caller() -> None:
            while todo:
                await self._writer.submit(BOOK, todo.pop())

        start = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(callers):
                tasks.create_task(caller())
        return commands / (perf_counter() - start)
