"""What views keep: documents, each the answer to one question about one thing."""

from typing import ClassVar, Protocol, TypeVar

import msgspec


class Document(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A document of a view, made from events alone: values, none of which leads back to it.

    `evidence` lists the positions of the entries it was made from. `KIND` is unique among views.
    """

    KIND: ClassVar[str]

    evidence: list[int] = []

    def key(self) -> str:
        """What it is found by within its kind and book."""
        raise NotImplementedError(type(self).__name__)

    def sort(self) -> str:
        """Where it stands in a register; the key where that does not matter."""
        return self.key()

    def about(self) -> list[str]:
        """The tags that a register of this kind can be filtered by."""
        return []


D = TypeVar("D", bound=Document)


def has_order(kind: type[Document]) -> bool:
    """Whether documents of a kind have an order of their own: most are never read in any."""
    return kind.sort is not Document.sort


class Page(msgspec.Struct, frozen=True):
    """Documents in reading order, and where the next page starts."""

    documents: list[Document]
    next_after: tuple[str, str] | None = None


class Documents(Protocol):
    """Documents of one book, live or as of an earlier time."""

    async def get(self, kind: type[D], key: str) -> D | None:
        """One document."""

    async def page(
        self,
        kind: type[D],
        *,
        about: tuple[str, ...] = (),
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> list[D]:
        """Documents about all of these tags, by (sort, key), beyond `after`."""
