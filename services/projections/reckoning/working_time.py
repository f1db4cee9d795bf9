"""Working days and hours of England, in which notice and feedback standards are counted."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from schemas.days import ENGLAND, day_in_england

OPENS, CLOSES = time(9), time(17)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def working_days_between(earlier: datetime, later: datetime) -> int:
    """Whole working days after the day of `earlier` and before the day of `later`, in England.

    Clear days, as notice is counted: neither the day of sending nor the day itself counts.
    """
    day, end = day_in_england(earlier), day_in_england(later)
    count = 0
    while (day := day + timedelta(days=1)) < end:
        count += is_working_day(day)
    return count


def latest_day_before(moment: datetime, working_days: int) -> date:
    """The last working day with so many clear working days between it and the day of `moment`."""
    day, left = day_in_england(moment), working_days
    while True:
        day -= timedelta(days=1)
        if is_working_day(day):
            if left == 0:
                return day
            left -= 1


def working_days_until(earlier: datetime, later: datetime) -> int:
    """Working days after the day of `earlier`, up to and with the day of `later`, in England."""
    end = day_in_england(later)
    is_later = day_in_england(earlier) < end
    return working_days_between(earlier, later) + (is_later and is_working_day(end))


def working_minutes_between(earlier: datetime, later: datetime) -> int:
    """Minutes of working time, 9:00 to 17:00 in England on working days; 0 if not later."""
    start, end = earlier.astimezone(ENGLAND), later.astimezone(ENGLAND)
    total, day = timedelta(), start.date()
    while day <= end.date():
        if is_working_day(day):
            opens = max(start, datetime.combine(day, OPENS, ENGLAND))
            closes = min(end, datetime.combine(day, CLOSES, ENGLAND))
            total += max(closes.astimezone(UTC) - opens.astimezone(UTC), timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def moment_after(start: datetime, working_minutes: int) -> datetime:
    """The first moment by which so many working minutes have passed, in UTC.

    `working_minutes_between(start, at) >= working_minutes` from this moment on, and not before.
    """
    left, day = timedelta(minutes=working_minutes), day_in_england(start)
    if working_minutes <= 0:
        return start.astimezone(UTC)
    while True:
        if is_working_day(day):
            opens = max(start, datetime.combine(day, OPENS, ENGLAND)).astimezone(UTC)
            closes = datetime.combine(day, CLOSES, ENGLAND).astimezone(UTC)
            if left <= closes - opens:
                return opens + left
            left -= max(closes - opens, timedelta())
        day += timedelta(days=1)
