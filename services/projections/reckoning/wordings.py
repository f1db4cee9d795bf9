"""The words of what can be corrected, and its time, beside the facts that `correctable` names."""

from datetime import datetime

from schemas.event import Event
from schemas.events.consultation import OrganisationCanvassed, ViewRevised, ViewSubmitted
from schemas.events.correction import CanvassRedated, DecisionRestated, ViewRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.feedback import FeedbackIssued
from schemas.events.meeting import MemberExcluded, MemberRecused, MemberReturned
from schemas.events.minutes import MinutesCorrected
from schemas.events.motion import CastingVoteUsed, DissentRecorded, VoteCast
from schemas.events.opportunity import OpportunityAwarded
from schemas.events.restatement import (
    AwardRestated,
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    StandingAsideRestated,
)

KEEPS_ITS_WORDS = (DecisionRestated, CastingVoteRestated, DissentRestated, AwardRestated)
"""Corrections that leave the words as they were, where they give none and something stands."""

WORDED = frozenset(
    ("award", "casting-vote", "decision", "dissent", "minutes", "ratification", "undoing", "view")
)
"""The subjects of which something may be said in free text that a correction can change."""
WITHOUT_TIME = frozenset({ViewSubmitted, FeedbackIssued, VoteCast})
"""Most entries are of these types; a look at each class takes longer."""


def words_of(event: Event) -> str | None:
    """What somebody said in free text, of what a correction can put in other words."""
    match event:
        case ViewSubmitted() | ViewRevised() | ViewRestated():
            return "\n".join(one for one in (event.conditions, event.reasons) if one) or None
        case DecisionTaken() | DecisionTakenOutsideMeeting() | DecisionRestated():
            return event.text
        case MinutesCorrected():
            return event.text
        case CastingVoteUsed() | DissentRecorded() | RatificationRefused() | DecisionRescinded():
            return event.reason
        case CastingVoteRestated() | DissentRestated() | RatificationRestated():
            return event.reasons
        case OpportunityAwarded() | AwardRestated():
            return event.reasons
        case _:
            return None


def time_of(event: Event, occurred_at: datetime) -> datetime | None:
    """When it was, of what a correction can put at another time; None where that is not said."""
    match event:
        case _ if type(event) in WITHOUT_TIME:
            return None
        case MemberRecused() | MemberExcluded() | MemberReturned() | OrganisationCanvassed():
            return occurred_at
        case DecisionRatified() | RatificationRefused() | DecisionRescinded():
            return occurred_at
        case StandingAsideRestated():
            return event.since
        case ReturnRestated():
            return event.returned_at
        case RatificationRestated():
            return event.settled_at
        case CanvassRedated():
            return event.delivered_at
        case _:
            return None
