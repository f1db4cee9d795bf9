"""How a row that readers see is not what the book makes of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec

from eventlog.books import Book
from eventlog.connections import Connection
from projections.view import View

Row: TypeAlias = tuple[str, list[str], dict[str, Any]]
"""Where a document stands, what it can be found by, and what it says."""

_DIFFERING = (Path(__file__).parent / "sql" / "differing.sql").read_text(encoding="utf-8")
MOST_FOUND = 1_000
"""Of one view and book, where both sides are stored."""


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


async def differing_rows(
    connection: Connection, book: Book, view: View, generations: tuple[int, int]
) -> list[Difference]:
    """What the second of two stored generations of a view says otherwise than the first."""
    rows = await connection.fetch(_DIFFERING, book.no, view.name, *generations, MOST_FOUND)
    return [
        difference(
            (book.id, view.name, row["kind"], row["key"]),
            _of(row["old_sort"], row["old_about"], row["old_doc"]),
            _of(row["new_sort"], row["new_about"], row["new_doc"]),
        )
        for row in rows
    ]


def _of(sort: str | None, about: list[str] | None, doc: str | None) -> Row | None:
    if sort is None or about is None or doc is None:
        return None
    return sort, about, msgspec.json.decode(doc)
