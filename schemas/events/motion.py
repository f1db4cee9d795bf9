"""Motions and votes: what each seat did, under the rule stored when voting opened."""

from schemas.event import Event, Text
from schemas.values import (
    Capacity,
    Choice,
    CorrectionBasis,
    DecisionRule,
    EntitledSeat,
    Ruling,
    VotingMethod,
)


class MotionMoved(Event, frozen=True):
    """A seat proposed that the body decide something on an item."""

    TOPIC = "motion-moved.v1"
    TAGS = ("motion", "item", "meeting", "mover")

    motion: str
    item: str
    meeting: str
    body: str
    mover: str | None = None
    text: Text | None = None


class MotionSeconded(Event, frozen=True):
    """Another seat supports putting the motion to the vote."""

    TOPIC = "motion-seconded.v1"
    TAGS = ("motion", "item", "seconder")

    motion: str
    item: str
    seconder: str


class AmendmentMoved(Event, frozen=True):
    """A seat proposed another wording; the motion stands as amended."""

    TOPIC = "motion-amendment-moved.v1"
    TAGS = ("motion", "item", "mover")

    motion: str
    item: str
    mover: str
    text: Text | None = None


class VotingOpened(Event, frozen=True):
    """The motion is put: the rule, and the seats that may vote, as at this moment.

    Where votes weigh by registered patients, `aside` are the voting seats that stand aside from the
    item, with what theirs would have weighed.
    """

    TOPIC = "motion-voting-opened.v1"
    TAGS = ("motion", "item", "meeting")

    motion: str
    item: str
    meeting: str
    body: str
    rule: DecisionRule
    entitled: tuple[EntitledSeat, ...]
    method: VotingMethod = "show-of-hands"
    has_casting_vote: bool = False
    aside: tuple[EntitledSeat, ...] = ()


class VoteCast(Event, frozen=True):
    """A seat voted. A departure from a mandate is recorded with its reason, never blocked."""

    TOPIC = "motion-vote-cast.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    choice: Choice
    person: str | None = None
    capacity: Capacity = "representative"
    reason: Text | None = None


class VoteCorrected(Event, frozen=True):
    """The vote of a seat was recorded wrongly; this is what it was, and why it is corrected.

    Who cast it is said where no vote of that seat had been recorded.
    """

    TOPIC = "motion-vote-corrected.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    choice: Choice
    basis: CorrectionBasis | None = None
    person: str | None = None
    capacity: Capacity | None = None
    reason: Text | None = None


class CastingVoteUsed(Event, frozen=True):
    """The chair decided an equal vote."""

    TOPIC = "motion-casting-vote-used.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    person: str
    choice: Choice
    reason: Text | None = None


class DissentRecorded(Event, frozen=True):
    """A seat asked that its dissent stand in the record."""

    TOPIC = "motion-dissent-recorded.v1"
    TAGS = ("motion", "item", "seat")

    motion: str
    item: str
    seat: str
    person: str | None = None
    reason: Text | None = None


class VotingClosed(Event, frozen=True):
    """The chair declared the result; the tally is derived from the votes and stands beside it."""

    TOPIC = "motion-voting-closed.v1"
    TAGS = ("motion", "item", "meeting")

    motion: str
    item: str
    meeting: str
    ruling: Ruling
