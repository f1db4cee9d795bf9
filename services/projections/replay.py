"""Folds a book from nothing up to an earlier moment: what was known then."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from eventlog.reading import ReadEntry, Reader
from projections.documents import D, Document
from projections.rows import Rows
from projections.view import View
from schemas.upcasting import UPCASTERS, current_name

ENTRIES_PER_READ = 2_000


class ReplayedDocuments:
    """Documents of one book as they were at an earlier moment."""

    def __init__(self, rows: dict[str, Rows], views: dict[type[Document], View]) -> None:
        self._rows = rows
        self._views = views

    async def get(self, kind: type[D], key: str) -> D | None:
        return self._rows[self._views[kind].name].get(kind, key)

    async def page(
        self,
        kind: type[D],
        *,
        about: tuple[str, ...] = (),
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> list[D]:
        wanted = set(about)
        found = [
            document
            for document in self._rows[self._views[kind].name].of_kind(kind)
            if wanted <= set(document.about())
            and (after is None or (document.sort(), document.key()) > after)
        ]
        return sorted(found, key=lambda document: (document.sort(), document.key()))[:limit]


async def entries_until(
    reader: Reader,
    book_no: int,
    *,
    position: int | None = None,
    recorded_at: datetime | None = None,
    views: Iterable[View] | None = None,
) -> AsyncIterator[ReadEntry]:
    """The entries of a book up to a position, or recorded no later than a time.

    For some views, only those that matter to any of them: most entries are not even read.
    """
    seen, types = 0, None if views is None else types_for(views)
    while batch := await _next(reader, book_no, seen, types):
        for one in batch:
            if position is not None and one.position > position:
                return
            if recorded_at is not None and one.entry.recorded_at > recorded_at:
                return
            yield one
        seen = batch[-1].position


def types_for(views: Iterable[View]) -> list[str]:
    """The stored names of the event types that any of these views handles, older ones too."""
    handled = {event.TOPIC for view in views for event in view.handled}
    return sorted(handled | {one for one in UPCASTERS if current_name(one) in handled})


async def _next(
    reader: Reader, book_no: int, seen: int, types: list[str] | None
) -> list[ReadEntry]:
    if types is None:
        return await reader.after(book_no, seen, ENTRIES_PER_READ)
    return await reader.of_types_after(book_no, seen, ENTRIES_PER_READ, types)


async def replay(
    entries: AsyncIterator[ReadEntry],
    views: Iterable[View],
    kinds: dict[type[Document], View],
) -> ReplayedDocuments:
    """Folds entries from nothing. A failing view raises: there is no half answer about the past."""
    rows = {view.name: Rows() for view in views}
    async for entry in entries:
        for view in views:
            view.apply(rows[view.name], entry)
    return ReplayedDocuments(rows, kinds)
