"""Who was at a meeting, for how much of it, and for whom."""

from datetime import UTC, date, datetime, timedelta

import pytest

from projections.views.attendance_documents import Attendance
from projections.views.attendance_lines import AttendanceLine
from projections.views.attendance_register import lines, view
from schemas.event import Event
from schemas.events.meeting import (
    ApologiesReceived,
    AttendanceRecorded,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.representation import AppointmentEnded, RepresentativeAppointed
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, folded, story
from tests.support.story import CALLED, MEETING_STARTS, PCN_SEAT, TRUST_SEAT, YEAR

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
OPENED = (MeetingOpened(meeting="may", body="board"), MEETING_STARTS)
CLOSES = MEETING_STARTS + timedelta(hours=2)
CLOSED = (MeetingClosed(meeting="may", body="board"), CLOSES)


def there(person: str, **more: object) -> AttendanceRecorded:
    facts: dict[str, object] = {"capacity": "member", "seat": TRUST_SEAT, **more}
    return AttendanceRecorded(meeting="may", person=person, **facts)  # type: ignore[arg-type]


def apologies(person: str, **more: str) -> ApologiesReceived:
    return ApologiesReceived(meeting="may", person=person, **more)


def lines_after(*steps: Step) -> dict[str, AttendanceLine]:
    document = folded(view, story(*CALLED, *steps)).require(Attendance, "may")
    return {line.person: line for line in lines(document, LATER)}


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("arrived_at", "left_at", "attended"),
    [
        (None, None, "present"),
        (MEETING_STARTS, CLOSES, "present"),
        (MEETING_STARTS - MINUTE, None, "present"),
        (MEETING_STARTS + MINUTE, None, "present-for-part"),
        (None, CLOSES - MINUTE, "present-for-part"),
    ],
)
def test_whoever_came_late_or_went_early_was_there_for_part(
    arrived_at: datetime | None, left_at: datetime | None, attended: str
) -> None:
    came = there("terry", arrived_at=arrived_at, left_at=left_at)
    line = lines_after(OPENED, came, CLOSED)["terry"]
    assert (line.attended, line.arrived_at, line.left_at) == (attended, arrived_at, left_at)


def test_a_meeting_was_held_on_the_day_that_it_was_opened() -> None:
    next_day = (MeetingOpened(meeting="may", body="board"), MEETING_STARTS + timedelta(days=1))
    assert lines_after(next_day, there("terry"))["terry"].held_on == date(2026, 5, 15)
    assert lines_after(there("terry"))["terry"].held_on == date(2026, 5, 14)


def test_the_latest_record_of_a_person_holds() -> None:
    line = lines_after(OPENED, there("terry", is_chair=True), there("terry", role="Chief"))["terry"]
    assert (line.is_chair, line.role) == (False, "Chief")
    start = len(CALLED)
    assert line.evidence == [start - 1, start + 1, start + 2, start + 3]


def test_apologies_are_told_apart_from_coming_all_the_same() -> None:
    both = lines_after(OPENED, apologies("terry", seat=TRUST_SEAT), apologies("carol"))
    assert (both["terry"].attended, both["terry"].sent_apologies) == ("apologies", True)
    assert (both["terry"].capacity, both["terry"].seat) == (None, TRUST_SEAT)
    came = lines_after(OPENED, apologies("terry"), there("terry"))["terry"]
    assert (came.attended, came.sent_apologies) == ("present", True)


DEE = there("dee", capacity="deputy", seat=PCN_SEAT)
SHARER = RepresentativeAppointed(seat=PCN_SEAT, body="board", person="priya", term=YEAR, name="P")


@pytest.mark.parametrize(
    ("events", "principal"),
    [
        ((apologies("pat", deputy="dee"), DEE), "pat"),
        ((DEE, apologies("pat", deputy="dee")), "pat"),
        ((apologies("pat", seat=PCN_SEAT), DEE), "pat"),
        ((DEE,), "pat"),  # the holder of the seat, who is not there
        ((SHARER, DEE), None),  # which of two job-sharers?
        ((SHARER, apologies("priya", seat=PCN_SEAT), DEE), "priya"),
        ((SHARER, there("pat", seat=PCN_SEAT), DEE), "priya"),
        ((there("pat", seat=PCN_SEAT), DEE), None),
    ],
)
def test_for_whom_a_deputy_stood_in(events: tuple[Event, ...], principal: str | None) -> None:
    line = lines_after(OPENED, *events)["dee"]
    assert (line.capacity, line.deputy_for) == ("deputy", principal)
    assert (line.unknown is None) == (principal is not None)


def test_nobody_who_holds_the_seat_no_longer_is_deputised_for() -> None:
    ended = AppointmentEnded(
        seat=PCN_SEAT,
        body="board",
        person="pat",
        capacity="representative",
        on=date(2026, 5, 13),
    )
    assert lines_after(ended, SHARER, OPENED, DEE)["dee"].deputy_for == "priya"


def test_names_come_from_the_appointment_where_the_attendance_has_none() -> None:
    people = lines_after(OPENED, DEE, there("terry"), there("guest", capacity="in-attendance"))
    assert people["dee"].name == "D E"
    assert people["dee"].deputy_for_name == "A B"
    assert people["guest"].name is None


def test_folding_in_two_batches_is_folding_at_once() -> None:
    steps = (*CALLED, SHARER, OPENED, apologies("pat", deputy="dee"), DEE, there("terry"), CLOSED)
    assert_batches_do_not_matter(view, story(*steps))
