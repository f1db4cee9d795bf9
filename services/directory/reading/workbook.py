"""The sheets of a workbook (.xlsx) as tables; headings are looked for in its first rows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from directory.problems import UnreadableFile
from directory.reading.damage import IN_WORKBOOK, intact
from directory.reading.lines import Line
from directory.reading.recognising import EXPECTED, Shape, Sheet, shape_under

LARGEST = 512 * 1024 * 1024  # bytes when unpacked; ePCN.xlsx has 5 million
ROWS_ABOVE = 10  # headings stand in one of the first rows


def is_workbook(stream: BinaryIO) -> bool:
    with ZipFile(stream) as archive:
        return "xl/workbook.xml" in archive.namelist()


def sheets_of_workbook(source: str, stream: BinaryIO) -> Iterator[Sheet]:
    """The sheets with headings that we know, in order; others (notes, contents) are passed over.

    Raises UnreadableFile if there is none.
    """
    _refuse_if_huge(source, stream)
    found = False
    for worksheet in intact(source, _worksheets(stream), IN_WORKBOOK):
        name = f"{source}, sheet {worksheet.title}"
        lines = _lines(intact(name, worksheet.values, IN_WORKBOOK))
        if shape := _shape(name, lines):
            found = True
            yield Sheet(name, shape, _to_width(lines, shape.width))
    if not found:
        raise UnreadableFile(source, "no sheet has headings known here; " + EXPECTED)


def _worksheets(stream: BinaryIO) -> Iterator[ReadOnlyWorksheet]:
    for worksheet in load_workbook(stream, read_only=True, data_only=True).worksheets:
        if isinstance(worksheet, ReadOnlyWorksheet):  # and not a sheet that is one chart
            yield worksheet


def _lines(rows: Iterable[tuple[object, ...]]) -> Iterator[Line]:
    return (Line(number, tuple(row)) for number, row in enumerate(rows, start=1))


def _shape(name: str, lines: Iterator[Line]) -> Shape | None:
    for line in islice(lines, ROWS_ABOVE):
        if shape := shape_under(name, line.cells):
            return shape
    return None


def _to_width(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """The rows with the empty cells at their end that a workbook may leave out or add."""
    for line in lines:
        cells = [*line.cells, *(None,) * (width - len(line.cells))]
        while len(cells) > width and cells[-1] in {None, ""}:
            cells.pop()
        yield Line(line.number, tuple(cells))


def _refuse_if_huge(source: str, stream: BinaryIO) -> None:
    with ZipFile(stream) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise UnreadableFile(source, "the workbook is larger than any that is published")
    stream.seek(0)
