"""Between the library's DCB events and ours: a draft keeps its event, a stored one is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.domain import Decision, Selector, Tagged
from eventsourcing.dcb.persistence import DCBEventStore, DCBMapper
from eventsourcing.utils import get_topic

from eventlog.pending import KeyedQuery
from schemas.entry import canonical, read_entry, read_event
from schemas.event import Event


@dataclass
class DraftEvent(DCBEvent):
    """An event to be appended, with the texts that are to be sealed apart from its data."""

    texts: Mapping[str, str] = field(default_factory=dict)
    event: Event | None = None


@dataclass
class StoredEvent(DCBEvent):
    """An event read from the log; decoded at most once however many slices fold it."""

    occurred_at: datetime | None = None
    event: Event | None = None


@cache
def topics_of(types: tuple[type[Decision], ...]) -> tuple[str, ...]:
    """The stored names of event types."""
    return tuple(get_topic(one) for one in types)


def stored_event(stored: bytes) -> StoredEvent:
    entry = read_entry(stored)
    return StoredEvent(
        type=entry.type,
        data=bytes(entry.data),
        tags=list(entry.tags),
        occurred_at=entry.occurred_at,
    )


class EventMapper(DCBMapper[Event]):
    """Maps `schemas` events. Slices see facts only: texts stay sealed on the write side."""

    def to_dcb_event(self, event: Tagged[Event]) -> DCBEvent:
        decision = event.decision
        return DraftEvent(
            type=decision.TOPIC,
            data=canonical(decision.facts()),
            tags=event.tags,
            texts=decision.texts(),
            event=decision,
        )

    def to_domain_event(self, event: DCBEvent) -> Tagged[Event]:
        if isinstance(event, StoredEvent) and event.event is None:
            event.event = read_event(event.type, event.data)
            if event.occurred_at is not None:
                event.event.at(event.occurred_at)
        if isinstance(event, DraftEvent | StoredEvent) and event.event is not None:
            return Tagged(tags=event.tags, decision=event.event)
        return Tagged(tags=event.tags, decision=read_event(event.type, event.data))


class Boundary(list[Selector]):
    """What a slice asks; `query` is what it asks of a recorder, made once."""

    @cached_property
    def query(self) -> KeyedQuery:
        keys = [(topics_of(tuple(one.types)), tuple(one.tags)) for one in self]
        return KeyedQuery([DCBQueryItem([*types], [*tags]) for types, tags in keys], keys)


class EventStore(DCBEventStore[Event]):
    """The library's event store; it makes the query of a slice's boundary once."""

    @staticmethod
    def _cb_to_dcb_query(cb: Selector | Sequence[Selector] | None = None) -> DCBQuery:
        if isinstance(cb, Boundary):
            return cb.query
        return DCBEventStore._cb_to_dcb_query(cb)  # noqa: SLF001 - the library's own hook
