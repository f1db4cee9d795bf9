"""One batch's view of a book: what is stored, and what it will append."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventsourcing.dcb.api import DCBEvent, DCBSequencedEvent
from sqlalchemy.util import await_only

from eventlog import statements
from eventlog.books import Edge
from eventlog.connections import Connection
from eventlog.known import Found, Known
from eventlog.mapping import DraftEvent, Located, located
from eventlog.pending import Pending, SelectorKey, in_order
from eventlog.sealing import Attribution, Draft, SealedEntry, Sealer


@dataclass
class Batch:
    """What one writer sees between the edge of a book and what it will append there.

    Stored events are read once for the whole batch, unless they are known from an earlier one;
    events that earlier commands of the batch will append are seen in memory. Positions follow the
    edge without gaps.
    """

    connection: Connection
    edge: Edge
    recorded_at: datetime
    sealer: Sealer
    known: Known
    pending: Pending = field(default_factory=Pending)
    sealed: list[SealedEntry] = field(default_factory=list)

    @classmethod
    def begin(
        cls, connection: Connection, edge: Edge, now: datetime, sealer: Sealer, known: Known
    ) -> "Batch":
        """The time of recording never goes back within a book."""
        return cls(connection, edge, max(now, edge.recorded_at), sealer, known.at(edge))

    @property
    def head(self) -> int:
        return self.edge.head + len(self.pending)

    def stored(self, keys: Sequence[SelectorKey]) -> Iterator[Located]:
        """The stored events of selectors whose answers are known; in order for each of them."""
        return map(located, self.known.matching(keys))

    def appended(self, keys: Iterable[SelectorKey]) -> list[Located]:
        """What earlier commands of the batch will append that these selectors match."""
        return [located(one) for one in self.pending.matching(keys, self.edge.head)]

    def all_of(self, keys: Sequence[SelectorKey]) -> list[Located]:
        """Both of these; reads what was not read before."""
        return [located(one) for one in self.matching(keys, 0)]

    def matching(self, keys: Sequence[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        """All that selectors match after a position, in order; reads what was not read before."""
        waiting = self.pending.matching(keys, after)
        return self._stored_matching(keys, after) + waiting if after < self.edge.head else waiting

    def _stored_matching(self, keys: Sequence[SelectorKey], after: int) -> list[DCBSequencedEvent]:
        if self.known.unanswered(keys):
            await_only(self.prefetch(keys))
        return in_order(one for one in self.known.matching(keys) if one.position > after)

    async def prefetch(self, keys: Iterable[SelectorKey]) -> None:
        """Reads what many selectors ask about in one round trip, unless it is known.

        Where that fails, nothing is known of it. Raises `UnreadableEntryError`.
        """
        unread = self.known.unanswered(keys)
        found: list[Found] = []
        if self.edge.head:
            if tagged := [key for key in unread if key[1]]:
                found += await self._read_tagged(tagged)
            for key in unread:
                if not key[1]:
                    found += await self._read_untagged(key)
        self.known.learn(unread, found)

    async def _read_tagged(self, keys: Sequence[SelectorKey]) -> list[Found]:
        rows = [
            (slot, name, tag)
            for slot, (types, (tag,)) in enumerate(keys)
            for name in types or (None,)
        ]
        found = await self.connection.fetch(
            statements.READ_SELECTED, self.edge.book_no, *map(list, zip(*rows, strict=True))
        )
        return [(keys[slot], position, stored) for slot, position, stored in found]

    async def _read_untagged(self, key: SelectorKey) -> list[Found]:
        types, _ = key
        found = await self.connection.fetch(
            statements.READ_UNTAGGED, self.edge.book_no, list(types) or None
        )
        return [(key, position, stored) for position, stored in found]

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
        keep = head - self.edge.head
        self.pending.keep(keep)
        del self.sealed[keep:]
