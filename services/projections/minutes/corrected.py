"""A correction of the record as the minutes tell it: which entry it replaced, and what stands."""

from datetime import date

from msgspec import Struct, UnsetType

from projections.minutes.fields import Count, Instant, Text


class RecordCorrection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What had been recorded of this meeting by mistake, and what stands in its place.

    `was` and `now` are None where nothing was, or is, recorded; so are `was_at`, `now_at`,
    `was_text` and `now_text` where it has no time, or kept its words. `entry` is the position of
    what was replaced, `corrected_by` that of the correction; `is_current` is false where it was
    corrected again, or said anew.
    """

    subject: str
    about: Text = None
    was: Text = None
    now: Text = None
    was_at: Instant | None = None
    now_at: Instant | None = None
    was_text: Text = None
    now_text: Text = None
    basis: str | None = None
    reason: Text = None
    corrected_on: date | None = None
    entry: Count | None = None
    corrected_by: Count | None = None
    is_current: bool = True


def without_votes(
    corrections: tuple[RecordCorrection, ...] | UnsetType,
) -> tuple[RecordCorrection, ...] | UnsetType:
    """Those that do not tell how one seat voted."""
    if isinstance(corrections, UnsetType):
        return corrections
    return tuple(one for one in corrections if one.subject != "vote")
