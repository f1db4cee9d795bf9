"""Reads all documents of a kind, a page at a time."""

from projections.documents import D, Document, Documents

AT_ONCE = 1_000


def place_of(document: Document) -> tuple[str, str]:
    return document.sort(), document.key()


async def every(documents: Documents, kind: type[D], about: tuple[str, ...] = ()) -> list[D]:
    """Every document of a kind about all of these tags, in reading order."""
    found: list[D] = []
    while page := await documents.page(
        kind, about=about, after=place_of(found[-1]) if found else None, limit=AT_ONCE
    ):
        found += page
    return found
