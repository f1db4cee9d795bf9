"""Folds views of a book up to an earlier position, on from what their histories hold."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections.passing import Needed, needed
from projections.past import PastView
from projections.publication import Publication

ENTRIES_PER_READ = 1_000
"""Others of this process wait while so many are decoded, and while a view folds them."""
MOST_HELD = 20_000
"""Documents of a fold in memory, of all its views together; some 3 KB each."""
_SQL = Path(__file__).parent / "sql"
_POSITION_AT = (_SQL / "position_at.sql").read_text(encoding="utf-8")


async def position_at(pool: Pool, book_no: int, recorded_at: datetime) -> int:
    """The position of the last entry recorded no later than a time; 0 where there is none."""
    found: int = await pool.fetchval(_POSITION_AT, book_no, recorded_at)
    return found


class Replay:
    """Folds some views of a book, each on from its own mark, up to a position."""

    def __init__(
        self, reader: Reader, pool: Pool, book_no: int, publication: Publication | None
    ) -> None:
        self._reader = reader
        self._pool = pool
        self._book_no = book_no
        self._publication = publication

    async def fold(self, views: Sequence[PastView], position: int) -> None:
        """Brings views to a position, and their histories to the last mark before it."""
        needs = needed([one.view for one in views])
        seen = min((one.mark for one in views), default=position)
        reading = asyncio.create_task(self._next(seen, position, needs))
        try:
            while seen < position:
                entries = await reading
                is_full = len(entries) == ENTRIES_PER_READ
                seen = entries[-1].position if is_full else position
                if is_full:
                    reading = asyncio.create_task(self._next(seen, position, needs))
                    await asyncio.sleep(0)  # PostgreSQL looks for the next while these are folded
                for one in views:
                    one.fold(entries, seen, MOST_HELD // len(views))
                    await asyncio.sleep(0)  # others of this process have their turn
        finally:
            reading.cancel()

    async def _next(self, seen: int, position: int, needs: Needed) -> list[ReadEntry]:
        """The next entries that matter, not beyond a position, as they may be shown."""
        entries = await self._reader.of_types(
            self._book_no, seen, position, ENTRIES_PER_READ, needs.types, needs.texts_of, self._pool
        )
        return [self._publication.of(one) for one in entries] if self._publication else entries
