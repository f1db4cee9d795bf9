"""How a refusal's sentence says things."""

from datetime import datetime


def instant(day_and_time: datetime) -> str:
    """A time as a person reads it, for sentences."""
    return day_and_time.strftime("%-d %B %Y at %H:%M UTC")
