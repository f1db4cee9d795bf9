"""Compares what readers see with what the book says: folds it again in memory, row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from eventlog.books import Book
from eventlog.connections import Connection
from eventlog.reading import Reader
from projections import storage
from projections.afresh import Afresh
from projections.documents import Document
from projections.storage import Checkpoint
from projections.view import View

Row: TypeAlias = tuple[str, list[str], dict[str, Any]]
"""Where a document stands, what it can be found by, and what it says."""

_STORED = """
SELECT kind, key, sort, about, doc FROM projections.document
WHERE book_no = $1 AND view = $2 AND generation = $3
"""


class Difference(msgspec.Struct, frozen=True):
    """A row that is not what the book makes of it. `fields` are those that differ."""

    book: str
    view: str
    kind: str
    key: str
    what: Literal["missing", "surplus", "different", "unreadable"]
    fields: tuple[str, ...] = ()

    def sentence(self) -> str:
        row = f"{self.view} of {self.book}: {self.kind} {self.key!r}"
        match self.what:
            case "missing":
                return f"{row} is missing"
            case "surplus":
                return f"{row} should not be there"
            case "unreadable":
                return f"{self.view} of {self.book} cannot fold entry {self.key}"
            case "different":
                return f"{row} differs in {', '.join(self.fields)}"


async def compare(
    connection: Connection, reader: Reader, book: Book, views: Sequence[View]
) -> list[Difference]:
    """Differences between the live rows of a book and those that its entries make.

    The caller's transaction is one snapshot (repeatable read). Each view is compared as of the
    entry that it has seen last.
    """
    generations = await storage.live_generations(connection)
    seen = await storage.checkpoints(connection, book.no, generations)
    found: list[Difference] = []
    for until in sorted({seen.get(view.name, Checkpoint()).position for view in views}):
        due = [view for view in views if seen.get(view.name, Checkpoint()).position == until]
        fold = Afresh(reader, book.no, due)
        while await fold.read_on(connection, until):
            pass
        await fold.mend(connection)
        for view in due:
            generation = generations.get(view.name, storage.FIRST_GENERATION)
            stored = await _stored(connection, book.no, view, generation)
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
    return document.sort(), document.about(), said


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


def difference(
    place: tuple[str, str, str, str], stored: Row | None, made: Row | None
) -> Difference:
    """How a row (of a book, a view, a kind, with a key) is not what the book makes of it."""
    if stored is None:
        return Difference(*place, "missing")
    if made is None:
        return Difference(*place, "surplus")
    return Difference(*place, "different", tuple(_fields(stored, made)))


def _fields(stored: Row, made: Row) -> Iterable[str]:
    if stored[0] != made[0]:
        yield "its place in the order"
    if stored[1] != made[1]:
        yield "what it is found by"
    for name in sorted({*stored[2], *made[2]}):
        if stored[2].get(name) != made[2].get(name):
            yield name
