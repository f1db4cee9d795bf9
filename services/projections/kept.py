"""Rows that are kept in memory between batches, within bounds; what is dropped is loaded again."""

from typing import TypeAlias

from projections.rows import Rows

ROWS_KEPT = 5_000
ROWS_KEPT_IN_ALL = 100_000

Place: TypeAlias = tuple[int, str, int]
"""A book's number, a view's name and its generation."""


class KeptRows:
    """Rows by place, each with the position that it has seen; the longest unused are let go."""

    def __init__(self) -> None:
        self._kept: dict[Place, tuple[int, Rows]] = {}
        self._held = 0

    def take(self, place: Place, position: int) -> Rows | None:
        """The rows of a place; None where there are none that have seen just this position."""
        seen, rows = self._kept.pop(place, (-1, None))
        self._held -= len(rows) if rows else 0
        return rows if seen == position else None

    def keep(self, place: Place, position: int, rows: Rows) -> None:
        """Keeps rows whose changes were taken."""
        if len(rows) > ROWS_KEPT:
            rows.let_go(but=ROWS_KEPT // 2)
        self._kept[place] = (position, rows)
        self._held += len(rows)
        while self._held > ROWS_KEPT_IN_ALL:
            _, dropped = self._kept.pop(next(iter(self._kept)))
            self._held -= len(dropped)
