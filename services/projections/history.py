"""What a view held at marks in a book: every document as it was at each mark it had changed by."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from sys import intern

import msgspec
from msgspec.json import decode

from projections.documents import D, Document
from projections.rows import Load

_encode = msgspec.json.Encoder().encode
BYTES_BESIDE = 500
"""What a version takes beside the document's own bytes, roughly: names, tags, places in lists."""

Name = tuple[str, str]
"""Where a document stands in a register: its sort and its key."""


class Version(msgspec.Struct, gc=False):
    """A document as it was from a mark on. `stored` is JSON: a fifth of what the object takes.

    What it is about is made out when it is first asked for: of most documents it never is.
    """

    mark: int
    sort: str
    stored: bytes
    about: frozenset[str] | None = None


class History:
    """Versions of one view's documents of one book, at marks that only ever grow.

    Whoever reads at a mark is not disturbed by versions that are added for later ones.
    """

    def __init__(self) -> None:
        self.marks = [0]
        self.bytes = 0
        self._versions: dict[str, dict[str, list[Version]]] = {}
        self._order: dict[str, tuple[int, list[Name]]] = {}

    def mark_before(self, position: int) -> int:
        """The last mark that is not beyond a position."""
        return self.marks[bisect_right(self.marks, position) - 1]

    def add(self, mark: int, changed: Iterable[Document]) -> None:
        """Keeps what changed since the last mark, as it is at this one."""
        for document in changed:
            one = Version(mark, document.sort(), _encode(document))
            by_key = self._versions.setdefault(document.KIND, {})
            by_key.setdefault(document.key(), []).append(one)
            self.bytes += len(one.stored) + BYTES_BESIDE
        self.marks.append(mark)

    def at(self, kind: str, key: str, mark: int) -> Version | None:
        """A document as it was at a mark."""
        for one in reversed(self._versions.get(kind, {}).get(key, ())):
            if one.mark <= mark:
                return one
        return None

    def about(self, kind: type[Document], key: str, mark: int) -> frozenset[str]:
        """What a document was about at a mark; nothing where there was none."""
        found = self.at(kind.KIND, key, mark)
        if found is None:
            return frozenset()
        if found.about is None:  # the same tags stand in many versions
            found.about = frozenset(map(intern, decode(found.stored, type=kind).about()))
        return found.about

    def loading(self, mark: int) -> Load:
        """Makes documents as they were at a mark, for a fold that goes on from there."""

        def load(kind: type[D], key: str) -> D | None:
            found = self.at(kind.KIND, key, mark)
            return decode(found.stored, type=kind) if found else None

        return load

    def names_beyond(self, kind: str, mark: int, after: Name) -> Iterator[Name]:
        """Documents of a kind at a mark beyond a place, in reading order.

        The order is kept for the page that follows.
        """
        ordered_at, names = self._order.get(kind, (-1, []))
        if ordered_at != mark:
            names = sorted(self._names(kind, mark))
            self._order[kind] = (mark, names)
        return islice(names, bisect_right(names, after), None)

    def _names(self, kind: str, mark: int) -> Iterator[Name]:
        for key in self._versions.get(kind, {}):
            if found := self.at(kind, key, mark):
                yield found.sort, key
