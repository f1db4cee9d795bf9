"""Folds a batch of entries into a view's rows, up to the first entry that it fails on."""

from collections.abc import Iterable, KeysView, Sequence
from dataclasses import dataclass
from itertools import chain

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.view import View
from schemas.event import Event


@dataclass(frozen=True)
class Failure:
    """A view failed on an entry."""

    position: int
    error: str


class ByType:
    """Entries of a book in order, sorted once by the type of their events.

    Most views pass most types over: looking at each entry for each view took as long as many folds.
    """

    def __init__(self, entries: Sequence[ReadEntry]) -> None:
        self.entries = entries
        self._places: dict[type[Event], list[int]] = {}
        for place, one in enumerate(entries):
            self._places.setdefault(type(one.event), []).append(place)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def types(self) -> KeysView[type[Event]]:
        return self._places.keys()

    def for_view(self, view: View) -> Iterable[ReadEntry]:
        """What a view does not pass over, in order."""
        passed_over = view.passes_over()
        places = [found for type_, found in self._places.items() if type_ not in passed_over]
        in_order = places[0] if len(places) == 1 else sorted(chain.from_iterable(places))
        return map(self.entries.__getitem__, in_order)


def fold(view: View, rows: Rows, batch: ByType) -> Failure | None:
    """Applies entries in order; says where it failed. The rows may then be half-changed."""
    for entry in batch.for_view(view):
        try:
            view.apply(rows, entry)
        except Exception as error:  # noqa: BLE001 - the view stops here, visibly
            return Failure(entry.position, f"{type(error).__name__}: {error}")
    return None
