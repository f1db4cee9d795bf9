"""What the commands of a batch have appended so far, before the database has it."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem, DCBSequencedEvent

SelectorKey: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The types and the tags of a selector: an event has one of the types, and all of the tags."""


class KeyedQuery(DCBQuery):
    """A query by the keys of its selectors, the most telling tag first as the slice gave it.

    The library's own recorders read its items, which are made when they are asked for.
    """

    def __init__(self, keys: Sequence[SelectorKey]) -> None:
        self.keys = keys

    @cached_property
    def items(self) -> list[DCBQueryItem]:  # type: ignore[override] # a plain field of the library
        return [DCBQueryItem([*types], [*tags]) for types, tags in self.keys]


def keys_of(query: DCBQuery) -> Sequence[SelectorKey]:
    """One key a selector; a query without any is for every event."""
    if isinstance(query, KeyedQuery):
        return query.keys
    return [(tuple(item.types), tuple(item.tags)) for item in query.items] or [((), ())]


def matches(event: DCBEvent, key: SelectorKey) -> bool:
    types, tags = key
    if types and event.type not in types:
        return False
    has = event.tags
    for tag in tags:  # noqa: SIM110 - `all` would make a generator for each event that is looked at
        if tag not in has:
            return False
    return True


def in_order(events: Iterable[DCBSequencedEvent]) -> list[DCBSequencedEvent]:
    """Each event once, by position."""
    found = {one.position: one for one in events}
    return [found[position] for position in sorted(found)]


class Pending:
    """Events with the positions that they will have, found by tag and type."""

    def __init__(self) -> None:
        self.events: list[DCBSequencedEvent] = []
        self._by_tag: dict[str, dict[str, list[DCBSequencedEvent]]] = {}

    def __len__(self) -> int:
        return len(self.events)

    def add(self, event: DCBEvent, position: int) -> None:
        waiting = DCBSequencedEvent(event, position)
        self.events.append(waiting)
        for tag in event.tags:
            self._by_tag.setdefault(tag, {}).setdefault(event.type, []).append(waiting)

    def keep(self, count: int) -> None:
        """Forgets all but the first so many events."""
        for waiting in self.events[count:]:
            for tag in waiting.event.tags:
                self._by_tag[tag][waiting.event.type].remove(waiting)
        del self.events[count:]

    def matching(self, keys: Iterable[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        """The events that any of these selectors match beyond a position, in order."""
        if not self.events or self.events[-1].position <= after:
            return []
        found: list[DCBSequencedEvent] = []
        for key in keys:
            found += [one for one in self._selected(key) if one.position > after]
        return in_order(found) if found else found

    def _selected(self, key: SelectorKey) -> Iterable[DCBSequencedEvent]:
        """All that a selector matches: of each of its types, those with its rarest tag."""
        types, tags = key
        if not tags:
            return [one for one in self.events if matches(one.event, key)]
        tagged = self._by_tag.get(tags[0])
        if not tagged:
            return ()
        of_types = [type_ for type_ in tagged if not types or type_ in types]
        if len(tags) == 1:
            return [one for type_ in of_types for one in tagged[type_]]
        return [
            one
            for type_ in of_types
            for one in min((self._with(tag, type_) for tag in tags), key=len)
            if matches(one.event, key)
        ]

    def _with(self, tag: str, type_: str) -> Sequence[DCBSequencedEvent]:
        return self._by_tag.get(tag, {}).get(type_, ())
