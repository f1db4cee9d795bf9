"""Pilots, funding and roles on offer: who heard when, who applied, who was chosen and why."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import Channel, OpportunityKind, OpportunityOutcome

FOUND_BY = ("opportunity", "organisation")


class OpportunityAnnounced(Event, frozen=True):
    """Something is on offer to these organisations, as frozen at this moment.

    `body` is the body that awards it, or whose members are offered it. `tolerance_minutes` is how
    far apart organisations may hear of it and still have had the same chance.
    """

    TOPIC = "opportunity-announced.v1"
    TAGS = ("opportunity", "body", "item")

    opportunity: str
    body: str
    kind: OpportunityKind
    organisations: tuple[str, ...]
    closes_at: datetime
    item: str | None = None
    amount_pence: int | None = None
    tolerance_minutes: int | None = None
    title: Text | None = None
    description: Text | None = None


class OrganisationNotified(Event, frozen=True):
    """An organisation was told of an opportunity; `occurred_at` is when it was delivered.

    It may be earlier than the announcement: some hear before others.
    """

    TOPIC = "opportunity-organisation-notified.v1"
    TAGS = FOUND_BY

    opportunity: str
    organisation: str
    channel: Channel
    message: Text | None = None


class InterestExpressed(Event, frozen=True):
    """An organisation applied."""

    TOPIC = "opportunity-interest-expressed.v1"
    TAGS = FOUND_BY

    opportunity: str
    organisation: str
    proposal: Text | None = None


class InterestWithdrawn(Event, frozen=True):
    """An organisation took its application back."""

    TOPIC = "opportunity-interest-withdrawn.v1"
    TAGS = FOUND_BY

    opportunity: str
    organisation: str
    reason: Text | None = None


class OpportunityAwarded(Event, frozen=True):
    """An organisation was chosen, and why; where several were, each has an event of its own.

    `decision` is the decision by which it was chosen, where one is recorded.
    """

    TOPIC = "opportunity-awarded.v1"
    TAGS = (*FOUND_BY, "decision", "item")

    opportunity: str
    organisation: str
    decision: str | None = None
    item: str | None = None
    amount_pence: int | None = None
    reasons: Text | None = None


class OpportunityClosed(Event, frozen=True):
    """Nothing more comes of it: everything was awarded, nobody was chosen, or it was withdrawn."""

    TOPIC = "opportunity-closed.v1"
    TAGS = ("opportunity",)

    opportunity: str
    outcome: OpportunityOutcome
    reason: Text | None = None
