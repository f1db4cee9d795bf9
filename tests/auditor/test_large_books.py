"""A book of many pieces, checked by several processes, is judged as by one."""

from pathlib import Path

import pytest

from auditor import inspecting
from auditor.book import check_book
from auditor.bundle import open_bundle
from auditor.memory import Memory
from auditor.regions import Region
from auditor.report import Report
from auditor.singles import check_checkpoint
from auditor.whole import Options
from tests.auditor.building import Book, write_zip
from tests.auditor.checking import TRUST, found

LENGTH = 21_000
PADDING = "x" * 100


def filled() -> Book:
    """More than one piece of 8 MiB, with every id and time in its place."""
    book = Book()
    for i in range(LENGTH):
        data = {"action": f"a{i}", "number": str(i), "body": "board", "note": PADDING}
        book.add("action-raised.v1", data)
    return book


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return filled().files(texts="none")


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(inspecting, "WORTH_SHARING", 0)
    return int(request.param)


def check(path: Path, memory: Memory, options: Options) -> Report:
    with open_bundle(path) as bundle:
        return check_book(bundle, TRUST, memory, options)


def test_a_long_book_is_checked_whole(
    files: dict[str, bytes], workers: int, tmp_path: Path
) -> None:
    done: list[int] = []
    path = write_zip(tmp_path / "book.zip", files)
    report = check(path, Memory(), Options(workers=workers, tell=done.append))
    assert found(report) == set()
    assert report.facts["entries"] == LENGTH
    assert len(done) > 1
    assert len(files["entries.ndjson"]) > 8 * 1024 * 1024


def test_roots_within_a_piece_are_compared_with_what_was_seen(
    files: dict[str, bytes], workers: int, tmp_path: Path
) -> None:
    book = Book(entries=files["entries.ndjson"].splitlines())
    path = write_zip(tmp_path / "book.zip", files)
    for size in (1, 4_097, 20_999):
        memory = Memory()
        check_checkpoint(book.checkpoint(size), "", TRUST, memory, None)
        assert found(check(path, memory, Options(is_quick=True, workers=workers))) == set()
    other = Book(entries=[*book.entries[:4_096], *book.entries[4_097:4_098]])
    memory = Memory()
    check_checkpoint(other.checkpoint(), "", TRUST, memory, None)
    report = check(path, memory, Options(is_quick=True, workers=workers))
    assert found(report) == {("fork", None)}


def test_damage_in_a_later_piece_is_named(
    files: dict[str, bytes], workers: int, tmp_path: Path
) -> None:
    lines = files["entries.ndjson"].splitlines(keepends=True)
    lines[20_000], lines[20_001] = lines[20_001], lines[20_000]
    damaged = files | {"entries.ndjson": b"".join(lines)}
    report = check(write_zip(tmp_path / "b.zip", damaged), Memory(), Options(workers=workers))
    assert {("position", 20_001), ("position", 20_002), ("root", None)} <= found(report)
    assert {p for rule, p in found(report) if rule == "entry-moved"} <= {20_001, 20_002}


@pytest.mark.parametrize("claim", [b"", b"20990", b"9999999999999999"])
@pytest.mark.parametrize("is_quick", [True, False])
def test_entries_that_lie_about_where_they_stand_are_counted_all_the_same(
    files: dict[str, bytes], workers: int, is_quick: bool, claim: bytes, tmp_path: Path
) -> None:
    """Where a piece starts is at first taken from its first entry, which here is a wrong place."""
    lines = files["entries.ndjson"].splitlines(keepends=True)
    first = len(next(entries_of(files, tmp_path).pieces()).lines())
    mark = b',"position":'
    lines[first] = lines[first].replace(mark + b"%d," % (first + 1), mark + claim + b",")
    damaged = files | {"entries.ndjson": b"".join(lines)}
    options = Options(workers=workers, is_quick=is_quick)
    told = found(check(write_zip(tmp_path / "b.zip", damaged), Memory(), options))
    assert {p for _, p in told} == {None, first + 1}
    assert {("root", None), ("entry-changed", first + 1)} <= told


def test_an_entry_dropped_from_the_first_piece_is_the_only_one_missing(
    files: dict[str, bytes], workers: int, tmp_path: Path
) -> None:
    lines = files["entries.ndjson"].splitlines(keepends=True)
    damaged = files | {"entries.ndjson": b"".join([*lines[:99], *lines[100:]])}
    report = check(write_zip(tmp_path / "b.zip", damaged), Memory(), Options(workers=workers))
    assert {p for rule, p in found(report) if rule.startswith("entry-")} == {100}
    assert report.facts["entries"] == LENGTH - 1


def entries_of(files: dict[str, bytes], folder: Path) -> Region:
    path = folder / "entries.ndjson"
    path.write_bytes(files["entries.ndjson"])
    return Region.whole(path)


def test_pieces_are_whole_lines_in_order(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "entries"
    path.write_bytes(b"before" + files["entries.ndjson"] + b"after")
    region = Region(path, 6, len(files["entries.ndjson"]))
    for size in (1, 700, 5_000_000):
        pieces = list(region.pieces(size))
        assert b"".join(one.read() for one in pieces) == files["entries.ndjson"]
        assert all(one.read().endswith(b"\n") for one in pieces)
