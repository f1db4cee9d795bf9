"""An exported book is read from a folder or a ZIP; what is not one is told from what is damaged."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from auditor.book import check_book
from auditor.bundle import UnreadableError, open_bundle
from auditor.findings import VerificationError
from auditor.memory import Memory
from auditor.whole import Options
from tests.auditor.building import Book, write_folder, write_zip
from tests.auditor.checking import TRUST, checked, found
from tests.auditor.story import whole_story

FILES = whole_story().files()


def verdict(path: Path) -> str:
    with open_bundle(path) as bundle:
        return check_book(bundle, TRUST, Memory(), Options()).verdict


def test_a_folder_and_a_zip_packed_or_not_are_the_same(tmp_path: Path) -> None:
    assert verdict(write_folder(tmp_path / "folder", FILES)) == "valid"
    assert verdict(write_zip(tmp_path / "stored.zip", FILES)) == "valid"
    assert verdict(write_zip(tmp_path / "packed.zip", FILES, zipfile.ZIP_DEFLATED)) == "valid"


def test_a_zip_with_comments_and_further_files_is_read_at_the_right_places(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "book.zip", {"readme.txt": b"hello", **FILES, "keys.txt": b"k"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"of 14 May"
    assert verdict(path) == "valid"


def test_an_empty_book_is_a_book(tmp_path: Path) -> None:
    assert checked(Book().files(), tmp_path).verdict == "valid"


@pytest.mark.parametrize("name", ["manifest.json", "entries.ndjson", "checkpoint"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    files = {key: value for key, value in FILES.items() if key != name}
    with pytest.raises(VerificationError, match=name), open_bundle(write_folder(tmp_path, files)):
        pass


def test_without_leaf_hashes_damage_is_found_but_its_place_is_not(tmp_path: Path) -> None:
    files = {key: value for key, value in FILES.items() if key != "leaf-hashes.bin"}
    assert checked(files, tmp_path / "sound").verdict == "valid"
    files["entries.ndjson"] = files["entries.ndjson"].replace(b"secretary-1", b"secretary-2", 1)
    report = checked(files, tmp_path / "damaged")
    assert found(report) == {("root", None)}
    assert any("which entry" in one.sentence for one in report.findings)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "minutebook-book/2"},
        {"texts": "most"},
        {"entries": "41"},
        {"entries": True},
        {"book": 7},
    ],
)
def test_a_manifest_of_another_form_is_refused(changed: dict[str, Any], tmp_path: Path) -> None:
    manifest = json.dumps(json.loads(FILES["manifest.json"]) | changed).encode()
    path = write_folder(tmp_path, FILES | {"manifest.json": manifest})
    with pytest.raises(VerificationError, match="manifest"), open_bundle(path):
        pass


@pytest.mark.parametrize("changed", [{"entries": 40}, {"book": "elsewhere"}])
def test_a_manifest_that_says_otherwise_than_the_files_is_named(
    changed: dict[str, Any], tmp_path: Path
) -> None:
    manifest = json.dumps(json.loads(FILES["manifest.json"]) | changed).encode()
    assert found(checked(FILES | {"manifest.json": manifest}, tmp_path)) == {
        ("bundle-format", None)
    }


def test_a_file_that_was_cut_off_is_named(tmp_path: Path) -> None:
    entries = FILES["entries.ndjson"]
    report = checked(FILES | {"entries.ndjson": entries[:-1]}, tmp_path / "end")
    assert found(report) == {("bundle-format", 41)}
    report = checked(FILES | {"entries.ndjson": entries[:-100]}, tmp_path / "more")
    assert {("bundle-format", 41), ("entry-changed", 41), ("root", None)} <= found(report)


def test_what_is_no_zip_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "book.zip"
    path.write_bytes(b"PK but no zip")
    with pytest.raises(UnreadableError), open_bundle(path):
        pass


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "book.zip", FILES)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("checkpoint", b"another")
    with pytest.raises(VerificationError, match="two files"), open_bundle(path):
        pass


def test_a_manifest_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = write_folder(tmp_path, FILES | {"manifest.json": b" " * 2_000_000})
    with pytest.raises(VerificationError, match="too large"), open_bundle(path):
        pass
