"""Reads batches of entries, and the next one while what the last one changed is being stored."""

import asyncio

from eventlog.connections import Connection
from eventlog.reading import ReadEntry, Reader

ENTRIES_PER_READ = 2_000
ENTRIES_PER_BATCH = 10_000
"""Of a book that is far behind: what changes in every read of it is then stored once."""


class Ahead:
    """What was read ahead is used by whoever asks for just that, and dropped by anybody else.

    An entry never changes, but a text that was read ahead may be erased meanwhile: whoever folds
    looks for an erasure first, as after any read.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._place = (0, 0)
        self._reading: asyncio.Task[list[ReadEntry]] | None = None

    async def after(self, book_no: int, position: int, connection: Connection) -> list[ReadEntry]:
        """The next entries, a batch of them at most."""
        if self._reading and self._place == (book_no, position):
            reading, self._reading = self._reading, None
            return await reading
        self.forget()
        return await self._read(book_no, position, connection)

    async def up_to(
        self, book_no: int, position: int, until: int, connection: Connection
    ) -> list[ReadEntry]:
        """The entries between two positions, a batch of them at most, the second included."""
        return await self._read(book_no, position, connection, until - position)

    def begin(self, book_no: int, position: int) -> None:
        """Begins to read what follows a position, on a connection of its own."""
        self.forget()
        self._place = (book_no, position)
        self._reading = asyncio.create_task(self._read(book_no, position, None))

    def forget(self) -> None:
        """Drops what was read ahead."""
        if self._reading:
            self._reading.cancel()
        self._reading = None

    async def _read(
        self, book_no: int, position: int, connection: Connection | None, most: int | None = None
    ) -> list[ReadEntry]:
        """A batch in parts: decoding many entries at once would keep others waiting."""
        found: list[ReadEntry] = []
        left = ENTRIES_PER_BATCH if most is None else min(most, ENTRIES_PER_BATCH)
        while left:
            seen, limit = position + len(found), min(left, ENTRIES_PER_READ)
            some = await self._reader.after(book_no, seen, limit, connection)
            found += some
            left = left - limit if len(some) == limit else 0
        return found
