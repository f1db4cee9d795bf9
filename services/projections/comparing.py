"""Compares what readers see with what the book says: folds it again, and looks row by row."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager

import msgspec

from eventlog.books import Book
from eventlog.connections import Connection
from eventlog.reading import Reader
from projections import storage
from projections.afresh import Afresh
from projections.difference import Difference, Row, difference, differing_rows
from projections.documents import Document
from projections.generations import Generations, require_made
from projections.storage import Checkpoint
from projections.view import View

_STORED = """
SELECT kind, key, sort, about, doc FROM projections.document
WHERE book_no = $1 AND view = $2 AND generation = $3
"""


async def compare(
    connection: Connection, reader: Reader, book: Book, views: Sequence[View]
) -> list[Difference]:
    """Differences between the live rows of a book and those that its entries make.

    The caller's transaction is one snapshot (repeatable read), and may write: a large book is
    streamed into a generation that nobody else sees, because it is rolled back. Each view is
    compared as of the entry that it has seen last. Raises `ViewNotMadeError`.
    """
    shown = await storage.live_generations(connection, views)
    seen = await storage.checkpoints(connection, book.no, shown)
    found: list[Difference] = []
    for until in sorted({seen.get(view.name, Checkpoint()).position for view in views}):
        due = [view for view in views if seen.get(view.name, Checkpoint()).position == until]
        live = {view.name: require_made(view.name, shown) for view in due}
        async with _rolled_back(connection):
            unseen = dict.fromkeys(live, await _of_nobody(connection))
            fold = Afresh(reader, book.no, due, unseen)
            found += await _compared(connection, fold, book, until, live)
    return found


@asynccontextmanager
async def _rolled_back(connection: Connection) -> AsyncIterator[None]:
    """What is written meanwhile is seen here alone, and is gone afterwards."""
    writing = connection.transaction()
    await writing.start()
    try:
        yield
    finally:
        await writing.rollback()


async def _of_nobody(connection: Connection) -> int:
    """The number of a generation that no other process writes at the same time, nor ever did."""
    number: int = await connection.fetchval("SELECT -pg_backend_pid()")
    return number


async def _compared(
    connection: Connection, fold: Afresh, book: Book, until: int, live: Generations
) -> list[Difference]:
    """Folds a book up to where the live generation of some views has seen it, and compares."""
    while await fold.read_on(connection, until):
        pass
    await fold.mend(connection)
    if fold.is_streamed:
        await fold.store(connection)
    found: list[Difference] = []
    for view in fold.views:
        if fold.is_streamed:
            steps = (live[view.name], fold.generation(view))
            found += await differing_rows(connection, book, view, steps)
        else:
            stored = await _stored(connection, book.no, view, live[view.name])
            made = {_place(one): _row(one) for one in fold.rows[view].take_changes()}
            found += _differences(book, view, stored, made)
        if failure := fold.failures.get(view):
            place = (book.id, view.name, "entry", str(failure.position))
            found.append(Difference(*place, "unreadable"))
    return found


async def _stored(
    connection: Connection, book_no: int, view: View, generation: int
) -> dict[tuple[str, str], Row]:
    rows = await connection.fetch(_STORED, book_no, view.name, generation)
    return {
        (row["kind"], row["key"]): (row["sort"], row["about"], msgspec.json.decode(row["doc"]))
        for row in rows
    }


def _place(document: Document) -> tuple[str, str]:
    return document.KIND, document.key()


def _row(document: Document) -> Row:
    said = msgspec.json.decode(msgspec.json.encode(document))
    return storage.order_of(document), document.about(), said


def _differences(
    book: Book,
    view: View,
    stored: Mapping[tuple[str, str], Row],
    made: Mapping[tuple[str, str], Row],
) -> Iterator[Difference]:
    for kind, key in sorted({*stored, *made}):
        old, new = stored.get((kind, key)), made.get((kind, key))
        if old != new:
            yield difference((book.id, view.name, kind, key), old, new)
