"""The account of one table while it is read: what was used, set aside, and named as a problem."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from directory.problems import Problem
from directory.reading import Item, SetAside, Table, Usable
from directory.records import ListSize, Statement

MOST_PROBLEMS = 1_000
BATCH = 5_000  # rows held in memory at a time


@dataclass(slots=True)
class Account:
    """Counts rows as they pass; keeps the first thousand problems and none of the rows."""

    table: Table
    rows_used: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    states_day: date | None = None

    @property
    def rows_read(self) -> int:
        return self.rows_used + self.set_aside.total() + self.problem_count

    def batches(self) -> Iterator[list[tuple[int, Statement]]]:
        """The statements of the usable rows, each with its line, in batches."""
        statements = self._statements()
        while batch := list(islice(statements, BATCH)):
            yield batch

    def _statements(self) -> Iterator[tuple[int, Statement]]:
        for item in self.table.items:
            usable = self._of_one_day(item)
            if isinstance(usable, Usable):
                self.rows_used += 1
                for statement in usable.statements:
                    yield usable.line, statement
            else:
                self._leave_out(usable)

    def _leave_out(self, item: SetAside | Problem) -> None:
        if isinstance(item, SetAside):
            self.set_aside[item.reason] += 1
            return
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(item)

    def _of_one_day(self, item: Item) -> Item:
        """List sizes that state a day all state the same one: the day their edition stands for."""
        if not isinstance(item, Usable) or not isinstance(item.statements[0], ListSize):
            return item
        day = item.statements[0].as_at
        if self.states_day is None:
            self.states_day = day
        if day == self.states_day:
            return item
        rule = f"the rows before it are for {self.states_day}: import one day at a time"
        return Problem(self.table.source, item.line, "as_at", str(day or ""), rule)
