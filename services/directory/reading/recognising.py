"""The tables inside a file, whatever it is wrapped in, each with the layout that its content shows.

Names of files say nothing: the reports are renamed, gzipped and zipped on their way here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from directory.problems import UnreadableFile
from directory.reading.commissioners import COMMISSIONERS
from directory.reading.core_partners import CORE_PARTNERS
from directory.reading.layout import Layout
from directory.reading.lines import Line, RawLine, csv_line, csv_lines, raw_lines
from directory.reading.list_sizes import LIST_SIZES
from directory.reading.pcn_details import PCN_DETAILS
from directory.reading.practices import PRACTICES

LAYOUTS = (CORE_PARTNERS, PCN_DETAILS, PRACTICES, COMMISSIONERS, LIST_SIZES)
SAMPLE = 50  # lines looked at to tell what a file is
EXPECTED = "expected one of: " + "; ".join(layout.called for layout in LAYOUTS)


@dataclass(frozen=True, slots=True)
class Shape:
    """A layout as one file has it: under headings (`places`), or by position."""

    layout: Layout
    width: int
    places: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: where it came from, in words, its shape, and its lines after any headings."""

    source: str
    shape: Shape
    lines: Iterator[Line]


def sheet_of_csv(source: str, stream: BinaryIO) -> Sheet:
    """A CSV file as a table. Raises UnreadableFile if its content is no publication we know."""
    lines = raw_lines(stream)
    sample = list(islice(lines, SAMPLE))
    if not sample:
        raise UnreadableFile(source, "the file is empty; " + EXPECTED)
    shape, consumed = _under_headings(source, sample) or (_by_position(source, sample), 0)
    return Sheet(source, shape, csv_lines(chain(sample[consumed:], lines)))


def shape_under(source: str, headings: Sequence[object]) -> Shape | None:
    """The shape that a row of headings announces; None if the row is no such thing.

    Raises UnreadableFile where most headings of a layout are there and a needed one is not.
    """
    for layout in LAYOUTS:
        places = layout.places(headings)
        missing = layout.missing(places)
        if not missing and places:
            return Shape(layout, len(headings), places)
        if len(places) > 2 * len(missing):
            lacking = ", ".join(f"“{heading}”" for heading in missing)
            reason = f"looks like {layout.called}, but has no column {lacking}"
            raise UnreadableFile(source, reason)
    return None


def _under_headings(source: str, sample: list[RawLine]) -> tuple[Shape, int] | None:
    """The shape and the lines that the headings take: several, if they contain line breaks."""
    content = b""
    for consumed, line in enumerate(sample, start=1):
        content = content + b" " + line.content if content else line.content
        if content.count(b'"') % 2 == 0:
            headings = csv_line(RawLine(1, content)).cells
            shape = shape_under(source, headings)
            return (shape, consumed) if shape else None
    return None


def _by_position(source: str, sample: Iterable[RawLine]) -> Shape:
    """The layout that recognises at least half of the lines looked at."""
    rows = [line for line in csv_lines(sample) if not line.is_blank]
    votes = {layout: sum(layout.recognises(r.cells) for r in rows) for layout in LAYOUTS}
    likeliest = max(votes, key=lambda layout: votes[layout])
    if not votes[likeliest] or votes[likeliest] * 2 < len(rows):
        raise UnreadableFile(source, "its content is not a publication known here; " + EXPECTED)
    return Shape(likeliest, likeliest.width or 0)
