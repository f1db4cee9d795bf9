"""Awards of opportunities: who was chosen, by which decision and why; and that it is over."""

from collections.abc import Iterable
from typing import ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, OrganisationCode, Pence
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.opportunities import Opportunity
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.opportunity import OpportunityAwarded, OpportunityClosed
from schemas.values import OpportunityOutcome


class AwardOpportunity(Command):
    """Record that an organisation was chosen, by which decision, and why."""

    MEMBER: ClassVar[str | None] = None

    opportunity: Id
    organisation: OrganisationCode
    decision: Id | None = Field(None, description="The decision by which it was chosen.")
    amount_pence: Pence | None = None
    reasons: FreeText = Field(description="Why this organisation.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.opportunities.of_opportunity(self.opportunity)
        yield facts.members.of_organisation(self.organisation)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        awarded = OpportunityAwarded(
            opportunity=self.opportunity,
            organisation=self.organisation,
            decision=self.decision,
            item=item_of_award(facts, opportunity, self.decision),
            amount_pence=self.amount_pence,
            reasons=self.reasons,
        )
        if before := opportunity.awards.get(self.organisation):
            if before.facts() == awarded.facts():
                return
            sentence = f"{self.organisation} was chosen already, by another record."
            raise Refused("already-awarded", sentence, "organisation")
        opportunity.require_not_closed()
        facts.members.member_on(self.organisation, context.day)
        yield awarded


def item_of_award(facts: Facts, opportunity: Opportunity, decision: str | None) -> str | None:
    """The item of the decision by which somebody was chosen, which is one of the same body."""
    if decision is None:
        return opportunity.announced.item
    taken = facts.outcomes.get(decision).taken
    if taken.body != opportunity.announced.body:
        sentence = f"{taken.number} is a decision of {taken.body}, which does not award this."
        raise Refused("decision-of-other-body", sentence, "decision")
    return taken.item or opportunity.announced.item


class CloseOpportunity(Command):
    """Record that nothing more comes of an opportunity."""

    opportunity: Id
    outcome: OpportunityOutcome
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.opportunities.of_opportunity(self.opportunity)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        if opportunity.outcome == self.outcome:
            return
        opportunity.require_not_closed()
        if (self.outcome == "awarded") != bool(opportunity.awards):
            chosen = ", ".join(sorted(opportunity.awards)) or "nobody"
            sentence = f"The outcome says otherwise than the record, where {chosen} was chosen."
            raise Refused("outcome-contradicts-awards", sentence, "outcome")
        yield OpportunityClosed(
            opportunity=self.opportunity, outcome=self.outcome, reason=self.reason
        )
