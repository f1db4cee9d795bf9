"""An entry is canonical JSON with known fields; what is otherwise is named with its position."""

from pathlib import Path
from typing import Any

import pytest

from auditor import regions
from auditor.canonical import NotCanonicalError, read_canonical
from auditor.whole import Options
from tests.auditor.building import START, Book, written
from tests.auditor.checking import checked, found


def book_with(**changed: Any) -> Book:
    book = Book()
    book.add("partnership-established.v1", {"name": "Vale"})
    book.add("partnership-established.v1", {"name": "Vale"}, changed=changed)
    book.add("partnership-established.v1", {"name": "Vale"})
    return book


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2},
        {"v": True},
        {"book": "Not an id"},
        {"id": "0"},
        {"type": "VoteCast"},
        {"type": "motion-vote-cast"},
        {"occurred_at": "2026-05-14T13:00:00+01:00"},
        {"recorded_at": "2026-05-14 13:00:00Z"},
        {"recorded_at": "2026-05-14T13:00:00.5Z"},
        {"actor": ""},
        {"acting_for": 7},
        {"command": None},
        {"tags": ["b:1", "a:1"]},
        {"tags": ["a:1", "a:1"]},
        {"tags": ["no tag"]},
        {"data": []},
        {"_sd": ["short"]},
        {"_sd": ["b" * 43, "a" * 43]},
        {"nonce": "too-short"},
        {"colour": "blue"},
    ],
    ids=repr,
)
def test_a_field_that_is_not_as_it_should_be_is_named(
    changed: dict[str, Any], tmp_path: Path
) -> None:
    report = checked(book_with(**changed).files(), tmp_path)
    assert ("entry-format", 2) in found(report)
    [field] = changed
    assert any(repr(field) in one.sentence for one in report.findings)


def test_an_entry_of_another_book_is_named(tmp_path: Path) -> None:
    assert found(checked(book_with(book="elsewhere").files(), tmp_path)) == {("book", 2)}


def test_a_gap_in_the_positions_is_named_even_where_it_was_signed(tmp_path: Path) -> None:
    files = book_with(position=3).files()
    assert found(checked(files, tmp_path / "thorough")) == {("position", 2)}
    quick = Options(is_quick=True)
    assert found(checked(files, tmp_path / "quick", options=quick)) == {("position", 2)}


def test_time_that_goes_back_is_named(tmp_path: Path) -> None:
    early = written(START)
    report = checked(book_with(recorded_at=early, occurred_at=early).files(), tmp_path)
    assert found(report) == {("recorded-at", 2)}


def test_pieces_of_any_size_are_judged_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = written(START)
    files = book_with(recorded_at=early, occurred_at=early).files()
    for size in (1, 500, 900, 5_000):
        monkeypatch.setattr(regions, "PIECE_BYTES", size)
        assert found(checked(files, tmp_path / str(size))) == {("recorded-at", 2)}


def test_a_time_without_fractions_comes_before_the_same_with_some(tmp_path: Path) -> None:
    book = Book()
    for time in ("2026-05-14T13:00:00Z", "2026-05-14T13:00:00.000001Z", "2026-05-14T13:00:01Z"):
        book.add(
            "partnership-established.v1", {}, changed={"recorded_at": time, "occurred_at": time}
        )
    assert found(checked(book.files(), tmp_path)) == set()


def test_what_was_recorded_before_it_happened_is_named(tmp_path: Path) -> None:
    report = checked(book_with(occurred_at="2027-01-01T00:00:00Z").files(), tmp_path)
    assert found(report) == {("recorded-before-occurred", 2)}


def test_one_event_id_for_two_entries_is_named(tmp_path: Path) -> None:
    same = "00000000-0000-4000-8000-000000000001"
    book = book_with(id=same)
    book.add("partnership-established.v1", {}, changed={"id": same})
    assert found(checked(book.files(), tmp_path)) == {("event-id", 4)}


def test_an_entry_that_is_too_large_is_named(tmp_path: Path) -> None:
    report = checked(book_with(data={"name": "x" * 65_536}).files(), tmp_path)
    assert found(report) == {("entry-size", 2)}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"1" * 5_000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        '{"é":1}'.encode(),
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b"[" * 60_000,
        b'{"a":1}\n',
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_json_that_could_be_written_otherwise_is_refused(raw: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        read_canonical(raw)


def test_canonical_json_is_accepted() -> None:
    raw = '{"_sd":[],"a":"é\\n\\u0001\u007f€😀","b":[true,false,null,-7,9007199254740991]}'.encode()
    assert read_canonical(raw)["b"][4] == 9007199254740991
