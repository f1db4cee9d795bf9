"""What a meeting did, and who was chosen, in words: as recorded, or as put right later."""

from datetime import datetime
from typing import Literal, TypeAlias

from schemas.event import Event
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    RatificationRefused,
)
from schemas.events.meeting import MemberExcluded, MemberRecused, MemberReturned
from schemas.events.motion import CastingVoteUsed, DissentRecorded, VotingClosed
from schemas.events.opportunity import OpportunityAwarded
from schemas.events.restatement import (
    AwardRestated,
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    RulingRestated,
    StandingAsideRestated,
    UndoingRestated,
)
from schemas.values import StoodAsideAs

RECORDED = (
    *(MemberRecused, MemberExcluded, MemberReturned, VotingClosed, CastingVoteUsed),
    *(DissentRecorded, DecisionRatified, RatificationRefused, OpportunityAwarded),
    *(DecisionRescinded, DecisionSuperseded),
)
PUT_RIGHT = (
    *(StandingAsideRestated, ReturnRestated, RulingRestated, CastingVoteRestated),
    *(DissentRestated, RatificationRestated, AwardRestated, UndoingRestated),
)
_Subject: TypeAlias = Literal[
    "standing-aside",
    "return",
    "ruling",
    "casting-vote",
    "dissent",
    "ratification",
    "award",
    "undoing",
]
Found: TypeAlias = tuple[_Subject, str, str, str | None]
"""Subject, within which motion, item, decision or opportunity, about what, and the facts in words;
None where nothing stands."""


def restatable(event: Event, occurred_at: datetime) -> Found | None:
    """What one of these entries says; None for any other entry."""
    return _of_part(event, occurred_at) or _of_vote(event) or _of_outcome(event)


def _of_part(event: Event, occurred_at: datetime) -> Found | None:
    match event:
        case MemberRecused():
            return "standing-aside", event.item, _part(event), _aside("recused", event)
        case MemberExcluded():
            return "standing-aside", event.item, _part(event), _aside("excluded", event)
        case StandingAsideRestated():
            return "standing-aside", event.item, _part(event), _aside(event.how, event)
        case MemberReturned():
            return "return", event.item, _part(event), occurred_at.isoformat()
        case ReturnRestated():
            at = event.returned_at.isoformat() if event.returned_at else None
            return "return", event.item, _part(event), at
        case _:
            return None


def _part(
    event: MemberRecused | MemberExcluded | StandingAsideRestated | MemberReturned | ReturnRestated,
) -> str:
    return f"{event.meeting}/{event.item}/{event.seat}"


def _aside(
    how: StoodAsideAs | None, event: MemberRecused | MemberExcluded | StandingAsideRestated
) -> str | None:
    return f"{how}, left the room" if how and event.left_room else how


def _of_vote(event: Event) -> Found | None:
    match event:
        case VotingClosed() | RulingRestated():
            return "ruling", event.motion, event.motion, event.ruling
        case CastingVoteUsed() | CastingVoteRestated():
            return "casting-vote", event.motion, event.motion, event.choice
        case DissentRecorded():
            return "dissent", event.motion, f"{event.motion}/{event.seat}", "dissented"
        case DissentRestated():
            words = "dissented" if event.has_dissented else None
            return "dissent", event.motion, f"{event.motion}/{event.seat}", words
        case _:
            return None


def _of_outcome(event: Event) -> Found | None:
    match event:
        case DecisionRatified():
            words = f"ratified at {event.meeting}"
            return "ratification", event.decision, event.decision, words
        case RatificationRefused():
            words = f"refused at {event.meeting}"
            return "ratification", event.decision, event.decision, words
        case RatificationRestated():
            said = f"{event.outcome} at {event.meeting}" if event.outcome else None
            return "ratification", event.decision, event.decision, said
        case DecisionRescinded():
            return "undoing", event.decision, event.decision, f"rescinded at {event.meeting}"
        case DecisionSuperseded():
            words = f"superseded by {event.superseded_by} at {event.meeting}"
            return "undoing", event.decision, event.decision, words
        case UndoingRestated():
            return "undoing", event.decision, event.decision, None
        case OpportunityAwarded() | AwardRestated():
            about = f"{event.opportunity}/{event.organisation}"
            return "award", event.opportunity, about, _awarded(event)
        case _:
            return None


def _awarded(event: OpportunityAwarded | AwardRestated) -> str | None:
    if isinstance(event, AwardRestated) and not event.is_awarded:
        return None
    by = f"by {event.decision}" if event.decision else None
    amount = f"{event.amount_pence} pence" if event.amount_pence is not None else None
    return ", ".join(one for one in ("awarded", by, amount) if one)
