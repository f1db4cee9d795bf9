"""Who is at a meeting, for all or part of it, in which seat; and who sent apologies."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, Id, OrganisationCode, PersonName, Time, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.meetings import Meeting
from decisions.facts.reading import says_the_same
from decisions.facts.seats import Seat
from decisions.own_name import require_own_name
from decisions.refusal import Refused
from decisions.seating import capacity_in, seat_of_body
from schemas.event import Event
from schemas.events.meeting import ApologiesReceived, AttendanceRecorded
from schemas.values import AttendanceCapacity

_ALWAYS = datetime.max.replace(tzinfo=UTC)
_EVER = datetime.min.replace(tzinfo=UTC)


class RecordAttendance(Command):
    """Record that a person is at a meeting; the latest record of a person holds."""

    MEMBER = None

    meeting: Id
    person: Id
    capacity: AttendanceCapacity | None = Field(
        None,
        description="If absent: what the person is in the seat; without one, in attendance.",
    )
    seat: Id | None = Field(None, description="The seat in which the person sits, if any.")
    organisation: OrganisationCode | None = Field(None, description="Where the person comes from.")
    role: Title | None = Field(None, description="For example Clinical Director.")
    is_chair: StrictBool = Field(
        default=False, description="Whether the person chairs the meeting."
    )
    arrived_at: Time | None = Field(None, description="If not there from the start.")
    left_at: Time | None = Field(None, description="If not there to the end.")
    name: PersonName | None = Field(
        None, description="Kept with a new or changed record; alone it changes nothing."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.arrived_at and self.left_at and self.left_at <= self.arrived_at:
            raise ValueError("left_at: a person leaves after arriving (arrived_at)")
        if self.capacity == "deputy" and self.seat is None:
            raise ValueError("seat: a deputy sits in a seat; name it")
        if self.capacity == "in-attendance" and self.seat is not None:
            raise ValueError("seat: somebody in attendance takes no seat")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.meetings.of_people(self.meeting)
        if self.seat:
            yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        require_own_name(self.person, context)
        meeting = facts.meetings.get(self.meeting)
        if not meeting.is_opened:
            raise Refused(
                "meeting-not-opened",
                f"The meeting {meeting.id} has not been opened. Open it, then record who is there.",
            )
        attendance = AttendanceRecorded(
            meeting=meeting.id,
            person=self.person,
            capacity=self._capacity(facts, meeting),
            seat=self.seat,
            organisation=self.organisation,
            role=self.role,
            is_chair=self.is_chair,
            arrived_at=self.arrived_at,
            left_at=self.left_at,
            name=self.name,
        )
        if says_the_same(meeting.attendance.get(self.person), attendance):
            return
        require_seat_free(meeting, attendance)
        yield attendance

    def _capacity(self, facts: Facts, meeting: Meeting) -> AttendanceCapacity:
        if self.seat is None:
            return self.capacity or ("member" if self.is_chair else "in-attendance")
        seat = seat_of_body(facts, self.seat, meeting.body, meeting.day)
        is_deputy = capacity_in(seat, self.person, meeting.day) == "deputy"
        found: AttendanceCapacity = "deputy" if is_deputy else "member"
        if self.capacity not in (None, found):
            raise Refused(
                "other-capacity",
                f"{self.person} is there as {found} in {self.seat}, not as {self.capacity}.",
                "capacity",
            )
        return found


class ReceiveApologies(Command):
    """Record that a person cannot come, and perhaps who deputises."""

    MEMBER = None

    meeting: Id
    person: Id
    seat: Id | None = None
    organisation: OrganisationCode | None = Field(None, description="Where the person comes from.")
    role: Title | None = Field(None, description="For example Clinical Director.")
    deputy: Id | None = Field(None, description="The person who comes instead, in the same seat.")
    name: PersonName | None = Field(
        None, description="Kept with a new or changed record; alone it changes nothing."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.deputy and self.seat is None:
            raise ValueError("seat: a deputy sits in a seat; name it")
        if self.deputy == self.person:
            raise ValueError("deputy: somebody else than the person who cannot come")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.meetings.of_people(self.meeting)
        if self.seat:
            yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        require_own_name(self.person, context)
        meeting = facts.meetings.get(self.meeting)
        if self.seat:
            self._require_seat(seat_of_body(facts, self.seat, meeting.body, meeting.day), meeting)
        if self.person in meeting.attendance and meeting.adjournment is None:
            raise Refused(
                "recorded-as-there",
                f"{self.person} is recorded as there. Record when they arrived or left instead.",
                "person",
            )
        apologies = ApologiesReceived(
            meeting=meeting.id,
            person=self.person,
            seat=self.seat,
            organisation=self.organisation,
            role=self.role,
            deputy=self.deputy,
            name=self.name,
        )
        if not says_the_same(meeting.apologies.get(self.person), apologies):
            yield apologies

    def _require_seat(self, seat: Seat, meeting: Meeting) -> None:
        capacity_in(seat, self.person, meeting.day)
        if self.deputy:
            capacity_in(seat, self.deputy, meeting.day, "deputy")


def require_seat_free(meeting: Meeting, new: AttendanceRecorded) -> None:
    """Raises `Refused` where principal and deputy would sit in a seat at the same time.

    Job-sharers may both be there: they share one vote.
    """
    for other in meeting.attendance.values():
        if other.person == new.person or other.seat != new.seat or new.seat is None:
            continue
        if "deputy" in (other.capacity, new.capacity) and overlap(other, new):
            raise Refused(
                "seat-taken",
                f"{other.person} sits in {new.seat} at that time; a deputy sits there only while "
                "its holder is away. Record when each arrived or left.",
                "seat",
            )


def overlap(one: AttendanceRecorded, other: AttendanceRecorded) -> bool:
    """Whether two people are there at the same time; without times they are there throughout."""
    one_comes_in_time = (one.arrived_at or _EVER) < (other.left_at or _ALWAYS)
    return one_comes_in_time and (other.arrived_at or _EVER) < (one.left_at or _ALWAYS)
