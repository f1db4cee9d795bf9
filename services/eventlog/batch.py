"""One locked transaction's view of a book: what is stored, and what it will append."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBQueryItem, DCBSequencedEvent
from sqlalchemy.util import await_only

from eventlog import statements
from eventlog.connections import Connection
from eventlog.mapping import DraftEvent, StoredEvent, stored_event
from eventlog.sealing import Attribution, Draft, SealedEntry, Sealer

SelectorKey: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
UNIT_SEPARATOR = "\x1f"


def selector_key(item: DCBQueryItem) -> SelectorKey:
    """(types, tags), the most telling tag first as the slice gave it."""
    return tuple(item.types), tuple(item.tags)


def matches(event: DCBEvent, key: SelectorKey) -> bool:
    types, tags = key
    return (not types or event.type in types) and set(tags) <= set(event.tags)


@dataclass
class Batch:
    """What one writer sees between locking a book and committing.

    Stored events are read once per selector for the whole batch; events that earlier commands of
    the batch will append are seen in memory. Positions follow the locked head without gaps.
    """

    connection: Connection
    book_no: int
    locked_head: int
    recorded_at: datetime
    sealer: Sealer
    pending: list[DCBSequencedEvent] = field(default_factory=list)
    sealed: list[SealedEntry] = field(default_factory=list)
    _by_tag: defaultdict[str, list[DCBSequencedEvent]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _stored: dict[int, StoredEvent] = field(default_factory=dict)
    _positions: dict[SelectorKey, list[int]] = field(default_factory=dict)

    @property
    def head(self) -> int:
        return self.locked_head + len(self.pending)

    def matching(self, query: DCBQuery, after: int) -> list[DCBSequencedEvent]:
        """All events of a query after a position, in order; reads what was not read before."""
        keys = [selector_key(item) for item in query.items] or [((), ())]
        if after < self.locked_head:
            if any(key not in self._positions for key in keys):
                await_only(self.prefetch(keys))
            positions = sorted({p for key in keys for p in self._positions[key] if p > after})
            stored = [DCBSequencedEvent(self._stored[p], p) for p in positions]
        else:
            stored = []
        return stored + self._waiting(keys, after)

    def _waiting(self, keys: Sequence[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        found = {
            waiting.position: waiting
            for key in keys
            for waiting in (self._by_tag[key[1][0]] if key[1] else self.pending)
            if waiting.position > after and matches(waiting.event, key)
        }
        return [found[position] for position in sorted(found)]

    async def prefetch(self, keys: Iterable[SelectorKey]) -> None:
        """Reads the stored events of many selectors in one round trip."""
        unread = [key for key in dict.fromkeys(keys) if key not in self._positions]
        tagged = [key for key in unread if key[1]]
        for key in unread:
            self._positions[key] = []
        if tagged and self.locked_head:
            await self._read_tagged(tagged)
        for types, tags in unread:
            if not tags and self.locked_head:
                await self._read_untagged(types)

    async def _read_tagged(self, keys: Sequence[SelectorKey]) -> None:
        rows = [
            (slot, name, tags[0], UNIT_SEPARATOR.join(tags[1:]))
            for slot, (types, tags) in enumerate(keys)
            for name in types or (None,)
        ]
        found = await self.connection.fetch(
            statements.READ_SELECTED, self.book_no, *map(list, zip(*rows, strict=True))
        )
        for slot, position, stored in found:
            self._keep(keys[slot], position, stored)

    async def _read_untagged(self, types: tuple[str, ...]) -> None:
        found = await self.connection.fetch(
            statements.READ_UNTAGGED, self.book_no, list(types) or None
        )
        for position, stored in found:
            self._keep((types, ()), position, stored)

    def _keep(self, key: SelectorKey, position: int, stored: bytes) -> None:
        self._positions[key].append(position)
        if position not in self._stored:
            self._stored[position] = stored_event(stored)

    def append(self, event: DCBEvent, by: Attribution) -> int:
        """Seals an event at the next position; it is stored when the batch is written."""
        position = self.head + 1
        texts = event.texts if isinstance(event, DraftEvent) else {}
        draft = Draft(type=event.type, data=event.data, tags=event.tags, texts=texts)
        self.sealed.append(self.sealer.seal(draft, position, self.recorded_at, by))
        waiting = DCBSequencedEvent(event, position)
        self.pending.append(waiting)
        for tag in event.tags:
            self._by_tag[tag].append(waiting)
        return position

    def undo_to(self, head: int) -> None:
        """Forgets what was appended beyond a head: a command failed half-way."""
        keep = head - self.locked_head
        for waiting in self.pending[keep:]:
            for tag in waiting.event.tags:
                self._by_tag[tag].remove(waiting)
        del self.pending[keep:], self.sealed[keep:]
