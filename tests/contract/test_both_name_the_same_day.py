"""The auditor works out the day in England with code of its own, and comes to the same one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.english_day import english_day
from schemas.days import day_in_england

FIRST, LAST = datetime.fromisoformat("1996-01-01"), datetime.fromisoformat("2199-12-31")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@settings(max_examples=2_000, derandomize=True, deadline=None)
@given(moments)
@example(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
def test_the_auditor_and_the_record_name_the_same_day(at: datetime) -> None:
    assert english_day(at) == day_in_england(at)


@pytest.mark.parametrize("year", range(1996, 2200))
def test_they_do_so_in_every_hour_around_the_days_on_which_clocks_change(year: int) -> None:
    for month in (3, 10):
        for hour in range(8 * 24):
            at = datetime(year, month, 24, tzinfo=UTC) + timedelta(hours=hour, minutes=30)
            assert english_day(at) == day_in_england(at), at


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-28T23:30:00Z", "2026-03-28"),  # the last night of winter time
        ("2026-03-29T00:30:00Z", "2026-03-29"),  # half an hour before clocks go forward
        ("2026-03-29T23:30:00Z", "2026-03-30"),  # 00:30 BST
        ("2026-06-30T22:59:59Z", "2026-06-30"),
        ("2026-06-30T23:00:00Z", "2026-07-01"),  # midnight in England
        ("2026-10-24T23:30:00Z", "2026-10-25"),  # 00:30 BST, in the night that has an hour twice
        ("2026-10-25T00:30:00Z", "2026-10-25"),  # 01:30 BST
        ("2026-10-25T01:30:00Z", "2026-10-25"),  # 01:30 once more, GMT
        ("2026-10-25T23:30:00Z", "2026-10-25"),
        ("2026-12-31T23:30:00Z", "2026-12-31"),
    ],
)
def test_these_days_were_worked_out_by_hand(at: str, day: str) -> None:
    assert str(day_in_england(datetime.fromisoformat(at))) == day
    assert str(english_day(datetime.fromisoformat(at))) == day
