"""How a decision came to stand no more, as far as the record says."""

from datetime import datetime
from typing import Literal

import msgspec


class Ended(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a decision came to stand no more: at which meeting, or replaced by which decision."""

    how: Literal["rescinded", "superseded"]
    at: datetime
    meeting: str
    position: int
    item: str | None = None
    motion: str | None = None
    by: str | None = None
    by_number: str | None = None
    reason: str | None = None

    @property
    def words(self) -> str:
        by = f" by {self.by_number}" if self.by else ""
        return f"{self.how}{by} at {self.meeting}"
