"""`minutebook import ods` as a person runs it, on the invented place's files."""

import asyncio
import uuid
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

import gateway.demo
from decisions.partnerships import EstablishPartnership
from gateway.cli import main
from gateway.cli.session import OPERATOR, opened
from tests.support.postgres import Database

FILES = Path(gateway.demo.__file__).parent / "ods"
PCNS = [part for code in range(99001, 99008) for part in ("--pcn", f"U{code}")]


@pytest.fixture
def place(databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with an established partnership that has no members yet."""
    database = databases.create()
    monkeypatch.setenv("MINUTEBOOK_DATABASE_URL", database.app_url)
    monkeypatch.setenv("MINUTEBOOK_DATA_FOLDER", str(tmp_path))

    async def establish() -> None:
        async with opened() as app:
            command = EstablishPartnership(name="Harbourside", established_on="2026-03-01")
            await app.open_book(OPERATOR, "harbourside", command, uuid.uuid4())

    asyncio.run(establish())
    return database


def command_line(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed, catch_exceptions=False)


def import_ods(as_at: str, *more: str, typed: str | None = None) -> Result:
    return command_line("import", "ods", str(FILES), "--as-at", as_at, *more, typed=typed)


def types_recorded(database: Database) -> list[str]:
    async def read() -> list[str]:
        connection = await asyncpg.connect(database.app_url)
        try:
            rows = await connection.fetch("SELECT type FROM eventlog.entry ORDER BY position")
        finally:
            await connection.close()
        return [row["type"].removeprefix("partnership-") for row in rows][1:]

    return asyncio.run(read())


def test_members_are_shown_confirmed_and_recorded_with_their_list_sizes(place: Database) -> None:
    result = import_ods("2026-03-02", *PCNS, typed="y\n")
    assert result.exit_code == 0, result.output
    assert "line 18" in result.output.replace("\n", " ") or ":18" in result.output
    recorded = types_recorded(place)
    assert recorded.count("member-joined.v1") == 7 + 34
    assert recorded.count("list-size-published.v1") == 7
    assert recorded[-1] == "reference-data-imported.v1"


def test_the_same_edition_again_records_nothing(place: Database) -> None:
    import_ods("2026-03-02", *PCNS, "--yes")
    before = types_recorded(place)
    again = import_ods("2026-03-02", "--yes")
    assert "nothing to record" in again.output
    assert types_recorded(place) == before


def test_a_later_edition_records_only_the_closure_and_its_succession(place: Database) -> None:
    import_ods("2026-03-02", *PCNS, "--yes")
    before = types_recorded(place)
    assert import_ods("2026-04-02", "--yes").exit_code == 0
    new = types_recorded(place)[len(before) :]
    assert "member-succeeded.v1" in new
    assert set(new) <= {
        "member-joined.v1",
        "member-left.v1",
        "member-succeeded.v1",
        "list-size-published.v1",
        "reference-data-imported.v1",
    }


@pytest.mark.parametrize("answer", ["n\n", "--dry-run"])
def test_nothing_is_recorded_unless_it_is_confirmed(place: Database, answer: str) -> None:
    if answer == "--dry-run":
        import_ods("2026-03-02", *PCNS, "--yes")
        before = types_recorded(place)
        result = import_ods("2026-04-02", "--dry-run")
    else:
        before = []
        result = import_ods("2026-03-02", *PCNS, typed=answer)
    assert "Nothing was recorded" in result.output or "nothing to record" in result.output
    assert types_recorded(place) == before


def test_a_pcn_that_nobody_knows_is_a_sentence_and_exit_status_1(place: Database) -> None:
    result = import_ods("2026-03-02", "--pcn", "U00000")
    assert result.exit_code == 1


def test_a_book_that_is_not_there_is_a_sentence_and_exit_status_1(place: Database) -> None:
    result = import_ods("2026-03-02", "--book", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.output
