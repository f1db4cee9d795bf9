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
from schemas.values import Choice, Ruling

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
    opening: VotingOpened | None = None
    ruling: Ruling | None = None
    closed_at: datetime | None = None
    casting_vote: Choice | None = None
    chair: CastingVoteUsed | CastingVoteRestated | None = None
    """The entry that says by whom a casting vote was used, or that none was after all."""
    votes: dict[str, Choice] = field(default_factory=dict)
    dissenters: set[str] = field(default_factory=set)

    @property
    def is_put(self) -> bool:
        return self.opening is not None

    @property
    def is_closed(self) -> bool:
        return self.ruling is not None

    @property
    def is_voting_open(self) -> bool:
        return self.is_put and not self.is_closed

    @property
    def has_casting_vote(self) -> bool:
        return self.opening is not None and self.opening.has_casting_vote

    @property
    def is_weighted(self) -> bool:
        return self.opening is not None and self.opening.rule.kind == "weighted"

    @property
    def weights(self) -> dict[str, int]:
        """Of the entitled seats; by list size, of those that stood aside too."""
        seats = (*self.opening.aside, *self.opening.entitled) if self.opening else ()
        return {one.seat: one.weight for one in seats}

    def is_entitled(self, seat: str) -> bool:
        """Whether a seat had a vote when voting opened."""
        return self.opening is not None and any(s.seat == seat for s in self.opening.entitled)

    def had_vote(self, seat: str) -> bool:
        """Whether a seat was entitled when voting opened, or found to have voted after all."""
        return self.is_entitled(seat) or seat in self.votes

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
    def without_votes(motion: str) -> Selector:
        """A motion without its votes; read together with `of_vote`."""
        return Selector(types=_WITHOUT_VOTES, tags=[f"motion:{motion}"])

    @selects
    def of_vote(motion: str, seat: str) -> Selector:
        """The votes of one seat on a motion."""
        return Selector(types=_VOTES, tags=[f"motion:{motion}", f"seat:{seat}"])

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
                self._motions[event.motion].opening = event
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
