"""The alarm: a text that is gone without an entry that says it was erased, or is there too much.

And before anything is read or written: whether the texts that are there open at all.
"""

import asyncio
import time
from dataclasses import dataclass, field

import msgspec

from eventlog import statements
from eventlog.books import all_books
from eventlog.connections import Connection, Pool
from eventlog.disclosures import MasterKey, SealedText, UndisclosedTextError
from schemas.events.record import ERASURES, DisclosureErased

MOST_NAMED = 100
MOST_TRIED = 10


class MissingTexts(msgspec.Struct, frozen=True):
    """An entry of a book, and how many texts it lacks; fewer than none are texts too many."""

    book: str
    position: int
    missing: int

    def sentence(self) -> str:
        where = f"entry {self.position} of {self.book}"
        if self.missing > 0:
            return f"{self.missing} text(s) of {where} are gone, and no entry says they were erased"
        return f"the texts of {where} are not those that were recorded with it"


@dataclass
class TextWatch:
    """Compares what books were recorded with, what is there and what was erased, by counting.

    Entries are counted once: they never change. An answer is good for `good_for` seconds.
    """

    pool: Pool
    good_for: float = 0.0
    _counted: dict[int, tuple[int, int]] = field(default_factory=dict)
    _found: list[MissingTexts] = field(default_factory=list)
    _looked_at: float | None = None
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def missing(self) -> list[MissingTexts]:
        """Texts that are missing in any book; the first hundred of each."""
        async with self._looking:
            now = time.monotonic()
            if self._looked_at is None or now - self._looked_at >= self.good_for:
                self._found = await self._look()
                self._looked_at = now
        return self._found

    async def _look(self) -> list[MissingTexts]:
        found = []
        for book in await all_books(self.pool):
            if not await self._adds_up(book.no):
                found += await missing_of(self.pool, book.no, book.id)
        return found

    async def _adds_up(self, book_no: int) -> bool:
        counted_to, recorded = self._counted.get(book_no, (0, 0))
        row = await self.pool.fetchrow(
            statements.COUNT_TEXTS, book_no, counted_to, ERASURES, DisclosureErased.TOPIC
        )
        if row is None:
            return True
        recorded += row["recorded"]
        self._counted[book_no] = (row["head"], recorded)
        return bool(recorded == row["open"] + row["erased"])


async def opens_texts(source: Connection | Pool, master_key: MasterKey) -> bool:
    """Whether a master key opens one of the newest texts; true where there is none.

    A single one may have been damaged; where none opens, all were sealed under another key.
    """
    rows = await source.fetch(statements.READ_NEWEST_DISCLOSURES, MOST_TRIED)
    return not rows or any(_opens(master_key, SealedText(*row)) for row in rows)


def _opens(master_key: MasterKey, sealed: SealedText) -> bool:
    try:
        master_key.disclosure(sealed)
    except UndisclosedTextError:
        return False
    return True


async def missing_of(source: Connection | Pool, book_no: int, book: str) -> list[MissingTexts]:
    """The entries of a book whose texts are not all there, or accounted for."""
    rows = await source.fetch(
        statements.FIND_MISSING_TEXTS, book_no, ERASURES, DisclosureErased.TOPIC, MOST_NAMED
    )
    return [MissingTexts(book, row["position"], row["missing"] or -1) for row in rows]
