"""The story's clock: it shows the time of the story, so that what is recorded was so in time."""

from datetime import UTC, datetime

from schemas.days import ENGLAND

YEAR = 2026
BEGINS = datetime(YEAR, 3, 2, 9, 0, tzinfo=ENGLAND).astimezone(UTC)


def at(moment: str) -> datetime:
    """`05-14 14:20` as clocks in England showed it in the story's year, in UTC."""
    local = datetime.strptime(f"{YEAR}-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=ENGLAND)
    return local.astimezone(UTC)


ENDS = at("07-16 17:00")


class StoryClock:
    """Stands still until the story moves on, and never goes back."""

    def __init__(self) -> None:
        self._now = BEGINS

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = max(self._now, moment)
