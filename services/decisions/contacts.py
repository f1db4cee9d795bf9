"""Informal contacts: conversations about an item or a decision, outside any meeting."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.own_name import require_own_name
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.contact import ContactLogged
from schemas.values import Channel, OutcomeVerb


class LogContact(Command):
    """Log an informal conversation: who spoke with whom about which item, and what was named."""

    contact: Id | None = Field(None, description="Its id; made if absent.")
    item: Id | None = Field(None, description="The item it was about, if there is one.")
    decision: Id | None = Field(None, description="The decision it led to, where that has no item.")
    person: Id | None = Field(None, description="Who spoke, if a person in this book.")
    organisation: OrganisationCode | None = Field(None, description="For whom that person spoke.")
    with_person: Id | None = Field(None, description="With whom, if a person in this book.")
    with_organisation: OrganisationCode | None = Field(None, description="For whom that one spoke.")
    spoke_with: FreeText | None = Field(None, description="With whom, in words.")
    channel: Channel
    named_outcome: StrictBool = Field(description="Whether the outcome was named.")
    outcome: OutcomeVerb | None = Field(None, description="Which outcome was named, if known.")
    summary: FreeText | None = None

    @model_validator(mode="after")
    def _says_who_and_with_whom(self) -> Self:
        if not (self.person or self.organisation):
            raise ValueError("person: say who spoke (person or organisation)")
        if not (self.with_person or self.with_organisation or self.spoke_with):
            raise ValueError("spoke_with: say with whom (with_person, with_organisation or words)")
        if not (self.item or self.decision or self.summary):
            raise ValueError("summary: say what it was about (item, decision or summary)")
        if self.outcome and not self.named_outcome:
            raise ValueError("outcome: an outcome that was not named is not given")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()
        if self.contact:
            yield facts.contacts.of_contact(self.contact)
        if self.item:
            yield facts.items.of_item(self.item)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        if self.person:
            require_own_name(self.person, context)
        logged = ContactLogged(
            contact=context.created_id("contact", self.contact),
            channel=self.channel,
            named_outcome=self.named_outcome,
            item=self.item,
            decision=self.decision,
            person=self.person,
            organisation=self.organisation,
            with_person=self.with_person,
            with_organisation=self.with_organisation,
            outcome=self.outcome,
            spoke_with=self.spoke_with,
            summary=self.summary,
        )
        if is_repeated(facts.contacts.find(logged.contact), logged, "contact"):
            return
        if self.item:
            facts.items.get(self.item)
        if self.decision:
            facts.outcomes.get(self.decision)
        yield logged
