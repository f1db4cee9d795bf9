"""How a refusal's sentence says things."""

from datetime import datetime

from schemas.days import ENGLAND


def instant(day_and_time: datetime) -> str:
    """A time as a clock in England shows it, for sentences: `14 May 2026 at 13:00 BST`."""
    return f"{day_and_time.astimezone(ENGLAND):%-d %B %Y at %H:%M %Z}"
