"""Folds a view in two batches, with its documents stored and read back in between."""

from collections.abc import Sequence

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.rows import Rows
from projections.view import View

Stored = dict[tuple[str, str], bytes]


def stored(view: View, rows: Rows) -> Stored:
    """All documents of a view as they are stored."""
    return {
        (kind.KIND, document.key()): as_stored(document)
        for kind in view.documents
        for document in rows.of_kind(kind)
    }


def as_stored(document: Document) -> bytes:
    return msgspec.json.encode(document)


def folded_in_two(view: View, entries: Sequence[ReadEntry], at: int) -> Stored:
    """What is stored after a fold of the first `at` entries, and another of the rest."""
    kept: Stored = {}

    def load(kind: type[Document], key: str) -> Document | None:
        found = kept.get((kind.KIND, key))
        return None if found is None else msgspec.json.decode(found, type=kind)

    for batch in (entries[:at], entries[at:]):
        rows = Rows(load)
        for entry in batch:
            view.apply(rows, entry)
        kept |= {(one.KIND, one.key()): as_stored(one) for one in rows.take_changes()}
    return kept


def assert_batches_do_not_matter(view: View, entries: Sequence[ReadEntry]) -> None:
    """However the entries are cut in two, the same documents are stored."""
    at_once = folded_in_two(view, entries, 0)
    for at in range(1, len(entries)):
        assert folded_in_two(view, entries, at) == at_once, f"cut before entry {at + 1}"
