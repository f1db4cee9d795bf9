"""Who is to do what by when, and whether it was done."""

from datetime import date

from schemas.event import Event, Text


class ActionRaised(Event, frozen=True):
    """Somebody is to do something."""

    TOPIC = "action-raised.v1"
    TAGS = ("action", "meeting", "item", "decision", "body")

    action: str
    number: str
    body: str
    meeting: str | None = None
    item: str | None = None
    decision: str | None = None
    person: str | None = None
    organisation: str | None = None
    due_on: date | None = None
    owner: Text | None = None
    text: Text | None = None


class ActionUpdated(Event, frozen=True):
    """How far an action is, and perhaps a new date."""

    TOPIC = "action-updated.v1"
    TAGS = ("action", "item", "decision")

    action: str
    item: str | None = None
    decision: str | None = None
    due_on: date | None = None
    progress: Text | None = None


class ActionCompleted(Event, frozen=True):
    """An action was done."""

    TOPIC = "action-completed.v1"
    TAGS = ("action", "item", "decision")

    action: str
    item: str | None = None
    decision: str | None = None
    note: Text | None = None
