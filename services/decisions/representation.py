"""Representation: who holds a seat, who deputises in it, and until when."""

from collections.abc import Iterable
from typing import ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, Day, FreeText, Id, OrganisationCode, PersonName, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.seats import Appointment, Seat
from decisions.own_name import require_own_name
from decisions.refusal import Refused
from decisions.term import TermFields
from schemas.event import Event
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    RepresentativeAppointed,
)
from schemas.values import Capacity, Term


class AppointRepresentative(Command):
    """Appoint a person to a seat for a term. Several at once share the job, and one vote."""

    MEMBER: ClassVar[str | None] = None

    seat: Id
    person: Id | None = Field(None, description="Their id; made if absent.")
    term: TermFields
    name: PersonName | None = None
    role: Title | None = Field(None, description="What they are elsewhere: Clinical Director.")
    organisation: OrganisationCode | None = Field(None, description="Where they come from.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        require_seat_held(seat, self.term.as_term())
        person = context.created_id("person", self.person)
        if is_appointed(seat, person, "representative", self.term.as_term()):
            return
        yield RepresentativeAppointed(
            seat=seat.id,
            body=seat.body,
            person=person,
            term=self.term.as_term(),
            role=self.role,
            organisation=self.organisation,
            name=self.name,
        )


class NominateDeputy(Command):
    """Nominate who may stand in for the holder of a seat during a term."""

    MEMBER: ClassVar[str | None] = None

    seat: Id
    person: Id | None = Field(None, description="Their id; made if absent.")
    term: TermFields
    name: PersonName | None = None
    role: Title | None = Field(None, description="What they are elsewhere: Practice Manager.")
    organisation: OrganisationCode | None = Field(None, description="Where they come from.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        require_own_seat(seat, context)
        require_seat_held(seat, self.term.as_term())
        person = context.created_id("person", self.person)
        if is_appointed(seat, person, "deputy", self.term.as_term()):
            return
        yield DeputyNominated(
            seat=seat.id,
            body=seat.body,
            person=person,
            term=self.term.as_term(),
            role=self.role,
            organisation=self.organisation,
            name=self.name,
        )


class EndAppointment(Command):
    """Record the last day on which a person holds a seat, or deputises in it."""

    seat: Id
    person: Id
    capacity: Capacity = "representative"
    on: Day = Field(description="Their last day. One before their term: they never began.")
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        self._require_own(seat, context)
        held = [a for a in seat.appointments if (a.person, a.capacity) == self._whose]
        if not held:
            sentence = f"{self.person} was never {self.capacity} in {seat.id}."
            raise Refused("not-appointed", sentence, "person")
        if any(one.ended_on == self.on for one in held):
            return
        ends = [one.last_day for one in held]
        if None not in ends and (last := max(day for day in ends if day)) <= self.on:
            sentence = f"{self.person} is {self.capacity} in {seat.id} until {last:%-d %B %Y} only."
            raise Refused("appointment-ended", sentence, "on")
        yield AppointmentEnded(
            seat=seat.id,
            body=seat.body,
            person=self.person,
            capacity=self.capacity,
            on=self.on,
            reason=self.reason,
        )

    def _require_own(self, seat: Seat, context: Context) -> None:
        """A representative gives up their own seat, or lets their own deputy go."""
        if self.capacity == "deputy" and self.person != context.person:
            require_own_seat(seat, context)
        else:
            require_own_name(self.person, context)

    @property
    def _whose(self) -> tuple[str, Capacity]:
        return self.person, self.capacity


def require_seat_held(seat: Seat, term: Term) -> None:
    """Raises `Refused` where the seat is retired before the term is over."""
    if seat.retired_on and (term.until_on is None or seat.is_retired(term.until_on)):
        raise Refused(
            "seat-retired",
            f"The last day of {seat.id} is {seat.retired_on:%-d %B %Y}; a term in it ends on "
            "that day or before.",
            "term",
        )


def require_own_seat(seat: Seat, context: Context) -> None:
    """Raises `Refused` for a representative who does not hold the seat."""
    if context.role == "representative" and (
        context.person not in seat.people("representative", context.day)
    ):
        sentence = f"The holder of a seat says who deputises in it; {seat.id} is not yours."
        raise Refused("not-seat-holder", sentence, "seat")


def is_appointed(seat: Seat, person: str, capacity: Capacity, term: Term) -> bool:
    """Whether a person has just this appointment. Raises `Refused` if another is in its way."""
    current = [one for one in seat.appointments if one.person == person and one.overlaps(term)]
    if any((one.capacity, one.term, one.ended_on) == (capacity, term, None) for one in current):
        return True
    for one in current:
        raise Refused("already-appointed", _in_the_way(one, capacity, seat), "person")
    return False


def _in_the_way(one: Appointment, capacity: Capacity, seat: Seat) -> str:
    until = f"until {one.last_day:%-d %B %Y}" if one.last_day else "without an end"
    rule = "" if one.capacity == capacity else " Nobody is holder and deputy of one seat at once."
    return (
        f"{one.person} is {one.capacity} in {seat.id} from {one.term.from_on:%-d %B %Y} {until}."
        f"{rule} Begin after that, or end that appointment first."
    )
