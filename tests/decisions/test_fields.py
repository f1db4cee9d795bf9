from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from decisions.meetings import CallMeeting


def starting(at: object) -> datetime:
    return CallMeeting.model_validate({"body": "board", "starts_at": at}).starts_at


@pytest.mark.parametrize(
    "at",
    [
        "2026-05-14T14:00:00+01:00",
        "2026-05-14T13:00:00Z",
        datetime(2026, 5, 14, 15, 0, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_a_time_is_kept_in_utc_whatever_its_offset(at: object) -> None:
    assert starting(at) == datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
    assert starting(at).tzinfo == UTC


@pytest.mark.parametrize(
    "at",
    [
        1_700_000_000,
        "1700000000",
        "2026-05-14",
        "2026-05-14T13:00:00",
        "2026-02-30T13:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        True,
        None,
    ],
)
def test_what_is_no_time_with_its_day_and_offset_is_refused(at: object) -> None:
    with pytest.raises(ValidationError, match="starts_at"):
        starting(at)
