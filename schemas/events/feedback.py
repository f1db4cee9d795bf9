"""What PCNs were told after a decision, and what they asked and said."""

from schemas.event import Event, Text
from schemas.values import Channel

FOUND_BY = ("feedback", "decision", "item", "organisation")


class FeedbackIssued(Event, frozen=True):
    """An organisation was told of a decision; `occurred_at` is when it was delivered."""

    TOPIC = "feedback-issued.v1"
    TAGS = FOUND_BY

    feedback: str
    decision: str
    organisation: str
    channel: Channel
    item: str | None = None
    message: Text | None = None


class FeedbackAcknowledged(Event, frozen=True):
    """The organisation says that it has read the feedback."""

    TOPIC = "feedback-acknowledged.v1"
    TAGS = FOUND_BY

    feedback: str
    decision: str
    organisation: str
    item: str | None = None


class FeedbackQueried(Event, frozen=True):
    """The organisation asks about the feedback."""

    TOPIC = "feedback-queried.v1"
    TAGS = FOUND_BY

    feedback: str
    decision: str
    organisation: str
    item: str | None = None
    question: Text | None = None


class FeedbackAnswered(Event, frozen=True):
    """A query about feedback was answered."""

    TOPIC = "feedback-answered.v1"
    TAGS = FOUND_BY

    feedback: str
    decision: str
    organisation: str
    item: str | None = None
    answer: Text | None = None


class MessageSent(Event, frozen=True):
    """A PCN wrote to the partnership."""

    TOPIC = "feedback-message-sent.v1"
    TAGS = ("message", "organisation", "item")

    message: str
    organisation: str
    item: str | None = None
    subject: Text | None = None
    text: Text | None = None


class MessageAnswered(Event, frozen=True):
    """The partnership answered a PCN's message."""

    TOPIC = "feedback-message-answered.v1"
    TAGS = ("message", "organisation", "item")

    message: str
    organisation: str
    item: str | None = None
    text: Text | None = None
