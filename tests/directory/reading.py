"""What a reader makes of a file, gathered for tests."""

from dataclasses import dataclass
from pathlib import Path

from directory import FileKind, Problem, read_file
from directory.reading import SetAside, Usable
from directory.records import ListSize, Organisation, Spell, Statement


@dataclass(frozen=True)
class Read:
    """One table, read to its end."""

    source: str
    kind: FileKind
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def spells(self) -> list[Spell]:
        return [s for s in self.statements if isinstance(s, Spell)]

    @property
    def sizes(self) -> dict[str, int]:
        return {s.practice: s.patients for s in self.statements if isinstance(s, ListSize)}

    def organisation(self, code: str) -> Organisation:
        return next(s for s in self.statements if isinstance(s, Organisation) and s.code == code)


def read(path: Path) -> list[Read]:
    """Every table of a file."""
    tables = []
    for table in read_file(path):
        items = list(table.items)
        used = [s for item in items if isinstance(item, Usable) for s in item.statements]
        problems = [item for item in items if isinstance(item, Problem)]
        aside = [item for item in items if isinstance(item, SetAside)]
        tables.append(Read(table.source, table.kind, tuple(used), tuple(problems), tuple(aside)))
    return tables


def read_one(path: Path) -> Read:
    (table,) = read(path)
    return table
