"""What a slice reads off an event beside its fields: when it happened, whether it says the same."""

from datetime import datetime

from schemas.event import Event


def happened_at(event: Event) -> datetime | None:
    """The `occurred_at` of the event's entry, which the log's mapper keeps beside the fields.

    None for an event that has no entry.
    """
    return event.__dict__.get("occurred_at")


def says_the_same(one: Event | None, other: Event) -> bool:
    """Whether two events state the same facts. Texts are sealed, so they are not compared."""
    return type(one) is type(other) and one is not None and one.facts() == other.facts()
