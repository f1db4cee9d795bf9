"""The document holds what a secretary recorded, refuses what it does not know, and reads back."""

from datetime import datetime

import msgspec
import pytest

from projections.minutes import Minutes, from_json, to_json
from projections.minutes.document import without_votes_by_seat
from projections.minutes.fields import Erased
from tests.projections.minutes.sample import MINUTES


def test_json_reads_back_to_an_equal_document() -> None:
    assert from_json(to_json(MINUTES)) == MINUTES


def test_json_of_minutes_with_nothing_in_them_reads_back() -> None:
    assert from_json(to_json(Minutes())) == Minutes()


def test_an_unknown_field_is_refused_by_its_name() -> None:
    with pytest.raises(msgspec.ValidationError, match="minuets"):
        from_json(b'{"minuets": 1}')


def test_an_unknown_field_deep_inside_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"\$\.items\[0\]"):
        from_json(b'{"items": [{"number": "PB/2627/014", "colour": "blue"}]}')


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="started_at"):
        from_json(b'{"meeting": {"started_at": "2026-05-14T13:00:00"}}')


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="required"):
        from_json(b'{"quoracy": {"required": -1}}')


def test_a_later_format_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="format"):
        from_json(b'{"format": "minutes.v2"}')


def test_times_keep_their_offset() -> None:
    started_at = from_json(to_json(MINUTES)).meeting.started_at
    assert isinstance(started_at, datetime)
    assert started_at.utcoffset() is not None


def test_erased_words_stay_apart_from_words_that_were_never_recorded() -> None:
    read = from_json(b'{"body": {"basis": "court order"}, "title": null}')
    assert read.body == Erased(basis="court order")
    assert read.title is None


def test_without_votes_by_seat_the_counts_stay() -> None:
    vote = without_votes_by_seat(MINUTES).items[0].motions[0].vote
    assert vote is not None
    assert vote.by_seat == ()
    assert vote.in_favour.seats == 5


def test_minutes_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        MINUTES.status = "CONFIRMED"  # type: ignore[misc]
