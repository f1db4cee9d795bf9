"""How documents and checkpoints are stored: the only file of this room that writes its tables."""

from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from sqlalchemy.util import await_only

from eventlog.connections import Connection, Pool
from projections.documents import D, Document, has_order
from projections.rows import Changes, Load
from projections.view import View

_SQL = Path(__file__).parent / "sql"
LIVE_GENERATIONS = (_SQL / "live_generations.sql").read_text(encoding="utf-8")
WRITE_DOCUMENTS = (_SQL / "write_documents.sql").read_text(encoding="utf-8")
MOVE_CHECKPOINTS = (_SQL / "move_checkpoints.sql").read_text(encoding="utf-8")
FORGET_DOCUMENTS = (_SQL / "forget_documents.sql").read_text(encoding="utf-8")
FORGET_CHECKPOINTS = (_SQL / "forget_checkpoints.sql").read_text(encoding="utf-8")
COLUMNS = ("book_no", "view", "generation", "kind", "key", "sort", "about", "doc")
_UNIT_SEPARATOR = "\x1f"
_encode = msgspec.json.Encoder().encode
Row: TypeAlias = tuple[Any, ...]
"""A document, by `COLUMNS`."""


class Checkpoint(msgspec.Struct, frozen=True):
    """How far a view has read a book, and where and why it stopped, if it did."""

    position: int = 0
    stopped_at: int | None = None
    error: str | None = None
    failures: int = 0
    retry_at: datetime | None = None


async def live_generations(source: Connection | Pool, views: Iterable[View]) -> dict[str, int]:
    """Which generation of each of these views readers see, by view, where there is one.

    Only generations of the very shape that a view has in this build: another build's are not found.
    """
    shapes = {view.name: view.shape for view in views}
    rows = await source.fetch(LIVE_GENERATIONS, list(shapes), list(shapes.values()))
    return {row["view"]: row["generation"] for row in rows}


async def checkpoints(
    source: Connection | Pool, book_no: int, generations: Mapping[str, int]
) -> dict[str, Checkpoint]:
    """The checkpoints of the live generation of every view on one book, by view."""
    rows = await source.fetch(
        "SELECT view, generation, position, stopped_at, error, failures, retry_at "
        "FROM projections.checkpoint WHERE book_no = $1",
        book_no,
    )
    return {
        row["view"]: Checkpoint(*tuple(row)[2:])
        for row in rows
        if row["generation"] == generations.get(row["view"])
    }


class Folded(msgspec.Struct, frozen=True):
    """What a fold left behind: the documents that it changed, and how far the view has come.

    Without a checkpoint, documents are stored ahead of it: nobody may read the generation yet.
    """

    view: View
    generation: int
    changes: Changes
    checkpoint: Checkpoint | None = None


async def write(source: Connection | Pool, book_no: int, folded: Sequence[Folded]) -> None:
    """Stores what changed and moves the checkpoints; the caller's transaction makes them one.

    Rows are made while PostgreSQL takes the ones before.
    """
    new = (row for one in folded for row in _rows(book_no, one, one.changes.new))
    again = [row for one in folded for row in _rows(book_no, one, one.changes.again)]
    await _write(source, book_no, _if_any(new), again)
    moves = [
        (
            one.view.name,
            one.generation,
            *msgspec.structs.astuple(one.checkpoint),
            one.view.shape,
        )
        for one in folded
        if one.checkpoint is not None
    ]
    if moves:
        await source.execute(MOVE_CHECKPOINTS, book_no, *map(list, zip(*moves, strict=True)))


def writing(pool: Pool, book_no: int, folded: Sequence[Folded]) -> Coroutine[None, None, None]:
    """Stores documents ahead of any checkpoint, as they are now: they may change meanwhile."""
    new = [row for one in folded for row in _rows(book_no, one, one.changes.new)]
    again = [row for one in folded for row in _rows(book_no, one, one.changes.again)]
    return _write(pool, book_no, new, again)


async def _write(
    source: Connection | Pool, book_no: int, new: Iterable[Row], again: Sequence[Row]
) -> None:
    """Documents that were never stored go by COPY, which takes a fifth of the time."""
    if new:
        await source.copy_records_to_table(
            "document", schema_name="projections", columns=COLUMNS, records=new
        )
    if again:
        columns = [list(column) for column in zip(*again, strict=True)][1:]
        columns[5] = [_UNIT_SEPARATOR.join(about) for about in columns[5]]
        await source.execute(WRITE_DOCUMENTS, book_no, *columns)


def _if_any(rows: Iterator[Row]) -> Iterable[Row]:
    """What makes rows as they are asked for; nothing where it would make none."""
    first = next(rows, None)
    return () if first is None else chain([first], rows)


async def clear(
    source: Connection | Pool, book_no: int, views: Sequence[View], generation: int
) -> None:
    """Deletes what one generation of views holds of a book."""
    names = [view.name for view in views]
    for table in ("document", "checkpoint"):
        await source.execute(
            f"DELETE FROM projections.{table} "  # noqa: S608 - two names of our own
            "WHERE book_no = $1 AND view = ANY ($2::text[]) AND generation = $3",
            book_no,
            names,
            generation,
        )


async def forget_before(
    connection: Connection, book_no: int, views: Sequence[View], position: int
) -> None:
    """Deletes what generations of these views hold that have not seen a book up to a position."""
    names = [view.name for view in views]
    for statement in (FORGET_DOCUMENTS, FORGET_CHECKPOINTS):
        await connection.execute(statement, book_no, position, names)


def _rows(book_no: int, folded: Folded, documents: Iterable[Document]) -> Iterator[Row]:
    where = (book_no, folded.view.name, folded.generation)
    for one in documents:
        said = _encode(one).decode("utf-8")
        yield *where, one.KIND, one.key(), order_of(one), one.about(), said


def order_of(document: Document) -> str:
    """What is stored of a document's place in its register; nothing where its key is all."""
    return document.sort() if has_order(type(document)) else ""


async def load(
    source: Connection | Pool, book_no: int, view: str, generation: int, kind: type[D], key: str
) -> D | None:
    """One stored document."""
    stored = await source.fetchval(
        "SELECT doc FROM projections.document WHERE book_no = $1 AND view = $2 "
        "AND generation = $3 AND kind = $4 AND key = $5",
        book_no,
        view,
        generation,
        kind.KIND,
        key,
    )
    return None if stored is None else msgspec.json.decode(stored, type=kind)


def loading(source: Connection | Pool, book_no: int, view: str, generation: int) -> Load:
    """Loads stored documents for a fold that runs in a greenlet: folds know no `await`."""

    def one(kind: type[Document], key: str) -> Document | None:
        found: Document | None = await_only(load(source, book_no, view, generation, kind, key))
        return found

    return one
