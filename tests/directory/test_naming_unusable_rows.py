"""Each row that cannot be used is named by line, field, value and rule, and the reading goes on."""

from pathlib import Path

import pytest

from tests.directory.files import (
    CCG_PARTNERS,
    as_csv,
    csv_file,
    practice,
    sizes_file,
    spell,
    workbook_file,
    written,
)
from tests.directory.reading import read_one

BAD_SPELLS = [
    (spell("81001"), "practice", "81001", "a practice code is"),
    (spell("A810010"), "practice", "A810010", "a practice code is"),
    (spell(pcn="U1234"), "pcn", "U1234", "U and five digits"),
    (spell(pcn="U123456"), "pcn", "U123456", "U and five digits"),
    (spell(pcn="U1234٥"), "pcn", "U1234٥", "U and five digits"),
    (spell(sub_icb="QHM"), "practice_sub_icb", "QHM", "99A or A9A9A"),
    (spell(start=""), "started_on", "", "YYYYMMDD"),
    (spell(start="1 July"), "started_on", "1 July", "YYYYMMDD"),
    (spell(start="20190231"), "started_on", "20190231", "no such day"),
    (spell(end="00000101"), "ended_on", "00000101", "no such day"),
    (spell(end="21190701"), "ended_on", "2119-07-01", "the year lies between 1900 and 2100"),
    (spell(end="01XYZ2026"), "ended_on", "01XYZ2026", "no such day"),
    (spell(end="20190630"), "ended_on", "20190630", "ends before it starts (2019-07-01)"),
    (spell(practice_name="  "), "practice_name", "", "blank"),
    (spell(pcn_name=""), "pcn_name", "", "blank"),
    (spell(pcn_name="MILL\x07PCN"), "pcn_name", "MILL\\x07PCN", "control characters"),
    (spell(pcn_name="X" * 201), "pcn_name", "X" * 79 + "…", "at most 200"),
    (spell(pcn_name="MILL\0PCN"), "line", None, "NUL byte"),
    (spell()[:10], "line", None, "the row has 10 columns and this file has 11"),
    ([*spell(), ""], "line", None, "the row has 12 columns and this file has 11"),
]


@pytest.mark.parametrize(("row", "field", "value", "rule"), BAD_SPELLS)
def test_a_bad_spell_is_named_and_the_next_row_is_read(
    tmp_path: Path, row: list[str], field: str, value: str | None, rule: str
) -> None:
    path = csv_file(tmp_path, [spell("A81002"), row, spell("A81003"), spell("A81004")])
    table = read_one(path)
    assert [s.practice for s in table.spells] == ["A81002", "A81003", "A81004"]
    (problem,) = table.problems
    assert (problem.file, problem.line, problem.field) == ("report.csv", 2, field)
    assert rule in problem.rule
    assert value is None or problem.value == value


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (practice("a81001"), "practice"),
        (practice(name=""), "name"),
        (practice(status="OPEN"), "status"),
        (practice(opened="19740230"), "opened_on"),
        (practice(closed="19730401"), "closed_on"),
        (practice(commissioner="NORTH-EAST"), "commissioner"),
    ],
)
def test_a_bad_practice_is_named(tmp_path: Path, row: list[str], field: str) -> None:
    table = read_one(csv_file(tmp_path, [practice("A81002"), row]))
    assert [(problem.line, problem.field) for problem in table.problems] == [(2, field)]


@pytest.mark.parametrize("patients", ["-1", "", "1,000", "12.5", "many", "9" * 5000, "１２"])
def test_a_list_size_is_a_whole_number_and_not_negative(tmp_path: Path, patients: str) -> None:
    rows = [["CODE", "NUMBER_OF_PATIENTS"], ["A81001", patients], ["A81002", "5"]]
    table = read_one(csv_file(tmp_path, rows))
    assert table.sizes == {"A81002": 5}
    assert [(p.line, p.field) for p in table.problems] == [(2, "patients")]
    assert "whole number" in table.problems[0].rule


def test_a_repetition_is_named_with_the_line_that_it_repeats(tmp_path: Path) -> None:
    again = spell(end="20260331")
    table = read_one(csv_file(tmp_path, [spell(), spell(start="20250101"), again]))
    assert len(table.spells) == 2
    (problem,) = table.problems
    assert (problem.line, problem.value) == (3, "A81001 U12345 2019-07-01")
    assert problem.rule == "the same practice, PCN and start date as in line 1, which is kept"


def test_a_repeated_practice_keeps_its_first_list_size(tmp_path: Path) -> None:
    content = b"CODE,NUMBER_OF_PATIENTS\nA81001,5\nA81001,6\n"
    table = read_one(written(tmp_path, "x.csv", content))
    assert table.sizes == {"A81001": 5}
    assert table.problems[0].line == 3


def test_a_stray_quotation_mark_costs_one_line_and_not_the_rest_of_the_file(
    tmp_path: Path,
) -> None:
    good = [as_csv([spell(f"A8100{n}")]) for n in range(5)]
    good[2] = good[2].replace(b'"THE MILL SURGERY"', b'"THE "MILL SURGERY"')
    good[3] = good[3].replace(b'"THE MILL SURGERY"', b'"THE MILL SURGERY')
    table = read_one(written(tmp_path, "x.csv", b"".join(good)))
    assert [s.practice for s in table.spells] == ["A81000", "A81001", "A81004"]
    assert [(p.line, p.field) for p in table.problems] == [(3, "line"), (4, "line")]


def test_a_line_without_end_is_named_and_passed_over(tmp_path: Path) -> None:
    endless = b'"' + b"A" * 200_000 + b'"\r\n'
    content = as_csv([spell()]) + endless + as_csv([spell("A81002")])
    table = read_one(written(tmp_path, "x.csv", content))
    assert [s.practice for s in table.spells] == ["A81001", "A81002"]
    assert [(p.line, p.rule) for p in table.problems] == [(2, "a line has at most 65,536 bytes")]


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    content = as_csv([spell()]) + b'"\x81\x8d"\r\n' + as_csv([spell("A81002")])
    table = read_one(written(tmp_path, "x.csv", content))
    assert "neither UTF-8 nor Windows-1252" in table.problems[0].rule


def test_a_row_of_a_workbook_is_named_by_sheet_and_row(tmp_path: Path) -> None:
    rows = [["Core partners as at March"], CCG_PARTNERS, spell(), spell(pcn="12345")]
    table = read_one(workbook_file(tmp_path, {"Partners": rows}))
    (problem,) = table.problems
    assert str(problem) == (
        "ePCN.xlsx, sheet Partners, line 4, pcn “12345”:"
        " a PCN code is U and five digits, such as U12345"
    )


def test_problems_are_shown_on_one_printable_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [spell(), spell(end="20\x1b[31m\u202e")])
    (problem,) = read_one(path).problems
    assert str(problem).isprintable()


def test_list_sizes_in_a_helper_file_have_no_problems(tmp_path: Path) -> None:
    assert read_one(sizes_file(tmp_path, {"A81001": 1})).problems == ()
