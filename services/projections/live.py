"""Reads the documents that the runner keeps."""

from typing import Any

import msgspec

from eventlog.connections import Pool
from projections import storage
from projections.documents import D, Document, has_order
from projections.generations import require_made
from projections.view import View

_OF_KIND = """
SELECT doc FROM projections.document
WHERE book_no = $1 AND view = $2 AND generation = $3 AND kind = $4
"""
_IN_ORDER = f"{_OF_KIND} AND sort <> '' AND (sort, key) > ($5, $6) ORDER BY sort, key LIMIT $7"
_BY_KEY = f"{_OF_KIND} AND sort = $5 AND key > $6 ORDER BY key LIMIT $7"
_ABOUT = "WITH found AS MATERIALIZED (SELECT * FROM projections.document WHERE about @> $8::text[])"
"""Few documents are about a thing. Left to choose, PostgreSQL takes what stands best for any tags,
and walks through all of a kind."""


class LiveDocuments:
    """Documents of one book as one live generation of each view has them, made for one answer.

    All views are read in the generations that were live at the first look, so that an answer mixes
    no two, even where a rebuild flips meanwhile: the one before is kept. Where it is deleted all
    the same, because a text was erased, the answer goes on in the one that took its place.
    Reading a view that this build has not made raises `ViewNotMadeError`.
    """

    def __init__(self, pool: Pool, book_no: int, views: dict[type[Document], View]) -> None:
        self._pool = pool
        self._book_no = book_no
        self._views = views
        self._generations: dict[str, int] | None = None

    async def _generation(self, view: str) -> int:
        if self._generations is None:
            self._generations = await self._live()
        return require_made(view, self._generations)

    async def _live(self) -> dict[str, int]:
        return await storage.live_generations(self._pool, self._views.values())

    async def _has_gone(self, view: str) -> bool:
        """Whether what it read was deleted meanwhile; then it reads what is live now."""
        before, live = self._generations or {}, await self._live()
        if before == live or view in await storage.checkpoints(self._pool, self._book_no, before):
            return False
        self._generations = live
        return True

    async def get(self, kind: type[D], key: str) -> D | None:
        view = self._views[kind].name
        while True:
            generation = await self._generation(view)
            found = await storage.load(self._pool, self._book_no, view, generation, kind, key)
            if found is not None or not await self._has_gone(view):
                return found

    async def page(
        self,
        kind: type[D],
        *,
        about: tuple[str, ...] = (),
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> list[D]:
        view = self._views[kind].name
        while True:
            place = (self._book_no, view, await self._generation(view), kind.KIND)
            rows = await self._pool.fetch(*page_of(kind, place, about, after or ("", ""), limit))
            if rows or not await self._has_gone(view):
                return [msgspec.json.decode(row["doc"], type=kind) for row in rows]


def page_of(
    kind: type[Document],
    place: tuple[int, str, int, str],
    about: tuple[str, ...],
    after: tuple[str, str],
    limit: int,
) -> tuple[Any, ...]:
    """The statement that reads a page, and what it asks for."""
    sort, key = after
    ordered = has_order(kind)
    page, asked = _IN_ORDER if ordered else _BY_KEY, (*place, sort if ordered else "", key, limit)
    if not about:
        return page, *asked
    return f"{_ABOUT}{page.replace('projections.document', 'found')}", *asked, list(about)
