"""What a meeting did with its business, and who was chosen, put as it was: with a basis.

Each takes the place of what was recorded of the same thing before, which stays on the record. What
is left out had not happened: nobody stood aside, no casting vote was used.
"""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import (
    Choice,
    CorrectionBasis,
    OpportunityOutcome,
    RatificationOutcome,
    Ruling,
    StoodAsideAs,
    UndoneAs,
)


class StandingAsideRestated(Event, frozen=True):
    """A seat's part in an item was recorded wrongly; without `how`, it stood aside from nothing.

    `since` is when it stood aside, as far as that is known: as recorded before, or told with this.
    """

    TOPIC = "correction-standing-aside-restated.v1"
    TAGS = ("item", "meeting", "seat", "person")

    item: str
    meeting: str
    seat: str
    person: str
    basis: CorrectionBasis
    how: StoodAsideAs | None = None
    left_room: bool = False
    since: datetime | None = None
    reason: Text | None = None


class ReturnRestated(Event, frozen=True):
    """When somebody who had stood aside came back was recorded wrongly; without a time, never."""

    TOPIC = "correction-return-restated.v1"
    TAGS = ("item", "meeting", "seat", "person")

    item: str
    meeting: str
    seat: str
    person: str
    basis: CorrectionBasis
    returned_at: datetime | None = None
    reason: Text | None = None


class RulingRestated(Event, frozen=True):
    """The chair's ruling on a vote was recorded wrongly; this is what was ruled."""

    TOPIC = "correction-ruling-restated.v1"
    TAGS = ("motion", "item", "meeting")

    motion: str
    item: str
    meeting: str
    ruling: Ruling
    basis: CorrectionBasis
    reason: Text | None = None


class CastingVoteRestated(Event, frozen=True):
    """The chair's casting vote was recorded wrongly; without a choice, none was used."""

    TOPIC = "correction-casting-vote-restated.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    person: str
    basis: CorrectionBasis
    choice: Choice | None = None
    reasons: Text | None = None
    reason: Text | None = None


class DissentRestated(Event, frozen=True):
    """A seat's dissent was recorded wrongly: its words, or whether it asked for one at all."""

    TOPIC = "correction-dissent-restated.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    basis: CorrectionBasis
    has_dissented: bool = False
    person: str | None = None
    reasons: Text | None = None
    reason: Text | None = None


class RatificationRestated(Event, frozen=True):
    """What a meeting made of a decision taken outside was recorded wrongly.

    Without an outcome, that meeting neither ratified it nor refused to. `settled_at` is when it
    did, if at another time than was recorded.
    """

    TOPIC = "correction-ratification-restated.v1"
    TAGS = ("decision", "meeting", "item", "body")

    decision: str
    body: str
    meeting: str
    basis: CorrectionBasis
    outcome: RatificationOutcome | None = None
    item: str | None = None
    motion: str | None = None
    settled_at: datetime | None = None
    reasons: Text | None = None
    reason: Text | None = None


class AwardRestated(Event, frozen=True):
    """Whether, or how, an organisation was chosen was recorded wrongly.

    `outcome` is what came of the opportunity, where that had been recorded wrongly with it.
    """

    TOPIC = "correction-award-restated.v1"
    TAGS = ("opportunity", "organisation", "decision", "item")

    opportunity: str
    organisation: str
    basis: CorrectionBasis
    is_awarded: bool = False
    decision: str | None = None
    item: str | None = None
    amount_pence: int | None = None
    outcome: OpportunityOutcome | None = None
    reasons: Text | None = None
    reason: Text | None = None


class UndoingRestated(Event, frozen=True):
    """A decision was recorded as rescinded, or replaced, by mistake: it stands as it did before.

    `undone` says what had been recorded; `meeting`, `item` and `superseded_by`, of which entry.
    """

    TOPIC = "correction-undoing-restated.v1"
    TAGS = ("decision", "superseded_by", "meeting", "item", "body")

    decision: str
    body: str
    meeting: str
    undone: UndoneAs
    basis: CorrectionBasis
    item: str | None = None
    superseded_by: str | None = None
    reason: Text | None = None
