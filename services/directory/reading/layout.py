"""How a publication is laid out: its columns by position or by heading, and how a row is read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from directory.reading.row import Cell, CodeForm, Row
from directory.records import FileKind, Statement


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its name here, its place (from 0) without headings, its headings."""

    name: str
    place: int | None
    headings: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """One publication. `width` counts the columns of a file without headings (None: never so)."""

    kind: FileKind
    called: str
    columns: tuple[Column, ...]
    read: Callable[[Row], tuple[Statement, ...]]
    width: int | None = None
    marks: tuple[tuple[str, CodeForm], ...] = field(default=())

    def recognises(self, cells: Sequence[Cell]) -> bool:
        """Whether a row without headings looks like this publication's."""
        if self.width is None or len(cells) != self.width:
            return False
        row = Row(self.by_place(cells))
        return all(form.pattern.fullmatch(row.text(name)) for name, form in self.marks)

    def by_place(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        return {c.name: cells[c.place] for c in self.columns if c.place is not None}

    def places(self, headings: Sequence[Cell]) -> dict[str, int]:
        """Where the columns stand under these headings, for as many as are found."""
        found = {plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
        places = {c.name: [found[h] for h in c.headings if h in found] for c in self.columns}
        return {name: at[0] for name, at in places.items() if at}

    def missing(self, places: dict[str, int]) -> list[str]:
        """The headings (as this module writes them) of needed columns that were not found."""
        return [
            c.headings[0] for c in self.columns if c.headings and c.needed and c.name not in places
        ]


def plain(heading: Cell) -> str:
    """A heading without its line breaks, case and punctuation.

    CCGs became sub-ICB locations in July 2022 and the headings with them; both read `ccg` here.
    """
    words = re.sub(r"[^a-z0-9]+", " ", str(heading or "").casefold()).strip()
    words = re.sub(r"\bsub icb( location| loc)?\b", "ccg", words)
    return words.replace("clinical commissioning group", "ccg")
