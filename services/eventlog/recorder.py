"""`eventsourcing`'s DCB recorder over asyncpg, for one command within a batch.

The library is synchronous. Its code runs in a greenlet (`sqlalchemy.util.greenlet_spawn`, what
`AsyncConnection.run_sync` is made of), so that a read that must wait awaits on the event loop
without a thread. Nothing is written here: the writer stores the whole batch at once.
"""

from collections.abc import Iterator, Sequence
from typing import Self

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.persistence import IntegrityError, ProgrammingError

from eventlog.batch import Batch
from eventlog.pending import keys_of
from eventlog.sealing import Attribution


class ReadResponse(DCBReadResponse):
    """Events that were read, and the position up to which they are all."""

    def __init__(self, events: Sequence[DCBSequencedEvent], head: int | None) -> None:
        self._events: Iterator[DCBSequencedEvent] = iter(events)
        self._head = head

    @property
    def head(self) -> int | None:
        return self._head

    def __next__(self) -> DCBSequencedEvent:
        return next(self._events)


class CommandRecorder(DCBRecorder):
    """Reads and appends on behalf of one command; its entries carry that command's attribution."""

    def __init__(self, batch: Batch, attribution: Attribution) -> None:
        self._batch = batch
        self._attribution = attribution

    def read(
        self,
        query: DCBQuery | None = None,
        *,
        after: int | None = None,
        limit: int | None = None,
    ) -> ReadResponse:
        found = self._batch.matching(keys_of(query or DCBQuery()), after or 0)
        if limit is None:
            return ReadResponse(found, self._batch.head or None)
        found = found[:limit]
        return ReadResponse(found, found[-1].position if found else None)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        if not events:
            raise ProgrammingError("There is nothing to append.")
        if condition and self._fails(condition):
            raise IntegrityError(condition)
        for event in events:
            self._batch.append(event, self._attribution)
        return self._batch.head

    def _fails(self, condition: DCBAppendCondition) -> bool:
        keys = keys_of(condition.fail_if_events_match)
        return bool(self._batch.matching(keys, condition.after or 0))

    def subscribe(
        self,
        query: DCBQuery | None = None,
        *,
        after: int | None = None,
    ) -> DCBSubscription[Self]:
        """Not offered: following a book is the business of its feed."""
        raise ProgrammingError("Follow a book by its feed; a recorder lives for one command.")
