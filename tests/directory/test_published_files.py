"""The real files of England: read without a problem, fast, with the figures that are known."""

import time
from datetime import date
from pathlib import Path

import pytest

from directory import (
    FileKind,
    members_as_at,
    pcns_as_at,
    practices_without_pcn,
    successor_candidates,
)
from directory.database import Connection
from directory.records import Organisation
from tests.directory.files import REAL, needs_real_files
from tests.directory.imports import MARCH, import_all
from tests.directory.reading import read

pytestmark = needs_real_files

JANUARY_2025 = date(2025, 1, 31)
EDITION = REAL / "2026-03-02"
WORKBOOK = REAL / "2025-01" / "ePCN.xlsx"
SIZES = REAL / "list_sizes" / "practice_list_sizes_2026.csv"
COMMISSIONERS = REAL / "commissioners_icb_sicbl_ccg.csv"


@pytest.mark.parametrize(
    ("path", "kind", "rows"),
    [
        (EDITION / "epcncorepartnerdetails.csv", FileKind.CORE_PARTNERS, 7795),
        (EDITION / "epraccur.csv", FileKind.PRACTICES, 15407),
        (SIZES, FileKind.LIST_SIZES, 5950),
    ],
)
def test_every_row_of_a_report_is_usable(path: Path, kind: FileKind, rows: int) -> None:
    (table,) = read(path)
    assert (table.kind, table.problems, table.set_aside) == (kind, (), ())
    firsts = [s for s in table.statements if not isinstance(s, Organisation)]
    assert len(firsts or table.statements) == rows


def test_both_sheets_of_the_workbook_are_usable() -> None:
    pcns, partners = read(WORKBOOK)
    assert (pcns.problems, partners.problems) == ((), ())
    assert sum(isinstance(s, Organisation) and s.kind == "pcn" for s in pcns.statements) == 1366
    assert len(partners.spells) == 7705


def test_icbs_and_sub_icbs_are_as_many_as_their_role_codes() -> None:
    (table,) = read(COMMISSIONERS)
    kinds = [s.kind for s in table.statements if isinstance(s, Organisation)]
    assert (kinds.count("icb"), kinds.count("sub_icb")) == (42, 106)
    assert table.problems == ()


async def test_england_as_at_2_march_2026(connection: Connection) -> None:
    began = time.monotonic()
    report = await import_all(connection, EDITION, SIZES, COMMISSIONERS)
    took = time.monotonic() - began
    assert [table.outcome for table in report.tables] == ["imported"] * 4
    assert took < 20, f"importing England took {took:.1f} s"

    members = await members_as_at(connection, MARCH)
    assert (len(members.pcns), len(members.memberships)) == (1298, 6139)
    pcns = await pcns_as_at(connection, MARCH)
    assert len(pcns) == 1298
    assert sum(len(pcn.practices) for pcn in pcns) == 6139
    assert sum(pcn.practices_without_size for pcn in pcns) == 266
    assert all(pcn.name and pcn.sub_icb and pcn.sub_icb_name for pcn in pcns)
    # The README's 95 take a Welsh practice with a region for English; by code there are 94.
    assert len(await practices_without_pcn(connection, MARCH)) == 94


async def test_the_rewriting_of_history_between_two_editions_is_told(
    connection: Connection,
) -> None:
    await import_all(connection, WORKBOOK, as_at=JANUARY_2025)
    report = await import_all(connection, EDITION / "epcncorepartnerdetails.csv")
    spells, organisations = report.tables[0].differences
    assert not spells.is_first
    assert spells.added - spells.vanished == 7795 - 7705
    assert (spells.vanished > 0, spells.changed > 0) == (True, True)
    renamed_pcns = [d for d in organisations.shown if d.key[0][0] == "U" and "name was" in str(d)]
    assert len(renamed_pcns) == 11
    assert report.tables[0].cautions == ()

    again = await import_all(connection, EDITION / "epcncorepartnerdetails.csv")
    assert [table.outcome for table in again.tables] == ["unchanged"]
    older = await import_all(connection, WORKBOOK, as_at=JANUARY_2025)
    assert [table.outcome for table in older.tables] == ["unchanged", "refused"]


async def test_successions_are_named_only_where_they_are_clear(connection: Connection) -> None:
    await import_all(connection, EDITION / "epcncorepartnerdetails.csv")
    clear = await successor_candidates(connection, "U00567", MARCH)
    assert clear.successor is not None
    assert (clear.successor.pcn, clear.successor.practices) == ("U93843", 4)
    parted = await successor_candidates(connection, "U13557", MARCH)
    assert [c.practices for c in parted.candidates] == [8, 6, 5, 3]
    assert parted.successor is None
