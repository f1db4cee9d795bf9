"""Bodies and voters of the past, as far as published roll calls tell of them."""

from collections.abc import Iterable
from typing import ClassVar, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, Day, Fields, Id, PersonName, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated
from schemas.events.representation import RepresentativeAppointed
from schemas.values import BodyKind, Term

CATEGORY = "historical"
"""The category of a seat that is only known from its votes."""


class RecordBodyHistory(Command):
    """Bring the body of imported decisions into being; nothing where it is there already."""

    body: Id
    name: Title
    kind: BodyKind = "place-board"
    on: Day = Field(description="The day of the earliest decision that is known of it.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()
        yield facts.bodies.of_constitution(self.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        if facts.bodies.find(self.body) is None:
            yield BodyConstituted(body=self.body, name=self.name, kind=self.kind, on=self.on)


class VoterFields(Fields):
    """Whoever is known to have voted: an organisation by its name, a person by an id."""

    seat: Id
    title: Title = Field(description="What the seat is called; never a person's name.")
    person: Id | None = Field(None, description="Who holds it; absent for an organisation.")
    name: PersonName | None = Field(None, description="The person's name.")

    @model_validator(mode="after")
    def _a_name_is_a_persons(self) -> Self:
        if self.name and not self.person:
            raise ValueError("person: a name belongs to a person")
        return self


class RecordVoterHistory(Command):
    """Give each voter of imported roll calls a seat, and a person their name, once."""

    MEMBER: ClassVar[str | None] = None

    body: Id
    on: Day = Field(description="The earliest day on which they are known to have voted.")
    voters: tuple[VoterFields, ...] = Field(min_length=1, max_length=5_000)

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_constitution(self.body)
        yield facts.seats.of_places(self.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        if len({voter.seat for voter in self.voters}) < len(self.voters):
            raise Refused("seat-named-twice", "Each voter has a seat of their own.", "voters")
        for voter in self.voters:
            if facts.seats.find(voter.seat) is None:
                yield from self._seated(voter, body.id)

    def _seated(self, voter: VoterFields, body: str) -> Iterable[Event]:
        yield SeatCreated(body=body, seat=voter.seat, title=voter.title, category=CATEGORY)
        if voter.person:
            yield RepresentativeAppointed(
                seat=voter.seat,
                body=body,
                person=voter.person,
                term=Term(from_on=self.on),
                name=voter.name,
            )
