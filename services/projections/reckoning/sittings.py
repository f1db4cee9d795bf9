"""When an item is discussed, or is to be: the moment that asking and answering are measured by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec


class Sitting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item on the agenda of one meeting, up to its leaving that agenda.

    `starts_at` is the meeting's; `next_starts_at` that of the meeting it was deferred to, if that
    meeting had been called.
    """

    meeting: str
    starts_at: datetime | None = None
    discussed_at: datetime | None = None
    left: Literal["deferred", "withdrawn"] | None = None
    left_at: datetime | None = None
    next_starts_at: datetime | None = None


class Discussion(msgspec.Struct, frozen=True, kw_only=True):
    """The start of an item's discussion: actual where it has been discussed, else scheduled."""

    at: datetime
    is_actual: bool


def discussion(sittings: Sequence[Sitting], since: int) -> Discussion | None:
    """The first discussion from sitting number `since` (0, 1, …) on, else when it is scheduled.

    None where the item is on no agenda, or was deferred to a day that nobody has named.
    """
    for sitting in sittings[since:]:
        if sitting.discussed_at:
            return Discussion(at=sitting.discussed_at, is_actual=True)
    if not sittings:
        return None
    last = sittings[-1]
    scheduled = last.next_starts_at if last.left == "deferred" else last.starts_at
    return Discussion(at=scheduled, is_actual=False) if scheduled else None


def left_before(sittings: Sequence[Sitting], since: int, moment: datetime) -> Sitting | None:
    """The first sitting from `since` on that the item left, deferred or withdrawn, before then."""
    gone = (s for s in sittings[since:] if s.left_at is not None and s.left_at < moment)
    return next(gone, None)
