"""Meetings: called, opened, closed, their agenda, and who is there."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from decisions.wording import instant
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
)

_LIFE = (
    *(MeetingCalled, MeetingCancelled, MeetingOpened),
    *(MeetingAdjourned, MeetingResumed, MeetingClosed),
)
_PEOPLE = (AttendanceRecorded, ApologiesReceived, AttendanceWithdrawn)


@dataclass
class Meeting:
    """A meeting as far as the slice has seen it. `attendance` is that of its latest sitting."""

    called: MeetingCalled
    is_opened: bool = False
    is_cancelled: bool = False
    closing: MeetingClosed | None = None
    adjournment: MeetingAdjourned | None = None
    """The adjournment that still lasts."""
    resumed_at: datetime | None = None
    agenda: tuple[str, ...] | None = None
    attendance: dict[str, AttendanceRecorded] = field(default_factory=dict)
    apologies: dict[str, ApologiesReceived] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.called.meeting

    @property
    def body(self) -> str:
        return self.called.body

    @property
    def starts_at(self) -> datetime:
        return self.called.starts_at

    @property
    def day(self) -> date:
        """The day in England of its latest sitting."""
        return day_in_england(self.resumed_at or self.starts_at)

    @property
    def is_closed(self) -> bool:
        return self.closing is not None

    @property
    def is_in_session(self) -> bool:
        return self.is_under_way and not self.adjournment

    @property
    def is_under_way(self) -> bool:
        """Opened and not closed; perhaps adjourned."""
        return self.is_opened and not self.is_closed

    def require_in_session(self) -> None:
        """Raises `Refused` unless the meeting is open, neither closed nor adjourned."""
        self.require_under_way()
        if self.adjournment:
            at = self.adjournment.resumes_at
            until = f" until {instant(at)}" if at else ""
            sentence = f"The meeting {self.id} was adjourned{until}. Resume it first."
            raise Refused("meeting-adjourned", sentence, "meeting")

    def require_under_way(self) -> None:
        """Raises `Refused` unless the meeting has been opened and not closed."""
        if not self.is_under_way:
            state = "was closed" if self.is_closed else "has not been opened"
            raise Refused("meeting-not-in-session", f"The meeting {self.id} {state}.")

    def require_not_closed(self) -> None:
        """Raises `Refused` once the meeting is over, or is not held at all."""
        if self.is_cancelled:
            raise Refused("meeting-cancelled", f"The meeting {self.id} was cancelled.")
        if self.is_closed:
            raise Refused("meeting-closed", f"The meeting {self.id} was closed.")

    def require_of_body(self, body: str, field_name: str, heirs: Collection[str] = ()) -> None:
        """Raises `Refused` where this is a meeting of another body, nor of one of its heirs."""
        if self.body != body and self.body not in heirs:
            raise Refused(
                "meeting-of-other-body",
                f"{self.id} is a meeting of {self.body}, not of {body}.",
                field_name,
            )

    def require_later_than(self, earlier: "Meeting", field_name: str) -> None:
        """Raises `Refused` unless this meeting starts after another one."""
        if self.starts_at <= earlier.starts_at:
            raise Refused(
                "meeting-not-later",
                f"The meeting {self.id} is not later than {earlier.id}.",
                field_name,
            )

    def interrupt(self, event: MeetingAdjourned | MeetingResumed) -> None:
        """From an adjournment on, apologies are for the next sitting; there, attendance is anew."""
        if isinstance(event, MeetingResumed):
            self.adjournment, self.resumed_at = None, event.happened_at
            self.attendance = {}
            return
        if self.adjournment is None:
            self.apologies = {}
        self.adjournment = event

    @property
    def chairs(self) -> set[str]:
        return {one.person for one in self.attendance.values() if one.is_chair}

    def seats_present(self, at: datetime | None = None) -> dict[str, AttendanceRecorded]:
        """The seats whose holder or deputy is recorded as there (at a time, if given), by seat."""
        return {
            one.seat: one
            for one in self.attendance.values()
            if one.seat and (at is None or is_there(one, at))
        }


def is_there(one: AttendanceRecorded, at: datetime) -> bool:
    """Whether a person is there at a time; without times they are there throughout."""
    has_arrived = one.arrived_at is None or one.arrived_at <= at
    return has_arrived and (one.left_at is None or at < one.left_at)


class MeetingFacts:
    """Folds meetings by id."""

    def __init__(self) -> None:
        self._meetings: dict[str, Meeting] = {}

    @selects
    def of_meeting(meeting: str) -> Selector:
        """Whether a meeting was called, opened and closed."""
        return Selector(types=_LIFE, tags=[f"meeting:{meeting}"])

    @selects
    def of_agenda(meeting: str) -> Selector:
        """The agenda as it was sent out; read together with `of_meeting`."""
        return Selector(types=(AgendaPublished,), tags=[f"meeting:{meeting}"])

    @selects
    def of_people(meeting: str) -> Selector:
        """Who is there, and who sent apologies; read together with `of_meeting`."""
        return Selector(types=_PEOPLE, tags=[f"meeting:{meeting}"])

    @selects
    def of_body(body: str) -> Selector:
        """All meetings of a body."""
        return Selector(types=_LIFE, tags=[f"body:{body}"])

    def at_body(self, body: str) -> list[Meeting]:
        """The meetings of a body, of those that were read."""
        return [one for one in self._meetings.values() if one.body == body]

    def find(self, meeting: str) -> Meeting | None:
        return self._meetings.get(meeting)

    def get(self, meeting: str) -> Meeting:
        """Raises `NotFound`."""
        if (found := self._meetings.get(meeting)) is None:
            raise NotFound("meeting", meeting)
        return found

    def see(self, event: Event) -> None:
        match event:
            case MeetingCalled():
                self._meetings[event.meeting] = Meeting(event)
            case MeetingCancelled():
                self._meetings[event.meeting].is_cancelled = True
            case MeetingOpened():
                self._meetings[event.meeting].is_opened = True
            case MeetingAdjourned() | MeetingResumed():
                self._meetings[event.meeting].interrupt(event)
            case MeetingClosed():
                self._meetings[event.meeting].closing = event
            case AgendaPublished():
                self._meetings[event.meeting].agenda = event.items
            case AttendanceRecorded():
                self._meetings[event.meeting].attendance[event.person] = event
            case ApologiesReceived():
                self._meetings[event.meeting].apologies[event.person] = event
            case AttendanceWithdrawn():
                meeting = self._meetings[event.meeting]
                of_them = meeting.attendance if event.record == "attendance" else meeting.apologies
                of_them.pop(event.person, None)
            case _:
                pass
