"""Who and what is called how in the minutes of one meeting, on its day."""

from dataclasses import dataclass
from datetime import date

from projections.minutes.composing.sources import Sources
from projections.views.attendance_documents import Attendance
from projections.views.meeting_documents import MeetingBody, MeetingPartnership, SeatRecord, Tenure
from schemas.days import day_in_england


@dataclass(frozen=True)
class Names:
    """Names of people, organisations and seats. A person's may be None: not recorded, or erased."""

    body: MeetingBody
    partnership: MeetingPartnership
    attendance: Attendance | None
    day: date

    def person(self, person: str | None) -> str | None:
        if person is None:
            return None
        there = self.attendance.everybody().get(person) if self.attendance else None
        return (there.name if there else None) or self.body.names.get(person)

    def organisation(self, code: str) -> str:
        """Its name on the day of the meeting; its code where no name is known."""
        return self.partnership.members.name_on(code, self.day) or code

    def organisation_if(self, code: str | None) -> str | None:
        return self.organisation(code) if code else None

    def spoken_for(self, seat: SeatRecord) -> tuple[str, ...]:
        """Whom a seat speaks for on the day; a closed member's place is held by its successor."""
        members, day = self.partnership.members, self.day
        holders = dict.fromkeys(members.holder_on(one, day) for one in seat.constituency.on(day))
        return tuple(self.organisation(one) for one in holders)

    def seat(self, seat: str) -> str:
        found = self.body.seats.get(seat)
        return found.title if found else seat

    def sitter(self, seat: str | None) -> str | None:
        """Whoever is recorded in a seat, if it is one with a name; else the seat."""
        if seat is None:
            return None
        there = self.attendance.everybody().values() if self.attendance else ()
        sitting = [one for one in there if one.presence and one.presence.seat == seat]
        name = self.person(sitting[0].person) if len(sitting) == 1 else None
        return name or self.seat(seat)

    def tenure(self, person: str, seat: str | None) -> Tenure | None:
        """As what somebody holds a seat, or deputises in it, on the day."""
        found = self.body.seats.get(seat) if seat else None
        return found.tenure_of(person, self.day) if found else None


def names_for(sources: Sources) -> Names:
    day = day_in_england(sources.began_at)
    return Names(sources.body, sources.partnership, sources.attendance, day)
