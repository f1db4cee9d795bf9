"""The files of the invented place hold what their README says, and nothing that exists."""

import csv
from datetime import date
from pathlib import Path

from directory import members_as_at, pcns_as_at, practices_without_pcn, successor_candidates
from directory.database import Connection
from tests.directory.files import DEMO, REAL, needs_real_files
from tests.directory.imports import import_all

LAST_DAY, NEXT_DAY = date(2026, 3, 31), date(2026, 4, 1)


async def test_the_import_names_the_row_that_is_wrong_on_purpose_and_takes_the_rest(
    connection: Connection,
) -> None:
    report = await import_all(connection, DEMO)
    assert [table.outcome for table in report.tables] == ["imported"] * 3
    (problem,) = [problem for table in report.tables for problem in table.problems]
    assert str(problem) == (
        "epcncorepartnerdetails.csv, line 18, ended_on “20230231”:"
        " there is no such day in the calendar"
    )


async def test_seven_pcns_are_live_before_and_after_the_succession(
    connection: Connection,
) -> None:
    await import_all(connection, DEMO)
    before, after = [await pcns_as_at(connection, on) for on in (LAST_DAY, NEXT_DAY)]
    assert len(before) == len(after) == 7
    assert {pcn.code for pcn in before} ^ {pcn.code for pcn in after} == {"U99006", "U99008"}
    assert all(3 <= len(pcn.practices) <= 7 for pcn in (*before, *after))
    assert all(3_000 <= (p.patients or 0) <= 16_000 for pcn in after for p in pcn.practices)
    successor = (await successor_candidates(connection, "U99006", NEXT_DAY)).successor
    assert successor is not None
    assert (successor.pcn, successor.practices) == ("U99008", 4)


async def test_practices_move_on_the_days_that_the_readme_tells(connection: Connection) -> None:
    await import_all(connection, DEMO)

    async def pcn_of(practice: str, on: date) -> str:
        members = await members_as_at(connection, on)
        return next(m.pcn for m in members.memberships if m.practice == practice)

    assert await pcn_of("Z99009", date(2024, 9, 30)) == "U99004"
    assert await pcn_of("Z99009", date(2024, 10, 1)) == "U99002"
    assert await pcn_of("Z99025", date(2027, 3, 31)) == "U99005"
    assert await pcn_of("Z99025", date(2027, 4, 1)) == "U99007"
    assert await practices_without_pcn(connection, NEXT_DAY) == ("Z99901",)


@needs_real_files
def test_no_code_and_no_name_of_it_exists_in_the_published_files() -> None:
    published = [
        *REAL.glob("2026-03-02/*.csv"),
        *REAL.glob("list_sizes/*.csv"),
        *REAL.glob("*.csv"),
    ]
    real = {cell for path in published for row in _rows(path) for cell in row}
    partners = _rows(DEMO / "epcncorepartnerdetails.csv")
    practices = _rows(DEMO / "epraccur.csv")
    invented = {cell for row in partners for cell in row[:8]}
    invented |= {row[place] for row in practices for place in (0, 1, 2, 3, 14)} - {""}
    assert len(invented) > 80
    assert not invented & real


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
