"""How far views are behind their books, and how far a rebuild is: what operators watch."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from eventlog.connections import Pool
from projections import generations, storage
from projections.view import View

_SQL = Path(__file__).parent / "sql"
READ_LAGS = (_SQL / "read_lags.sql").read_text(encoding="utf-8")
READ_REBUILDS = (_SQL / "read_rebuilds.sql").read_text(encoding="utf-8")


class Lag(msgspec.Struct, frozen=True):
    """One view of one book. `behind_since`: when its first unseen entry was recorded.

    A view that is not made has seen nothing in the shape that this build reads.
    """

    book: str
    view: str
    position: int
    head: int
    stopped_at: int | None
    error: str | None
    behind_since: datetime | None
    is_made: bool

    @property
    def entries(self) -> int:
        """Exact: positions have no gaps."""
        return self.head - self.position

    def place(self) -> str:
        """Where it stopped; why is told to operators, since errors may quote an entry."""
        return f"{self.view} of {self.book} at position {self.stopped_at}"


class Rebuilding(msgspec.Struct, frozen=True):
    """A view whose next generation has folded some books, of all entries that are wanted."""

    view: str
    folded: int
    wanted: int


async def lags(pool: Pool, views: Sequence[View]) -> list[Lag]:
    """The live generation of every view on every book, in one statement."""
    live = await storage.live_generations(pool, views)
    asked = [view.name for view in views], [live.get(view.name) for view in views]
    return [Lag(*row) for row in await pool.fetch(READ_LAGS, *asked)]


async def rebuilds(pool: Pool, views: Sequence[View]) -> list[Rebuilding]:
    """The views that a rebuild which runs now has begun to fold."""
    shown = await generations.shown(pool, views)
    found = await pool.fetch(READ_REBUILDS, list(shown), list(shown.values()))
    return [Rebuilding(*row) for row in found]
