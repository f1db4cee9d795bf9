"""Who is to be asked or reminded by when? May 2026: the 4th and the 25th are bank holidays.

The discussion is on Thursday 14 May, answers are taken until Tuesday 12 May at 17:00; five clear
working days of notice, three to answer in.
"""

from datetime import date, datetime

import msgspec
import pytest

from projections.reckoning.working_time import latest_day_before, working_days_between
from projections.views.reminders import ReminderLine, lines
from schemas.events.consultation import ConsultationClosed, ReminderSent
from schemas.events.partnership import MemberJoined
from tests.projections.consulting import (
    ASKED,
    CALLED,
    JUNE,
    NORTH,
    OPENED,
    OPENED_AT,
    SOUTH,
    TABLED_IN_JUNE,
    WEST,
    answered,
    canvassed,
    closed_into,
    consultation,
    deferred,
    on,
    taken_back,
)
from tests.projections.recording import Noted

NOW = on(4, 30)
REMINDED = ReminderSent(consultation="c1", item="hub", organisation=SOUTH, channel="phone")


def due(*steps: Noted, as_of: datetime = NOW) -> dict[str, ReminderLine]:
    return {one.organisation: one for one in lines(consultation(*ASKED, *steps), as_of)}


def test_those_not_asked_are_to_be_asked_in_time_for_notice_and_window() -> None:
    found = due((canvassed(SOUTH), on(4, 28)))
    # 13, 12, 11, 8, 7 May are clear working days between Wednesday 6 May and Thursday 14 May;
    # 11, 8, 7 May between 6 May and 12 May.
    assert (found[NORTH].duty, found[NORTH].due_on) == ("ask", date(2026, 5, 6))
    assert not found[NORTH].is_overdue
    assert due(as_of=on(5, 7))[NORTH].is_overdue


def test_a_bank_holiday_moves_the_day_on_which_asking_is_due() -> None:
    opened = msgspec.structs.replace(OPENED, lead_working_days=8)
    asked = (*CALLED, (opened, OPENED_AT))
    (first, *_) = lines(consultation(*asked), NOW)
    # 13, 12, 11, 8, 7, 6, 5 May and 1 May: the 4th is a bank holiday, so 30 April is the day.
    assert first.due_on == date(2026, 4, 30)


def test_those_asked_without_an_answer_are_to_be_reminded_two_clear_days_before_it_closes() -> None:
    found = due((canvassed(SOUTH), on(4, 28)), (canvassed(WEST), on(4, 28)), (REMINDED, on(4, 29)))
    assert (found[SOUTH].duty, found[SOUTH].due_on, found[SOUTH].reminders) == (
        "remind",
        date(2026, 5, 7),
        1,
    )
    later = due((canvassed(SOUTH), on(4, 28)), (REMINDED, on(4, 29)), as_of=on(5, 8))
    assert not later[SOUTH].is_overdue
    assert due((canvassed(WEST), on(4, 28)), as_of=on(5, 8))[WEST].is_overdue


@pytest.mark.parametrize(
    ("days", "due_on"), [(0, date(2026, 5, 11)), (1, date(2026, 5, 8)), (4, date(2026, 5, 5))]
)
def test_a_reminder_is_due_as_early_as_the_terms_of_reference_say(days: int, due_on: date) -> None:
    """Before Tuesday 12 May: 11, 8, 7, 6 May are working days, and Monday 4 May is not."""
    opened = msgspec.structs.replace(OPENED, reminder_working_days=days)
    asked = (*CALLED, (opened, OPENED_AT), (canvassed(SOUTH), on(4, 28)))
    (found,) = [one for one in lines(consultation(*asked), NOW) if one.organisation == SOUTH]
    assert (found.duty, found.due_on) == ("remind", due_on)


def test_who_has_answered_is_left_alone_until_it_takes_its_answer_back() -> None:
    asked = ((canvassed(NORTH), on(4, 28)), (answered(NORTH), on(4, 29)))
    assert NORTH not in due(*asked)
    assert due(*asked, (taken_back(NORTH), on(4, 29, 12)))[NORTH].duty == "remind"


def test_an_item_that_is_back_on_an_agenda_is_asked_about_again() -> None:
    away = ((JUNE, on(4, 28)), (deferred("june"), on(4, 29)))
    assert due(*away) == {}
    assert due(*away, (TABLED_IN_JUNE, on(4, 29)))[NORTH].duty == "ask"


def test_the_successor_of_a_closed_pcn_is_whom_to_write_to() -> None:
    closes: Noted = (closed_into(NORTH, "U99009"), on(4, 29))
    assert due(closes)[NORTH].holder == NORTH, "the day before"
    assert due(closes, as_of=on(5, 1))[NORTH].holder == "U99009"
    back = MemberJoined(organisation=NORTH, kind="pcn", on=date(2026, 5, 6))
    assert due(closes, (back, on(5, 2)), as_of=on(5, 5))[NORTH].holder == "U99009"
    assert due(closes, (back, on(5, 2)), as_of=on(5, 6))[NORTH].holder == NORTH


@pytest.mark.parametrize(
    ("step", "as_of"),
    [
        ((ConsultationClosed(consultation="c1", item="hub"), on(4, 29)), NOW),
        ((deferred(), on(4, 29)), NOW),
        ((canvassed(SOUTH), on(4, 28)), on(5, 12, 17)),
    ],
)
def test_nobody_is_due_once_no_answer_is_wanted(step: Noted, as_of: datetime) -> None:
    assert due(step, as_of=as_of) == {}


@pytest.mark.parametrize("days", range(12))
def test_the_latest_day_leaves_just_so_many_clear_working_days(days: int) -> None:
    moment = on(5, 27)
    day = latest_day_before(moment, days)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=moment.tzinfo)
    assert working_days_between(noon, moment) == days
