"""Minutebook's side of a trial: votes by many callers through one writer, to one book or more."""

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from time import perf_counter

import asyncpg

from decisions.slice import CommandWork
from eventlog.connections import writers_pool
from eventlog.writer import Writer
from schemas.event import Event
from tests.support.books import KEY, open_book, unheard

FIRST = "bench-1"


class Ours:
    """A writer with its pool, on books of its own."""

    def __init__(self, pool: asyncpg.Pool, books: int = 1) -> None:
        self._pool = pool
        self._books = [f"bench-{number}" for number in range(1, books + 1)]
        self._writer = Writer(pool, KEY, lambda: datetime.now(UTC), unheard)

    @classmethod
    async def start(cls, url: str, books: int = 1) -> "Ours":
        return cls(await writers_pool(url, 10), books)

    async def close(self) -> None:
        await self._pool.close()

    async def prepare(self, events: Sequence[Event]) -> None:
        """Opens the books, each of which holds these events."""
        for book in self._books:
            await open_book(self._pool, book, events)
        await self._pool.execute("VACUUM ANALYZE")

    async def rate(
        self, works: Sequence[Iterator[CommandWork]], callers: int, commands: int
    ) -> float:
        """Commands recorded a second by so many callers, each giving its next on an answer.

        `works` are the commands of each book; callers take the books in turn.
        """
        turns = itertools.cycle(zip(self._books, works, strict=True))
        todo = [(book, next(of_book)) for book, of_book in itertools.islice(turns, commands)]
        todo.reverse()

        async def caller() -> None:
            while todo:
                await self._writer.submit(*todo.pop())

        start = perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(callers):
                tasks.create_task(caller())
        return commands / (perf_counter() - start)
