"""Folds views of a book up to an earlier position, on from what their histories hold."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections.folding import ByType
from projections.passing import Needed, needed
from projections.past import PastView
from projections.publication import Publication

ENTRIES_PER_READ = 1_000
"""Of all types. Others of this process wait while they are decoded, and while a view folds them."""
READS_AT_ONCE = 3
"""While PostgreSQL looks for the entries or texts of one, those of others are decoded."""
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
        starts = iter(range(seen, position, ENTRIES_PER_READ))
        reading: deque[asyncio.Task[list[ReadEntry]]] = deque()
        try:
            while seen < position:
                for start in islice(starts, READS_AT_ONCE - len(reading)):
                    until = min(start + ENTRIES_PER_READ, position)
                    reading.append(asyncio.create_task(self._read(start, until, needs)))
                entries, seen = await reading.popleft(), min(seen + ENTRIES_PER_READ, position)
                by_type = ByType(entries)
                for one in views:
                    one.fold(by_type, seen, MOST_HELD // len(views))
                    await asyncio.sleep(0)  # others of this process have their turn
        finally:
            for one_read in reading:
                one_read.cancel()

    async def _read(self, after: int, until: int, needs: Needed) -> list[ReadEntry]:
        """The entries that matter beyond a position, up to another, as they may be shown."""
        entries = await self._reader.of_types(
            *(self._book_no, after, until, ENTRIES_PER_READ, needs.types, needs.texts_of),
            self._pool,
        )
        return [self._publication.of(one) for one in entries] if self._publication else entries
