"""Readers: files as published become statements and named problems; no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from directory.problems import Problem, UnreadableFile, shown
from directory.reading.lines import Line
from directory.reading.recognising import Shape, Sheet
from directory.reading.row import NotForDirectory, Row, UnusableRow
from directory.reading.unwrapping import sheets_in
from directory.records import FileKind, Statement

__all__ = ["Item", "SetAside", "Table", "Usable", "read_file", "read_lines"]


@dataclass(frozen=True, slots=True)
class Usable:
    """A row as the statements it makes; the first is what the row is about."""

    line: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A sound row that the directory has no use for, and why."""

    line: int
    reason: str


Item: TypeAlias = Usable | SetAside | Problem


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its source in words, the publication it is, and its rows."""

    source: str
    kind: FileKind
    items: Iterator[Item]


def read_file(path: Path) -> Iterator[Table]:
    """The tables of a file; read each to its end before asking for the next.

    Raises UnreadableFile, here or from a table's items, with what was expected.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadableFile(path.name, f"cannot be opened: {error.strerror}") from error
    with stream:
        for sheet in sheets_in(path.name, stream):
            yield _table(sheet)


def _table(sheet: Sheet) -> Table:
    items = read_lines(sheet.source, sheet.shape, sheet.lines)
    return Table(sheet.source, sheet.shape.layout.kind, items)


def read_lines(source: str, shape: Shape, lines: Iterable[Line]) -> Iterator[Item]:
    """Each line that is not blank as statements, as set aside, or as a problem. Never raises."""
    seen: dict[str, int] = {}
    for line in lines:
        if not line.is_blank:
            yield _item(source, shape, line, seen)


def _item(source: str, shape: Shape, line: Line, seen: dict[str, int]) -> Item:
    try:
        row = _row(shape, line)
        statements = shape.layout.read(row)
        _refuse_repetition(shape, statements[0], line.number, seen)
    except NotForDirectory as other:
        return SetAside(line.number, str(other))
    except UnusableRow as unusable:
        value = shown(unusable.value)
        return Problem(source, line.number, unusable.field, value, unusable.rule)
    return Usable(line.number, statements)


def _row(shape: Shape, line: Line) -> Row:
    if line.fault:
        raise UnusableRow("line", line.content, line.fault)
    if len(line.cells) != shape.width:
        rule = f"the row has {len(line.cells)} columns and this file has {shape.width}"
        raise UnusableRow("line", ",".join(str(c or "") for c in line.cells), rule)
    if shape.places is None:
        return Row(shape.layout.by_place(line.cells))
    return Row({name: line.cells[place] for name, place in shape.places.items()})


def _refuse_repetition(
    shape: Shape, statement: Statement, number: int, seen: dict[str, int]
) -> None:
    first = seen.setdefault(statement.key, number)
    if first != number:
        rule = f"the same {statement.SAME} as in line {first}, which is kept"
        raise UnusableRow(shape.layout.columns[0].name, statement.key, rule)
