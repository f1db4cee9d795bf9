"""Who was there, for whom, for how much of the meeting, and who sent apologies?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.attendance_documents import (
    Apology,
    Attendance,
    AttendedSeat,
    Attendee,
    AttendingPerson,
    Presence,
    Tenure,
)
from projections.views.attendance_lines import AttendanceLine, lines
from schemas.days import day_in_england
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    restatement,
)
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    HoursLogged,
    InterestEnded,
    InterestRegistered,
    RepresentativeAppointed,
    RoleResourced,
)
from schemas.values import Capacity

view = View(
    "attendance-register",
    documents=(Attendance, AttendedSeat, AttendingPerson),
    ignores=(
        restatement,
        poll,
        *(correction.DeclarationWithdrawn, correction.CanvassRedated),
        *(correction.CanvassWithdrawn, correction.ViewRestated, correction.DecisionRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(RoleResourced, HoursLogged),
        *(contact, opportunity),
        *(ItemTabled, AgendaPublished, PaperAttached, InterestDeclared, MemberRecused),
        *(MemberExcluded, MemberReturned, ItemDiscussed, ItemDeferred, ItemWithdrawn),
        *(InterestRegistered, InterestEnded, action, body, consultation, decision),
        *(feedback, mandate, minutes, motion, partnership, record),
    ),
)


def appointed(
    rows: Rows, event: RepresentativeAppointed | DeputyNominated, _entry: ReadEntry
) -> None:
    seat = rows.get(AttendedSeat, event.seat) or AttendedSeat(seat=event.seat)
    is_deputy = isinstance(event, DeputyNominated)
    capacity: Capacity = "deputy" if is_deputy else "representative"
    seat.tenures.append(Tenure(person=event.person, capacity=capacity, term=event.term))
    rows.put(seat)
    _named(rows, event.person, event.name)


view.on(RepresentativeAppointed)(appointed)
view.on(DeputyNominated)(appointed)


@view.on(AppointmentEnded)
def appointment_ended(rows: Rows, event: AppointmentEnded, _entry: ReadEntry) -> None:
    seat = rows.require(AttendedSeat, event.seat)
    for one in seat.tenures:
        if (one.person, one.capacity) == (event.person, event.capacity):
            one.ended_on = one.ended_on or event.on
    rows.put(seat)


def _named(rows: Rows, person: str, name: str | None) -> str | None:
    """Remembers the name, and says what somebody goes by."""
    if name:
        rows.put(AttendingPerson(person=person, name=name))
    known = rows.get(AttendingPerson, person)
    return known.name if known else None


@view.on(MeetingCalled)
def called(rows: Rows, event: MeetingCalled, entry: ReadEntry) -> None:
    rows.put(
        Attendance(
            meeting=event.meeting,
            body=event.body,
            starts_at=event.starts_at,
            evidence=[entry.position],
        )
    )


def opened_or_closed(
    rows: Rows,
    event: MeetingOpened | MeetingAdjourned | MeetingResumed | MeetingClosed | MeetingCancelled,
    entry: ReadEntry,
) -> None:
    attendance = rows.require(Attendance, event.meeting)
    if isinstance(event, MeetingOpened):
        attendance.opened_at = entry.entry.occurred_at
    elif isinstance(event, MeetingAdjourned):
        attendance.adjourn(entry.entry.occurred_at)
    elif isinstance(event, MeetingResumed):
        attendance.resume(entry.entry.occurred_at)
    elif isinstance(event, MeetingClosed):
        attendance.closed_at = entry.entry.occurred_at
    attendance.evidence.append(entry.position)
    rows.put(attendance)


view.on(MeetingOpened)(opened_or_closed)
view.on(MeetingAdjourned)(opened_or_closed)
view.on(MeetingResumed)(opened_or_closed)
view.on(MeetingClosed)(opened_or_closed)
view.on(MeetingCancelled)(opened_or_closed)


@view.on(AttendanceRecorded)
def was_there(rows: Rows, event: AttendanceRecorded, entry: ReadEntry) -> None:
    attendance, one = _attendee(rows, event, entry)
    one.presence = Presence(
        capacity=event.capacity,
        seat=event.seat,
        organisation=event.organisation,
        role=event.role,
        is_chair=event.is_chair,
        arrived_at=event.arrived_at,
        left_at=event.left_at,
    )
    seat = rows.get(AttendedSeat, event.seat) if event.seat else None
    day = day_in_england(attendance.resumed_at or attendance.starts_at)
    held = seat.holders_on(day) if seat else []
    one.holders = {person: _named(rows, person, None) for person in held}
    rows.put(attendance)


@view.on(ApologiesReceived)
def sent_apologies(rows: Rows, event: ApologiesReceived, entry: ReadEntry) -> None:
    attendance, one = _attendee(rows, event, entry)
    one.apology = Apology(
        seat=event.seat, organisation=event.organisation, role=event.role, deputy=event.deputy
    )
    rows.put(attendance)


@view.on(AttendanceWithdrawn)
def taken_back(rows: Rows, event: AttendanceWithdrawn, entry: ReadEntry) -> None:
    attendance = rows.require(Attendance, event.meeting)
    if one := attendance.people.get(event.person):
        if event.record == "attendance":
            one.presence = None
        else:
            one.apology = None
        one.withdrawn.append(event.record)
        one.evidence.append(entry.position)
        rows.put(attendance)


def _attendee(
    rows: Rows, event: AttendanceRecorded | ApologiesReceived, entry: ReadEntry
) -> tuple[Attendance, Attendee]:
    """While the meeting is adjourned, apologies are for the sitting to come."""
    attendance = rows.require(Attendance, event.meeting)
    is_to_come = attendance.adjourned_at and isinstance(event, ApologiesReceived)
    people = attendance.coming if is_to_come else attendance.people
    one = people.setdefault(event.person, Attendee(person=event.person))
    one.name = _named(rows, event.person, event.name)
    one.evidence.append(entry.position)
    return attendance, one


register = Register(
    name="attendance",
    title="Attendance register",
    view=view,
    kind=Attendance,
    line=AttendanceLine,
    lines=lines,
    filters=("meeting", "body", "person"),
)
