"""What was seen before must be the beginning of what is seen now: no shorter, no other history."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.memory import Memory, UnusableMemoryError, default_path
from auditor.report import Report
from auditor.singles import check_checkpoint, check_receipt
from tests.auditor.building import ORIGIN, Book, consistency
from tests.auditor.checking import TRUST, checked, found
from tests.auditor.story import whole_story


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "checkpoints.json"


def grown(by: int = 3) -> Book:
    """The story, and what came after it."""
    book = whole_story()
    for i in range(by):
        book.add("action-raised.v1", {"action": f"a{i}", "number": str(i), "body": "board"})
    return book


def forked() -> Book:
    """Another history of the same book, from its fifth entry on."""
    book = Book()
    for stored in whole_story().entries[:5]:
        book.entries.append(stored)
    for i in range(60):
        book.add("action-raised.v1", {"action": f"b{i}", "number": str(i), "body": "board"})
    return book


def whole(book: Book, folder: Path, path: Path) -> Report:
    return checked(book.files(), folder, Memory(path))


def one(raw: bytes, path: Path, proof: list[bytes] | None = None) -> Report:
    return check_checkpoint(raw, "checkpoint", TRUST, Memory(path), proof)


def receipt(book: Book, path: Path, position: int = 1) -> Report:
    return check_receipt(book.receipt(position), "receipt", TRUST, Memory(path))


def rules(report: Report) -> set[str]:
    return {rule for rule, _ in found(report)}


def test_a_book_that_has_grown_is_accepted_and_remembered(tmp_path: Path, path: Path) -> None:
    assert whole(whole_story(), tmp_path / "a", path).verdict == "valid"
    report = whole(grown(), tmp_path / "b", path)
    assert report.verdict == "valid"
    assert any("goes on from what you saw before (41 entries)" in one for one in report.checks)
    [seen] = Memory(path).of(ORIGIN)
    assert seen.checkpoint.size == 44


def test_a_shorter_book_is_refused(tmp_path: Path, path: Path) -> None:
    whole(grown(), tmp_path / "a", path)
    assert rules(whole(whole_story(), tmp_path / "b", path)) == {"shorter"}
    assert Memory(path).of(ORIGIN)[0].checkpoint.size == 44


def test_a_forked_book_is_refused_with_both_signed_checkpoints_as_evidence(
    tmp_path: Path, path: Path
) -> None:
    whole(whole_story(), tmp_path / "a", path)
    report = whole(forked(), tmp_path / "b", path)
    assert rules(report) == {"fork"}
    [finding] = report.findings
    assert whole_story().checkpoint().decode() in finding.sentence
    assert forked().checkpoint().decode() in finding.sentence
    assert Memory(path).of(ORIGIN)[0].checkpoint.size == 41


def test_an_altered_export_is_no_fork_of_the_log_and_is_not_remembered(
    tmp_path: Path, path: Path
) -> None:
    whole(whole_story(), tmp_path / "a", path)
    files = grown().files()
    files["entries.ndjson"] = files["entries.ndjson"].replace(b"secretary-1", b"secretary-2", 1)
    report = checked(files, tmp_path / "b", Memory(path))
    assert "fork" not in rules(report)
    assert {"root", "entry-changed"} <= rules(report)
    assert Memory(path).of(ORIGIN)[0].checkpoint.size == 41


def test_receipts_of_all_times_must_lie_in_the_one_book(tmp_path: Path, path: Path) -> None:
    """A receipt alone cannot be compared; it is, as soon as the whole book is there."""
    receipt(whole_story(), path)
    receipt(forked(), path, 30)
    assert len(Memory(path).of(ORIGIN)) == 2
    assert rules(whole(grown(by=40), tmp_path, path)) == {"fork"}


def test_receipts_are_remembered_once_and_forgotten_when_the_book_holds_them(
    tmp_path: Path, path: Path
) -> None:
    for size in (10, 20, 20, 30):
        raw = whole_story().receipt(5, size)
        assert check_receipt(raw, "receipt", TRUST, Memory(path)).verdict == "valid"
    assert [one.checkpoint.size for one in Memory(path).of(ORIGIN)] == [10, 20, 30]
    assert whole(grown(), tmp_path, path).verdict == "valid"
    assert [one.checkpoint.size for one in Memory(path).of(ORIGIN)] == [44]


def test_an_old_receipt_is_good_for_ever(path: Path) -> None:
    one(grown().checkpoint(), path)
    assert receipt(whole_story(), path).verdict == "valid"


def test_two_roots_for_one_size_are_a_fork_wherever_they_turn_up(path: Path) -> None:
    receipt(whole_story(), path)
    other = forked()
    same_size = other.receipt(30, len(whole_story().entries))
    assert rules(check_receipt(same_size, "receipt", TRUST, Memory(path))) == {"fork"}
    same_size = other.checkpoint(len(whole_story().entries))
    assert rules(one(same_size, path)) == {"fork"}


def test_a_checkpoint_is_compared_by_a_consistency_proof(path: Path) -> None:
    book = grown()
    one(whole_story().checkpoint(), path)
    unproven = one(book.checkpoint(), path)
    assert (unproven.verdict, rules(unproven)) == ("valid", {"not-compared"})
    proof = consistency(41, book.leaves)
    assert rules(one(book.checkpoint(), path, proof[:-1])) == {"consistency-proof"}
    assert one(forked().checkpoint(), path, consistency(41, forked().leaves)).verdict == "invalid"


def test_a_proven_checkpoint_becomes_the_last_one_seen(path: Path) -> None:
    book = grown()
    one(whole_story().checkpoint(), path)
    assert one(book.checkpoint(), path, consistency(41, book.leaves)).verdict == "valid"
    assert [seen.checkpoint.size for seen in Memory(path).of(ORIGIN)] == [44]
    assert rules(one(whole_story().checkpoint(), path)) == {"shorter"}


def test_a_proof_from_the_last_proven_one_leaves_receipts_to_be_compared(path: Path) -> None:
    book = grown()
    one(whole_story().checkpoint(), path)
    check_receipt(book.receipt(5, 42), "receipt", TRUST, Memory(path))
    report = one(book.checkpoint(), path, consistency(41, book.leaves))
    assert (report.verdict, rules(report)) == ("valid", {"not-compared"})
    assert [seen.checkpoint.size for seen in Memory(path).of(ORIGIN)] == [41, 42, 44]


def test_an_empty_log_is_the_beginning_of_any(path: Path) -> None:
    one(Book().checkpoint(), path)
    assert one(whole_story().checkpoint(), path).verdict == "valid"


def test_books_are_remembered_apart(path: Path) -> None:
    memory = Memory(path)
    assert memory.is_first(ORIGIN)
    receipt(whole_story(), path)
    assert not Memory(path).is_first(ORIGIN)
    assert Memory(path).is_first("minutebook.example/elsewhere")


def test_without_a_file_nothing_is_remembered() -> None:
    memory = Memory()
    check_receipt(whole_story().receipt(1), "receipt", TRUST, memory)
    assert not memory.is_kept
    assert memory.of(ORIGIN) != []


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: text.replace("remembered", "forgotten", 1),
        lambda text: text.replace("/harbourside", "/elsewhere", 1),
        lambda text: text.replace("proven", "unproved", 1),
        lambda _: "[]",
        lambda _: "\x00",
    ],
)
def test_a_damaged_memory_is_named_and_not_begun_anew(
    damage: Callable[[str], str], path: Path
) -> None:
    receipt(whole_story(), path)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UnusableMemoryError):
        Memory(path)


def test_the_memory_is_json_that_holds_the_signed_notes(path: Path) -> None:
    receipt(whole_story(), path)
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held["format"] == "minutebook-remembered-checkpoints/1"
    assert held["logs"][ORIGIN]["proven"]["note"] == whole_story().checkpoint().decode()
    assert [one.name for one in path.parent.iterdir()] == ["checkpoints.json"]


def test_the_memory_is_in_the_users_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "minutebook-audit" / "checkpoints.json"
