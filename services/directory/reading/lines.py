"""A text file as numbered lines, and a line of CSV as cells: streaming, bounded, never raising.

The reports have one record per physical line, so a line with a stray quotation mark costs that
line alone and not the rest of the file.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from directory.reading.row import Cell

LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class RawLine:
    """The bytes of one line without its line end; `is_cut` where it went on beyond the bound."""

    number: int
    content: bytes
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a spreadsheet row as cells; `fault` is the rule broken if it has none."""

    number: int
    cells: tuple[Cell, ...] = ()
    fault: str | None = None
    content: str = ""

    @property
    def is_blank(self) -> bool:
        return self.fault is None and all(c is None or not str(c).strip() for c in self.cells)


def raw_lines(stream: BinaryIO) -> Iterator[RawLine]:
    """The lines of a stream, numbered from 1; never more than 64 KiB of it in memory."""
    number = 0
    while content := stream.readline(LONGEST_LINE):
        number += 1
        ended = content.endswith(b"\n")
        is_cut = not ended and _skip_to_line_end(stream)
        if number == 1:
            content = content.removeprefix(codecs.BOM_UTF8)
        yield RawLine(number, content.rstrip(b"\r\n"), is_cut)


def _skip_to_line_end(stream: BinaryIO) -> bool:
    """Read past the rest of a line; whether there was any."""
    skipped = False
    while rest := stream.readline(LONGEST_LINE):
        skipped = True
        if rest.endswith(b"\n"):
            break
    return skipped


def csv_lines(lines: Iterable[RawLine]) -> Iterator[Line]:
    """Each line as its cells, or with the fault that keeps it from being taken apart."""
    return (csv_line(line) for line in lines)


def csv_line(line: RawLine) -> Line:
    if line.is_cut:
        return _faulty(line, f"a line has at most {LONGEST_LINE:,} bytes")
    if b"\0" in line.content:
        return _faulty(line, "the line contains a NUL byte")
    try:
        text = decoded(line.content)
    except UnicodeDecodeError:
        return _faulty(line, "the line is neither UTF-8 nor Windows-1252 text")
    try:
        cells = next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        return _faulty(line, f"the commas and quotation marks do not make a row of CSV ({error})")
    return Line(line.number, tuple(cells))


def decoded(content: bytes) -> str:
    """UTF-8, else Windows-1252 (what spreadsheets save); raises UnicodeDecodeError if neither."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _faulty(line: RawLine, fault: str) -> Line:
    return Line(line.number, fault=fault, content=line.content[:200].decode("latin-1"))
