"""Whatever the bytes of a line, reading reports it and goes on: a property, over every layout."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory import FileKind, Problem, UnreadableFile
from directory.reading import SetAside, Usable, read_lines
from directory.reading.lines import csv_lines, raw_lines
from directory.reading.recognising import LAYOUTS, Shape
from tests.directory.files import as_csv, practice, spell
from tests.directory.reading import read

GOOD = {
    FileKind.CORE_PARTNERS: spell(end="20260331"),
    FileKind.PCN_DETAILS: ["U12345", "MILL PCN", "16C", "NHS", "20190701", *[""] * 7],
    FileKind.PRACTICES: practice(),
    FileKind.COMMISSIONERS: ["16C", "NHS", "Active", "RO98", "RO319", "2020-04-01", "", "QHM"],
    FileKind.LIST_SIZES: ["A81001", "3747", "01MAR2026", "GP", "ALL", "ALL"],
}
SHAPES = [
    Shape(layout, layout.width)
    if layout.width
    else Shape(
        layout, len(layout.columns), {c.name: place for place, c in enumerate(layout.columns)}
    )
    for layout in LAYOUTS
]
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["20190231", "99991231", "01JAN0000", "-5", "\0", "\ud800", '"', "RO76|", "W"]),
)
exhaustively = settings(derandomize=True, deadline=None, max_examples=300)


def outcomes(shape: Shape, content: bytes) -> list[Usable | SetAside | Problem]:
    return list(read_lines("x.csv", shape, csv_lines(raw_lines(BytesIO(content)))))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layout.kind)
@exhaustively
@given(lines=st.lists(st.binary(max_size=200), max_size=8))
def test_any_bytes_are_reported_and_never_raise(shape: Shape, lines: list[bytes]) -> None:
    content = b"\n".join(lines)
    items = outcomes(shape, content)
    numbers = [item.line for item in items]
    assert numbers == sorted(set(numbers))
    assert len(items) <= content.count(b"\n") + 1


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layout.kind)
@exhaustively
@given(data=st.data())
def test_a_good_row_with_any_cells_replaced_is_storable_or_reported(
    shape: Shape, data: st.DataObject
) -> None:
    row = list(GOOD[shape.layout.kind])
    for place in data.draw(st.sets(st.integers(0, len(row) - 1), max_size=3)):
        row[place] = data.draw(CELLS)
    content = as_csv([row]).replace(b"\n", b"") if "\ud800" not in "".join(row) else b"\xed\xa0"
    for item in outcomes(shape, content):
        assert isinstance(item, Usable | SetAside | Problem)
        if isinstance(item, Usable):
            assert "\0" not in repr(item.statements)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layout.kind)
def test_the_good_rows_of_this_file_are_good(shape: Shape) -> None:
    (item,) = outcomes(shape, as_csv([GOOD[shape.layout.kind]]))
    assert isinstance(item, Usable)


@exhaustively
@given(content=st.binary(max_size=400))
def test_a_file_of_any_bytes_is_read_or_refused(content: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            read(Path(file.name))
        except UnreadableFile as refused:
            assert refused.reason  # noqa: PT017 -- either way of ending is right
