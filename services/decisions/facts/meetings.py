"""Meetings: called, opened, closed, and who is there."""

from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.meeting import (
    ApologiesReceived,
    AttendanceRecorded,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
)

_LIFE = (MeetingCalled, MeetingOpened, MeetingClosed)
_PEOPLE = (AttendanceRecorded, ApologiesReceived)


@dataclass
class Meeting:
    """A meeting as far as the slice has seen it."""

    id: str
    body: str
    starts_at: datetime
    is_opened: bool = False
    is_closed: bool = False
    attendance: dict[str, AttendanceRecorded] = field(default_factory=dict)
    apologies: dict[str, ApologiesReceived] = field(default_factory=dict)

    @property
    def is_in_session(self) -> bool:
        return self.is_opened and not self.is_closed

    def require_in_session(self) -> None:
        """Raises `Refused` unless the meeting has been opened and not closed."""
        if not self.is_in_session:
            state = "was closed" if self.is_closed else "has not been opened"
            raise Refused("meeting-not-in-session", f"The meeting {self.id} {state}.")

    @property
    def chairs(self) -> set[str]:
        return {one.person for one in self.attendance.values() if one.is_chair}

    def seats_present(self) -> dict[str, AttendanceRecorded]:
        """The seats whose holder or deputy is recorded as there, by seat."""
        return {one.seat: one for one in self.attendance.values() if one.seat}


class MeetingFacts:
    """Folds meetings by id."""

    def __init__(self) -> None:
        self._meetings: dict[str, Meeting] = {}

    @staticmethod
    def of_meeting(meeting: str) -> Selector:
        """Whether a meeting was called, opened and closed."""
        return Selector(types=_LIFE, tags=[f"meeting:{meeting}"])

    @staticmethod
    def of_people(meeting: str) -> Selector:
        """Who is there, and who sent apologies."""
        return Selector(types=_PEOPLE, tags=[f"meeting:{meeting}"])

    @staticmethod
    def of_body(body: str) -> Selector:
        """All meetings of a body."""
        return Selector(types=_LIFE, tags=[f"body:{body}"])

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
                self._meetings[event.meeting] = Meeting(event.meeting, event.body, event.starts_at)
            case MeetingOpened():
                self._meetings[event.meeting].is_opened = True
            case MeetingClosed():
                self._meetings[event.meeting].is_closed = True
            case AttendanceRecorded():
                self._meetings[event.meeting].attendance[event.person] = event
            case ApologiesReceived():
                self._meetings[event.meeting].apologies[event.person] = event
            case _:
                pass
