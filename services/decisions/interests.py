"""Interests: what people register beforehand, and when it ends."""

from collections.abc import Iterable
from typing import ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, Day, FreeText, Id, OrganisationCode, PersonName
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.reading import says_the_same
from decisions.own_name import require_own_name
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.representation import InterestEnded, InterestRegistered
from schemas.values import InterestKind, InterestNature


class RegisterInterest(Command):
    """Put an interest of a person on the register."""

    MEMBER: ClassVar[str | None] = None

    interest: Id | None = Field(None, description="Its id; made if absent.")
    person: Id
    kind: InterestKind
    nature: InterestNature
    from_on: Day = Field(description="The day since which it exists.")
    organisation: OrganisationCode | None = Field(None, description="Where the interest lies.")
    name: PersonName | None = None
    description: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()
        if self.interest:
            yield facts.interests.of_interest(self.interest)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        require_own_name(self.person, context)
        event = InterestRegistered(
            interest=context.created_id("interest", self.interest),
            person=self.person,
            kind=self.kind,
            nature=self.nature,
            from_on=self.from_on,
            organisation=self.organisation,
            name=self.name,
            description=self.description,
        )
        found = facts.interests.find(event.interest)
        if found is None:
            yield event
        elif not says_the_same(found.registered, event):
            sentence = f"There is an interest {event.interest} already. Choose another id."
            raise Refused("interest-exists", sentence, "interest")


class EndInterest(Command):
    """Record the last day of an interest."""

    interest: Id
    on: Day = Field(description="Its last day.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.interests.of_interest(self.interest)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        found = facts.interests.get(self.interest)
        require_own_name(found.person, context)
        if found.ended_on == self.on:
            return
        if found.ended_on:
            sentence = f"The last day of this interest is {found.ended_on:%-d %B %Y} already."
            raise Refused("interest-ended", sentence, "on")
        if self.on < found.registered.from_on:
            sentence = f"The interest exists since {found.registered.from_on:%-d %B %Y}."
            raise Refused("ends-before-it-starts", f"{sentence} It ends no sooner.", "on")
        yield InterestEnded(interest=self.interest, person=found.person, on=self.on)
