"""Between the library's DCB events and ours: a draft keeps its event, a stored one is read once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeAlias

from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBSequencedEvent
from eventsourcing.dcb.domain import Decision, Selector, Tagged
from eventsourcing.dcb.persistence import DCBEventStore, DCBMapper
from eventsourcing.utils import get_topic

from eventlog.errors import UnreadableEntryError
from eventlog.pending import KeyedQuery, SelectorKey
from schemas.entry import UNREADABLE, Entry, canonical, read_entry, read_event
from schemas.event import Event

Located: TypeAlias = tuple[int, Event]
"""An event with its position."""


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


def entry_at(position: int, stored: bytes) -> Entry:
    """The entry in stored bytes. Raises `UnreadableEntryError`."""
    try:
        return read_entry(stored)
    except UNREADABLE as error:
        raise UnreadableEntryError(position, str(error)) from error


def stored_event(entry: Entry) -> StoredEvent:
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
        return Tagged(tags=event.tags, decision=event_in(event))


def event_in(stored: DCBEvent) -> Event:
    """The event that was drafted or stored; decoded when it is first asked for."""
    if not isinstance(stored, DraftEvent | StoredEvent):
        return read_event(stored.type, stored.data)
    if stored.event is None:
        stored.event = read_event(stored.type, stored.data)
        if isinstance(stored, StoredEvent) and stored.occurred_at is not None:
            stored.event.at(stored.occurred_at)
    return stored.event


def located(one: DCBSequencedEvent) -> Located:
    """An event with its position. Raises `UnreadableEntryError`."""
    try:
        return one.position, event_in(one.event)
    except UNREADABLE as error:
        raise UnreadableEntryError(one.position, str(error)) from error


def key_of(selector: Selector) -> SelectorKey:
    """Made when it is first asked for: selectors are asked again and again, and never changed."""
    key: SelectorKey | None = selector.__dict__.get("key")
    if key is None:
        key = selector.__dict__["key"] = topics_of(tuple(selector.types)), tuple(selector.tags)
    return key


class Boundary(list[Selector]):
    """What a slice has asked so far, with the key of each selector."""

    def __init__(self, selectors: Iterable[Selector] = ()) -> None:
        super().__init__()
        self.keys: dict[SelectorKey, None] = {}
        self.widen(selectors)

    def widen(self, selectors: Iterable[Selector]) -> list[SelectorKey]:
        """Takes in what has not been asked before; gives the keys of that."""
        new = []
        for one in selectors:
            key = key_of(one)
            if key not in self.keys:
                self.keys[key] = None
                self.append(one)
                new.append(key)
        return new


class EventStore(DCBEventStore[Event]):
    """The library's event store; it makes the query of a slice's boundary once."""

    @staticmethod
    def _cb_to_dcb_query(cb: Selector | Sequence[Selector] | None = None) -> DCBQuery:
        if isinstance(cb, Boundary):
            return KeyedQuery(tuple(cb.keys))
        return DCBEventStore._cb_to_dcb_query(cb)  # noqa: SLF001 - the library's own hook
