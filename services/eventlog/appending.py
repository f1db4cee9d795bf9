"""Appends a batch at the edge of a book that is known already, or else under the book's lock.

A writer that knows its book reads what it does not know yet, decides, and stores by one statement
that takes effect only if the tree's edge is still the one it knew. Where somebody else has written,
it takes the book's lock and does it again: that way always ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import asyncpg

from eventlog.batch import Batch
from eventlog.books import Edge, lock_book
from eventlog.connections import Connection
from eventlog.deciding import decide
from eventlog.errors import EdgeMovedError
from eventlog.known import Known
from eventlog.sealing import Sealer
from eventlog.storing import Change, recall
from eventlog.watching import Storing
from eventlog.work import Recorded, Work

Appended: TypeAlias = tuple[list[Recorded | Exception], Batch]
"""What each command is answered, and the batch that was stored."""
_DISTURBED = (EdgeMovedError, asyncpg.UniqueViolationError, asyncpg.SerializationError)
"""Somebody else has written; or a command was given before, and its first answer is there."""


@dataclass(frozen=True)
class Turn:
    """Commands whose turn has come at their book; `known` grows by what they record."""

    connection: Connection
    works: Sequence[Work]
    sealer: Sealer
    clock: Callable[[], datetime]
    known: Known
    storing: Storing

    async def append(self) -> Appended:
        """Decides and stores them, all or none. Raises `BookNotFoundError`, `ErasureFailedError`.

        What a single command is refused for is its answer.
        """
        if self.known.edge and self.known.is_undisturbed:
            try:
                return await self._at_known(self.known.edge)
            except _DISTURBED:
                pass
        return await self._under_lock()

    async def _at_known(self, edge: Edge) -> Appended:
        """Without a lock: what is read may be newer than the edge, but then nothing is stored.

        A repeated command shows when its second answer is stored. One that failed has none: it is
        looked up, and the others, stored at this edge, show that it failed rightly.
        """
        batch = Batch.begin(self.connection, edge, self.clock(), self.sealer, self.known)
        outcomes, answers = await decide(batch, self.works, {})
        pairs = zip(self.works, outcomes, strict=True)
        failed = [work for work, outcome in pairs if isinstance(outcome, Exception)]
        if not answers or (failed and await recall(self.connection, edge.book_no, failed)):
            raise EdgeMovedError
        change = Change(batch, answers)
        self.storing(len(batch.sealed))
        await change.store_alone(self.connection)
        self.known.grow(batch.pending, batch.sealed, change.edge)
        return outcomes, batch

    async def _under_lock(self) -> Appended:
        async with self.connection.transaction(isolation="read_committed"):  # sees what others did
            edge = await lock_book(self.connection, self.sealer.book)
            batch = Batch.begin(self.connection, edge, self.clock(), self.sealer, self.known)
            earlier = await recall(self.connection, edge.book_no, self.works)
            outcomes, answers = await decide(batch, self.works, earlier)
            change = Change(batch, answers)
            self.storing(len(batch.sealed))
            if answers:
                await change.store(self.connection)
        self.known.grow(batch.pending, batch.sealed, change.edge)
        return outcomes, batch
