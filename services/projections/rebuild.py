"""Makes views again from the books, beside what readers see, and then flips to it.

The new generation is folded from the first entry on. The flip happens in one transaction that
holds every book's claim, so the runner cannot move meanwhile and readers see old or new, never a
mixture. The generation before stays, so that a flip back needs no second rebuild.
"""

from collections.abc import Callable, Sequence

from eventlog.books import Book, all_books
from eventlog.connections import Connection, Pool
from eventlog.reading import Reader
from projections import storage
from projections.folding import fold
from projections.rows import Rows
from projections.storage import Checkpoint
from projections.view import View

ENTRIES_PER_READ = 2_000
Tell = Callable[[str, int, int], None]
"""Told the book, how far it has been read, and its head."""


class RebuildFailedError(Exception):
    """A view cannot fold an entry; what readers see is unchanged."""


async def rebuild(pool: Pool, reader: Reader, views: Sequence[View], tell: Tell) -> None:
    """Rebuilds views of all books and lets readers see the result. Raises `RebuildFailedError`."""
    live = await storage.live_generations(pool)
    new = 1 + max(live.get(view.name, storage.FIRST_GENERATION) for view in views)
    await _forget(pool, views, [new])
    folds = {}
    for book in await all_books(pool):
        folds[book.no] = _Fold(book, views, reader)
        await folds[book.no].read_on(pool, tell)
    async with pool.acquire() as connection, connection.transaction():
        for book in await all_books(connection):
            await claim(connection, book.no)
            last = folds.setdefault(book.no, _Fold(book, views, reader))
            await last.read_on(connection, tell)
            await last.store(connection, new)
        await _flip(connection, views, new)
    await _forget(pool, views, range(new - 1))


class _Fold:
    """One book on its way into a new generation."""

    def __init__(self, book: Book, views: Sequence[View], reader: Reader) -> None:
        self._book = book
        self._views = views
        self._reader = reader
        self._rows = {view.name: Rows() for view in views}
        self._position = 0

    async def read_on(self, source: Connection | Pool, tell: Tell) -> None:
        """Folds what the book holds beyond what was read before."""
        while entries := await self._reader.after(
            self._book.no, self._position, ENTRIES_PER_READ, source
        ):
            for view in self._views:
                if failure := fold(view, self._rows[view.name], entries):
                    raise RebuildFailedError(
                        f"{view.name} cannot fold position {failure.position} of the book "
                        f"{self._book.id}: {failure.error}"
                    )
            self._position = entries[-1].position
            tell(self._book.id, self._position, max(self._position, self._book.head))

    async def store(self, connection: Connection, generation: int) -> None:
        checkpoint = Checkpoint(self._position)
        for view in self._views:
            changed = self._rows[view.name].take_changes()
            await storage.write(connection, self._book.no, view, generation, changed, checkpoint)


async def claim(connection: Connection, book_no: int) -> None:
    """Waits until no runner folds the book, and keeps it so until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('projections'), $1)", book_no)


async def _flip(connection: Connection, views: Sequence[View], generation: int) -> None:
    await connection.execute(
        "INSERT INTO projections.live_generation (view, generation) "
        "SELECT view, $2 FROM unnest($1::text[]) AS rebuilt (view) "
        "ON CONFLICT (view) DO UPDATE SET generation = excluded.generation",
        [view.name for view in views],
        generation,
    )


async def _forget(pool: Pool, views: Sequence[View], generations: Sequence[int]) -> None:
    """Deletes generations that nobody reads."""
    for table in ("document", "checkpoint"):
        await pool.execute(
            f"DELETE FROM projections.{table} "  # noqa: S608 - two names of our own
            "WHERE view = ANY ($1) AND generation = ANY ($2)",
            [view.name for view in views],
            list(generations),
        )
