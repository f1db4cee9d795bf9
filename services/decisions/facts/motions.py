"""Motions: what was moved, whether voting is open, and the one live vote of each seat."""

from dataclasses import dataclass, field

from eventsourcing.dcb.domain import Selector

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
from schemas.values import Choice, EntitledSeat

_EVENTS = (
    MotionMoved,
    MotionSeconded,
    AmendmentMoved,
    VotingOpened,
    VoteCast,
    VoteCorrected,
    CastingVoteUsed,
    DissentRecorded,
    VotingClosed,
)


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
    is_put: bool = False
    is_closed: bool = False
    has_casting_vote: bool = False
    casting_vote: Choice | None = None
    votes: dict[str, Choice] = field(default_factory=dict)
    dissenters: set[str] = field(default_factory=set)

    def weight_of(self, choice: Choice) -> int:
        return sum(self.entitled[seat].weight for seat, c in self.votes.items() if c == choice)

    def require_voting_open(self) -> None:
        """Raises `Refused` unless the motion has been put and voting not closed."""
        if self.is_closed or not self.is_put:
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

    @staticmethod
    def of_motion(motion: str) -> Selector:
        """Everything about a motion, all its votes included."""
        return Selector(types=_EVENTS, tags=[f"motion:{motion}"])

    @staticmethod
    def of_vote(motion: str, seat: str) -> tuple[Selector, Selector]:
        """A motion without its votes, and the votes of one seat on it."""
        votes = (VoteCast, VoteCorrected)
        rest = [event for event in _EVENTS if event not in votes]
        tag = f"motion:{motion}"
        return Selector(rest, [tag]), Selector(votes, [tag, f"seat:{seat}"])

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
                motion.has_casting_vote = event.has_casting_vote
            case VoteCast() | VoteCorrected():
                self._motions[event.motion].votes[event.seat] = event.choice
            case CastingVoteUsed():
                self._motions[event.motion].casting_vote = event.choice
            case DissentRecorded():
                self._motions[event.motion].dissenters.add(event.seat)
            case VotingClosed():
                self._motions[event.motion].is_closed = True
            case _:
                pass
