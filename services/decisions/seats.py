"""Seats: create one for the organisations it speaks for, change whom it speaks for, retire it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import AfterValidator, Field, StrictBool

from decisions.command import Command, Day, Id, OrganisationCode, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.reading import says_the_same
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated, SeatRetired


def _names_each_once(constituency: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(constituency)) < len(constituency):
        raise ValueError("each organisation is named once")
    return constituency


Constituency: TypeAlias = Annotated[
    tuple[OrganisationCode, ...],
    Field(max_length=400, description="The members of the partnership that it speaks for."),
    AfterValidator(_names_each_once),
]


class CreateSeat(Command):
    """Create a place on a body, for the organisations that it speaks for."""

    body: Id
    seat: Id | None = Field(None, description="Its id; made if absent.")
    title: Title
    category: Id = Field(description="What a quorum may ask for, for example pcn or trust.")
    constituency: Constituency = ()
    is_voting: StrictBool = True
    weight: int = Field(1, strict=True, ge=1, le=1_000_000_000)

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_constitution(self.body)
        if self.seat:
            yield facts.seats.of_seat(self.seat)
        for organisation in self.constituency:
            yield facts.members.of_organisation(organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        event = SeatCreated(
            body=body.id,
            seat=context.created_id("seat", self.seat),
            title=self.title,
            category=self.category,
            constituency=self.constituency,
            is_voting=self.is_voting,
            weight=self.weight,
        )
        if found := facts.seats.find(event.seat):
            if not says_the_same(found.created, event):
                sentence = f"There is a seat {found.id} already. Choose another id."
                raise Refused("seat-exists", sentence, "seat")
            return
        body.require_not_dissolved(context.occurred_at)
        day = context.day
        require_members(facts, self.constituency, day, is_voting=self.is_voting)
        yield event


class ChangeConstituency(Command):
    """Record that a seat speaks for these organisations from a day on, and for no others."""

    seat: Id
    constituency: Constituency
    on: Day = Field(description="The first day of it.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)
        for organisation in self.constituency:
            yield facts.members.of_organisation(organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        if set(seat.constituency_on(self.on)) == set(self.constituency):
            return
        if seat.is_retired(self.on):
            sentence = f"The last day of {seat.id} is {seat.retired_on:%-d %B %Y}."
            raise Refused("seat-retired", sentence, "on")
        require_members(facts, self.constituency, self.on, is_voting=seat.is_voting)
        yield SeatConstituencyChanged(
            body=seat.body, seat=seat.id, constituency=self.constituency, on=self.on
        )


class RetireSeat(Command):
    """Record the last day of a seat."""

    seat: Id
    on: Day = Field(description="Its last day.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        if seat.retired_on == self.on:
            return
        if seat.retired_on:
            sentence = f"The last day of {seat.id} is {seat.retired_on:%-d %B %Y} already."
            raise Refused("seat-retired", sentence, "on")
        yield SeatRetired(body=seat.body, seat=seat.id, on=self.on)


def require_members(facts: Facts, codes: Sequence[str], day: date, *, is_voting: bool) -> None:
    """Raises `NotFound` or `Refused` where a seat cannot speak for one of them on a day."""
    for code in codes:
        member = facts.members.member_on(code, day, "constituency")
        if member.kind == "lmc" and is_voting:
            raise Refused(
                "lmc-is-consulted",
                f"{code} is an LMC, which is consulted and has no vote. Leave it out, or "
                "make the seat one without a vote.",
                "constituency",
            )
