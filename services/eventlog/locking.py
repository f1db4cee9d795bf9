"""Takes a book's lock: what a writer does first in its transaction."""

from collections.abc import Callable
from datetime import datetime

from eventlog import statements
from eventlog.batch import Batch
from eventlog.connections import Connection
from eventlog.disclosures import MasterKey
from eventlog.errors import BookNotFoundError
from eventlog.sealing import Sealer
from eventlog.tree import Frontier


async def lock_book(
    connection: Connection, book: str, master_key: MasterKey, clock: Callable[[], datetime]
) -> Batch:
    """Waits for the lock of a book, which the caller's transaction then holds until its end.

    The time of recording is read after the wait, and never goes back within a book. Raises
    `BookNotFoundError`.
    """
    row = await connection.fetchrow(statements.LOCK_BOOK, book)
    if row is None:
        raise BookNotFoundError(book)
    return Batch(
        connection=connection,
        book_no=row["no"],
        locked_head=row["head"],
        frontier=Frontier.read(row["head"], row["frontier"]),
        recorded_at=max(clock(), row["recorded_at"]),
        sealer=Sealer(book, master_key),
    )
