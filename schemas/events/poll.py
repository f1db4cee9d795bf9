"""A PCN asks its own practices, by its own rule, before it takes a position in a consultation."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import PollRule, PracticeListSize, ViewPosition

FOUND_BY = ("poll", "consultation", "item", "organisation")


class PollOpened(Event, frozen=True):
    """A PCN asks its practices: who they are, with list sizes, is frozen as at this moment."""

    TOPIC = "poll-opened.v1"
    TAGS = FOUND_BY

    poll: str
    consultation: str
    item: str
    organisation: str
    rule: PollRule
    practices: tuple[PracticeListSize, ...]
    closes_at: datetime


class PracticeAnswered(Event, frozen=True):
    """A practice answered its PCN; the latest answer of a practice holds."""

    TOPIC = "poll-practice-answered.v1"
    TAGS = (*FOUND_BY, "practice")

    poll: str
    consultation: str
    item: str
    organisation: str
    practice: str
    position: ViewPosition
    conditions: Text | None = None
    reasons: Text | None = None


class PollClosed(Event, frozen=True):
    """The PCN takes no more answers; what they come to is derived."""

    TOPIC = "poll-closed.v1"
    TAGS = FOUND_BY

    poll: str
    consultation: str
    item: str
    organisation: str
