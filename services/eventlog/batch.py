"""One locked transaction's view of a book: what is stored, and what it will append."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.api import DCBEvent, DCBQuery, DCBSequencedEvent
from sqlalchemy.util import await_only

from eventlog import statements
from eventlog.connections import Connection
from eventlog.mapping import DraftEvent, stored_event
from eventlog.pending import Pending, SelectorKey, in_order, selector_key
from eventlog.sealing import Attribution, Draft, SealedEntry, Sealer
from eventlog.tree import Frontier

UNIT_SEPARATOR = "\x1f"


@dataclass
class Batch:
    """What one writer sees between locking a book and committing.

    Stored events are read once per selector for the whole batch; events that earlier commands of
    the batch will append are seen in memory. Positions follow the locked head without gaps.
    """

    connection: Connection
    book_no: int
    locked_head: int
    frontier: Frontier
    recorded_at: datetime
    sealer: Sealer
    pending: Pending = field(default_factory=Pending)
    sealed: list[SealedEntry] = field(default_factory=list)
    _stored: dict[int, DCBSequencedEvent] = field(default_factory=dict)
    _read: dict[SelectorKey, list[DCBSequencedEvent]] = field(default_factory=dict)

    @property
    def head(self) -> int:
        return self.locked_head + len(self.pending)

    def matching(self, query: DCBQuery, after: int) -> list[DCBSequencedEvent]:
        """All events of a query after a position, in order; reads what was not read before."""
        keys = [selector_key(item) for item in query.items] or [((), ())]
        waiting = self.pending.matching(keys, after)
        return self._stored_matching(keys, after) + waiting if after < self.locked_head else waiting

    def _stored_matching(self, keys: Sequence[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        if any(key not in self._read for key in keys):
            await_only(self.prefetch(keys))
        return in_order(one for key in keys for one in self._read[key] if one.position > after)

    async def prefetch(self, keys: Iterable[SelectorKey]) -> None:
        """Reads the stored events of many selectors in one round trip."""
        unread = [key for key in dict.fromkeys(keys) if key not in self._read]
        tagged = [key for key in unread if key[1]]
        for key in unread:
            self._read[key] = []
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
        if position not in self._stored:
            self._stored[position] = DCBSequencedEvent(stored_event(stored), position)
        self._read[key].append(self._stored[position])

    def append(self, event: DCBEvent, by: Attribution) -> int:
        """Seals an event at the next position; it is stored when the batch is written."""
        position = self.head + 1
        texts = event.texts if isinstance(event, DraftEvent) else {}
        draft = Draft(type=event.type, data=event.data, tags=event.tags, texts=texts)
        self.sealed.append(self.sealer.seal(draft, position, self.recorded_at, by))
        self.pending.add(event, position)
        return position

    def undo_to(self, head: int) -> None:
        """Forgets what was appended beyond a head: a command failed half-way."""
        keep = head - self.locked_head
        self.pending.keep(keep)
        del self.sealed[keep:]
