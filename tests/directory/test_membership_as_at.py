"""Membership is always as at a day, first and last days included; each practice counts once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from directory import (
    Pcn,
    PracticeSize,
    members_as_at,
    pcns_as_at,
    practice_names,
    practices_without_pcn,
)
from directory.database import Connection
from tests.directory.files import (
    CCG_DETAILS,
    csv_file,
    practice,
    sizes_file,
    spell,
    workbook_file,
)
from tests.directory.imports import MARCH, import_all, import_one

MOVE = [spell("A81001", "U11111", end="20260331"), spell("A81001", "U22222", "20260401")]


@pytest.mark.parametrize(
    ("on", "pcns"),
    [
        (date(2019, 6, 30), set()),
        (date(2019, 7, 1), {"U11111"}),
        (date(2026, 3, 31), {"U11111"}),
        (date(2026, 4, 1), {"U22222"}),
        (date(2099, 1, 1), {"U22222"}),
    ],
)
async def test_a_spell_counts_from_its_first_day_to_its_last(
    connection: Connection, tmp_path: Path, on: date, pcns: set[str]
) -> None:
    await import_one(connection, csv_file(tmp_path, MOVE))
    members = await members_as_at(connection, on)
    assert members.pcns == pcns
    assert {pcn.code for pcn in await pcns_as_at(connection, on)} == pcns


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # ended on the day that the next one began
        (spell("A81001", "U11111", end="20260302"), spell("A81001", "U22222", "20260302")),
        # both began together, one ended the next day
        (
            spell("A81001", "U11111", "20260302", "20260303"),
            spell("A81001", "U22222", "20260302"),
        ),
    ],
)
async def test_a_practice_whose_spells_overlap_is_counted_once(
    connection: Connection, tmp_path: Path, first: list[str], second: list[str]
) -> None:
    await import_one(connection, csv_file(tmp_path, [first, second]))
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5000}))
    (member,) = (await members_as_at(connection, MARCH)).memberships
    assert member.pcn == "U22222"
    assert [pcn.code for pcn in await pcns_as_at(connection, MARCH)] == ["U22222"]


async def test_a_pcn_has_its_practices_sizes_sub_icb_and_days(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [spell("A81002", start="20200401"), spell("A81001"), spell("A81003")]
    await import_one(connection, csv_file(tmp_path, rows))
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5000, "A81002": 7000}))
    (pcn,) = await pcns_as_at(connection, MARCH)
    assert pcn == Pcn(
        code="U12345",
        name="MILL PCN",
        sub_icb="16C",
        sub_icb_name="NHS SOMEWHERE ICB - 16C",
        opened_on=date(2019, 7, 1),
        closed_on=None,
        sizes_as_at=MARCH,
        practices=(
            PracticeSize("A81001", 5000),
            PracticeSize("A81002", 7000),
            PracticeSize("A81003", None),
        ),
    )
    assert (pcn.patients, pcn.practices_without_size, pcn.is_live) == (12000, 1, True)


async def test_patients_are_unknown_where_no_size_was_published_by_then(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5000}))
    (pcn,) = await pcns_as_at(connection, MARCH - timedelta(days=1))
    assert (pcn.patients, pcn.practices_without_size, pcn.sizes_as_at) == (None, 1, None)


async def test_a_practice_that_is_no_longer_published_keeps_no_old_size(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell("A81001"), spell("A81002")]))
    february = date(2026, 2, 1)
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5000, "A81002": 10}), february)
    await import_one(connection, sizes_file(tmp_path, {"A81001": 5010}))
    (pcn,) = await pcns_as_at(connection, MARCH)
    assert (pcn.patients, pcn.practices_without_size) == (5010, 1)


async def test_pcns_are_chosen_by_code_live_or_not_and_by_sub_icb(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [
        spell("A81001", "U11111", end="20240331"),
        spell("A81002", "U22222"),
        spell("A81003", "U33333", sub_icb="D9Y0V"),
    ]
    await import_one(connection, csv_file(tmp_path, rows))
    chosen = await pcns_as_at(connection, MARCH, codes=["U22222", "U11111", "U99999"])
    assert [(pcn.code, pcn.is_live) for pcn in chosen] == [("U11111", False), ("U22222", True)]
    assert chosen[0].closed_on == date(2024, 3, 31)
    assert await pcns_as_at(connection, MARCH, codes=[]) == ()
    there = await pcns_as_at(connection, MARCH, sub_icb="D9Y0V")
    assert [pcn.code for pcn in there] == ["U33333"]


async def test_days_that_a_file_states_come_before_those_of_the_members(
    connection: Connection, tmp_path: Path
) -> None:
    details = [
        ["U11111", "ONE PCN", "16C", "NHS", "20190601", "20240630", ""],
        ["U22222", "TWO PCN", "16C", "NHS", "20190601", "20240630", ""],
        ["U33333", "THREE PCN", "16C", "NHS", "20190601", "", ""],
    ]
    spells = [
        spell("A81001", "U11111", end="20240331"),
        spell("A81002", "U22222"),  # goes on, whatever the workbook says of its PCN
        spell("A81003", "U33333", end="20240331"),
    ]
    await import_all(
        connection,
        workbook_file(tmp_path, {"PCNDetails": [CCG_DETAILS, *details]}),
        csv_file(tmp_path, spells),
    )
    pcns = await pcns_as_at(connection, MARCH, codes=["U11111", "U22222", "U33333"])
    assert {pcn.opened_on for pcn in pcns} == {date(2019, 6, 1)}
    assert [pcn.closed_on for pcn in pcns] == [date(2024, 6, 30), None, date(2024, 3, 31)]


async def test_practices_without_a_pcn_are_active_gp_practices_of_england(
    connection: Connection, tmp_path: Path
) -> None:
    rows = [
        practice("A81001"),
        practice("A81002"),
        practice("A81003", status="DORMANT"),
        practice("A81004", setting="RO72"),
        practice("A81005", opened="20260401"),
        practice("W00001", region=""),
        practice("GUE010", region=""),
    ]
    await import_one(connection, csv_file(tmp_path, [spell("A81001")], "partners.csv"))
    await import_one(connection, csv_file(tmp_path, rows, "practices.csv"))
    assert await practices_without_pcn(connection, MARCH) == ("A81002",)
    assert await practices_without_pcn(connection, date(2026, 4, 1)) == ("A81002", "A81005")


async def test_practice_names_are_given_for_the_codes_that_are_known(
    connection: Connection, tmp_path: Path
) -> None:
    await import_one(connection, csv_file(tmp_path, [spell()]))
    names = await practice_names(connection, ["A81001", "A89999", "U12345"])
    assert names == {"A81001": "THE MILL SURGERY"}
