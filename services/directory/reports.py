"""What an import answers: per table what was read, used and refused, and what changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from directory.problems import Problem
from directory.records import FileKind

MOST_SHOWN = 500
Change: TypeAlias = Literal["added", "vanished", "changed"]
Outcome: TypeAlias = Literal["imported", "compared", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an edition says otherwise than the edition before it."""

    subject: str
    change: Change
    key: tuple[str, ...]
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    def __str__(self) -> str:
        what = f"{self.subject} {' '.join(self.key)}"
        if self.before is None or self.after is None:
            return f"{what} {self.change}"
        before, after = self.before, self.after
        fields = [f for f in after if before.get(f) != after[f]]
        return f"{what}: " + ", ".join(
            f"{f} was {_said(before.get(f))}, is now {_said(after[f])}" for f in fields
        )


def _said(value: object) -> str:
    return "empty" if value is None else f"“{value}”"


@dataclass(frozen=True, slots=True)
class Differences:
    """How often each change occurred to a subject, such as membership.

    `is_first` means that nothing was known before, so that everything is added. `shown` has the
    first five hundred changes in full, and none of a first edition.
    """

    subject: str
    is_first: bool = True
    added: int = 0
    vanished: int = 0
    changed: int = 0
    shown: tuple[Difference, ...] = ()

    @property
    def count(self) -> int:
        return self.added + self.vanished + self.changed


def differences_between(subject: str, found: Sequence[Difference]) -> Differences:
    """The counts for an edition that had one before it, and its first differences in full."""
    counts = Counter(difference.change for difference in found)
    return Differences(
        subject,
        is_first=False,
        added=counts["added"],
        vanished=counts["vanished"],
        changed=counts["changed"],
        shown=tuple(found[:MOST_SHOWN]),
    )


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table of one file: `outcome` says what became of it, `refusal` why it was refused.

    `rows_read` counts rows that are not blank; `set_aside` counts sound rows about other things by
    reason; `problems` has the first thousand of `problem_count`. `digest` is the SHA-256 of the
    file as given, in hexadecimal; `as_at` is the day for which the edition stands.
    """

    source: str
    kind: FileKind | None
    digest: str
    as_at: date
    outcome: Outcome
    refusal: str | None = None
    rows_read: int = 0
    rows_used: int = 0
    set_aside: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
    differences: tuple[Differences, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def difference_count(self) -> int:
        return sum(differences.count for differences in self.differences)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The answer to one import, table by table in the order of the files."""

    as_at: date
    is_dry_run: bool
    tables: tuple[TableReport, ...]

    @property
    def refusals(self) -> tuple[TableReport, ...]:
        return tuple(table for table in self.tables if table.outcome == "refused")

    @property
    def problem_count(self) -> int:
        return sum(table.problem_count for table in self.tables)

    @property
    def changes_anything(self) -> bool:
        return any(table.outcome in {"imported", "compared"} for table in self.tables)
