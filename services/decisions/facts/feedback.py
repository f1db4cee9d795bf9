"""Feedback to organisations: issued, acknowledged, queried, answered."""

from dataclasses import dataclass
from datetime import datetime

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.correction import FeedbackWithdrawn
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)

_TELLING = (FeedbackIssued, FeedbackWithdrawn)
_EVENTS = (*_TELLING, FeedbackAcknowledged, FeedbackQueried, FeedbackAnswered)


@dataclass
class Feedback:
    """Feedback to one organisation as far as the slice has seen it."""

    issued: FeedbackIssued
    delivered_at: datetime | None
    is_acknowledged: bool = False
    is_queried: bool = False
    is_withdrawn: bool = False


class FeedbackFacts:
    """Folds feedback by id."""

    def __init__(self) -> None:
        self._feedback: dict[str, Feedback] = {}

    @selects
    def of_feedback(feedback: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"feedback:{feedback}"])

    @selects
    def of_organisation(decision: str, organisation: str) -> Selector:
        """What one organisation was told of one decision."""
        tags = [f"decision:{decision}", f"organisation:{organisation}"]
        return Selector(types=_TELLING, tags=tags)

    def find(self, feedback: str) -> Feedback | None:
        return self._feedback.get(feedback)

    def get(self, feedback: str) -> Feedback:
        """Raises `NotFound`."""
        if (found := self._feedback.get(feedback)) is None:
            raise NotFound("feedback", feedback)
        return found

    def was_issued(self, issued: FeedbackIssued, at: datetime) -> bool:
        """Whether the organisation was told at that very time over the same channel."""
        return any(
            (one.issued.decision, one.issued.organisation, one.issued.channel)
            == (issued.decision, issued.organisation, issued.channel)
            and one.delivered_at == at
            and not one.is_withdrawn
            for one in self._feedback.values()
        )

    def see(self, event: Event) -> None:
        match event:
            case FeedbackIssued():
                self._feedback[event.feedback] = Feedback(event, event.happened_at)
            case FeedbackAcknowledged():
                self._feedback[event.feedback].is_acknowledged = True
            case FeedbackQueried():
                self._feedback[event.feedback].is_queried = True
            case FeedbackWithdrawn():
                self._feedback[event.feedback].is_withdrawn = True
            case _:
                pass
