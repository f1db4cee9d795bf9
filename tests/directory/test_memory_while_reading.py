"""A file is streamed: what stays in memory is what it takes to notice a repetition."""

import tracemalloc
from pathlib import Path

from directory import read_file
from tests.directory.files import as_csv, spell

ROWS = 10_000


def peak_while_reading(path: Path) -> int:
    """The most bytes that Python held at any moment of reading the file to its end."""
    tracemalloc.start()
    try:
        for table in read_file(path):
            assert sum(1 for _ in table.items) > 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def written_rows(path: Path, count: int) -> Path:
    with path.open("wb") as file:
        for n in range(count):
            code = f"{chr(65 + n // 10**5)}{n % 10**5:05d}"
            file.write(as_csv([spell(code)]))
    return path


def test_memory_grows_by_the_key_of_a_row_and_not_by_the_row(tmp_path: Path) -> None:
    few = peak_while_reading(written_rows(tmp_path / "few.csv", ROWS // 10))
    many = peak_while_reading(written_rows(tmp_path / "many.csv", ROWS))
    for_each_row = (many - few) / (ROWS - ROWS // 10)
    assert for_each_row < 250, f"{for_each_row:.0f} bytes for each row"
