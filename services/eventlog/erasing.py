"""Erasure: the text of an entry and its key go in the transaction that records that they went."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from eventlog import statements
from eventlog.batch import Batch
from eventlog.connections import Connection, Pool
from eventlog.disclosures import base64url, from_base64url
from eventlog.mapping import DraftEvent, entry_at
from eventlog.work import EarlierEntry
from schemas.counting import counted
from schemas.entry import Entry, read_entry, read_event
from schemas.events.record import ERASURES, DisclosureErased

OpenTexts: TypeAlias = Mapping[tuple[int, str], str]
"""By position and field, the digest (base64url) of each text that can still be read."""


class ErasureFailedError(Exception):
    """An event says that a text was erased, and that text is not there: nothing is recorded."""


def erasures_of(batch: Batch) -> list[DisclosureErased]:
    """What the events that a batch will append say is erased."""
    drafts = (waiting.event for waiting in batch.pending.events)
    events = (draft.event for draft in drafts if isinstance(draft, DraftEvent))
    return [event for event in events if isinstance(event, DisclosureErased)]


async def erase(connection: Connection, batch: Batch) -> None:
    """Deletes what the batch's events say is erased. Raises `ErasureFailedError`."""
    erased = erasures_of(batch)
    if not erased:
        return
    status = await connection.execute(
        statements.ERASE_TEXTS,
        batch.edge.book_no,
        [one.position for one in erased],
        [one.name for one in erased],
        [from_base64url(one.digest) for one in erased],
    )
    if status != f"DELETE {len(erased)}":
        those = counted(len(erased), "text was", "texts were")
        raise ErasureFailedError(f"{those} to be erased; the database: {status}.")


async def open_texts(
    source: Connection | Pool, book_no: int, positions: Sequence[int]
) -> dict[tuple[int, str], str]:
    """The texts of these entries that can still be read, in the order of their fields."""
    rows = await source.fetch(statements.READ_OPEN_TEXTS, book_no, positions)
    found = {(row["position"], row["name"]): base64url(row["digest"]) for row in rows}
    return dict(sorted(found.items()))


async def earlier_entries(
    source: Connection | Pool, book_no: int, positions: Sequence[int]
) -> dict[int, EarlierEntry]:
    """What there is at these positions: the texts that can still be read, and whom facts name.

    Raises `UnreadableEntryError`.
    """
    texts: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for (position, name), digest in (await open_texts(source, book_no, positions)).items():
        texts[position][name] = digest
    rows = await source.fetch(statements.READ_ENTRIES_AT, book_no, positions)
    return {
        position: EarlierEntry(texts[position], names_in(entry_at(position, stored)))
        for position, stored in rows
    }


def names_in(entry: Entry) -> frozenset[str]:
    """Every text among an entry's facts, and the organisation that recorded it."""
    names = {entry.acting_for} if entry.acting_for else set()
    unread = [msgspec.json.decode(entry.data)]
    while unread:
        match unread.pop():
            case str(name):
                names.add(name)
            case dict(fields):
                unread.extend(fields.values())
            case list(values):
                unread.extend(values)
    return frozenset(names)


async def erased_texts(
    source: Connection | Pool, book_no: int, positions: Sequence[int]
) -> dict[int, dict[str, DisclosureErased]]:
    """What was erased from these entries, by position and field."""
    rows = await source.fetch(
        statements.READ_OF_ENTRIES, book_no, DisclosureErased.TOPIC, positions
    )
    found: dict[int, dict[str, DisclosureErased]] = {}
    for row in rows:
        entry = read_entry(row["bytes"])
        event = read_event(entry.type, entry.data)
        if isinstance(event, DisclosureErased):
            found.setdefault(event.position, {})[event.name] = event
    return found


async def last_erasure(source: Connection | Pool, book_no: int) -> int:
    """The position of the last entry that erased something; 0 where nothing ever was."""
    found: int = await source.fetchval(
        statements.LAST_TAGGED, book_no, ERASURES, DisclosureErased.TOPIC
    )
    return found
