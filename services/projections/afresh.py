"""Folds a book into views from its first entry: for a rebuild, and after texts were erased."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy.util import greenlet_spawn

from eventlog.books import head_of
from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.errors import UnreadableEntryError
from eventlog.reading import ReadEntry, Reader
from projections import storage
from projections.folding import ByType, Failure, fold
from projections.passing import needed
from projections.rows import Rows
from projections.storage import Checkpoint, Folded
from projections.view import View

ENTRIES_PER_READ = 2_000
ENTRIES_PER_PART = 10_000
"""What changed in so many entries is stored while the next are folded. Most of it changes no more;
what does is stored again, at some thrice the cost."""
MOST_HELD = 60_000
"""Documents in memory, of all views together; some 3 KB each."""

Source = Connection | Pool
Found: TypeAlias = tuple[list[ReadEntry], int]
"""Entries, and how far the book has been seen with them."""
Tell = Callable[["Afresh"], None]
"""Told after each read how far it is. What it raises ends the fold."""


def _nothing(_fold: "Afresh") -> None:
    """Where nobody listens."""


class Afresh:
    """Views of one book on their way from nothing. A view that fails is left where it failed.

    At an entry that cannot be read all fail.

    Given the generation of each view that is to hold the result, a large book is streamed: what
    memory should not hold is stored there before its end is reached, and `is_streamed` says so.
    Those generations must hold nothing of the book yet.
    """

    def __init__(
        self,
        reader: Reader,
        book_no: int,
        views: Sequence[View],
        generations: Mapping[str, int] | None = None,
    ) -> None:
        self._reader = reader
        self._book_no = book_no
        self._generations = generations
        self._writing: asyncio.Task[None] | None = None
        self._ahead: asyncio.Task[Found] | None = None
        self.views = tuple(views)
        self._needed = needed(self.views)
        self._begin()

    def _begin(self) -> None:
        self.position = self._written_at = 0
        self.rows = {view: Rows() for view in self.views}
        self.failures: dict[View, Failure] = {}
        self._unreadable: Failure | None = None
        self.is_streamed = False
        self._erased_at: int | None = None

    def reached(self, view: View) -> int:
        """The position of the last entry that a view has folded."""
        return self.failures[view].position - 1 if view in self.failures else self.position

    def generation(self, view: View) -> int:
        """The generation that is to hold what a view makes; only where some were given."""
        return (self._generations or {})[view.name]

    async def read_all(self, source: Source, tell: Tell = _nothing) -> None:
        """Folds all that the book holds; begins again where texts were erased since it began."""
        while True:
            if self._erased_at is None:
                self._erased_at = await last_erasure(source, self._book_no)
            await self._read_to_the_end(source, tell)
            if await last_erasure(source, self._book_no) == self._erased_at:
                return
            await self._clear(source, self.views)
            self._begin()

    async def _read_to_the_end(self, source: Source, tell: Tell) -> None:
        try:
            while await self.read_on(source):
                tell(self)
                if isinstance(source, Pool) and self._generations:
                    await self._write_on(source)
        except BaseException:
            await self._stop()
            raise
        await self._written()

    async def read_on(self, source: Source, until: int | None = None) -> bool:
        """Folds the next entries, up to a position; False where there are none."""
        entries, seen = await self._readable(source, until)
        batch = ByType(entries)
        for view in self.views:
            if view in self.failures:
                continue
            if self._generations:
                where = (self._book_no, view.name, self._generations[view.name])
                self.rows[view].loads_by(storage.loading(source, *where))
            failure = await greenlet_spawn(fold, view, self.rows[view], batch)
            if failure := failure or self._unreadable:
                self.failures[view] = failure
            await asyncio.sleep(0)  # what is being written goes on
        self.position = seen
        if self._generations and sum(map(len, self.rows.values())) > MOST_HELD:
            self.is_streamed = True
            await self.store(source)
        return bool(entries) and not self._unreadable

    async def _readable(self, source: Source, until: int | None) -> Found:
        """The next entries, up to one that cannot be read: there the fold ends."""
        try:
            return await self._read(source, until)
        except UnreadableEntryError as error:
            self._unreadable = Failure(error.position, str(error))
            entries, _ = await self._next(source, self.position, error.position - 1)
            return entries, error.position - 1

    async def _read(self, source: Source, until: int | None) -> Found:
        """The next entries; PostgreSQL looks for those after them while these are folded."""
        ahead, self._ahead = self._ahead, None
        entries, seen = await (ahead or self._next(source, self.position, until))
        if entries and until is None and isinstance(source, Pool):
            self._ahead = asyncio.create_task(self._next(source, seen, None))
            await asyncio.sleep(0)  # it asks before they are folded
        return entries, seen

    async def _next(self, source: Source, after: int, until: int | None) -> Found:
        if not self._needed.is_little():
            limit = ENTRIES_PER_READ if until is None else min(ENTRIES_PER_READ, until - after)
            entries = await self._reader.after(self._book_no, after, limit, source)
            return entries, entries[-1].position if entries else after
        end = await head_of(source, self._book_no) if until is None else until
        entries = await self._reader.of_types(
            self._book_no,
            after,
            end,
            ENTRIES_PER_READ,
            self._needed.types,
            self._needed.texts_of,
            source,
        )
        return entries, entries[-1].position if len(entries) == ENTRIES_PER_READ else end

    async def mend(self, source: Source) -> None:
        """Makes rows of views that failed what they were before the entry they failed on."""
        for view in [one for one, why in self.failures.items() if why is not self._unreadable]:
            await self._clear(source, [view])
            again = Afresh(self._reader, self._book_no, [view], self._generations)
            while await again.read_on(source, until=self.reached(view)):
                pass
            self.rows[view] = again.rows[view]

    async def store(
        self, source: Source, checkpoints: Mapping[View, Checkpoint] | None = None
    ) -> None:
        """Stores what memory holds, and how far each view has come, where that is given."""
        await self._written()
        await storage.write(source, self._book_no, self._changed(checkpoints or {}))
        if not checkpoints:  # else it is done with them all
            for rows in self.rows.values():
                rows.let_go(but=len(rows) // 2)

    def _changed(self, at: Mapping[View, Checkpoint]) -> list[Folded]:
        generations = self._generations or {}
        return [
            Folded(view, generations[view.name], rows.take_changes(), at.get(view))
            for view, rows in self.rows.items()
        ]

    async def _write_on(self, pool: Pool) -> None:
        """Begins to store what changed since the last time; memory still holds it."""
        if self.position - self._written_at >= ENTRIES_PER_PART:
            await self._written()
            self._written_at = self.position
            part = storage.writing(pool, self._book_no, self._changed({}))
            self._writing = asyncio.create_task(part)

    async def _written(self) -> None:
        """Waits for what is being stored. Only then is it changed again, or loaded."""
        writing, self._writing = self._writing, None
        if writing:
            await writing

    async def _stop(self) -> None:
        """Ends what goes on beside the fold."""
        going_on = [one for one in (self._writing, self._ahead) if one]
        for one in going_on:
            one.cancel()
        if going_on:
            await asyncio.wait(going_on)

    async def _clear(self, source: Source, views: Sequence[View]) -> None:
        if self._generations:
            for view in views:
                generation = self._generations[view.name]
                await storage.clear(source, self._book_no, [view], generation)
