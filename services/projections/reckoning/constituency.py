"""Which organisations a seat speaks for, as that changes over time."""

from datetime import date

import msgspec


class Constituency(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The organisations as the seat was created, and those from later days on, the oldest first."""

    founding: tuple[str, ...] = ()
    changes: list[tuple[date, tuple[str, ...]]] = []

    def on(self, day: date) -> tuple[str, ...]:
        """Whom it speaks for on a day; of two changes for one day, the later recorded holds."""
        until_then = [organisations for from_on, organisations in self.changes if from_on <= day]
        return until_then[-1] if until_then else self.founding

    def change(self, on: date, organisations: tuple[str, ...]) -> None:
        self.changes = sorted([*self.changes, (on, organisations)], key=lambda one: one[0])
