"""What views hold when a book is folded whole: what reads of the past are held against."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime

import msgspec

from eventlog.reading import ReadEntry, Reader
from projections.catalogue import VIEW_OF, VIEWS
from projections.documents import D, Document
from projections.rows import Rows
from projections.view import View
from tests.support.batches import as_stored

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
) -> AsyncIterator[ReadEntry]:
    """The entries of a book up to a position, or recorded no later than a time."""
    seen = 0
    while batch := await reader.after(book_no, seen, ENTRIES_PER_READ):
        for one in batch:
            if position is not None and one.position > position:
                return
            if recorded_at is not None and one.entry.recorded_at > recorded_at:
                return
            yield one
        seen = batch[-1].position


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


async def _each(entries: Iterable[ReadEntry]) -> AsyncIterator[ReadEntry]:
    for one in entries:
        yield one


async def replayed(entries: Iterable[ReadEntry]) -> ReplayedDocuments:
    """What all views hold after these entries, as if it had been stored and read back."""
    documents = await replay(_each(entries), VIEWS, VIEW_OF)
    for kind, view in VIEW_OF.items():
        rows = documents._rows[view.name]
        for one in rows.of_kind(kind):
            rows.put(msgspec.json.decode(as_stored(one), type=kind))
    return documents


class HeldEntries:
    """A book in memory, read as `eventlog.reading.Reader` reads one."""

    def __init__(self, entries: Sequence[ReadEntry]) -> None:
        self._entries = entries

    async def at(self, _book_no: int, positions: Sequence[int]) -> list[ReadEntry]:
        return [one for one in self._entries if one.position in positions]

    async def tagged(self, _book_no: int, tags: Iterable[str]) -> list[ReadEntry]:
        wanted = set(tags)
        return [one for one in self._entries if wanted & set(one.entry.tags)]
