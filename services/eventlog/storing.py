"""Writes what a batch recorded in one statement, and recalls what commands were answered before."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from eventlog import statements
from eventlog.batch import Batch
from eventlog.connections import Connection
from eventlog.erasing import erase
from eventlog.tree import Frontier
from eventlog.work import Answered, Recorded, Work

_recorded = msgspec.json.Decoder(Recorded)


async def recall(
    connection: Connection, book_no: int, works: Sequence[Work]
) -> dict[UUID, Answered]:
    """The answers that any of these commands got before."""
    ids = [work.attribution.command_id for work in works]
    rows = await connection.fetch(statements.RECALL_COMMANDS, book_no, ids)
    return {
        row["id"]: Answered(row["fingerprint"], _recorded.decode(row["answer"])) for row in rows
    }


async def store(connection: Connection, batch: Batch, answers: Mapping[UUID, Answered]) -> Frontier:
    """Appends the batch's entries, tags, texts and answers; moves the book's head and its tree.

    Texts that its events say are erased are deleted. Returns the tree's new edge. Raises
    `ErasureFailedError`.
    """
    entries = batch.sealed
    tags = [(e.position, tag, e.type) for e in entries for tag in e.tags]
    texts = [
        (e.position, t.name, t.digest, t.wrapped_key, t.ciphertext)
        for e in entries
        for t in e.texts
    ]
    commands = [
        (id_, answered.fingerprint, msgspec.json.encode(answered.answer))
        for id_, answered in answers.items()
    ]
    frontier, completed = batch.frontier.grown(e.leaf_hash for e in entries)
    subtrees = [(one.level, one.number, one.root, one.hashes) for one in completed]
    await connection.execute(
        statements.APPEND,
        batch.book_no,
        batch.head,
        batch.recorded_at,
        [e.position for e in entries],
        [e.event_id for e in entries],
        [e.type for e in entries],
        [e.occurred_at for e in entries],
        [e.recorded_at for e in entries],
        [e.stored for e in entries],
        [e.leaf_hash for e in entries],
        *_columns(tags, 3),
        *_columns(texts, 5),
        *_columns(commands, 3),
        *_columns(subtrees, 4),
        frontier.stored,
    )
    await erase(connection, batch)
    return frontier


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[i] for row in rows] for i in range(width)]
