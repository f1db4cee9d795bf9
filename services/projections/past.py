"""Documents of a book at an earlier position: from histories, and what was folded beyond them."""

from collections.abc import Iterator, Mapping
from heapq import merge
from itertools import islice

from projections.documents import D, Document
from projections.folding import ByType
from projections.history import History, Name
from projections.rows import Rows
from projections.view import View

ENTRIES_PER_MARK = 1_000
"""Of all types, so that views have the same marks: this many are folded at most beyond one."""


class PastView:
    """One view of a book at a position: its history up to a mark, and what was folded since."""

    def __init__(self, view: View, history: History, position: int) -> None:
        self.view = view
        self.history = history
        mark = history.mark_before(position)
        self._go_on_from(mark, Rows(history.loading(mark)) if mark else Rows())

    def _go_on_from(self, mark: int, rows: Rows) -> None:
        self.mark, self.rows, self._next_mark = mark, rows, mark + ENTRIES_PER_MARK
        rows.loads_by(self.history.loading(mark))

    def fold(self, entries: ByType, until: int, most_held: int) -> None:
        """Folds what lies beyond its mark: all that matters to it there, up to a position.

        Memory holds no more documents than it may, and those that changed since the last mark.

        A failing view raises: there is no half answer about the past.
        """
        mark = self.mark
        for entry in entries.for_view(self.view):
            if entry.position > mark:
                if entry.position > self._next_mark:
                    self._remember(entry.position - 1, most_held)
                self.view.apply(self.rows, entry)
        self._remember(until, most_held)

    def _remember(self, position: int, most_held: int) -> None:
        """Adds what was folded to the history, if that does not reach further already."""
        while self._next_mark <= position and self.history.marks[-1] == self.mark:
            self.history.add(self._next_mark, self.rows.take_changes())
            self._go_on_from(self._next_mark, self.rows)
            self.rows.let_go(but=most_held)

    def names(self, kind: type[Document], after: Name) -> Iterator[Name]:
        """Documents of a kind beyond a place, in reading order."""
        changed = {key for name, key in self.rows.changed if name == kind.KIND}
        names = self.history.names_beyond(kind.KIND, self.mark, after)
        kept = (one for one in names if one[1] not in changed)
        folded = (self.rows.require(kind, key) for key in changed)
        return merge(kept, sorted(n for n in map(_name, folded) if n > after))

    def is_about(self, kind: type[Document], key: str, wanted: set[str]) -> bool:
        if not wanted:
            return True
        if (kind.KIND, key) in self.rows.changed:
            return wanted <= set(self.rows.require(kind, key).about())
        return wanted <= self.history.about(kind, key, self.mark)


class PastDocuments:
    """Documents of one book as they were at an earlier position."""

    def __init__(
        self, views: Mapping[str, PastView], view_of: Mapping[type[Document], View]
    ) -> None:
        self._views = views
        self._view_of = view_of

    async def get(self, kind: type[D], key: str) -> D | None:
        return self._views[self._view_of[kind].name].rows.get(kind, key)

    async def page(
        self,
        kind: type[D],
        *,
        about: tuple[str, ...] = (),
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> list[D]:
        view, wanted = self._views[self._view_of[kind].name], set(about)
        keys = (key for _, key in view.names(kind, after or ("", "")))
        found = (key for key in keys if view.is_about(kind, key, wanted))
        return [view.rows.require(kind, key) for key in islice(found, limit)]


def _name(document: Document) -> Name:
    return document.sort(), document.key()
