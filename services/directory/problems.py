"""What an import names and never swallows: rows it cannot use, files it cannot read."""

from dataclasses import dataclass

LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out: where it stands, what is wrong, and the rule it breaks.

    `line` counts from 1 as an editor or a spreadsheet shows it; `field` is the column's name, or
    `line` where the row could not be taken apart at all; `value` is as found, shortened.
    """

    file: str
    line: int
    field: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field} “{self.value}”: {self.rule}"


class UnreadableFile(Exception):  # noqa: N818 -- named after what is wrong, as refusals are
    """A whole file cannot be used; `reason` says for people why, and what was expected."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


def shown(value: object) -> str:
    """The value as a report can show it: printable, on one line, at most 80 characters."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[: LONGEST_VALUE + 1])
    return safe if len(safe) <= LONGEST_VALUE else safe[: LONGEST_VALUE - 1] + "…"
