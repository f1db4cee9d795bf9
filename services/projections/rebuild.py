"""Makes views again from the books, beside what readers see, and then flips to it.

The new generation is folded from the first entry on. The flip happens in one transaction that
holds every book's claim, so the runner cannot move meanwhile and readers see old or new, never a
mixture. The generation before stays, so that a flip back needs no second rebuild; but not where
it may hold words that were erased.
"""

from collections.abc import Callable, Sequence

from eventlog.books import Book, all_books
from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from projections import storage
from projections.afresh import Afresh
from projections.storage import Checkpoint, Folded
from projections.view import View

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
        folds[book.no] = Afresh(reader, book.no, views)
        await _read_all(folds[book.no], pool, book, tell)
    async with pool.acquire() as connection, connection.transaction():
        for book in await all_books(connection):
            await claim(connection, book.no)
            erased_at = await last_erasure(connection, book.no)
            last = folds.setdefault(book.no, Afresh(reader, book.no, views))
            await _read_all(last, connection, book, tell)
            await _store(connection, book, last, new)
            await storage.forget_before(connection, book.no, views, erased_at)
        await _flip(connection, views, new)
    await _forget(pool, views, range(new - 1))


async def _read_all(fold: Afresh, source: Connection | Pool, book: Book, tell: Tell) -> None:
    """Folds what the book holds beyond what was read before. Raises `RebuildFailedError`."""

    def look(fold: Afresh) -> None:
        for view, failure in fold.failures.items():
            raise RebuildFailedError(
                f"{view.name} cannot fold position {failure.position} of the book {book.id}: "
                f"{failure.error}"
            )
        tell(book.id, fold.position, max(fold.position, book.head))

    await fold.read_all(source, look)


async def _store(connection: Connection, book: Book, fold: Afresh, generation: int) -> None:
    seen = Checkpoint(fold.position)
    folded = [Folded(v, generation, rows.take_changes(), seen) for v, rows in fold.rows.items()]
    await storage.write(connection, book.no, folded)


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
