"""The rows that a fold reads and changes: in memory, loaded where they are missing."""

from collections.abc import Callable
from typing import TypeVar, cast

from projections.documents import Document

D = TypeVar("D", bound=Document)
Load = Callable[[type[Document], str], Document | None]


def nothing_stored(_kind: type[Document], _key: str) -> None:
    """Where a fold starts from nothing, nothing can be loaded."""


class MissingDocumentError(Exception):
    """A fold needs a document that no earlier event made: the book or the view is wrong."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"No {kind} {key!r} has been made by earlier entries.")


class Rows:
    """Documents of one view and book by kind and key; knows which of them changed."""

    def __init__(self, load: Load = nothing_stored) -> None:
        self._load = load
        self._held: dict[tuple[str, str], Document | None] = {}
        self.changed: dict[tuple[str, str], None] = {}

    def __len__(self) -> int:
        return len(self._held)

    def loads_by(self, load: Load) -> None:
        """From now on, missing documents are loaded so."""
        self._load = load

    def get(self, kind: type[D], key: str) -> D | None:
        """The document as folded so far. Change it in place, then `put` it."""
        place = (kind.KIND, key)
        if place not in self._held:
            self._held[place] = self._load(kind, key)
        return cast("D | None", self._held[place])

    def require(self, kind: type[D], key: str) -> D:
        """The document, which the order of events guarantees to be there."""
        found = self.get(kind, key)
        if found is None:
            raise MissingDocumentError(kind.KIND, key)
        return found

    def put(self, document: Document) -> None:
        place = (document.KIND, document.key())
        self._held[place] = document
        self.changed[place] = None

    def take_changes(self) -> list[Document]:
        """The documents that changed since the last time, each once."""
        changed, self.changed = self.changed, {}
        return [document for place in changed if (document := self._held[place]) is not None]

    def of_kind(self, kind: type[D]) -> list[D]:
        """All documents of a kind that are held; only a fold from nothing holds all."""
        return [
            cast("D", document)
            for (name, _), document in self._held.items()
            if name == kind.KIND and document is not None
        ]
