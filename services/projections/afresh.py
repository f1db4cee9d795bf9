"""Folds a book into views from its first entry: for a rebuild, and after texts were erased."""

from collections.abc import Callable, Sequence

from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from projections.folding import Failure, fold
from projections.rows import Rows
from projections.view import View

ENTRIES_PER_READ = 2_000
Tell = Callable[["Afresh"], None]
"""Told after each read how far it is. What it raises ends the fold."""


def _nothing(_fold: "Afresh") -> None:
    """Where nobody listens."""


class Afresh:
    """Views of one book on their way from nothing. A view that fails is left where it failed."""

    def __init__(self, reader: Reader, book_no: int, views: Sequence[View]) -> None:
        self._reader = reader
        self._book_no = book_no
        self.views = tuple(views)
        self._begin()

    def _begin(self) -> None:
        self.position = 0
        self.rows = {view: Rows() for view in self.views}
        self.failures: dict[View, Failure] = {}
        self._erased_at: int | None = None

    def reached(self, view: View) -> int:
        """The position of the last entry that a view has folded."""
        return self.failures[view].position - 1 if view in self.failures else self.position

    async def read_all(self, source: Connection | Pool, tell: Tell = _nothing) -> None:
        """Folds all that the book holds; begins again where texts were erased since it began."""
        while True:
            if self._erased_at is None:
                self._erased_at = await last_erasure(source, self._book_no)
            while await self.read_on(source):
                tell(self)
            if await last_erasure(source, self._book_no) == self._erased_at:
                return
            self._begin()

    async def read_on(self, source: Connection | Pool, until: int | None = None) -> bool:
        """Folds the next entries, up to a position; False where there are none."""
        at_most = ENTRIES_PER_READ if until is None else until - self.position
        limit = min(ENTRIES_PER_READ, at_most)
        entries = await self._reader.after(self._book_no, self.position, limit, source)
        for view in self.views:
            if view in self.failures:
                continue
            if failure := fold(view, self.rows[view], entries):
                self.failures[view] = failure
        self.position = entries[-1].position if entries else self.position
        return bool(entries)

    async def mend(self, source: Connection | Pool) -> None:
        """Makes rows of views that failed what they were before the entry they failed on."""
        for view in self.failures:
            again = Afresh(self._reader, self._book_no, [view])
            while await again.read_on(source, until=self.reached(view)):
                pass
            self.rows[view] = again.rows[view]
