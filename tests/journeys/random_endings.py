"""What must hold of adjournments and of decisions that ended, worked out from a board's entries."""

from collections.abc import Sequence

from eventlog.reading import ReadEntry
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
)
from schemas.events.meeting import ItemDiscussed, MeetingAdjourned, MeetingResumed
from schemas.events.motion import MotionMoved, VotingOpened
from schemas.events.restatement import RatificationRestated, UndoingRestated

IN_SESSION = (
    *(DecisionTaken, DecisionRatified, DecisionRescinded),
    *(ItemDiscussed, MotionMoved, VotingOpened),
)
"""What only a meeting in session does."""


def is_adjourned(entries: Sequence[ReadEntry]) -> bool:
    changes = [e.event for e in entries if isinstance(e.event, MeetingAdjourned | MeetingResumed)]
    return bool(changes) and isinstance(changes[-1], MeetingAdjourned)


def decided_while_adjourned(entries: Sequence[ReadEntry]) -> list[int]:
    """The positions of what only a meeting in session does, after an adjournment."""
    found, is_off = [], False
    for one in entries:
        if isinstance(one.event, MeetingAdjourned | MeetingResumed):
            is_off = isinstance(one.event, MeetingAdjourned)
        elif is_off and isinstance(one.event, IN_SESSION):
            found.append(one.position)
    return found


def standings(entries: Sequence[ReadEntry]) -> dict[str, str]:
    """Of every decision, whether it stands; fails where one ends, or is ratified, after its end."""
    found: dict[str, str] = {}
    for one in entries:
        match one.event:
            case DecisionTaken() | DecisionTakenOutsideMeeting():
                assert one.event.decision not in found
                found[one.event.decision] = "stands"
            case DecisionRescinded() | DecisionSuperseded():
                assert found[one.event.decision] == "stands", one.position
                is_rescinded = isinstance(one.event, DecisionRescinded)
                found[one.event.decision] = "rescinded" if is_rescinded else "superseded"
            case UndoingRestated():
                assert found[one.event.decision] == one.event.undone, one.position
                found[one.event.decision] = "stands"
            case DecisionRatified():
                assert found[one.event.decision] == "stands", one.position
            case RatificationRestated() if found[one.event.decision] in ("stands", "not-ratified"):
                is_refused = one.event.outcome == "refused"
                found[one.event.decision] = "not-ratified" if is_refused else "stands"
            case RatificationRestated():
                assert one.event.outcome != "refused", one.position
            case _:
                pass
    return found
