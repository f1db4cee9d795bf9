"""How far the views of each book are, which have stopped and why; and whether texts are missing."""

import msgspec

from eventlog.books import all_books
from eventlog.connections import Pool
from eventlog.missing import MissingTexts, TextWatch
from projections import storage
from projections.catalogue import VIEWS
from projections.storage import Checkpoint


class ViewStatus(msgspec.Struct, frozen=True):
    """One view of one book. `lag` is exact: positions have no gaps."""

    book: str
    view: str
    position: int
    lag: int
    stopped_at: int | None = None
    error: str | None = None

    def place(self) -> str:
        """Where it stopped; why is told to operators, since errors may quote an entry."""
        return f"{self.view} of {self.book} at position {self.stopped_at}"


class Health(msgspec.Struct, frozen=True):
    """All views of all books, and texts that are gone without an entry that says so."""

    views: list[ViewStatus]
    missing: list[MissingTexts] = []

    @property
    def stopped(self) -> list[ViewStatus]:
        return [one for one in self.views if one.stopped_at is not None]


async def health_of(pool: Pool, texts: TextWatch) -> Health:
    generations = await storage.live_generations(pool)
    found = []
    for book in await all_books(pool):
        seen = await storage.checkpoints(pool, book.no, generations)
        for view in VIEWS:
            at = seen.get(view.name, Checkpoint())
            lag = book.head - at.position
            found.append(ViewStatus(book.id, view.name, at.position, lag, at.stopped_at, at.error))
    return Health(found, await texts.missing())
