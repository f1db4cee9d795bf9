"""Folds views of a book up to an earlier position, on from what their histories hold."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections.past import PastView
from projections.publication import Publication
from projections.view import View
from schemas.upcasting import UPCASTERS, current_name

ENTRIES_PER_READ = 1_000
"""Others of this process wait while so many are decoded, and while a view folds them."""
NEAR = 10_000
"""Of the last so many entries those that matter are counted before they are read."""
MOST_HELD = 20_000
"""Documents of a fold in memory, of all its views together; some 3 KB each."""
_SQL = Path(__file__).parent / "sql"
_POSITION_AT = (_SQL / "position_at.sql").read_text(encoding="utf-8")
_COUNT_OF_TYPES = (_SQL / "count_of_types.sql").read_text(encoding="utf-8")


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
        types = types_for(one.view for one in views)
        seen = min((one.mark for one in views), default=position)
        reading = asyncio.create_task(self._next(seen, position, types))
        try:
            while seen < position:
                entries = await reading
                is_full = len(entries) == ENTRIES_PER_READ
                seen = entries[-1].position if is_full else position
                if is_full:
                    reading = asyncio.create_task(self._next(seen, position, types))
                    await asyncio.sleep(0)  # PostgreSQL looks for the next while these are folded
                for one in views:
                    one.fold(entries, seen, MOST_HELD // len(views))
                    await asyncio.sleep(0)  # others of this process have their turn
        finally:
            reading.cancel()

    async def _next(self, seen: int, position: int, types: Sequence[str]) -> list[ReadEntry]:
        """The next entries of these types, not beyond a position."""
        limit = await self._limit(seen, position, types)
        if not limit:
            return []
        entries = await self._reader.of_types_after(self._book_no, seen, limit, types, self._pool)
        known = (one for one in entries if one.position <= position)
        return [self._publication.of(one) for one in known] if self._publication else list(known)

    async def _limit(self, seen: int, position: int, types: Sequence[str]) -> int:
        """How many to read; near the end no more than there are, so as to decode nothing beyond."""
        if position - seen > NEAR:
            return ENTRIES_PER_READ
        count: int = await self._pool.fetchval(
            _COUNT_OF_TYPES, self._book_no, seen, position, types, ENTRIES_PER_READ
        )
        return count


def types_for(views: Iterable[View]) -> list[str]:
    """The stored names of the event types that any of these views handles, older ones too."""
    handled = {event.TOPIC for view in views for event in view.handled}
    return sorted(handled | {one for one in UPCASTERS if current_name(one) in handled})
