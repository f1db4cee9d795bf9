"""What the attendance register keeps: a meeting with everybody who came or sent apologies."""

from datetime import date, datetime

import msgspec

from projections.documents import Document
from schemas.values import AttendanceCapacity, AttendanceRecord, Capacity, Term


class Presence(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Somebody was there, as last recorded."""

    capacity: AttendanceCapacity
    seat: str | None = None
    organisation: str | None = None
    role: str | None = None
    is_chair: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None


class Apology(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Somebody sent apologies, and perhaps a deputy."""

    seat: str | None = None
    organisation: str | None = None
    role: str | None = None
    deputy: str | None = None


class Attendee(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A person at one meeting; apologies may have been followed by coming all the same.

    `holders` are those who held the seat on the day, with their names; `withdrawn` is what had been
    recorded by mistake.
    """

    person: str
    name: str | None = None
    presence: Presence | None = None
    apology: Apology | None = None
    holders: dict[str, str | None] = {}
    withdrawn: list[AttendanceRecord] = []
    evidence: list[int] = []


class Attendance(Document):
    """One meeting and the people of it."""

    KIND = "attendance"

    meeting: str
    body: str
    starts_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    people: dict[str, Attendee] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.meeting

    def sort(self) -> str:
        return f"{self.starts_at.isoformat()}/{self.meeting}"

    def about(self) -> list[str]:
        people = [f"person:{person}" for person in self.people]
        return [f"meeting:{self.meeting}", f"body:{self.body}", *people]

    def in_order(self) -> list[Attendee]:
        """The people in the order in which they were first recorded."""
        return sorted(self.people.values(), key=lambda one: one.evidence[0])

    def deputised_for(self, one: Attendee) -> str | None:
        """For whom somebody stood in: who named them, else who held the seat and was not there."""
        if one.presence is None or one.presence.capacity != "deputy":
            return None
        named = [p for p, a in self.people.items() if a.apology and a.apology.deputy == one.person]
        apologised = [
            person
            for person, other in self.people.items()
            if other.apology and other.apology.seat and other.apology.seat == one.presence.seat
        ]
        away = [person for person in one.holders if not self._is_there(person)]
        for found in (named, apologised, away):
            if len(found) == 1:
                return found[0]
        return None

    def _is_there(self, person: str) -> bool:
        other = self.people.get(person)
        return other is not None and other.presence is not None


class Tenure(msgspec.Struct, kw_only=True):
    """Somebody holds a seat, or may deputise in it, for a term."""

    person: str
    capacity: Capacity
    term: Term
    ended_on: date | None = None

    def is_current(self, day: date) -> bool:
        return self.term.covers(day) and (self.ended_on is None or day <= self.ended_on)


class AttendedSeat(Document):
    """Who has held a seat."""

    KIND = "attendance-seat"

    seat: str
    tenures: list[Tenure] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.seat

    def holders_on(self, day: date) -> list[str]:
        """Its representatives; several are job-sharers."""
        return [
            one.person
            for one in self.tenures
            if one.capacity == "representative" and one.is_current(day)
        ]


class AttendingPerson(Document):
    """The name that somebody goes by."""

    KIND = "attendance-person"

    person: str
    name: str

    def key(self) -> str:
        return self.person
