"""Opportunities: what is on offer, to whom and until when, and who heard of it when."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, OrganisationCode, Pence, Time, Title
from decisions.context import Context
from decisions.electorate import MOST_ELECTORS, Organisations
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.opportunity import OpportunityAnnounced, OrganisationNotified
from schemas.values import Channel, OpportunityKind

YEAR = 366 * 24 * 60
"""In minutes; no tolerance is longer."""


class AnnounceOpportunity(Command):
    """Record that a pilot, funding or a role is on offer, to whom, and until when."""

    MEMBER: ClassVar[str | None] = None

    opportunity: Id | None = Field(None, description="Its id; made if absent.")
    body: Id = Field(description="The body that awards it, or through which it is offered.")
    kind: OpportunityKind
    organisations: Organisations | None = Field(
        None, description="To whom it is offered; all PCNs of the partnership if absent."
    )
    closes_at: Time = Field(description="Until when applications are taken.")
    item: Id | None = Field(None, description="The item under which it is discussed, if any.")
    amount_pence: Pence | None = None
    tolerance_minutes: Annotated[int, Field(strict=True, ge=0, le=YEAR)] | None = Field(
        None, description="How far apart they may hear of it and have the same chance."
    )
    title: Title
    description: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_constitution(self.body)
        if self.opportunity:
            yield facts.opportunities.of_opportunity(self.opportunity)
        if self.item:
            yield facts.items.of_item(self.item)
        if self.organisations is None:
            yield facts.members.of_everyone()
        for code in sorted(set(self.organisations or ())):
            yield facts.members.of_organisation(code)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        announced = OpportunityAnnounced(
            opportunity=context.created_id("opportunity", self.opportunity),
            body=body.id,
            kind=self.kind,
            organisations=self._offered_to(facts, context.day),
            closes_at=self.closes_at,
            item=self.item,
            amount_pence=self.amount_pence,
            tolerance_minutes=self.tolerance_minutes,
            title=self.title,
            description=self.description,
        )
        found = facts.opportunities.find(announced.opportunity)
        if is_repeated(found.announced if found else None, announced, "opportunity"):
            return
        if self.item:
            facts.items.get(self.item).require_of_body(body.id)
        if self.closes_at <= context.occurred_at:
            sentence = "Applications are taken until some time after the announcement."
            raise Refused("closes-before-announced", sentence, "closes_at")
        yield announced

    def _offered_to(self, facts: Facts, day: date) -> tuple[str, ...]:
        if self.organisations:
            codes = sorted(set(self.organisations))
            return tuple(facts.members.member_on(one, day, "organisations").code for one in codes)
        pcns = tuple(one.code for one in facts.members.on(day) if one.kind == "pcn")
        if not 0 < len(pcns) <= MOST_ELECTORS:
            sentence = f"The number of PCNs to offer it to is {len(pcns)}. Name the organisations."
            raise Refused("offered-to-nobody", sentence, "organisations")
        return pcns


class NotifyOrganisation(Command):
    """Record that an organisation heard of an opportunity; `occurred_at` is when it did.

    That may be before the announcement, and by whatever way: the record is of what happened.
    """

    MEMBER: ClassVar[str | None] = None

    opportunity: Id
    organisation: OrganisationCode
    channel: Channel
    message: FreeText | None = Field(None, description="What it was told.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.opportunities.of_opportunity(self.opportunity)
        yield facts.members.of_organisation(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        notified = OrganisationNotified(
            opportunity=self.opportunity,
            organisation=self.organisation,
            channel=self.channel,
            message=self.message,
        )
        if opportunity.was_notified(notified, context.occurred_at):
            return
        facts.members.in_own_right(self.organisation)
        yield notified
