"""Seats: what they are for, who holds them, and who may stand in."""

from dataclasses import dataclass, field
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated, SeatRetired
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    RepresentativeAppointed,
)
from schemas.values import Capacity, Term

_PLACES = (SeatCreated, SeatConstituencyChanged, SeatRetired)
_EVENTS = (*_PLACES, RepresentativeAppointed, DeputyNominated, AppointmentEnded)


@dataclass
class Appointment:
    """A person holds a seat, or deputises in it, for a term."""

    person: str
    capacity: Capacity
    term: Term
    ended_on: date | None = None

    def is_current(self, day: date) -> bool:
        return self.term.covers(day) and (self.ended_on is None or day <= self.ended_on)

    @property
    def last_day(self) -> date | None:
        """None while it is open-ended. Before the first day: it never began."""
        ends = [day for day in (self.term.until_on, self.ended_on) if day]
        return min(ends, default=None)

    def overlaps(self, term: Term) -> bool:
        """Whether it is current on any day of a term."""
        starts = max(self.term.from_on, term.from_on)
        ends = [day for day in (self.last_day, term.until_on) if day]
        return starts <= min(ends, default=starts)


@dataclass
class Seat:
    """A seat as far as the slice has seen it."""

    id: str
    body: str
    category: str
    is_voting: bool
    weight: int
    created: SeatCreated
    retired_on: date | None = None
    changes: list[SeatConstituencyChanged] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)

    def is_retired(self, day: date) -> bool:
        return self.retired_on is not None and day > self.retired_on

    def constituency_on(self, day: date) -> tuple[str, ...]:
        """Whom it speaks for on a day; of two changes for one day, the later recorded holds."""
        until_then = [one for one in reversed(self.changes) if one.on <= day]
        newest = max(until_then, key=lambda one: one.on, default=None)
        return newest.constituency if newest else self.created.constituency

    @property
    def ever_spoken_for(self) -> set[str]:
        """The organisations that it speaks for now, or spoke for once."""
        later = [code for change in self.changes for code in change.constituency]
        return {*self.created.constituency, *later}

    def end(self, event: AppointmentEnded) -> None:
        """Appointments that had ended by then stay as they are."""
        for one in self.appointments:
            is_meant = (one.person, one.capacity) == (event.person, event.capacity)
            if is_meant and (one.last_day is None or one.last_day > event.on):
                one.ended_on = event.on

    def people(self, capacity: Capacity, day: date) -> set[str]:
        """Who holds the seat (job-sharers are several), or who may deputise, on a day."""
        return {
            one.person
            for one in self.appointments
            if one.capacity == capacity and one.is_current(day)
        }

    def capacity_of(self, person: str, day: date) -> Capacity | None:
        """As what a person may act in this seat on a day."""
        if person in self.people("representative", day):
            return "representative"
        return "deputy" if person in self.people("deputy", day) else None


class SeatFacts:
    """Folds seats by id."""

    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}

    @selects
    def of_seat(seat: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"seat:{seat}"])

    @selects
    def of_body(body: str) -> Selector:
        """All seats of a body and their holders."""
        return Selector(types=_EVENTS, tags=[f"body:{body}"])

    @selects
    def of_places(body: str) -> Selector:
        """All seats of a body, without their holders."""
        return Selector(types=_PLACES, tags=[f"body:{body}"])

    def find(self, seat: str) -> Seat | None:
        return self._seats.get(seat)

    def get(self, seat: str) -> Seat:
        """Raises `NotFound`."""
        if (found := self._seats.get(seat)) is None:
            raise NotFound("seat", seat)
        return found

    def on_body(self, body: str, day: date) -> list[Seat]:
        """The seats of a body that are not retired on a day."""
        return [s for s in self._seats.values() if s.body == body and not s.is_retired(day)]

    def see(self, event: Event) -> None:
        match event:
            case SeatCreated():
                self._seats[event.seat] = Seat(
                    event.seat,
                    event.body,
                    event.category,
                    event.is_voting,
                    event.weight,
                    event,
                )
            case SeatConstituencyChanged():
                self._seats[event.seat].changes.append(event)
            case SeatRetired():
                self._seats[event.seat].retired_on = event.on
            case RepresentativeAppointed():
                self._appoint(event.seat, event.person, "representative", event.term)
            case DeputyNominated():
                self._appoint(event.seat, event.person, "deputy", event.term)
            case AppointmentEnded():
                self._seats[event.seat].end(event)
            case _:
                pass

    def _appoint(self, seat: str, person: str, capacity: Capacity, term: Term) -> None:
        self._seats[seat].appointments.append(Appointment(person, capacity, term))
