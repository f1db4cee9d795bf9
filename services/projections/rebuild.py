"""Makes views again from the books, beside what readers see, and then flips to it; or flips back.

Every book is folded from its first entry on, in memory, and written by COPY while the next one is
folded; a large book is streamed. Nobody waits for that: the new generation is nobody's yet. The
generation before stays, so that a flip back needs no second rebuild; but not where it may hold
words that were erased. A rebuild that is interrupted leaves rows that nobody reads; the next one
deletes them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import msgspec

from eventlog.books import Book, all_books
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections import generations
from projections.beside import Beside, RebuildFailedError
from projections.difference import Difference
from projections.differing import differing
from projections.view import View


class RebuildProgress(msgspec.Struct, frozen=True):
    """How far a rebuild is: entries of all books, and the book that is being folded."""

    book: str
    folded: int
    entries: int


Tell = Callable[[RebuildProgress], None]
"""Told after each read."""
FoldAll = Callable[[Beside, Sequence[Book]], Awaitable[None]]
"""Folds and stores books beside what readers see, in this process or in several."""


class Tally:
    """Adds up how far all books are."""

    def __init__(self, books: Sequence[Book], tell: Tell) -> None:
        self._heads = {book.id: book.head for book in books}
        self._folded = dict.fromkeys(self._heads, 0)
        self._tell = tell

    def told(self, book: str, position: int) -> None:
        self._folded[book] = position
        self._heads[book] = max(position, self._heads.get(book, 0))
        self._tell(RebuildProgress(book, sum(self._folded.values()), sum(self._heads.values())))


async def fold_all(beside: Beside, books: Sequence[Book]) -> None:
    """Folds book by book in this process; while one is written, the next one is folded."""
    writing: asyncio.Task[None] | None = None
    try:
        for book in books:
            fold = await beside.fold(book)
            if writing:
                await writing
            writing = asyncio.create_task(beside.store(fold))
        if writing:
            await writing
    finally:
        if writing and not writing.done():
            writing.cancel()
            await asyncio.wait([writing])  # it has the connection until it has ended


async def rebuild(
    pool: Pool,
    reader: Reader,
    views: Sequence[View],
    tell: Tell,
    *,
    compares: bool = False,
    fold: FoldAll = fold_all,
) -> list[Difference]:
    """Rebuilds views of all books and lets readers see the result. Raises `RebuildFailedError`.

    If it compares, it answers what differs from what readers saw before. What another build of
    Minutebook shows of views that this one had not made yet, stays for that one.
    """
    async with _alone(pool):
        if compares and (lacking := await generations.not_made(pool, views)):
            raise RebuildFailedError(
                f"{lacking[0].name} was made by another build: there is nothing to compare with."
            )
        shown = await generations.shown(pool, views)
        previous = await generations.before(pool, views)
        new = dict.fromkeys([view.name for view in views], await generations.unused(pool, views))
        await generations.keep_only(pool, views, [shown, previous])
        books = await all_books(pool)
        beside = Beside(pool, reader, views, new, Tally(books, tell).told)
        await fold(beside, books)
        found = await differing(pool, reader, views, beside) if compares else []
        await beside.flip()
        await generations.keep_only(pool, views, [new, shown])
        return found


async def flip_back(pool: Pool, reader: Reader, views: Sequence[View], tell: Tell) -> None:
    """Lets readers see again what they saw before the last rebuild, brought up to date.

    Raises `RebuildFailedError` where there is nothing to go back to, or a text was erased since.
    """
    async with _alone(pool):
        previous = await generations.before(pool, views)
        if lacking := [view.name for view in views if view.name not in previous]:
            raise RebuildFailedError(f"There is no generation of {lacking[0]} to go back to.")
        books = await all_books(pool)
        beside = Beside(pool, reader, views, previous, Tally(books, tell).told)
        for book in books:
            if await beside.is_outdated(pool, book):
                raise RebuildFailedError(
                    f"A text was erased from the book {book.id} since: what was there before "
                    "the rebuild is gone. Rebuild instead."
                )
        await beside.flip()


@asynccontextmanager
async def _alone(pool: Pool) -> AsyncIterator[None]:
    async with generations.rebuilding(pool) as is_free:
        if not is_free:
            raise RebuildFailedError("Another rebuild is running.")
        yield
