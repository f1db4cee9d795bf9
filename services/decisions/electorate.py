"""The electorate of a consultation: the members as at its opening, frozen into the event."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self, TypeAlias

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Fields, Id, OrganisationCode
from decisions.facts import Facts
from decisions.facts.organisations import Organisation
from decisions.refusal import Refused
from decisions.seating import seat_of_body
from schemas.values import Elector

MOST_ELECTORS = 200
"""So that the event stays within the bounds of an entry, whatever the members are called."""
Organisations: TypeAlias = Annotated[
    tuple[OrganisationCode, ...], Field(min_length=1, max_length=MOST_ELECTORS)
]


class ElectorateFields(Fields):
    """Who is asked: all PCNs of the partnership; or those that seats speak for; or those named."""

    seats: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_ELECTORS)] | None = Field(
        default=None, description="Only the organisations that these seats of the body speak for."
    )
    organisations: Organisations | None = Field(
        default=None, description="Only these members, which may be others than PCNs."
    )
    exempt: Organisations | None = Field(
        default=None,
        description="Those of them that need not be asked, for example the one proposing.",
    )

    @model_validator(mode="after")
    def _one_way_of_naming(self) -> Self:
        if self.seats and self.organisations:
            raise ValueError("organisations: name seats or organisations, not both")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        """The members asked; of all members only where none is named."""
        if not (self.seats or self.organisations):
            yield facts.members.of_everyone()
        for seat in self.seats or ():
            yield facts.seats.of_seat(seat)
        for code in sorted(self._named(facts)):
            yield facts.members.of_organisation(code)
            yield facts.members.of_list_sizes(code)

    def frozen(self, facts: Facts, body: str, day: date) -> tuple[Elector, ...]:
        """The electorate on a day, by code. Raises `NotFound` or `Refused`."""
        for seat in self.seats or ():
            seat_of_body(facts, seat, body, day)
        members = self._members(facts, day)
        exempt = set(self.exempt or ())
        if strangers := exempt - {one.code for one in members}:
            sentence = f"{min(strangers)} is exempt, but is not among those asked."
            raise Refused("exempt-not-in-electorate", sentence, "electorate")
        if not {one.code for one in members} - exempt:
            sentence = "Nobody is left to be asked. Name the members that are."
            raise Refused("electorate-empty", sentence, "electorate")
        if len(members) > MOST_ELECTORS:
            sentence = f"One consultation asks {MOST_ELECTORS} organisations at most."
            raise Refused("electorate-too-large", sentence, "electorate")
        return tuple(elector(one, day, is_exempt=one.code in exempt) for one in members)

    def _members(self, facts: Facts, day: date) -> list[Organisation]:
        if self.organisations:
            codes = sorted(set(self.organisations))
            return [facts.members.member_on(code, day, "electorate") for code in codes]
        members = [one for one in facts.members.on(day) if one.kind == "pcn"]
        if self.seats:
            seats = [facts.seats.get(seat) for seat in self.seats]
            spoken_for = {code for seat in seats for code in seat.constituency_on(day)}
            return [one for one in members if one.code in spoken_for]
        return members

    def _named(self, facts: Facts) -> set[str]:
        seats = [found for seat in self.seats or () if (found := facts.seats.find(seat))]
        return {*(self.organisations or ()), *(c for seat in seats for c in seat.ever_spoken_for)}


def elector(member: Organisation, day: date, *, is_exempt: bool) -> Elector:
    published = member.list_size_on(day)
    return Elector(
        organisation=member.code,
        name=member.name_on(day),
        patients=published.patients if published else None,
        exempt=is_exempt,
    )
