"""The moment at which so many working minutes have passed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.reckoning.working_time import moment_after, working_minutes_between
from schemas.days import day_in_england

THURSDAY = datetime(2026, 5, 14, 13, tzinfo=UTC)  # 2pm in England


@pytest.mark.parametrize(
    ("start", "minutes", "moment"),
    [
        (THURSDAY, 0, THURSDAY),
        (THURSDAY, 180, datetime(2026, 5, 14, 16, tzinfo=UTC)),
        (THURSDAY, 181, datetime(2026, 5, 15, 8, 1, tzinfo=UTC)),
        (THURSDAY, 960, datetime(2026, 5, 18, 13, tzinfo=UTC)),
        (datetime(2026, 5, 23, 12, tzinfo=UTC), 1, datetime(2026, 5, 26, 8, 1, tzinfo=UTC)),
        (datetime(2026, 5, 14, 22, tzinfo=UTC), 60, datetime(2026, 5, 15, 9, tzinfo=UTC)),
    ],
)
def test_nights_weekends_and_bank_holidays_do_not_count(
    start: datetime, minutes: int, moment: datetime
) -> None:
    assert moment_after(start, minutes) == moment


@settings(derandomize=True, deadline=None)
@given(
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 5_000),
)
def test_it_is_the_first_moment_by_which_that_much_working_time_has_passed(
    start: datetime, minutes: int
) -> None:
    moment = moment_after(start, minutes)
    assert working_minutes_between(start, moment) == minutes
    assert working_minutes_between(start, moment - timedelta(microseconds=1)) == minutes - 1


def test_a_day_in_england_starts_an_hour_early_in_summer() -> None:
    assert day_in_england(datetime(2026, 5, 14, 23, 30, tzinfo=UTC)).day == 15
    assert day_in_england(datetime(2026, 12, 14, 23, 30, tzinfo=UTC)).day == 14
