"""How documents and checkpoints are stored: the only file of this room that writes its tables."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from eventlog.connections import Connection, Pool
from projections.documents import D, Document
from projections.view import View

_SQL = Path(__file__).parent / "sql"
WRITE_DOCUMENTS = (_SQL / "write_documents.sql").read_text(encoding="utf-8")
MOVE_CHECKPOINTS = (_SQL / "move_checkpoints.sql").read_text(encoding="utf-8")
FORGET_DOCUMENTS = (_SQL / "forget_documents.sql").read_text(encoding="utf-8")
FORGET_CHECKPOINTS = (_SQL / "forget_checkpoints.sql").read_text(encoding="utf-8")
FIRST_GENERATION = 1
_BEYOND_ALL = 2**53
_UNIT_SEPARATOR = "\x1f"


class Checkpoint(msgspec.Struct, frozen=True):
    """How far a view has read a book, and where and why it stopped, if it did."""

    position: int = 0
    stopped_at: int | None = None
    error: str | None = None
    failures: int = 0
    retry_at: datetime | None = None


async def live_generations(source: Connection | Pool) -> dict[str, int]:
    """Which generation of each view readers see; views not named are at their first."""
    rows = await source.fetch("SELECT view, generation FROM projections.live_generation")
    return {row["view"]: row["generation"] for row in rows}


async def checkpoints(
    source: Connection | Pool, book_no: int, generations: dict[str, int]
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
        if row["generation"] == generations.get(row["view"], FIRST_GENERATION)
    }


class Folded(msgspec.Struct, frozen=True):
    """What a fold left behind: the documents that it changed, and how far the view has come."""

    view: View
    generation: int
    changed: Sequence[Document]
    checkpoint: Checkpoint


async def write(connection: Connection, book_no: int, folded: Sequence[Folded]) -> None:
    """Stores what changed and moves the checkpoints; the caller's transaction makes them one."""
    if documents := [_row(one, document) for one in folded for document in one.changed]:
        columns = map(list, zip(*documents, strict=True))
        await connection.execute(WRITE_DOCUMENTS, book_no, *columns)
    if folded:
        moves = [
            (f.view.name, f.generation, *msgspec.structs.astuple(f.checkpoint)) for f in folded
        ]
        columns = map(list, zip(*moves, strict=True))
        await connection.execute(MOVE_CHECKPOINTS, book_no, *columns)


async def forget(connection: Connection, book_no: int, views: Sequence[View]) -> None:
    """Deletes what views hold of a book, in every generation."""
    await forget_before(connection, book_no, views, _BEYOND_ALL)


async def forget_before(
    connection: Connection, book_no: int, views: Sequence[View], position: int
) -> None:
    """Deletes what generations of these views hold that have not seen a book up to a position."""
    names = [view.name for view in views]
    for statement in (FORGET_DOCUMENTS, FORGET_CHECKPOINTS):
        await connection.execute(statement, book_no, position, names)


def _row(folded: Folded, document: Document) -> tuple[str, int, str, str, str, str, str]:
    return (
        folded.view.name,
        folded.generation,
        document.KIND,
        document.key(),
        document.sort(),
        _UNIT_SEPARATOR.join(document.about()),
        msgspec.json.encode(document).decode("utf-8"),
    )


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
