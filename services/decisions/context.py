"""Who gives a command, and when. Time and ids come from outside, so that a decision is pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Role: TypeAlias = Literal["secretary", "representative", "pcn", "observer", "administrator"]


@dataclass(frozen=True)
class Context:
    """One command's circumstances.

    `now` is when it is recorded, `occurred_at` when the fact happened (never after now).
    `created` collects the things that the command brings into being.
    """

    actor: str
    role: Role
    now: datetime
    occurred_at: datetime
    new_id: Callable[[], str]
    organisation: str | None = None
    person: str | None = None
    created: dict[str, str] = field(default_factory=dict)

    def created_id(self, subject: str, given: str | None) -> str:
        """The id of a thing that comes into being: the one given, else a new one."""
        self.created[subject] = given or self.new_id()
        return self.created[subject]
