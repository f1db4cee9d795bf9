"""Dates, times and money are put as the NHS puts them, and what is missing is said to be."""

from datetime import UTC, date, datetime

import pytest

from projections.minutes.fields import Erased
from projections.minutes.wording import (
    clock,
    day,
    ended,
    moment,
    names,
    one_line,
    pounds,
    quoted,
    span,
    words,
)


def test_a_day_has_its_weekday_and_no_leading_nought() -> None:
    assert day(date(2026, 7, 9)) == "Thursday 9 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "shown"),
    [(13, 0, "2pm"), (13, 5, "2:05pm"), (11, 0, "midday"), (23, 0, "midnight"), (8, 30, "9:30am")],
)
def test_a_summer_time_in_utc_is_shown_in_london(hour: int, minute: int, shown: str) -> None:
    assert clock(datetime(2026, 5, 14, hour, minute, tzinfo=UTC)) == shown


def test_a_winter_time_in_utc_is_shown_as_it_is() -> None:
    assert clock(datetime(2026, 1, 14, 13, 0, tzinfo=UTC)) == "1pm"


def test_a_moment_late_in_a_summer_evening_falls_on_the_next_day() -> None:
    late = datetime(2026, 5, 14, 23, 30, tzinfo=UTC)
    assert moment(late) == "Friday 15 May 2026 at 12:30am"


def test_part_of_a_meeting_may_be_open_at_either_end() -> None:
    start, end = datetime(2026, 5, 14, 13, tzinfo=UTC), datetime(2026, 5, 14, 14, tzinfo=UTC)
    assert span(start, end) == "from 2pm to 3pm"
    assert span(start, None) == "from 2pm"
    assert span(None, end) == "to 3pm"
    assert span(None, None) == ""


@pytest.mark.parametrize(
    ("pence", "shown"),
    [
        (4_800_000, "£48,000"),
        (1_250_050, "£12,500.50"),
        (5, "£0.05"),
        (0, "£0"),
        (-250, "−£2.50"),
    ],
)
def test_money_in_pence_is_shown_in_pounds(pence: int, shown: str) -> None:
    assert pounds(pence) == shown


def test_missing_words_are_said_to_be_missing() -> None:
    assert words(None) == words("") == words(" \n ") == "not recorded"


def test_erased_words_say_on_what_basis() -> None:
    assert words(Erased(basis="court order")) == "[text erased: court order]"
    assert words(Erased()) == "[text erased: basis not recorded]"


def test_lines_are_kept_and_spaces_are_not() -> None:
    assert words("  one \r\n\r\n two\tthree\u2028four  ") == "one\ntwo three\nfour"
    assert one_line("one\ntwo") == "one two"


def test_characters_that_files_cannot_hold_leave_a_mark() -> None:
    assert words("a\0b\x1bc\ud800d\uffffe\ufdd0f") == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"


def test_characters_that_reorder_the_words_around_them_are_dropped() -> None:
    assert words("pay \u202e000,1£\u2066 now") == "pay 000,1£ now"


def test_only_words_of_people_stand_in_quotation_marks() -> None:
    assert quoted("Yes") == "“Yes”"
    assert quoted(None) == "not recorded"
    assert quoted(Erased()) == "[text erased: basis not recorded]"


def test_a_sentence_is_ended_once() -> None:
    assert [ended("so"), ended("so."), ended("so?"), ended("so…")] == ["so.", "so.", "so?", "so…"]
    assert [ended("“so”"), ended("“so.”")] == ["“so”.", "“so.”"]


def test_names_stand_in_one_line() -> None:
    assert names(("Harbour PCN", None, Erased(basis="x"))) == (
        "Harbour PCN; not recorded; [text erased: x]"
    )
    assert names(()) == "none"
