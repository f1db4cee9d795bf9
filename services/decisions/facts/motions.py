"""Motions: what was moved, whether voting is open, and the one live vote of each seat."""

from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.restatement import CastingVoteRestated, DissentRestated, RulingRestated
from schemas.values import Choice, EntitledSeat, Ruling

_LIFE = (MotionMoved, VotingOpened, VotingClosed, RulingRestated)
_VOTES = (VoteCast, VoteCorrected)
_WITHOUT_VOTES = (
    MotionMoved,
    MotionSeconded,
    AmendmentMoved,
    VotingOpened,
    CastingVoteUsed,
    DissentRecorded,
    VotingClosed,
    CastingVoteRestated,
    DissentRestated,
    RulingRestated,
)
_EVENTS = (*_WITHOUT_VOTES, *_VOTES)


@dataclass
class Motion:
    """A motion as far as the slice has seen it."""

    id: str
    item: str
    meeting: str
    body: str
    mover: str | None
    seconder: str | None = None
    entitled: dict[str, EntitledSeat] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    """Of the entitled seats; by list size, of those that stood aside too."""
    is_put: bool = False
    ruling: Ruling | None = None
    closed_at: datetime | None = None
    has_casting_vote: bool = False
    is_weighted: bool = False
    casting_vote: Choice | None = None
    chair: CastingVoteUsed | CastingVoteRestated | None = None
    """The entry that says by whom a casting vote was used, or that none was after all."""
    votes: dict[str, Choice] = field(default_factory=dict)
    dissenters: set[str] = field(default_factory=set)

    @property
    def is_closed(self) -> bool:
        return self.ruling is not None

    @property
    def is_voting_open(self) -> bool:
        return self.is_put and not self.is_closed

    def had_vote(self, seat: str) -> bool:
        """Whether a seat was entitled when voting opened, or found to have voted after all."""
        return seat in self.entitled or seat in self.votes

    def require_had_vote(self, seat: str) -> None:
        """Raises `Refused` for a seat that had none."""
        if not self.had_vote(seat):
            raise Refused("seat-not-entitled", f"{seat} had no vote on this motion.", "seat")

    def require_voting_open(self) -> None:
        """Raises `Refused` unless the motion has been put and voting not closed."""
        if not self.is_voting_open:
            state = "has closed" if self.is_closed else "has not opened"
            raise Refused("voting-not-open", f"Voting on the motion {self.id} {state}.", "motion")

    def require_not_put(self) -> None:
        """Raises `Refused` once the motion has been put."""
        if self.is_put:
            sentence = f"The motion {self.id} has been put to the vote."
            raise Refused("motion-put", sentence, "motion")


class MotionFacts:
    """Folds motions by id."""

    def __init__(self) -> None:
        self._motions: dict[str, Motion] = {}

    @selects
    def of_motion(motion: str) -> Selector:
        """Everything about a motion, all its votes included."""
        return Selector(types=_EVENTS, tags=[f"motion:{motion}"])

    @selects
    def of_vote(motion: str, seat: str) -> tuple[Selector, Selector]:
        """A motion without its votes, and the votes of one seat on it."""
        tag = f"motion:{motion}"
        return Selector(_WITHOUT_VOTES, [tag]), Selector(_VOTES, [tag, f"seat:{seat}"])

    @selects
    def of_life(motion: str) -> Selector:
        """Whether a motion was moved, put and closed, and the ruling; none of its votes."""
        return Selector(types=_LIFE, tags=[f"motion:{motion}"])

    @selects
    def of_item(item: str) -> Selector:
        """The lives of all motions on an item, without their votes."""
        return Selector(types=_LIFE, tags=[f"item:{item}"])

    @selects
    def of_meeting(meeting: str) -> Selector:
        """The lives of all motions at a meeting, without their votes."""
        return Selector(types=_LIFE, tags=[f"meeting:{meeting}"])

    @selects
    def of_seat(item: str, seat: str) -> Selector:
        """The votes of one seat on an item; read together with `of_item`."""
        return Selector(types=(VoteCast, VoteCorrected), tags=[f"item:{item}", f"seat:{seat}"])

    def voting_open(self) -> list[Motion]:
        """The motions, of those that were read, on which voting is open."""
        return [motion for motion in self._motions.values() if motion.is_voting_open]

    def voted_on_by(self, seat: str) -> list[str]:
        """The motions, of those that were read, on which a seat has voted."""
        return [motion.id for motion in self._motions.values() if seat in motion.votes]

    def require_no_voting_open(self) -> None:
        """Raises `Refused` naming a motion, of those that were read, still open to votes."""
        if still := self.voting_open():
            raise Refused(
                "voting-open",
                f"Voting on the motion {still[0].id} is open. Close the vote with the chair's "
                "ruling first.",
            )

    def find(self, motion: str) -> Motion | None:
        return self._motions.get(motion)

    def get(self, motion: str) -> Motion:
        """Raises `NotFound`."""
        if (found := self._motions.get(motion)) is None:
            raise NotFound("motion", motion)
        return found

    def see(self, event: Event) -> None:
        match event:
            case MotionMoved():
                self._motions[event.motion] = Motion(
                    event.motion, event.item, event.meeting, event.body, event.mover
                )
            case MotionSeconded():
                self._motions[event.motion].seconder = event.seconder
            case VotingOpened():
                motion = self._motions[event.motion]
                motion.is_put = True
                motion.entitled = {one.seat: one for one in event.entitled}
                motion.weights = {one.seat: one.weight for one in (*event.aside, *event.entitled)}
                motion.has_casting_vote = event.has_casting_vote
                motion.is_weighted = event.rule.kind == "weighted"
            case VoteCast() | VoteCorrected():
                self._motions[event.motion].votes[event.seat] = event.choice
            case CastingVoteUsed() | CastingVoteRestated():
                self._motions[event.motion].casting_vote = event.choice
                self._motions[event.motion].chair = event
            case DissentRecorded():
                self._motions[event.motion].dissenters.add(event.seat)
            case DissentRestated():
                dissenters = self._motions[event.motion].dissenters
                (dissenters.add if event.has_dissented else dissenters.discard)(event.seat)
            case VotingClosed():
                self._motions[event.motion].ruling = event.ruling
                self._motions[event.motion].closed_at = event.happened_at
            case RulingRestated():
                self._motions[event.motion].ruling = event.ruling
            case _:
                pass
