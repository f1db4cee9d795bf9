"""`minutebook demo`, as it is run: exit status, files, and what it says."""

from pathlib import Path

import pytest

from tests.support.command_line import Ended, minutebook
from tests.support.postgres import Database

FILES = ("html", "pdf", "docx", "md", "json")
REGISTERS = ("canvass", "mandates", "decisions", "feedback", "fidelity", "members", "actions")


def run(database: Database, folder: Path, *arguments: str) -> Ended:
    """Runs `minutebook demo` in a folder, with a console as narrow as a pipe's."""
    return minutebook("demo", *arguments, url=database.app_url, folder=folder, columns=100)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(database: Database, folder: Path) -> Ended:
    return run(database, folder)


def test_it_ends_well_and_leaves_minutes_and_registers(first: Ended, folder: Path) -> None:
    assert first.returncode == 0, first.stderr
    out = folder / "out" / "demo"
    names = {path.name for path in out.iterdir()}
    for meeting in ("board-2026-05-14", "board-2026-07-09", "forum-2026-06-25"):
        assert {f"minutes-{meeting}.{one}" for one in FILES} <= names
    assert {f"{one}.{ending}" for one in REGISTERS for ending in ("csv", "json")} <= names
    empty = {path.name for path in out.iterdir() if path.stat().st_size < 100}
    assert empty <= {"reminders.json"}  # when the story ends nobody is left to be reminded


def test_it_says_that_the_place_is_fictional_and_what_happened_there(
    first: Ended,
) -> None:
    said = " ".join(first.stdout.split())
    assert "This place is fictional" in said
    assert "line 18" in said
    assert "No: 5 of 7 PCNs" in said
    assert "opposed: Lower Vale PCN" in said
    assert "Orchard Fields PCN Frailty pathway funding: bound to vote against, voted for" in said
    assert "Ratification is overdue: PB/2627/003, PB/2627/010" in said
    assert "double majority 5–2 5–6 not carried" in said
    assert "Held for complaint: entry" in said
    assert "Texts: 1 erased for good" in said
    assert "PB/2627/005 5 of 7 Orchard Fields PCN Beacon Hill PCN" in said
    assert "out/demo" in said


def test_run_again_it_writes_the_same_files(first: Ended, database: Database, folder: Path) -> None:
    out = folder / "out" / "demo"
    before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
    again = run(database, folder, "--out", str(folder / "again"))
    assert again.returncode == 0, again.stderr
    assert "was played before" in again.stdout
    assert {p.name: p.read_bytes() for p in (folder / "again").glob("*.csv")} == before


def test_files_without_pcns_end_it_with_a_sentence(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    refused = run(database, folder, "--ods", str(tmp_path))
    assert refused.returncode == 1
    assert "epcncorepartnerdetails.csv" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_folder_that_is_not_there_is_named(database: Database, folder: Path) -> None:
    refused = run(database, folder, "--ods", "nowhere")
    assert refused.returncode == 2
    assert "nowhere" in refused.stderr
