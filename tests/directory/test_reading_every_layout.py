"""The layouts in which the publications have appeared are told by content and read alike."""

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from directory import FileKind
from directory.records import ListSize, Organisation, Spell
from tests.directory.files import (
    CCG_DETAILS,
    CCG_PARTNERS,
    MONTHLY,
    SUB_ICB_PARTNERS,
    as_csv,
    csv_file,
    practice,
    spell,
    workbook_file,
    written,
)
from tests.directory.reading import read, read_one

JULY_2019 = date(2019, 7, 1)


def test_core_partner_details_state_the_spell_and_all_who_take_part_in_it(tmp_path: Path) -> None:
    table = read_one(csv_file(tmp_path, [spell(end="20260331")]))
    assert table.kind == FileKind.CORE_PARTNERS
    assert table.spells == [Spell("A81001", "U12345", JULY_2019, date(2026, 3, 31))]
    assert table.organisation("A81001") == Organisation(
        "A81001", "practice", "THE MILL SURGERY", commissioner="16C"
    )
    assert table.organisation("U12345") == Organisation(
        "U12345", "pcn", "MILL PCN", commissioner="16C"
    )
    assert table.organisation("16C") == Organisation("16C", "sub_icb", "NHS SOMEWHERE ICB - 16C")


def test_a_practice_and_its_pcn_may_lie_in_different_sub_icbs(tmp_path: Path) -> None:
    row = spell()
    row[2:4] = ["D9Y0V", "NHS ELSEWHERE ICB - D9Y0V"]
    table = read_one(csv_file(tmp_path, [row]))
    assert table.organisation("A81001").commissioner == "D9Y0V"
    assert table.organisation("U12345").commissioner == "16C"
    assert table.organisation("D9Y0V").name == "NHS ELSEWHERE ICB - D9Y0V"


@pytest.mark.parametrize(
    ("written_as", "status"),
    [
        ("ACTIVE", "active"),
        ("A", "active"),
        ("INACTIVE", "inactive"),
        ("C", "inactive"),
        ("DORMANT", "dormant"),
        ("D", "dormant"),
        ("P", "proposed"),
    ],
)
def test_statuses_of_old_and_new_epraccur_are_read(
    tmp_path: Path, written_as: str, status: str
) -> None:
    table = read_one(csv_file(tmp_path, [practice(status=written_as)]))
    assert table.kind == FileKind.PRACTICES
    assert table.organisation("A81001").status == status


@pytest.mark.parametrize(
    ("setting", "is_gp_practice"),
    [
        ("4", True),
        ("RO76", True),
        ("RO76|RO268", True),
        ("RO268|RO76", True),
        ("RO72", False),
        ("14", False),
        ("RO760", False),
        ("", False),
    ],
)
def test_gp_practices_are_told_by_setting_old_and_new(
    tmp_path: Path, setting: str, is_gp_practice: bool
) -> None:
    table = read_one(csv_file(tmp_path, [practice(setting=setting)]))
    assert table.organisation("A81001").is_gp_practice is is_gp_practice


def test_a_welsh_practice_without_region_or_icb_is_no_problem(tmp_path: Path) -> None:
    table = read_one(csv_file(tmp_path, [practice("W00001", region="", commissioner="7A3")]))
    assert table.problems == ()
    assert table.organisation("W00001").commissioner == "7A3"


def test_the_icb_by_postcode_is_not_taken_for_the_commissioner(tmp_path: Path) -> None:
    row = practice(commissioner="")
    assert row[3] == "QHM"
    assert read_one(csv_file(tmp_path, [row])).organisation("A81001").commissioner is None


@pytest.mark.parametrize("headings", [CCG_PARTNERS, SUB_ICB_PARTNERS])
def test_a_workbook_is_read_under_its_headings_of_before_and_after_2022(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    details = ["U12345", "MILL PCN", "16C", "NHS SOMEWHERE", JULY_2019, None, "1 LANE"]
    partner = [*spell()[:8], JULY_2019, None, True]
    path = workbook_file(
        tmp_path,
        {
            "Notes": [["About this file"]],
            "PCNDetails": [CCG_DETAILS, details],
            "PCN Core Partner Details": [headings, partner, []],
        },
    )
    pcns, partners = read(path)
    assert pcns.kind == FileKind.PCN_DETAILS
    assert pcns.organisation("U12345").opened_on == JULY_2019
    assert pcns.organisation("U12345").commissioner == "16C"
    assert pcns.organisation("16C").name == "NHS SOMEWHERE"
    assert partners.kind == FileKind.CORE_PARTNERS
    assert partners.spells == [Spell("A81001", "U12345", JULY_2019, None)]
    assert partners.source == "ePCN.xlsx, sheet PCN Core Partner Details"
    assert pcns.problems == partners.problems == ()


def test_headings_with_line_breaks_are_read_from_a_workbook_saved_as_csv(tmp_path: Path) -> None:
    table = read_one(csv_file(tmp_path, [SUB_ICB_PARTNERS, spell(), spell("A81001", "U1")]))
    assert len(table.spells) == 1
    assert [problem.field for problem in table.problems] == ["pcn"]
    # As an editor counts: 18 line breaks in the headings, then their own line, then one good row.
    assert table.problems[0].line == sum(h.count("\n") for h in SUB_ICB_PARTNERS) + 3


def test_pcn_details_without_headings_are_read_in_the_order_of_the_specification(
    tmp_path: Path,
) -> None:
    row = ["U12345", "MILL PCN", "16C", "NHS SOMEWHERE", "20190701", "20240331"]
    table = read_one(csv_file(tmp_path, [[*row, "1 LANE", "", "", "MILLTOWN", "", "ZZ99 9ZZ"]]))
    assert table.kind == FileKind.PCN_DETAILS
    assert table.organisation("U12345") == Organisation(
        "U12345",
        "pcn",
        "MILL PCN",
        opened_on=JULY_2019,
        closed_on=date(2024, 3, 31),
        commissioner="16C",
    )


def test_list_sizes_are_read_from_two_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "x", b"CODE,NUMBER_OF_PATIENTS\r\nA81001,3747\r\nA81002,0\r\n")
    table = read_one(path)
    assert table.kind == FileKind.LIST_SIZES
    assert table.sizes == {"A81001": 3747, "A81002": 0}


@pytest.mark.parametrize("area", ["CCG_CODE", "SUB_ICB_LOCATION_CODE"])
@pytest.mark.parametrize("day", ["01MAR2026", "01-Mar-2026", "2026-03-01", "01/03/2026"])
def test_list_sizes_of_the_monthly_publication_bring_their_own_day(
    tmp_path: Path, area: str, day: str
) -> None:
    row = f"GP_PRAC_PAT_LIST,{day},GP,16C,E38000247,A81001,TS18 1HU,ALL,ALL,3747"
    content = f"{MONTHLY.format(area=area)}\n{row}\n".encode()
    table = read_one(written(tmp_path, "gp-reg-pat-prac-all.csv", content))
    assert table.statements == (ListSize("A81001", 3747, date(2026, 3, 1)),)


def test_parts_of_a_list_and_totals_of_areas_are_set_aside(tmp_path: Path) -> None:
    rows = ("GP,,,A81001,,MALE,ALL,1", "GP,,,A81001,,ALL,44,1", "CCG,,,16C,,ALL,ALL,9")
    content = "\n".join([MONTHLY.format(area="CCG_CODE"), *(f"X,01MAR2026,{r}" for r in rows)])
    table = read_one(written(tmp_path, "x.csv", content.encode()))
    assert (table.statements, table.problems, len(table.set_aside)) == ((), (), 3)


def test_commissioners_are_told_by_role_code_and_not_by_type(tmp_path: Path) -> None:
    headings = (
        "Commissioner_Code,Commissioner_Name,Status,Commissioner_Type,ODS_Role_Code,"
        "Additional_Roles,Operational_Start_Date,Successor_Code,Parent_ICB_Code"
    )
    rows = (
        'QHM,NHS NORTH,Active,Unknown,RO261,"RO262,RO318",2017-04-01,,',
        "A1B2C,NHS SOUTH,Active,Unknown,RO318,,2026-04-01,,",
        "16C,NHS NORTH - 16C,Active,CCG (Legacy),RO98,RO319,2020-04-01,,QHM",
        "00C,NHS OLD CCG,Inactive,Sub-ICB Location,RO98,,2013-04-01,16C,",
        "13V,A HUB,Active,Sub-ICB Location,RO98,RO218,2015-04-01,,",
        "B0N9F,A PROVIDER COLLABORATIVE,Active,Sub-ICB Location,RO261,RO275,2020-12-01,,",
    )
    table = read_one(written(tmp_path, "x.csv", "\n".join([headings, *rows]).encode()))
    kinds = {s.code: s.kind for s in table.statements if isinstance(s, Organisation)}
    assert kinds == {"QHM": "icb", "A1B2C": "icb", "16C": "sub_icb", "00C": "ccg"}
    assert table.organisation("16C").commissioner == "QHM"
    assert table.organisation("00C").succeeded_by == "16C"
    assert len(table.set_aside) == 2


def test_the_wrapping_and_the_name_of_a_file_do_not_matter(tmp_path: Path) -> None:
    content = as_csv([spell()])
    plain = read_one(written(tmp_path, "epraccur.csv", content))
    gzipped = read_one(written(tmp_path, "a.csv", gzip.compress(content)))
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr("folder/part.csv", content)
    zipped = read_one(tmp_path / "b")
    assert plain.statements == gzipped.statements == zipped.statements
    assert zipped.source == "b, folder/part.csv"


def test_a_workbook_inside_an_archive_is_read_too(tmp_path: Path) -> None:
    book = workbook_file(tmp_path, {"Partners": [CCG_PARTNERS, spell()]})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(book, "ePCN.xlsx")
        archive.writestr("epraccur.csv", as_csv([practice()]))
    tables = read(tmp_path / "all.zip")
    assert [table.kind for table in tables] == [FileKind.CORE_PARTNERS, FileKind.PRACTICES]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_are_read_in_utf_8_with_or_without_mark_and_in_windows_1252(
    tmp_path: Path, encoding: str
) -> None:
    rows = [spell(practice_name="CAFÉ ROW – ST MARY’S")]
    table = read_one(written(tmp_path, "x.csv", as_csv(rows, encoding)))
    assert table.organisation("A81001").name == "CAFÉ ROW – ST MARY’S"


def test_blank_lines_and_a_last_line_without_end_are_fine(tmp_path: Path) -> None:
    content = b"\r\n" + as_csv([spell()]) + b"\r\n,,,\r\n" + as_csv([spell("A81002")]).strip()
    table = read_one(written(tmp_path, "x.csv", content))
    assert [s.practice for s in table.spells] == ["A81001", "A81002"]
