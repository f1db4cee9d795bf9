"""Who gives a command, and when. Time and ids come from outside, so that a decision is pure."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

from decisions.refusal import Refused
from schemas.days import day_in_england

Role: TypeAlias = Literal["secretary", "representative", "pcn", "observer", "administrator"]


class Context(msgspec.Struct, frozen=True):
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
    created: dict[str, str] = {}

    @property
    def day(self) -> date:
        """The day in England on which the fact happened: terms, numbers and editions go by it."""
        return day_in_england(self.occurred_at)

    @property
    def today(self) -> date:
        """The day in England on which it is recorded."""
        return day_in_england(self.now)

    def require_past(self, at: datetime | None, field_name: str) -> None:
        """Raises `Refused` for a time that is still to come."""
        if at and at > self.now:
            sentence = "What has not happened yet is not recorded."
            raise Refused("in-the-future", sentence, field_name)

    def created_id(self, subject: str, given: str | None) -> str:
        """The id of a thing that comes into being: the one given, else a new one."""
        self.created[subject] = given or self.new_id()
        return self.created[subject]
