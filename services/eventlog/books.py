"""Which books there are, and how far each has grown."""

from datetime import datetime

import msgspec

from eventlog import statements
from eventlog.connections import Connection, Pool
from eventlog.errors import BookNotFoundError
from eventlog.tree import Frontier


class Book(msgspec.Struct, frozen=True):
    """A book: its public id, its row number in this database, and its head position."""

    id: str
    no: int
    head: int
    recorded_at: datetime


class Edge(msgspec.Struct, frozen=True):
    """Where a book's next entry goes: the edge of its tree stands for every entry before."""

    book_no: int
    tree: Frontier
    recorded_at: datetime

    @property
    def head(self) -> int:
        return self.tree.size


async def create_book(connection: Connection | Pool, id_: str, at: datetime) -> bool:
    """Makes an empty book; False if there was one of this id."""
    status = await connection.execute(
        "INSERT INTO eventlog.book (id, recorded_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
        id_,
        at,
    )
    return bool(status.endswith("1"))


async def find_book(connection: Connection | Pool, id_: str) -> Book:
    """Raises `BookNotFoundError`."""
    row = await connection.fetchrow(
        "SELECT id, no, head, recorded_at FROM eventlog.book WHERE id = $1", id_
    )
    if row is None:
        raise BookNotFoundError(id_)
    return Book(*row)


async def lock_book(connection: Connection, id_: str) -> Edge:
    """Waits for the lock of a book, which the caller's transaction then holds until its end.

    Raises `BookNotFoundError`.
    """
    row = await connection.fetchrow(statements.LOCK_BOOK, id_)
    if row is None:
        raise BookNotFoundError(id_)
    return Edge(row["no"], Frontier.read(row["head"], row["frontier"]), row["recorded_at"])


async def all_books(connection: Connection | Pool) -> list[Book]:
    rows = await connection.fetch("SELECT id, no, head, recorded_at FROM eventlog.book ORDER BY id")
    return [Book(*row) for row in rows]


async def head_of(connection: Connection | Pool, no: int) -> int:
    """The position of a book's last entry, by the book's number."""
    head: int = await connection.fetchval("SELECT head FROM eventlog.book WHERE no = $1", no)
    return head
