"""Opportunities: to whom they are open, who was told and applied, who was chosen."""

from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from decisions.wording import instant
from schemas.event import Event
from schemas.events.opportunity import (
    InterestExpressed,
    InterestWithdrawn,
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
    OrganisationNotified,
)
from schemas.events.restatement import AwardRestated
from schemas.values import OpportunityOutcome

_EVENTS = (
    *(OpportunityAnnounced, OrganisationNotified, InterestExpressed, InterestWithdrawn),
    *(OpportunityAwarded, OpportunityClosed, AwardRestated),
)


@dataclass
class Opportunity:
    """An opportunity as far as the slice has seen it."""

    announced: OpportunityAnnounced
    notified: list[OrganisationNotified] = field(default_factory=list)
    applicants: set[str] = field(default_factory=set)
    awards: dict[str, OpportunityAwarded | AwardRestated] = field(default_factory=dict)
    outcome: OpportunityOutcome | None = None

    @property
    def id(self) -> str:
        return self.announced.opportunity

    def was_notified(self, event: OrganisationNotified, at: datetime) -> bool:
        """Whether the organisation was told at that very time over the same channel."""
        told = (event.organisation, event.channel, at)
        return any((n.organisation, n.channel, n.happened_at) == told for n in self.notified)

    def restate(self, event: AwardRestated) -> None:
        """Puts whether an organisation was chosen as it was, and what came of it all."""
        self.awards.pop(event.organisation, None)
        if event.is_awarded:
            self.awards[event.organisation] = event
        self.outcome = event.outcome or self.outcome

    def require_not_closed(self) -> None:
        """Raises `Refused` once nothing more comes of it."""
        if self.outcome:
            outcome = self.outcome.replace("-", " ")
            sentence = f"The opportunity {self.id} is closed: {outcome}."
            raise Refused("opportunity-closed", sentence, "opportunity")

    def require_on_offer(self, at: datetime) -> None:
        """Raises `Refused` where applications are not, or no longer, taken."""
        self.require_not_closed()
        if at > self.announced.closes_at:
            closed = instant(self.announced.closes_at)
            sentence = f"Applications for {self.id} were taken until {closed}."
            raise Refused("applications-closed", sentence, "occurred_at")

    def require_open_to(self, codes: set[str], organisation: str) -> None:
        """Raises `Refused` where it is open neither to it nor to one whose place it took."""
        if not codes & set(self.announced.organisations):
            sentence = f"The opportunity {self.id} was not offered to {organisation}."
            raise Refused("not-offered", sentence, "organisation")


class OpportunityFacts:
    """Folds opportunities by id."""

    def __init__(self) -> None:
        self._opportunities: dict[str, Opportunity] = {}

    @selects
    def of_opportunity(opportunity: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"opportunity:{opportunity}"])

    def find(self, opportunity: str) -> Opportunity | None:
        return self._opportunities.get(opportunity)

    def get(self, opportunity: str) -> Opportunity:
        """Raises `NotFound`."""
        if (found := self._opportunities.get(opportunity)) is None:
            raise NotFound("opportunity", opportunity)
        return found

    def see(self, event: Event) -> None:
        match event:
            case OpportunityAnnounced():
                self._opportunities[event.opportunity] = Opportunity(event)
            case OrganisationNotified():
                self._opportunities[event.opportunity].notified.append(event)
            case InterestExpressed():
                self._opportunities[event.opportunity].applicants.add(event.organisation)
            case InterestWithdrawn():
                self._opportunities[event.opportunity].applicants.discard(event.organisation)
            case OpportunityAwarded():
                self._opportunities[event.opportunity].awards[event.organisation] = event
            case AwardRestated():
                self._opportunities[event.opportunity].restate(event)
            case OpportunityClosed():
                self._opportunities[event.opportunity].outcome = event.outcome
            case _:
                pass
