"""Writes what a batch recorded in one statement, and recalls what commands were answered before."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from eventlog import statements
from eventlog.batch import Batch
from eventlog.books import Edge
from eventlog.connections import Connection, Pool
from eventlog.erasing import erase, erasures_of
from eventlog.errors import EdgeMovedError
from eventlog.work import Answered, Recorded, Work

_recorded = msgspec.json.Decoder(Recorded)


async def recall(
    source: Connection | Pool, book_no: int, works: Sequence[Work]
) -> dict[UUID, Answered]:
    """The answers that any of these commands got before."""
    ids = [work.attribution.command_id for work in works]
    rows = await source.fetch(statements.RECALL_COMMANDS, book_no, ids)
    return {
        row["id"]: Answered(row["fingerprint"], _recorded.decode(row["answer"])) for row in rows
    }


class Change:
    """What a batch changes: entries, tags, texts and answers; the book's head and its tree."""

    def __init__(self, batch: Batch, answers: Mapping[UUID, Answered]) -> None:
        tree, self._completed = batch.edge.tree.grown(e.leaf_hash for e in batch.sealed)
        self.edge = Edge(batch.edge.book_no, tree, batch.recorded_at)
        self._batch = batch
        self._answers = answers

    async def store_alone(self, connection: Connection) -> None:
        """Stores it in a transaction of its own, of one statement if that is all."""
        if not self._completed and not erasures_of(self._batch):
            await self._append(connection)
            return
        async with connection.transaction(isolation="read_committed"):
            await self.store(connection)

    async def store(self, connection: Connection) -> None:
        """Stores it within the caller's transaction; texts that events say are erased go.

        Raises `EdgeMovedError`, `ErasureFailedError`.
        """
        await self._append(connection)
        for level in sorted({one.level for one in self._completed}):
            completed = [(one.number, one.root) for one in self._completed if one.level == level]
            await connection.execute(
                statements.KEEP_SUBTREES, self.edge.book_no, level, *_columns(completed, 2)
            )
        await erase(connection, self._batch)

    async def _append(self, connection: Connection) -> None:
        entries = self._batch.sealed
        texts = [
            (e.position, t.name, t.digest, t.wrapped_key, t.ciphertext)
            for e in entries
            for t in e.texts
        ]
        commands = [
            (id_, answered.fingerprint, msgspec.json.encode(answered.answer))
            for id_, answered in self._answers.items()
        ]
        if not await connection.fetchval(
            statements.APPEND,
            self.edge.book_no,
            self._batch.edge.tree.stored,
            self.edge.head,
            self.edge.recorded_at,
            self.edge.tree.stored,
            [e.event_id for e in entries],
            [e.type for e in entries],
            [e.occurred_at for e in entries],
            [e.stored for e in entries],
            [e.leaf_hash for e in entries],
            [msgspec.json.encode(e.tags).decode() for e in entries],
            *_columns(texts, 5),
            *_columns(commands, 3),
        ):
            raise EdgeMovedError


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[i] for row in rows] for i in range(width)]
