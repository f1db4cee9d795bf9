"""Minutes composed from steps of a story, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime

from projections.minutes.business import (
    Item,
)
from projections.minutes.compose import compose
from projections.minutes.document import (
    Minutes,
)
from tests.support.folds import story
from tests.support.replaying import replayed
from tests.support.whole_story import UNTIL_MAY_CLOSED
from tests.support.whole_story.words import (
    MAY,
    Dated,
)

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
HUB, PILOT, REPORT, BEDS = (f"PB/2627/{n:03}" for n in (14, 15, 16, 17))


async def minutes_of(steps: Iterable[Dated], meeting: str = MAY) -> Minutes:
    return await compose(await replayed(story(*steps)), meeting, LATER)


async def item_of(number: str, *more: Dated, steps: Iterable[Dated] = UNTIL_MAY_CLOSED) -> Item:
    minutes = await minutes_of(in_time_order([*steps, *more]))
    return next(item for item in minutes.items if item.number == number)


def in_time_order(steps: Iterable[Dated]) -> list[Dated]:
    """As a secretary would have recorded it: each thing when it happened."""
    return sorted(steps, key=lambda step: step[1])
