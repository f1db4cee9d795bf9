"""Informal conversations about the partnership's business, outside any meeting."""

from schemas.event import Event, Text
from schemas.values import Channel, OutcomeVerb


class ContactLogged(Event, frozen=True):
    """Somebody spoke with somebody about an item; `occurred_at` is when.

    `organisation` is the one that the person spoke for. `named_outcome` says that the outcome was
    named in the conversation, and `outcome` which one it was, where that is known.
    """

    TOPIC = "contact-logged.v1"
    TAGS = ("contact", "item", "decision", "person", "organisation")

    contact: str
    channel: Channel
    named_outcome: bool
    item: str | None = None
    decision: str | None = None
    person: str | None = None
    organisation: str | None = None
    with_person: str | None = None
    with_organisation: str | None = None
    outcome: OutcomeVerb | None = None
    spoke_with: Text | None = None
    summary: Text | None = None
