"""The rows that a fold reads and changes: in memory, loaded where they are missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from projections.documents import Document

D = TypeVar("D", bound=Document)
Load = Callable[[type[Document], str], Document | None]
Place: TypeAlias = tuple[str, str]
"""A document's kind and key."""
_UNKNOWN: Any = object()
"""Neither a document nor none: not looked for yet."""


def nothing_stored(_kind: type[Document], _key: str) -> None:
    """Where a fold starts from nothing, nothing can be loaded."""


class MissingDocumentError(Exception):
    """A fold needs a document that no earlier event made: the book or the view is wrong."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"No {kind} {key!r} has been made by earlier entries.")


@dataclass
class Changes:
    """Documents to be stored: `new` were never stored before, `again` may have been."""

    new: list[Document] = field(default_factory=list)
    again: list[Document] = field(default_factory=list)

    def __iter__(self) -> Iterator[Document]:
        yield from self.new
        yield from self.again

    def __len__(self) -> int:
        return len(self.new) + len(self.again)


class Rows:
    """Documents of one view and book by kind and key; knows which of them changed.

    Begun without `load`, they are all that the view holds: what was never put does not exist, and
    need not be looked for. With it, they are a part of what is stored.
    """

    def __init__(self, load: Load | None = None) -> None:
        self._load = load or nothing_stored
        self._held: dict[Place, Any] = {}  # documents; None where there is none
        self._stored: set[int] | None = set() if load is None else None
        self.changed: dict[Place, None] = {}

    def __len__(self) -> int:
        """How many documents are held in memory."""
        return len(self._held)

    def loads_by(self, load: Load) -> None:
        """From now on, stored documents that are not held are loaded so."""
        self._load = load

    def get(self, kind: type[D], key: str) -> D | None:
        """The document as folded so far. Change it in place, then `put` it."""
        place = (kind.KIND, key)
        found: D | None = self._held.get(place, _UNKNOWN)
        if found is not _UNKNOWN:
            return found
        if not self._may_be_stored(place):
            return None
        self._held[place] = self._load(kind, key)
        return self.get(kind, key)

    def _may_be_stored(self, place: Place) -> bool:
        # Hashes, not places: a seventh of the memory, and a wrong yes costs one vain look.
        return self._stored is None or hash(place) in self._stored

    def require(self, kind: type[D], key: str) -> D:
        """The document, which the order of events guarantees to be there."""
        found = self.get(kind, key)
        if found is None:
            raise MissingDocumentError(kind.KIND, key)
        return found

    def put(self, document: Document) -> None:
        place = (document.KIND, document.key())
        self._held.pop(place, None)  # so that what was put last stands last
        self._held[place] = document
        self.changed[place] = None

    def take_changes(self) -> Changes:
        """What changed since the last time, each document once; from now on it counts as stored."""
        changed, self.changed = self.changed, {}
        made = Changes()
        for place in changed:
            if (document := self._held[place]) is not None:
                (made.again if self._may_be_stored(place) else made.new).append(document)
        if self._stored is not None:
            self._stored.update(map(hash, changed))
        return made

    def let_go(self, but: int = 0) -> None:
        """Holds no more in memory but so many that were put last: they are likely to change again.

        What had changed must have been taken before.
        """
        for place in list(islice(self._held, max(0, len(self._held) - but))):
            del self._held[place]

    def of_kind(self, kind: type[D]) -> list[D]:
        """All documents of a kind that are held; only a fold from nothing holds all."""
        return [
            document
            for (name, _), document in self._held.items()
            if name == kind.KIND and document is not None
        ]
