"""What an entry states that can be corrected: about what, and in which words."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.restatable import PUT_RIGHT, RECORDED, restatable
from schemas.event import Event
from schemas.events.consultation import (
    OrganisationCanvassed,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import (
    AttendanceWithdrawn,
    CanvassRedated,
    CanvassWithdrawn,
    DecisionRestated,
    DeclarationWithdrawn,
    FeedbackWithdrawn,
    MistakeNoted,
    ViewRestated,
)
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.feedback import FeedbackIssued
from schemas.events.meeting import ApologiesReceived, AttendanceRecorded, InterestDeclared
from schemas.events.minutes import MinutesCorrected
from schemas.events.motion import VoteCast, VoteCorrected

Subject: TypeAlias = Literal[
    "vote",
    "attendance",
    "apologies",
    "declaration",
    "canvass",
    "view",
    "decision",
    "feedback",
    "minutes",
    "standing-aside",
    "return",
    "ruling",
    "casting-vote",
    "dissent",
    "ratification",
    "award",
    "undoing",
    "entry",
]
STATING = (
    *(VoteCast, AttendanceRecorded, ApologiesReceived, InterestDeclared, OrganisationCanvassed),
    *(ViewSubmitted, ViewRevised, ViewWithdrawn, FeedbackIssued),
    *(DecisionTaken, DecisionTakenOutsideMeeting),
    *RECORDED,
)
CORRECTING = (
    *(VoteCorrected, AttendanceWithdrawn, DeclarationWithdrawn, CanvassRedated, CanvassWithdrawn),
    *(ViewRestated, DecisionRestated, FeedbackWithdrawn, MinutesCorrected, MistakeNoted),
    *PUT_RIGHT,
)


WHEN_ASKED = frozenset({OrganisationCanvassed, ViewSubmitted, ViewRevised, ViewWithdrawn})


class Statement(msgspec.Struct, frozen=True):
    """Subject, what it is about, and the facts in words; None where nothing stands.

    `within` is the motion, meeting, consultation or decision that the entry belongs to.
    """

    subject: Subject
    within: str
    about: str
    words: str | None

    @property
    def place(self) -> str:
        return f"{self.subject} {self.about}"


def stated(event: Event, occurred_at: datetime) -> Statement:
    """What an entry says, or puts in the place of what was said. Raises `TypeError` for others."""
    match event:
        case VoteCast() | VoteCorrected():
            return Statement("vote", event.motion, f"{event.motion}/{event.seat}", event.choice)
        case DecisionTaken() | DecisionTakenOutsideMeeting() | DecisionRestated():
            return Statement("decision", event.decision, event.decision, _decided(event))
        case FeedbackIssued() | FeedbackWithdrawn():
            told = f"told {event.organisation}" if isinstance(event, FeedbackIssued) else None
            return Statement("feedback", event.decision, event.feedback, told)
        case MinutesCorrected():
            return Statement(
                "minutes", event.meeting, f"{event.meeting}/{event.paragraph}", "reads otherwise"
            )
        case MistakeNoted():
            return Statement("entry", str(event.entry), str(event.entry), None)
        case _ if type(event) in WHEN_ASKED:  # most entries; a look at each class takes longer
            return _stated_when_asked(event, occurred_at)
        case _:
            found = restatable(event, occurred_at)
            if found:
                return Statement(*found)
            return _stated_at_meeting(event) or _stated_when_asked(event, occurred_at)


def _stated_at_meeting(event: Event) -> Statement | None:
    match event:
        case AttendanceRecorded():
            words = f"{event.capacity} in {event.seat}" if event.seat else event.capacity
            return Statement("attendance", event.meeting, f"{event.meeting}/{event.person}", words)
        case ApologiesReceived():
            return Statement(
                "apologies", event.meeting, f"{event.meeting}/{event.person}", "sent apologies"
            )
        case AttendanceWithdrawn():
            return Statement(event.record, event.meeting, f"{event.meeting}/{event.person}", None)
        case InterestDeclared() | DeclarationWithdrawn():
            what = (event.meeting, event.person, event.item, event.interest)
            managed = event.management if isinstance(event, InterestDeclared) else None
            return Statement(
                "declaration", event.meeting, "/".join(one or "-" for one in what), managed
            )
        case _:
            return None


def _stated_when_asked(event: Event, occurred_at: datetime) -> Statement:
    match event:
        case OrganisationCanvassed():
            return Statement(
                "canvass", event.consultation, _asked(event, occurred_at), occurred_at.isoformat()
            )
        case CanvassRedated():
            words = event.delivered_at.isoformat()
            return Statement("canvass", event.consultation, _asked(event, event.recorded_as), words)
        case CanvassWithdrawn():
            return Statement("canvass", event.consultation, _asked(event, event.recorded_as), None)
        case ViewSubmitted() | ViewRevised() | ViewWithdrawn() | ViewRestated():
            view = None if isinstance(event, ViewWithdrawn) else event.position
            return Statement(
                "view", event.consultation, f"{event.consultation}/{event.organisation}", view
            )
        case _:
            raise TypeError(type(event).__name__)


def _asked(event: OrganisationCanvassed | CanvassRedated | CanvassWithdrawn, at: datetime) -> str:
    return f"{event.consultation}/{event.organisation}/{at.isoformat()}"


def _decided(event: DecisionTaken | DecisionTakenOutsideMeeting | DecisionRestated) -> str | None:
    """What a restated decision leaves as it was has no words; None where only its text changes."""
    amount = f"{event.amount_pence} pence" if event.amount_pence is not None else None
    return ", ".join(one for one in (event.outcome, amount) if one) or None
