"""Entries against their columns, leaf hashes, tags and texts, in the order of the book."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import TypeAlias

import asyncpg
import msgspec

from eventlog.books import Book
from eventlog.connections import Connection
from eventlog.disclosures import base64url, digest_of
from eventlog.erasing import erased_texts
from eventlog.reading import Disclosed, Reader
from eventlog.sealing import leaf_hash
from schemas.counting import counted
from schemas.entry import Entry, read_entry

Found: TypeAlias = tuple[str, str, int | None]
"""Rule, sentence, position."""

ENTRIES_PER_READ = 1_000
_MOST_TEXTS, _BEYOND_ALL = 1_000_000, 2**53
_ENTRIES = """
SELECT position, event_id, type, occurred_at, recorded_at, bytes, leaf_hash FROM eventlog.entry
WHERE book_no = $1 AND position > $2 ORDER BY position LIMIT $3
"""
_TAGS = "SELECT position, tag, type FROM eventlog.entry_tag WHERE book_no = $1 ORDER BY position"


class RowCheck:
    """One pass over a book. `leaves` are the leaf hashes that the bytes have."""

    def __init__(self, connection: Connection, reader: Reader, book: Book) -> None:
        self._connection = connection
        self._reader = reader
        self._book = book
        self._tags: dict[int, set[tuple[str, str]]] = {}
        self.leaves: list[bytes] = []
        self.faults: list[Found] = []

    async def run(self) -> None:
        at, tags = 0, _by_position(self._connection, self._book.no)
        waiting = await anext(tags, None)
        while rows := await self._connection.fetch(_ENTRIES, self._book.no, at, ENTRIES_PER_READ):
            texts = await self._texts(at, rows[-1]["position"])
            for row in rows:
                position = row["position"]
                for gone in range(at + 1, position):
                    self._fault("entry-dropped", f"Entry {gone} is missing.", gone)
                while waiting and waiting[0] < position:
                    self._stray(waiting[0])
                    waiting = await anext(tags, None)
                tagged = waiting[1] if waiting and waiting[0] == position else set()
                if waiting and waiting[0] == position:
                    waiting = await anext(tags, None)
                await self._entry(row, tagged, texts.pop(position, []))
                at = position
            self._homeless(texts)
        self._homeless(await self._texts(at, _BEYOND_ALL))
        while waiting:
            self._stray(waiting[0])
            waiting = await anext(tags, None)
        if at != self._book.head:
            head = counted(self._book.head, "entry", "entries")
            sentence = f"The book's row says {head}; the last is {at:,}."
            self._fault("head", sentence, None)

    async def _texts(self, after: int, until: int) -> dict[int, list[Disclosed]]:
        found: defaultdict[int, list[Disclosed]] = defaultdict(list)
        for one in await self._reader.disclosed_after(
            self._book.no, (after + 1, ""), until, _MOST_TEXTS, self._connection
        ):
            found[one.position].append(one)
        return found

    async def _entry(
        self, row: asyncpg.Record, tags: set[tuple[str, str]], texts: list[Disclosed]
    ) -> None:
        position, stored = row["position"], row["bytes"]
        self.leaves.append(leaf_hash(stored))
        if row["leaf_hash"] != self.leaves[-1]:
            self._fault("leaf-hash", f"Entry {position} has not the leaf hash beside it.", position)
        try:
            entry = read_entry(stored)
        except msgspec.DecodeError:
            self._fault("entry-changed", f"Entry {position} cannot be read.", position)
            return
        for what in _columns(entry, row, self._book.id):
            sentence = f"Entry {position} says another {what} than its row."
            self._fault("entry-changed", sentence, position)
        if tags != {(tag, entry.type) for tag in entry.tags}:
            sentence = f"Entry {position} is not found by the tags that it carries."
            self._fault("tags", sentence, position)
        await self._compare_texts(entry, texts)

    async def _compare_texts(self, entry: Entry, texts: Iterable[Disclosed]) -> None:
        position, open_ = entry.position, set()
        for one in texts:
            digest = base64url(digest_of(one.disclosure)) if one.disclosure is not None else None
            if digest is None or digest not in entry.sd:
                sentence = f"The text {one.name!r} of entry {position} is not the one recorded."
                self._fault("text-mismatch", sentence, position)
            open_.add(digest)
        if not set(entry.sd) - open_:
            return
        erased = await erased_texts(self._connection, self._book.no, [position])
        gone = {one.digest for one in erased.get(position, {}).values()}
        if missing := set(entry.sd) - open_ - gone:
            sentence = (
                f"{len(missing)} text(s) of entry {position} are gone, and no entry says that "
                "they were erased."
            )
            self._fault("text-missing", sentence, position)

    def _homeless(self, texts: Iterable[int]) -> None:
        for position in texts:
            sentence = f"A text is kept for entry {position}, which is not there."
            self._fault("text-mismatch", sentence, position)

    def _stray(self, position: int) -> None:
        self._fault("tags", f"Tags speak of entry {position}, which is not there.", position)

    def _fault(self, rule: str, sentence: str, position: int | None) -> None:
        self.faults.append((rule, sentence, position))


def _columns(entry: Entry, row: asyncpg.Record, book: str) -> Iterable[str]:
    said = {
        "book": (entry.book, book),
        "position": (entry.position, row["position"]),
        "event id": (entry.id, str(row["event_id"])),
        "type": (entry.type, row["type"]),
        "time": (entry.occurred_at, row["occurred_at"]),
        "time of recording": (entry.recorded_at, row["recorded_at"]),
    }
    return [what for what, (one, other) in said.items() if one != other]


async def _by_position(
    connection: Connection, book_no: int
) -> AsyncIterator[tuple[int, set[tuple[str, str]]]]:
    """The tags of each position that has any, with the types they stand under."""
    at, found = 0, set[tuple[str, str]]()
    async for position, tag, type_ in connection.cursor(_TAGS, book_no):
        if position != at and found:
            yield at, found
            found = set()
        at = position
        found.add((tag, type_))
    if found:
        yield at, found
