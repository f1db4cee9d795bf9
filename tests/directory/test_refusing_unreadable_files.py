"""A file that is no known publication gives one clear error that says what was expected."""

import gzip
import zipfile
from pathlib import Path

import pytest

from directory import UnreadableFile
from tests.directory.files import CCG_PARTNERS, as_csv, csv_file, spell, workbook_file, written
from tests.directory.reading import read

UNKNOWN = [
    (b"", "the file is empty; expected one of: PCN core partner details"),
    (b"\r\n\r\n", "expected one of"),
    (b"hello\nworld\n", "expected one of"),
    (bytes(range(256)) * 10, "expected one of"),
    (b"\xd0\xcf\x11\xe0rest", "save it as .xlsx or CSV"),
    (b"%PDF-1.7", "a PDF document"),
    ("U12345".encode("utf-16"), "UTF-16"),
    (b"CODE,NAME\nA81001,X\n", "expected one of"),
    (b'"G0102005","A DOCTOR' + b'",""' * 25 + b"\r\n", "expected one of"),
    (b"\x1f\x8bnot really", "damaged, locked or cut short"),
    (b"PK\x03\x04not really", "damaged, locked or cut short"),
]


@pytest.mark.parametrize(("content", "reason"), UNKNOWN)
def test_content_that_is_no_publication_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(written(tmp_path, "epraccur.csv", content))
    assert reason in refused.value.reason
    assert refused.value.file == "epraccur.csv"


def test_a_publication_that_lacks_a_column_is_refused_by_the_column(tmp_path: Path) -> None:
    headings = [h for h in CCG_PARTNERS if "Start" not in h]
    with pytest.raises(UnreadableFile, match="has no column “practice to pcn relationship start"):
        read(workbook_file(tmp_path, {"Sheet1": [headings, ["A81001"]]}))


def test_a_workbook_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no sheet has headings known here"):
        read(workbook_file(tmp_path, {"Sheet1": [["Name", "Age"], ["x", 1]]}))


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            read(path)


def test_a_download_that_broke_off_is_refused(tmp_path: Path) -> None:
    rows = [spell(f"A8{n:04d}") for n in range(2000)]
    content = gzip.compress(as_csv(rows))
    with pytest.raises(UnreadableFile, match="damaged, locked or cut short"):
        read(written(tmp_path, "x.csv.gz", content[: len(content) // 2]))


def test_a_workbook_with_a_broken_part_is_refused(tmp_path: Path) -> None:
    whole = workbook_file(tmp_path, {"Partners": [CCG_PARTNERS, spell()]})
    with zipfile.ZipFile(whole) as book, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as broken:
        for name in book.namelist():
            content = book.read(name)
            is_sheet = name.startswith("xl/worksheets/")
            broken.writestr(name, content[: len(content) // 2] if is_sheet else content)
    with pytest.raises(UnreadableFile):
        read(tmp_path / "x.xlsx")


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("part.csv", as_csv([spell()]))
    content = bytearray((tmp_path / "x.zip").read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag “encrypted” in the list of contents
    content[6] |= 1
    with pytest.raises(UnreadableFile, match="locked"):
        read(written(tmp_path, "y.zip", bytes(content)))


def test_a_file_wrapped_again_and_again_is_refused(tmp_path: Path) -> None:
    content = as_csv([spell()])
    for _ in range(4):
        content = gzip.compress(content)
    with pytest.raises(UnreadableFile, match="wrapped too many times"):
        read(written(tmp_path, "x.gz", content))


def test_a_file_that_is_mostly_something_else_is_refused(tmp_path: Path) -> None:
    rows = [["a", "b"]] * 3 + [spell()]
    with pytest.raises(UnreadableFile, match="not a publication known here"):
        read(csv_file(tmp_path, rows))
