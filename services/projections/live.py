"""Reads the documents that the runner keeps."""

import msgspec

from eventlog.connections import Pool
from projections import storage
from projections.documents import D, Document
from projections.view import View

_PAGE = """
SELECT doc FROM projections.document
WHERE book_no = $1 AND view = $2 AND generation = $3 AND kind = $4
  AND about @> $5::text[] AND (sort, key) > ($6, $7)
ORDER BY sort, key LIMIT $8
"""


class LiveDocuments:
    """Documents of one book as the live generation of each view has them."""

    def __init__(self, pool: Pool, book_no: int, views: dict[type[Document], View]) -> None:
        self._pool = pool
        self._book_no = book_no
        self._views = views

    async def _generation(self, view: str) -> int:
        generations = await storage.live_generations(self._pool)
        return generations.get(view, storage.FIRST_GENERATION)

    async def get(self, kind: type[D], key: str) -> D | None:
        view = self._views[kind].name
        generation = await self._generation(view)
        return await storage.load(self._pool, self._book_no, view, generation, kind, key)

    async def page(
        self,
        kind: type[D],
        *,
        about: tuple[str, ...] = (),
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> list[D]:
        view = self._views[kind].name
        rows = await self._pool.fetch(
            _PAGE,
            self._book_no,
            view,
            await self._generation(view),
            kind.KIND,
            list(about),
            *(after or ("", "")),
            limit,
        )
        return [msgspec.json.decode(row["doc"], type=kind) for row in rows]
