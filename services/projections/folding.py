"""Folds a batch of entries into a view's rows, up to the first entry that it fails on."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.view import View


@dataclass(frozen=True)
class Failure:
    """A view failed on an entry."""

    position: int
    error: str


def fold(view: View, rows: Rows, entries: Sequence[ReadEntry]) -> Failure | None:
    """Applies entries in order; says where it failed. The rows may then be half-changed."""
    passed_over = view.passes_over()
    for entry in entries:
        if type(entry.event) in passed_over:  # most are; a call for each would cost more
            continue
        try:
            view.apply(rows, entry)
        except Exception as error:  # noqa: BLE001 - the view stops here, visibly
            return Failure(entry.position, f"{type(error).__name__}: {error}")
    return None
