"""A live log is checked over HTTP: its history against what was seen, its whole book on request."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from auditor.bundle import UnreadableError
from auditor.fetching import Log
from auditor.memory import Memory
from auditor.receipts import parse_receipt, verify_receipt
from auditor.report import Report
from auditor.server import check_server
from tests.auditor.building import LOG, ORIGIN, WITNESSES, Book
from tests.auditor.checking import TRUST, found, trusting
from tests.auditor.serving import Served, serving
from tests.auditor.story import whole_story
from tests.auditor.test_command_line import audit


@cache
def stored(length: int, name: str) -> tuple[bytes, ...]:
    book = Book(entries=list(whole_story().entries))
    while len(book.entries) < length:
        i = len(book.entries)
        data = {"action": f"{name}{i}", "number": str(i), "body": "board"}
        book.add("action-raised.v1", data)
    return tuple(book.entries)


def book_of(length: int, name: str = "a") -> Book:
    """The story, grown to a length; of another history for each name."""
    return Book(entries=list(stored(length, name)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.json"


@pytest.fixture
def served() -> Iterator[tuple[Served, str]]:
    one = Served(book_of(300))
    with serving(one) as address:
        yield one, address


def look(address: str, path: Path | None = None) -> Report:
    return check_server(Log(address), TRUST, Memory(path), [])[0]


def rules(report: Report) -> set[str]:
    return {rule for rule, _ in found(report)}


def test_a_log_seen_for_the_first_time_is_remembered(
    served: tuple[Served, str], path: Path
) -> None:
    assert look(served[1], path).verdict == "valid"
    assert Memory(path).of(ORIGIN)[0].checkpoint.size == 300


@pytest.mark.parametrize(("before", "after"), [(300, 300), (300, 301), (255, 600), (256, 513)])
def test_a_log_that_has_grown_proves_it_with_its_tiles(
    before: int, after: int, served: tuple[Served, str], path: Path
) -> None:
    one, address = served
    one.book = book_of(before)
    look(address, path)
    one.book = book_of(after)
    report = look(address, path)
    assert report.verdict == "valid"
    assert any(f"from the {before} entries" in line for line in report.checks)
    assert len(one.asked) < 20


def test_a_log_that_has_shrunk_is_refused(served: tuple[Served, str], path: Path) -> None:
    look(served[1], path)
    served[0].book = book_of(299)
    assert rules(look(served[1], path)) == {"shorter"}


@pytest.mark.parametrize("length", [300, 301, 513])
def test_a_log_with_another_history_is_refused(
    length: int, served: tuple[Served, str], path: Path
) -> None:
    look(served[1], path)
    served[0].book = book_of(length, "other")
    report = look(served[1], path)
    assert rules(report) == {"fork"}
    assert report.proves == []
    assert Memory(path).of(ORIGIN)[0].checkpoint.size == 300


def test_tiles_that_are_not_those_of_the_checkpoint_are_named(
    served: tuple[Served, str], path: Path
) -> None:
    one, address = served
    look(address, path)
    one.book = book_of(400)
    one.instead["/log/tile/0/001.p/144"] = bytes(144 * 32)
    assert rules(look(address, path)) == {"tile"}


@pytest.mark.parametrize("before", [255, 256, 300])
def test_a_damaged_tile_is_not_taken_for_a_fork(
    before: int, served: tuple[Served, str], path: Path
) -> None:
    """Level 0 tells the old root, level 1 the new one: only together they would prove a fork."""
    one, address = served
    one.book = book_of(before)
    look(address, path)
    one.book = book_of(600)
    for number in range(2):
        tile = one.answer(f"/log/tile/0/00{number}")
        assert tile is not None
        one.instead[f"/log/tile/0/00{number}"] = bytes(64) + tile[64:]
    wrong_level_1 = bytes(32) + (one.answer("/log/tile/1/000.p/2") or b"")[32:]
    assert rules(look(address, path)) == (set() if before == 256 else {"tile"})
    one.instead["/log/tile/1/000.p/2"] = wrong_level_1
    assert rules(look(address, path)) == {"tile"}


def test_a_partial_tile_that_is_gone_is_read_from_the_full_one(
    served: tuple[Served, str], path: Path
) -> None:
    """The log has grown since its checkpoint, and has dropped the partial tiles."""
    one, address = served
    one.book = book_of(200)
    look(address, path)
    one.book = book_of(700)
    one.only_full_tiles = True
    one.instead["/log/checkpoint"] = one.book.checkpoint(500)
    assert look(address, path).verdict == "valid"
    assert "/log/tile/0/001" in one.asked


def test_packed_answers_are_unpacked(served: tuple[Served, str], path: Path) -> None:
    served[0].packed = True
    look(served[1], path)
    served[0].book = book_of(400)
    assert look(served[1], path).verdict == "valid"


def test_receipts_must_lie_in_the_history_of_the_log(served: tuple[Served, str]) -> None:
    good = verify_receipt(parse_receipt(book_of(260).receipt(9)), TRUST).accepted
    bad = verify_receipt(parse_receipt(book_of(270, "other").receipt(9)), TRUST).accepted
    newer = verify_receipt(parse_receipt(book_of(310).receipt(9)), TRUST).accepted
    for receipts, expected in (([good], set()), ([good, bad], {"fork"}), ([newer], {"shorter"})):
        report, _ = check_server(Log(served[1]), TRUST, Memory(), receipts)
        assert rules(report) == expected
        assert ("a receipt of yours is of" in " ".join(report.checks)) == (good in receipts)


def test_a_quorum_of_witnesses_is_asked_of_a_server_too(served: tuple[Served, str]) -> None:
    trust = trusting(*WITNESSES, quorum=2)
    assert rules(check_server(Log(served[1]), trust, Memory(), [])[0]) == {"quorum"}
    served[0].signers = (LOG, *WITNESSES[1:])
    assert check_server(Log(served[1]), trust, Memory(), [])[0].verdict == "valid"


def test_a_whole_book_is_checked_with_its_rules(
    served: tuple[Served, str], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, address = served
    assert audit("server", address, "--whole", memory=path) == 0
    out = capsys.readouterr().out
    assert "The root of the checkpoint is that of its 300 entries." in out
    assert "keep the rules" in out
    assert "withheld" in out
    one.book.add("minutes-published.v1", {"meeting": "x", "version": 3})
    assert audit("server", address, "--whole", memory=path) == 1
    assert "minutes-version" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "change", "rule"),
    [
        ("/log/tile/entries/000", lambda raw: raw.replace(b"board", b"b0ard", 1), "entry-changed"),
        ("/log/tile/entries/000", lambda raw: raw[:-1], "tile"),
        ("/log/tile/entries/000", lambda raw: raw.replace(b"board", b"boar\n", 1), "entry-format"),
        ("/log/tile/0/000", lambda raw: bytes(32) + raw[32:], "leaf-hashes"),
    ],
)
def test_damage_in_what_a_server_serves_is_named(
    file: str,
    change: object,
    rule: str,
    served: tuple[Served, str],
    path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one, address = served
    right = one.answer(file)
    assert right is not None
    assert callable(change)
    one.instead[file] = change(right)
    assert audit("server", address, "--whole", memory=path) == 1
    assert f"({rule})" in capsys.readouterr().out


def test_an_api_key_is_sent_and_one_that_is_wanting_is_named(
    served: tuple[Served, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, address = served
    one.api_key = "mb.pcn.secret"
    (tmp_path / "key").write_text("mb.pcn.secret\n")
    with_key = ("--api-key-file", str(tmp_path / "key"))
    assert audit("server", address, *with_key, memory=tmp_path / "memory") == 0
    assert audit("server", address, memory=tmp_path / "memory") == 2
    assert "needs an API key" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["moved", "broken", "nowhere"])
def test_a_server_that_does_not_answer_as_it_should_is_unreadable(
    place: str, served: tuple[Served, str]
) -> None:
    """A redirection is not followed: it could carry the API key elsewhere."""
    with pytest.raises(UnreadableError):
        look(served[1].replace("/log", f"/{place}"))
    assert "/log/checkpoint" not in served[0].asked


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x", "http://127.0.0.1:1/log"])
def test_only_http_is_spoken_and_a_dead_server_is_named(address: str) -> None:
    with pytest.raises(UnreadableError):
        look(address)


def test_an_answer_beyond_reason_is_refused(served: tuple[Served, str]) -> None:
    served[0].instead["/log/checkpoint"] = b"x" * 20_000_000
    with pytest.raises(UnreadableError, match="more than"):
        look(served[1])
