"""Time and ids that tests decide."""

import uuid
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 5, 14, 12, 0, 0, 123_456, tzinfo=UTC)
"""With microseconds, as a server's clock has them: not everything takes those."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> datetime:
        self.now += timedelta(**step)
        return self.now


class Ids:
    """Counts: id-1, id-2, …"""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        return f"id-{self.count}"


def uuid_of(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)
