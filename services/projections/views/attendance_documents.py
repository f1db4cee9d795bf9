"""What the attendance register keeps: a meeting with everybody who came or sent apologies."""

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

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


class Sitting(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A meeting up to an adjournment, and the people of it."""

    opened_at: datetime | None
    closed_at: datetime
    people: dict[str, Attendee] = {}


class Attendance(Document):
    """One meeting and the people of its latest sitting, since `resumed_at` if it was adjourned.

    Those of the sittings before stand in `earlier`. While it is adjourned, `coming` are the people
    who sent apologies for the next one.
    """

    KIND = "attendance"

    meeting: str
    body: str
    starts_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    people: dict[str, Attendee] = msgspec.field(default_factory=dict)
    earlier: list[Sitting] = msgspec.field(default_factory=list)
    coming: dict[str, Attendee] = msgspec.field(default_factory=dict)
    adjourned_at: datetime | None = None
    resumed_at: datetime | None = None

    def key(self) -> str:
        return self.meeting

    def sort(self) -> str:
        return f"{self.starts_at.isoformat()}/{self.meeting}"

    def about(self) -> list[str]:
        people = (f"person:{person}" for one in self.sittings() for person in one.people)
        return [f"meeting:{self.meeting}", f"body:{self.body}", *dict.fromkeys(people)]

    def sittings(self) -> list["Attendance"]:
        """The meeting once for each sitting, with its times and its people only.

        One more where it is adjourned and apologies were sent for the next sitting.
        """
        before = [
            replace(self, opened_at=one.opened_at, closed_at=one.closed_at, people=one.people)
            for one in self.earlier
        ]
        latest = replace(
            self,
            opened_at=self.resumed_at or self.opened_at,
            closed_at=self.closed_at or self.adjourned_at,
        )
        coming = [replace(self, opened_at=None, people=self.coming)] if self.coming else []
        return [*before, latest, *coming]

    def everybody(self) -> dict[str, Attendee]:
        """All people by id, as last recorded."""
        return {name: one for sitting in self.sittings() for name, one in sitting.people.items()}

    def at_the_time(self, at: datetime | None) -> "Attendance":
        """The sitting that went on at a time; the first if none is given."""
        sittings = self.sittings()
        started = [one for one in sittings if at and one.opened_at and one.opened_at <= at]
        return started[-1] if started else sittings[0]

    def adjourn(self, at: datetime) -> None:
        self.adjourned_at = self.adjourned_at or at

    def resume(self, at: datetime) -> None:
        """Attendance is anew: nobody is there until that is recorded."""
        opened_at, until = self.resumed_at or self.opened_at, self.adjourned_at or at
        self.earlier.append(Sitting(opened_at=opened_at, closed_at=until, people=self.people))
        self.people, self.coming = self.coming, {}
        self.adjourned_at, self.resumed_at = None, at

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
