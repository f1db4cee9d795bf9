"""Appends a batch at the edge of a book that is known already, or else under the book's lock.

A writer that knows its book reads what it does not know yet, decides, and stores by one statement
that takes effect only if the tree's edge is still the one it knew. Where somebody else has written,
it takes the book's lock and does it again: that way always ends.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

import asyncpg

from eventlog.batch import Batch
from eventlog.books import lock_book
from eventlog.connections import Pool
from eventlog.deciding import decide
from eventlog.errors import EdgeMovedError
from eventlog.known import Known
from eventlog.sealing import Sealer
from eventlog.storing import Change, recall
from eventlog.watching import Storing
from eventlog.work import Answered, Recorded, Work

Outcomes: TypeAlias = list[Recorded | Exception]
"""What each command is answered."""
DISTURBED = (EdgeMovedError, asyncpg.UniqueViolationError, asyncpg.SerializationError)
"""Somebody else has written; or a command was given before, and its first answer is there."""


@dataclass(frozen=True)
class Decided:
    """A batch that is to be stored, what its commands are then answered, and what to remember."""

    batch: Batch
    outcomes: Outcomes
    answers: Mapping[UUID, Answered]


@dataclass(frozen=True)
class Turn:
    """Commands whose turn has come at their book."""

    pool: Pool
    works: Sequence[Work]
    sealer: Sealer
    clock: Callable[[], datetime]
    storing: Storing

    async def decide(
        self, known: Known, edge_stored: Callable[[], Awaitable[object]]
    ) -> Decided | None:
        """Decides at the edge that is known, if one is and it can be trusted.

        What is read may be newer than the edge, but then nothing is stored.
        """
        if not known.edge or not known.is_undisturbed:
            return None
        batch = Batch.begin(self.pool, known.edge, self.clock(), self.sealer, known, edge_stored)
        return Decided(batch, *await decide(batch, self.works, {}))

    async def store(self, decided: Decided, begun: Callable[[], None]) -> None:
        """Stores what was decided without a lock. Raises one of `DISTURBED`, `ErasureFailedError`.

        A repeated command shows when its second answer is stored. One that failed has none: it is
        looked up, and the others, stored at this edge, show that it failed rightly. What is known
        grows when `begun` is called, before it is stored: who decides on it stores after this.
        """
        batch = decided.batch
        pairs = zip(self.works, decided.outcomes, strict=True)
        failed = [work for work, outcome in pairs if isinstance(outcome, Exception)]
        if not decided.answers:
            raise EdgeMovedError
        async with self.pool.acquire() as connection:
            if failed and await recall(connection, batch.edge.book_no, failed):
                raise EdgeMovedError
            change = Change(batch, decided.answers)
            self.storing(len(batch.sealed))
            batch.known.grow(batch.pending, batch.sealed, change.edge)
            begun()
            await change.store_alone(connection)

    async def append_under_lock(self, known: Known) -> Decided:
        """Decides and stores them where nobody can come between. Raises as `store`, and
        `BookNotFoundError`.
        """
        async with (
            self.pool.acquire() as connection,
            connection.transaction(isolation="read_committed"),  # sees what others did
        ):
            edge = await lock_book(connection, self.sealer.book)
            batch = Batch.begin(connection, edge, self.clock(), self.sealer, known)
            earlier = await recall(connection, edge.book_no, self.works)
            decided = Decided(batch, *await decide(batch, self.works, earlier))
            change = Change(batch, decided.answers)
            self.storing(len(batch.sealed))
            if decided.answers:
                await change.store(connection)
        known.grow(batch.pending, batch.sealed, change.edge)
        return decided
