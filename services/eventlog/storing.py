"""Writes what a batch recorded in one statement, and recalls what commands were answered before."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from eventlog import statements
from eventlog.batch import Batch
from eventlog.connections import Connection
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


async def store(connection: Connection, batch: Batch, answers: Mapping[UUID, Answered]) -> None:
    """Appends the batch's entries, tags, texts and answers, and moves the book's head."""
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
    )


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[i] for row in rows] for i in range(width)]
