"""The attendance register's lines: one person at one meeting."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeAlias

from projections.register import Line
from projections.views.attendance_documents import Attendance, Attendee, Presence
from schemas.days import day_in_england
from schemas.values import AttendanceCapacity, AttendanceRecord

Attended: TypeAlias = Literal["present", "present-for-part", "apologies", "recorded-by-mistake"]


class AttendanceLine(Line):
    """One person at one sitting of a meeting: one that was adjourned and resumed has several.

    `sent_apologies` may be true of somebody who came all the same. `deputy_for` is whom a deputy
    stood in for, `deputy` whom somebody with apologies sent. `withdrawn` is what had been recorded
    of them by mistake; where nothing else is recorded, they were neither there nor apologised.
    """

    meeting: str
    body: str
    sitting: int
    held_on: date
    person: str
    name: str | None
    attended: Attended
    sent_apologies: bool
    capacity: AttendanceCapacity | None
    seat: str | None
    role: str | None
    organisation: str | None
    is_chair: bool
    arrived_at: datetime | None
    left_at: datetime | None
    deputy_for: str | None
    deputy_for_name: str | None
    deputy: str | None
    withdrawn: list[AttendanceRecord]
    unknown: str | None


def lines(attendance: Attendance, _as_of: datetime) -> Iterable[AttendanceLine]:
    return [
        _line(sitting, one, number)
        for number, sitting in enumerate(attendance.sittings(), start=1)
        for one in sitting.in_order()
    ]


def _line(attendance: Attendance, one: Attendee, sitting: int) -> AttendanceLine:
    there, away = one.presence, one.apology
    deputy_for = attendance.deputised_for(one)
    post = there or away
    return AttendanceLine(
        meeting=attendance.meeting,
        body=attendance.body,
        sitting=sitting,
        held_on=day_in_england(attendance.opened_at or attendance.starts_at),
        person=one.person,
        name=one.name,
        attended=_attended(attendance, one),
        sent_apologies=away is not None,
        capacity=there.capacity if there else None,
        seat=post.seat if post else None,
        role=post.role if post else None,
        organisation=post.organisation if post else None,
        is_chair=there.is_chair if there else False,
        arrived_at=there.arrived_at if there else None,
        left_at=there.left_at if there else None,
        deputy_for=deputy_for,
        deputy_for_name=_name_of(attendance, one, deputy_for) if deputy_for else None,
        deputy=away.deputy if away else None,
        withdrawn=one.withdrawn,
        unknown=_unknown(there, deputy_for),
        evidence=sorted({*attendance.evidence, *one.evidence}),
    )


def _name_of(attendance: Attendance, deputy: Attendee, principal: str) -> str | None:
    found = attendance.people.get(principal)
    return found.name if found else deputy.holders.get(principal)


def _attended(attendance: Attendance, one: Attendee) -> Attended:
    """For part of it, if they came after the opening or went before the close."""
    there = one.presence
    if there is None:
        return "apologies" if one.apology else "recorded-by-mistake"
    opened, closed = attendance.opened_at, attendance.closed_at
    came_late = there.arrived_at is not None and (opened is None or there.arrived_at > opened)
    went_early = there.left_at is not None and (closed is None or there.left_at < closed)
    return "present-for-part" if came_late or went_early else "present"


def _unknown(there: Presence | None, deputy_for: str | None) -> str | None:
    if there and there.capacity == "deputy" and deputy_for is None:
        return "For whom they deputised is not recorded."
    return None
