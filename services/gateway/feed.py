"""Follows books for readers who stay: entries as they were written, none twice, none skipped.

What a reader costs is bounded whatever it does: one page at a time is held for it, and the next is
read when it has taken that one. Few pages are read at once, so that commands find a connection.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from eventlog.bells import Bells, heard
from eventlog.books import Book
from eventlog.reading import Reader
from schemas.counting import counted

ENTRIES_PER_PAGE = 200
PAGES_AT_ONCE = 2
PACE_SECONDS = 0.02
"""A reader of a busy book gets its entries in groups, not one by one."""
LOOK_EVERY_SECONDS = 2.0
"""How long a lost signal can delay an entry."""
KEEP_ALIVE_SECONDS = 15.0

Page = list[bytes]


class TooManyReadersError(Exception):
    """As many readers as may stay do so already."""

    def __init__(self, most: int) -> None:
        readers = counted(most, "reader follows", "readers follow")
        super().__init__(f"{readers} books here already, which is the limit.")


class Feed:
    """The readers of this process who follow a book, or read all of it."""

    def __init__(self, reader: Reader, most_readers: int) -> None:
        self._reader = reader
        self._most_readers = most_readers
        self._growth = Bells()
        self._reading = asyncio.Semaphore(PAGES_AT_ONCE)
        self._is_ending = False
        self.readers = 0

    def book_grew(self, book: str, _head: int) -> None:
        """Told after each commit, of this process or another."""
        self._growth.ring(book)

    def end(self) -> None:
        """Lets all who follow a book go: the server stops."""
        self._is_ending = True
        self._growth.ring_all()

    def require_room(self) -> None:
        """Raises `TooManyReadersError`."""
        if self.readers >= self._most_readers:
            raise TooManyReadersError(self._most_readers)

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Counts one reader for as long as it stays."""
        self.readers += 1
        try:
            yield
        finally:
            self.readers -= 1

    async def _page(self, book: Book, after: int, most: int = ENTRIES_PER_PAGE) -> Page:
        async with self._reading:
            return await self._reader.stored_after(book.no, after, min(most, ENTRIES_PER_PAGE))

    async def pages(self, book: Book, after: int, until: int) -> AsyncIterator[Page]:
        """The entries beyond a position, up to another."""
        while after < until and (page := await self._page(book, after, until - after)):
            after += len(page)
            yield page

    async def follow(
        self, book: Book, after: int, still_admitted: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[Page]:
        """The entries beyond a position, and those to come, until the server stops.

        An empty page comes first, and whenever none came for a while. Before each page it is asked
        whether the reader is still admitted.
        """
        clock = asyncio.get_running_loop().time
        yield []
        due = clock() + KEEP_ALIVE_SECONDS
        while not self._is_ending:
            bell = self._growth.of(book.id)
            page = await self._page(book, after)
            if page or clock() >= due:
                if not await still_admitted():
                    return
                after += len(page)
                yield page
                due = clock() + KEEP_ALIVE_SECONDS
            if len(page) < ENTRIES_PER_PAGE and not self._is_ending:
                await heard(bell, LOOK_EVERY_SECONDS)
                await asyncio.sleep(PACE_SECONDS)
