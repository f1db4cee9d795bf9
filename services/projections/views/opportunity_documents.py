"""What the opportunity register keeps: to whom something was offered, and how it was awarded."""

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

from projections.documents import Document
from projections.reckoning.member_history import Members
from projections.reckoning.replacement import Replacement
from projections.views.feedback_documents import SpokenFor
from schemas.values import Channel, OpportunityKind, OpportunityOutcome, OutsideRoute

Way: TypeAlias = Literal["in-meeting"] | OutsideRoute


class Heard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation shows that it knows of an offer: it was told, or it applied (no channel)."""

    at: datetime
    recorded_at: datetime
    channel: Channel | None = None


class Offered(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One organisation and what it knew of the offer.

    `successors` took its place: what they hear and do counts for it. It has itself taken the place
    of `predecessors`, from which representatives may still be recorded as coming. `is_offered` is
    False for those who were told besides.
    """

    organisation: str
    name: str | None = None
    is_offered: bool = True
    left_on: date | None = None
    successors: list[str] = []
    predecessors: list[str] = []
    heard: list[Heard] = []
    applied_at: datetime | None = None
    withdrawn_at: datetime | None = None
    evidence: list[int] = []

    @property
    def codes(self) -> set[str]:
        return {self.organisation, *self.successors}

    @property
    def lineage(self) -> set[str]:
        return {*self.predecessors, *self.codes}

    @property
    def told(self) -> Heard | None:
        """The earliest delivery."""
        told = [one for one in self.heard if one.channel]
        return min(told, key=lambda one: one.at, default=None)

    @property
    def knew_at(self) -> datetime | None:
        """When it was told, or showed that it knew already."""
        return min((one.at for one in self.heard), default=None)

    @property
    def proven_at(self) -> datetime | None:
        """By when the record itself shows that it knew: what is written down proves no earlier."""
        return min((one.recorded_at for one in self.heard), default=None)

    def has_applied(self, at: datetime) -> bool:
        """Whether it had an application that it had not taken back by then."""
        is_back = self.withdrawn_at is not None and self.withdrawn_at <= at
        return self.applied_at is not None and self.applied_at <= at and not is_back


class Award(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An organisation was chosen. `way` is None where no decision is named for it.

    `aside` are the seats that stood aside from the item before that decision was recorded.
    """

    organisation: str
    at: datetime
    position: int
    decision: str | None = None
    amount_pence: int | None = None
    reasons: str | None = None
    way: Way | None = None
    person: str | None = None
    decided_at: datetime | None = None
    aside: list[str] = []
    evidence: list[int] = []


class ReplacedAward(msgspec.Struct, frozen=True, kw_only=True):
    """What had been recorded wrongly of whether, and how, an organisation was chosen."""

    organisation: str
    replaced: Replacement


class Opportunity(Document):
    """An offer with everybody it was made to. `seats` are those that may speak for them.

    `replaced_awards` had been recorded wrongly, the oldest first.
    """

    KIND = "opportunity"

    opportunity: str
    body: str
    kind: OpportunityKind
    announced_at: datetime
    closes_at: datetime
    item: str | None = None
    title: str | None = None
    amount_pence: int | None = None
    tolerance_minutes: int | None = None
    offered: list[Offered] = msgspec.field(default_factory=list)
    seats: dict[str, SpokenFor] = msgspec.field(default_factory=dict)
    awards: list[Award] = msgspec.field(default_factory=list)
    replaced_awards: list[ReplacedAward] = msgspec.field(default_factory=list)
    outcome: OpportunityOutcome | None = None
    closed_at: datetime | None = None
    once_named: list[str] = msgspec.field(default_factory=list)
    """Decisions by which somebody was recorded as chosen, and was not."""

    def key(self) -> str:
        return self.opportunity

    def award_to(self, organisation: str) -> Award | None:
        return next((one for one in self.awards if one.organisation == organisation), None)

    def sort(self) -> str:
        return f"{self.announced_at:%Y-%m-%dT%H:%M:%S} {self.opportunity}"

    def about(self) -> list[str]:
        codes = {code for one in self.offered for code in one.codes}
        decisions = {one.decision for one in self.awards if one.decision}
        decisions |= set(self.once_named)
        return [
            f"opportunity:{self.opportunity}",
            f"body:{self.body}",
            *([f"item:{self.item}"] if self.item else []),
            *(f"decision:{one}" for one in sorted(decisions)),
            *(f"organisation:{one}" for one in sorted(codes)),
        ]

    def through(self, organisation: str) -> list[Offered]:
        """Those for whom this organisation speaks: itself, and whose place it took."""
        return [one for one in self.offered if organisation in one.codes]


class OfferingBody(Document):
    """The seats of a body with those who held them, and the offers that are not over."""

    KIND = "opportunity-body"

    body: str
    seats: dict[str, SpokenFor] = msgspec.field(default_factory=dict)
    on_offer: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.body


class OfferedMembers(Document):
    """The members of the partnership, and the offers that are not over."""

    KIND = "opportunity-members"

    members: Members = msgspec.field(default_factory=Members)
    on_offer: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return "members"


class AwardingItem(Document):
    """The seats that stood aside from an item, by the positions of the entries that first said so.

    `taken_back` are those of which that is said no more; `opportunities` were awarded on the item.
    """

    KIND = "opportunity-item"

    item: str
    aside: dict[str, int] = msgspec.field(default_factory=dict)
    taken_back: dict[str, int] = msgspec.field(default_factory=dict)
    opportunities: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.item


class AwardingDecision(Document):
    """A decision, as far as awards go."""

    KIND = "opportunity-decision"

    decision: str
    way: Way
    decided_at: datetime
    position: int
    item: str | None = None
    person: str | None = None

    def key(self) -> str:
        return self.decision


class Allocation(msgspec.Struct, kw_only=True):
    """One offer that was awarded: who competed, whose PCN it was, and who was chosen."""

    opportunity: str
    candidates: list[str]
    own: list[str]
    winners: list[str]
    is_by_application: bool
    evidence: list[int]


class Allocations(Document):
    """All offers of the book that were awarded, in the order of their first awards."""

    KIND = "opportunity-allocations"

    allocations: list[Allocation] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return "allocations"
