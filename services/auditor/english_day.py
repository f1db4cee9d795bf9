"""Which day it is in England, from the law alone: the auditor needs no table of time zones."""

from datetime import UTC, date, datetime, timedelta

_HOUR = timedelta(hours=1)


def english_day(at: datetime) -> date:
    """The day that a clock in England shows at an aware moment.

    Summer Time Act 1972, section 1, as amended by the Summer Time Order 2002: one hour ahead of UTC
    from 1 am UTC on the last Sunday of March to 1 am UTC on the last Sunday of October. The same
    holds from 1996 on; before, there was no Primary Care Network whose day could matter.
    """
    moment = at.astimezone(UTC)
    is_summer = _changes(moment.year, 3) <= moment < _changes(moment.year, 10)
    return (moment + _HOUR if is_summer else moment).date()


def _changes(year: int, month: int) -> datetime:
    """1 am UTC on the last Sunday of a month of 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
