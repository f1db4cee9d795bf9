"""Corrections of awards: that an organisation was chosen, or was not, by which decision and why."""

from collections.abc import Iterable
from typing import ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool

from decisions.awards import item_of_award
from decisions.command import Command, FreeText, Id, OrganisationCode, Pence
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.opportunities import Opportunity
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.opportunity import OpportunityAwarded
from schemas.events.restatement import AwardRestated
from schemas.values import CorrectionBasis, OpportunityOutcome


class RestateAward(Command):
    """Put whether, and how, an organisation was chosen as it was; also once it is closed.

    Of an award that stays, what is absent stays as it was recorded.
    """

    MEMBER: ClassVar[str | None] = None

    opportunity: Id
    organisation: OrganisationCode
    is_awarded: StrictBool = Field(default=False, description="Whether it was chosen.")
    decision: Id | None = Field(None, description="The decision by which it was chosen.")
    amount_pence: Pence | None = None
    reasons: FreeText | None = Field(None, description="Why this organisation.")
    outcome: OpportunityOutcome | None = Field(
        None, description="What came of the opportunity, where that was recorded wrongly with it."
    )
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.opportunities.of_opportunity(self.opportunity)
        yield facts.members.of_organisation(self.organisation)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        before = opportunity.awards.get(self.organisation)
        if not self.is_awarded and before is None:
            sentence = f"{self.organisation} is not recorded as chosen."
            raise Refused("nothing-to-correct", sentence, "organisation")
        self._require_fits(opportunity)
        as_it_was = {
            "item": before.item if before else None,
            "decision": before.decision if before else None,
        }
        if not self.is_awarded:
            yield self._restated(**as_it_was, outcome=self.outcome)
            return
        facts.members.in_own_right(self.organisation)
        if before and self._says_the_same(before.decision, before.amount_pence):
            return
        decision = self.decision or (before.decision if before else None)
        amount = before.amount_pence if before else None
        if before and before.decision and before.decision != decision:
            yield self._restated(**as_it_was)
        yield self._restated(
            is_awarded=True,
            item=self._item(facts, opportunity, before),
            decision=decision,
            amount_pence=amount if self.amount_pence is None else self.amount_pence,
            reasons=self.reasons,
            outcome=self.outcome,
        )

    def _item(
        self,
        facts: Facts,
        opportunity: Opportunity,
        before: OpportunityAwarded | AwardRestated | None,
    ) -> str | None:
        if before and self.decision is None:
            return before.item
        return item_of_award(facts, opportunity, self.decision)

    def _says_the_same(self, decision: str | None, amount_pence: int | None) -> bool:
        is_same = self.decision in (None, decision) and self.amount_pence in (None, amount_pence)
        return is_same and self.reasons is None and self.outcome is None

    def _require_fits(self, opportunity: Opportunity) -> None:
        """What came of it says the same as who was chosen, once it is closed."""
        if opportunity.outcome is None:
            if self.outcome:
                sentence = f"The opportunity {opportunity.id} has not been closed."
                raise Refused("opportunity-not-closed", sentence, "outcome")
            return
        outcome = self.outcome or opportunity.outcome
        chosen = set(opportunity.awards) - {self.organisation}
        if self.is_awarded:
            chosen.add(self.organisation)
        if (outcome == "awarded") != bool(chosen):
            who = ", ".join(sorted(chosen)) or "nobody"
            sentence = f"It would be recorded as {outcome} although {who} was chosen."
            raise Refused("outcome-contradicts-awards", sentence, "outcome")

    def _restated(self, **facts: object) -> AwardRestated:
        given = {
            "opportunity": self.opportunity,
            "organisation": self.organisation,
            "basis": self.basis,
            "reason": self.reason,
        }
        return AwardRestated(**given, **facts)  # type: ignore[arg-type] # fields of its own
