"""How far the views of each book are, which have stopped and why; and whether texts are missing."""

import msgspec

from eventlog.connections import Pool
from eventlog.missing import MissingTexts, TextWatch
from projections.catalogue import VIEWS
from projections.lag import Lag, lags


class Health(msgspec.Struct, frozen=True):
    """All views of all books, and texts that are gone without an entry that says so."""

    views: list[Lag]
    missing: list[MissingTexts] = []

    @property
    def stopped(self) -> list[Lag]:
        return [one for one in self.views if one.stopped_at is not None]

    @property
    def not_made(self) -> list[str]:
        """The views that are not read, because only another build has made them; by name."""
        return sorted({one.view for one in self.views if not one.is_made})


async def health_of(pool: Pool, texts: TextWatch) -> Health:
    return Health(await lags(pool, VIEWS), await texts.missing())
