"""Applications for opportunities: organisations apply, and take their applications back."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.opportunity import InterestExpressed, InterestWithdrawn


class Applying(Command):
    """What applying and taking an application back have in common."""

    opportunity: Id
    organisation: OrganisationCode

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.opportunities.of_opportunity(self.opportunity)
        yield from facts.members.of_lineage(self.organisation)


class ExpressInterest(Applying):
    """An organisation applies, while applications are taken."""

    proposal: FreeText | None = None

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        if self.organisation in opportunity.applicants:
            return
        day = context.day
        facts.members.member_on(self.organisation, day)
        opportunity.require_open_to(
            facts.members.places.lineage(self.organisation, day), self.organisation
        )
        opportunity.require_on_offer(context.occurred_at)
        yield InterestExpressed(
            opportunity=self.opportunity, organisation=self.organisation, proposal=self.proposal
        )


class WithdrawInterest(Applying):
    """An organisation takes its application back, while nobody was chosen."""

    reason: FreeText | None = None

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        opportunity = facts.opportunities.get(self.opportunity)
        opportunity.require_not_closed()
        if self.organisation in opportunity.awards:
            sentence = f"{self.organisation} was chosen already."
            raise Refused("already-awarded", sentence, "organisation")
        if self.organisation not in opportunity.applicants:
            sentence = f"{self.organisation} has no application to take back."
            raise Refused("no-interest-to-withdraw", sentence, "organisation")
        yield InterestWithdrawn(
            opportunity=self.opportunity, organisation=self.organisation, reason=self.reason
        )
