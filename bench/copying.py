"""Fills a book with made-up entries by COPY: sealed and hashed as the writer does, not decided."""

import itertools
import uuid
from collections.abc import Iterable, Iterator

import asyncpg

from bench.years_setting import START, Step
from eventlog.books import create_book, find_book
from eventlog.sealing import Attribution, Draft, SealedEntry, Sealer
from eventlog.tree import Frontier
from schemas.entry import canonical
from tests.support.books import KEY

ENTRIES_AT_ONCE = 5_000


async def copy(connection: asyncpg.Connection, book: str, steps: Iterable[Step]) -> int:
    """Makes a book of these steps, each recorded as it happened; how many entries it has."""
    await create_book(connection, book, START)
    no = (await find_book(connection, book)).no
    each, leaves = sealed(book, steps), list[bytes]()
    while some := list(itertools.islice(each, ENTRIES_AT_ONCE)):
        async with connection.transaction():
            await _copy(connection, no, some)
        leaves += [one.leaf_hash for one in some]
    frontier, subtrees = Frontier().grown(leaves)
    rows = [(no, one.level, one.number, one.root, one.hashes) for one in subtrees]
    await connection.copy_records_to_table("subtree", schema_name="eventlog", records=rows)
    await connection.execute(
        "UPDATE eventlog.book SET head = $2, frontier = $3 WHERE no = $1",
        no,
        frontier.size,
        frontier.stored,
    )
    return frontier.size


def sealed(book: str, steps: Iterable[Step]) -> Iterator[SealedEntry]:
    """The entries that the writer would make of them."""
    sealer, positions = Sealer(book, KEY), itertools.count(1)
    for command, (at, events) in enumerate(steps, start=1):
        by = Attribution("bench", uuid.UUID(int=command), at)
        for event in events:
            facts = canonical(event.facts())
            draft = Draft(event.TOPIC, facts, event.tags(), event.texts())
            yield sealer.seal(draft, next(positions), at, by)


async def _copy(connection: asyncpg.Connection, no: int, some: Iterable[SealedEntry]) -> None:
    entries, tags, texts = [], [], []
    for e in some:
        envelope = (no, e.position, e.event_id, e.type, e.occurred_at, e.recorded_at)
        entries.append((*envelope, e.stored, e.leaf_hash))
        tags += [(no, tag, e.type, e.position) for tag in e.tags]
        texts += [(no, e.position, t.name, t.digest, t.wrapped_key, t.ciphertext) for t in e.texts]
    for table, rows in (("entry", entries), ("entry_tag", tags), ("disclosure", texts)):
        await connection.copy_records_to_table(table, schema_name="eventlog", records=rows)
