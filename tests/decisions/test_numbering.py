from datetime import date

import pytest

from decisions.numbering import financial_year, next_number
from decisions.refusal import Refused

MAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), "2526"),
        (date(2026, 4, 1), "2627"),
        (date(2027, 3, 31), "2627"),
        (date(2099, 4, 1), "9900"),
    ],
)
def test_a_financial_year_runs_from_april_to_march(day: date, year: str) -> None:
    assert financial_year(day) == year


def test_numbers_run_on_from_the_highest_one_given() -> None:
    assert next_number("PB/{fy}/{n:03}", MAY, ()) == "PB/2627/001"
    given = ["PB/2627/001", "PB/2627/009", "PB/2627/003"]
    assert next_number("PB/{fy}/{n:03}", MAY, given) == "PB/2627/010"
    assert next_number("PB/{fy}/{n:03}", MAY, ["PB/2627/999"]) == "PB/2627/1000"


def test_numbers_start_again_in_a_new_financial_year() -> None:
    given = ["PB/2526/041", "PB/2627/002"]
    assert next_number("PB/{fy}/{n:03}", MAY, given) == "PB/2627/003"
    assert next_number("PB/{fy}/{n:03}", date(2027, 4, 1), given) == "PB/2728/001"


def test_numbers_without_a_year_never_start_again() -> None:
    assert next_number("A{n}", date(2030, 1, 1), ["A1", "A17"]) == "A18"


def test_numbers_of_an_earlier_template_are_never_given_again() -> None:
    assert next_number("{n}", MAY, ["PB/2627/001", "007", "not a number"]) == "8"
    assert next_number("1{n}", MAY, ["115", "12"]) == "116"


def test_a_template_without_a_running_number_is_refused() -> None:
    with pytest.raises(Refused, match="running number"):
        next_number("PB/{fy}", MAY, ())
