"""A file as downloaded, unwrapped: plain, gzipped, zipped or workbook by its first bytes."""

import gzip
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from directory.problems import UnreadableFile
from directory.reading.damage import intact
from directory.reading.recognising import EXPECTED, Sheet, sheet_of_csv
from directory.reading.workbook import is_workbook, sheets_of_workbook

GZIP, ZIP, OLD_EXCEL, PDF = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DEEPEST = 2  # a workbook in a .zip in a .gz is as far as anyone goes


def sheets_in(source: str, stream: BinaryIO) -> Iterator[Sheet]:
    """Every table in the file, in order; each is read to its end before the next one is asked for.

    Raises UnreadableFile, also from the lines of a table, if the file is damaged or unknown.
    """
    for sheet in intact(source, _unwrapped(source, stream, 0)):
        yield replace(sheet, lines=intact(source, sheet.lines))


def _unwrapped(source: str, stream: BinaryIO, depth: int) -> Iterator[Sheet]:
    start = stream.read(4)
    stream.seek(0)
    if depth > DEEPEST:
        raise UnreadableFile(source, "it is wrapped too many times; unpack it first")
    if start.startswith(GZIP):
        unpacked = gzip.GzipFile(fileobj=stream, mode="rb")
        yield from _unwrapped(source, cast("BinaryIO", unpacked), depth + 1)
    elif start == ZIP:
        yield from _in_archive(source, stream, depth)
    else:
        _refuse_other_formats(source, start)
        yield sheet_of_csv(source, stream)


def _in_archive(source: str, stream: BinaryIO, depth: int) -> Iterator[Sheet]:
    if is_workbook(stream):
        yield from sheets_of_workbook(source, stream)
        return
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                with archive.open(entry) as member:
                    name = f"{source}, {entry.filename}"
                    yield from _unwrapped(name, cast("BinaryIO", member), depth + 1)


def _refuse_other_formats(source: str, start: bytes) -> None:
    if start == OLD_EXCEL:
        raise UnreadableFile(
            source, "an Excel file of the old kind (.xls); save it as .xlsx or CSV"
        )
    if start == PDF:
        raise UnreadableFile(source, "a PDF document; " + EXPECTED)
    if start.startswith(UTF_16):
        raise UnreadableFile(source, "text in UTF-16; save it as CSV in UTF-8")
