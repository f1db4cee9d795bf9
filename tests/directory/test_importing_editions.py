"""An edition replaces what its own kind said before; the differences are reported and kept."""

import gzip
import hashlib
from datetime import date
from pathlib import Path

import pytest

from directory import (
    ODS_ATTRIBUTION,
    FileKind,
    members_as_at,
    newest_editions,
    pcns_as_at,
    practice_names,
)
from directory.database import Connection
from tests.directory.files import as_csv, csv_file, practice, sizes_file, spell, written
from tests.directory.imports import (
    APRIL,
    MARCH,
    NOW,
    everything,
    import_all,
    import_one,
)


async def test_a_first_edition_adds_everything_and_is_recorded_with_its_digest(
    connection: Connection, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, [spell("A81001"), spell("A81002")])
    table = await import_one(connection, path)
    assert (table.outcome, table.rows_read, table.rows_used) == ("imported", 2, 2)
    spells, organisations = table.differences
    assert (spells.subject, spells.is_first, spells.added) == ("membership", True, 2)
    assert (organisations.subject, organisations.added) == ("organisation", 4)
    (edition,) = await newest_editions(connection)
    assert edition.digest == table.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (edition.kind, edition.as_at) == (FileKind.CORE_PARTNERS, MARCH)
    assert (edition.imported_at, edition.attribution) == (NOW, ODS_ATTRIBUTION)


async def test_the_same_edition_again_changes_nothing(
    connection: Connection, tmp_path: Path
) -> None:
    paths = (
        csv_file(tmp_path, [spell()], "partners.csv"),
        csv_file(tmp_path, [practice()], "practices.csv"),
        sizes_file(tmp_path, {"A81001": 5000}),
    )
    await import_all(connection, *paths)
    before = await everything(connection)
    report = await import_all(connection, *paths)
    assert [table.outcome for table in report.tables] == ["unchanged"] * 3
    assert [table.difference_count for table in report.tables] == [0, 0, 0]
    assert not report.changes_anything
    assert await everything(connection) == before


async def test_the_same_content_in_another_wrapping_changes_nothing(
    connection: Connection, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, [spell()])
    await import_one(connection, path)
    before = await everything(connection)
    gzipped = written(tmp_path, "report.csv.gz", gzip.compress(path.read_bytes()))
    assert (await import_one(connection, gzipped)).outcome == "unchanged"
    assert await everything(connection) == before


async def test_a_later_edition_replaces_the_one_before_it_and_tells_the_differences(
    connection: Connection, tmp_path: Path
) -> None:
    march = [spell("A81001"), spell("A81002"), spell("A81003")]
    april = [spell("A81001"), spell("A81002", end="20260331"), spell("A81004")]
    await import_one(connection, csv_file(tmp_path, march))
    table = await import_one(connection, csv_file(tmp_path, april), APRIL)
    spells = table.differences[0]
    assert (spells.added, spells.vanished, spells.changed) == (1, 1, 1)
    assert [str(difference) for difference in spells.shown] == [
        "membership A81002 U12345 2019-07-01: ended_on was empty, is now “2026-03-31”",
        "membership A81003 U12345 2019-07-01 vanished",
        "membership A81004 U12345 2019-07-01 added",
    ]
    kept = await connection.fetch("SELECT practice FROM directory.memberships ORDER BY 1")
    assert [row["practice"] for row in kept] == ["A81001", "A81002", "A81004"]
    remembered = await connection.fetch(
        "SELECT change, key[1] AS practice FROM directory.changes WHERE subject = 'membership'"
    )
    assert {(row["practice"], row["change"]) for row in remembered} == {
        ("A81002", "changed"),
        ("A81003", "vanished"),
        ("A81004", "added"),
    }


async def test_a_new_name_is_a_difference_and_is_told_from_then_on(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    renamed = csv_file(tmp_path, [spell(pcn_name="WEIR PCN")])
    table = await import_one(connection, renamed, APRIL)
    assert [str(d) for differences in table.differences for d in differences.shown] == [
        "organisation U12345: name was “MILL PCN”, is now “WEIR PCN”"
    ]
    (pcn,) = await pcns_as_at(connection, APRIL)
    assert pcn.name == "WEIR PCN"


async def test_an_older_edition_is_refused_and_says_why(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()], "new.csv"), APRIL)
    before = await everything(connection)
    table = await import_one(connection, csv_file(tmp_path, [spell("A81009")], "old.csv"), MARCH)
    assert table.outcome == "refused"
    assert table.refusal == (
        "the directory already holds new.csv as at 2026-04-01;"
        " an older edition, as at 2026-03-02, does not go over a newer one"
    )
    assert await everything(connection) == before


async def test_list_sizes_of_an_earlier_day_may_come_later(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    await import_one(connection, sizes_file(tmp_path, {"A81001": 6000}), APRIL)
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5000}), MARCH)
    for on, patients in ((MARCH, 5000), (date(2026, 3, 31), 5000), (APRIL, 6000)):
        (pcn,) = await pcns_as_at(connection, on)
        assert pcn.patients == patients


async def test_list_sizes_that_state_their_day_stand_for_that_day(
    connection: Connection, tmp_path: Path
) -> None:
    headings = "EXTRACT_DATE,CODE,NUMBER_OF_PATIENTS"
    rows = "01MAR2026,A81001,5", "01MAR2026,A81002,6", "01APR2026,A81003,7"
    content = "\n".join([headings, *rows]).encode()
    table = await import_one(connection, written(tmp_path, "x.csv", content), APRIL)
    assert (table.as_at, table.rows_used) == (date(2026, 3, 1), 2)
    assert [(p.line, p.field) for p in table.problems] == [(4, "as_at")]


async def test_editions_of_different_kinds_do_not_replace_each_other(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    await import_one(connection, csv_file(tmp_path, [practice(name="THE WEIR SURGERY")]), APRIL)
    assert len((await members_as_at(connection, APRIL)).memberships) == 1
    assert await practice_names(connection, ["A81001"]) == {"A81001": "THE WEIR SURGERY"}
    await import_one(connection, csv_file(tmp_path, [spell(practice_name="NEWEST")]), APRIL)
    assert await practice_names(connection, ["A81001"]) == {"A81001": "NEWEST"}


async def test_a_dry_run_answers_the_same_and_writes_nothing(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell("A81001"), spell("A81002")]))
    before = await everything(connection)
    path = csv_file(tmp_path, [spell("A81001"), spell("A81003")])
    compared = await import_one(connection, path, APRIL, is_dry_run=True)
    assert compared.outcome == "compared"
    assert await everything(connection) == before
    imported = await import_one(connection, path, APRIL)
    assert imported.differences == compared.differences


async def test_bad_rows_are_reported_and_the_others_imported(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [spell("A81001"), spell("A81002"), spell("A81003", end="20190101")]
    table = await import_one(connection, csv_file(tmp_path, rows))
    assert (table.rows_read, table.rows_used, table.problem_count) == (3, 2, 1)
    assert table.problems[0].line == 3
    assert len((await members_as_at(connection, MARCH)).memberships) == 2


async def test_a_file_without_any_usable_row_is_refused(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    bad = csv_file(tmp_path, [spell(end="20190101")])
    table = await import_one(connection, bad, APRIL)
    assert (table.outcome, table.refusal) == ("refused", "none of its rows can be used")
    assert len((await members_as_at(connection, APRIL)).memberships) == 1


async def test_an_unreadable_file_is_refused_and_the_others_are_imported(
    connection: Connection, tmp_path: Path
) -> None:
    broken = written(tmp_path, "broken.csv", b"nothing of the kind")
    good = csv_file(tmp_path, [spell()])
    report = await import_all(connection, broken, tmp_path / "missing.csv", good)
    assert [table.outcome for table in report.tables] == ["refused", "refused", "imported"]
    assert [table.source for table in report.refusals] == ["broken.csv", "missing.csv"]
    assert "expected one of" in (report.tables[0].refusal or "")


async def test_a_download_that_broke_off_leaves_what_was_there(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    whole = gzip.compress(as_csv([spell(f"A8{n:04d}") for n in range(20_000)]))
    table = await import_one(connection, written(tmp_path, "x.gz", whole[:-2000]), APRIL)
    assert table.outcome == "refused"
    assert len((await members_as_at(connection, APRIL)).memberships) == 1


async def test_two_files_of_one_kind_in_one_import_are_not_both_taken(
    connection: Connection, tmp_path: Path
) -> None:
    first = csv_file(tmp_path, [spell("A81001")], "a.csv")
    second = csv_file(tmp_path, [spell("A81002")], "b.csv")
    report = await import_all(connection, first, second)
    assert [table.outcome for table in report.tables] == ["imported", "refused"]
    assert "a.csv, in the same import, is of the same kind" in (report.tables[1].refusal or "")


async def test_a_file_that_makes_much_vanish_comes_with_a_caution(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [spell(f"A8100{n}") for n in range(8)]
    await import_one(connection, csv_file(tmp_path, rows))
    fine = await import_one(connection, csv_file(tmp_path, rows[:6]), APRIL, is_dry_run=True)
    assert fine.cautions == ()
    table = await import_one(connection, csv_file(tmp_path, rows[:5]), APRIL)
    assert table.cautions[0] == (
        "3 of 8 membership statements vanish: is the file complete, and for the whole country?"
    )


async def test_what_vanishes_beside_unusable_rows_comes_with_a_caution(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [spell(f"A8100{n}") for n in range(8)]
    await import_one(connection, csv_file(tmp_path, rows))
    rows[7] = spell("A81007", end="20260231")
    table = await import_one(connection, csv_file(tmp_path, rows), APRIL)
    assert table.cautions[0] == (
        "membership statements that vanish: 1, rows that cannot be used: 1;"
        " some of these may be the same"
    )


async def test_a_folder_stands_for_the_data_files_in_it(
    connection: Connection, tmp_path: Path
) -> None:
    csv_file(tmp_path, [spell()], "partners.csv")
    sizes_file(tmp_path, {"A81001": 1}, "sizes.CSV")
    written(tmp_path, "README.md", b"about these files")
    report = await import_all(connection, tmp_path)
    assert [table.source for table in report.tables] == ["partners.csv", "sizes.CSV"]


async def test_an_import_that_fails_midway_leaves_nothing_behind(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: object) -> None:
        raise ConnectionError

    before = await everything(connection)
    monkeypatch.setattr("directory.taking.remember_changes", failing)
    with pytest.raises(ConnectionError):
        await import_one(connection, csv_file(tmp_path, [spell()]))
    assert await everything(connection) == before
