from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from decisions.agenda import TableItem
from decisions.meetings import CallMeeting, CancelMeeting, CloseMeeting, OpenMeeting
from schemas.events.meeting import (
    ItemDeferred,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
)
from schemas.events.motion import VotingClosed
from tests.support.slices import given
from tests.support.story import (
    BOARD,
    CALLED,
    IN_SESSION,
    JUNE,
    MAY_CLOSED,
    MEETING_STARTS,
    MOVED,
    VOTING,
)

ENDS = MEETING_STARTS + timedelta(hours=2)
CALL = CallMeeting(
    meeting="may", body="board", starts_at=MEETING_STARTS, ends_at=ENDS, venue="Town hall"
)
MAY = MeetingCalled(
    meeting="may", body="board", starts_at=MEETING_STARTS, ends_at=ENDS, venue="Town hall"
)
OPENED = MeetingOpened(meeting="may", body="board")
NEXT = datetime(2026, 6, 11, 13, 0, tzinfo=UTC)


def test_a_meeting_is_called_once() -> None:
    assert given(*BOARD).when(CALL) == [MAY]
    assert given(*BOARD, MAY).when(CALL) == []


def test_the_id_of_a_meeting_names_no_other_one() -> None:
    later = CALL.model_copy(update={"starts_at": MEETING_STARTS + timedelta(minutes=30)})
    assert given(*BOARD, MAY).refuses(later) == "meeting-exists"


def test_a_meeting_without_an_id_gets_one() -> None:
    (called,) = given(*BOARD).when(CALL.model_copy(update={"meeting": None}))
    assert called.meeting.startswith("id-")


def test_only_a_body_that_exists_meets() -> None:
    assert given().refuses(CALL) == "no-body"


def test_a_meeting_ends_after_it_starts() -> None:
    with pytest.raises(ValidationError, match="ends_at"):
        CallMeeting(body="board", starts_at=MEETING_STARTS, ends_at=MEETING_STARTS)


def test_a_meeting_is_opened_once() -> None:
    open_may = OpenMeeting(meeting="may")
    assert given(*CALLED).when(open_may) == [OPENED]
    assert given(*CALLED, OPENED).when(open_may) == []
    assert given(*CALLED, OPENED, MAY_CLOSED).refuses(open_may) == "meeting-closed"
    assert given(*BOARD).refuses(open_may) == "no-meeting"


def test_a_meeting_closes_and_says_when_the_body_meets_next() -> None:
    close = CloseMeeting(meeting="may", next_meeting_at=NEXT)
    closed = MeetingClosed(meeting="may", body="board", next_meeting_at=NEXT)
    assert given(*IN_SESSION).when(close) == [closed]
    assert given(*IN_SESSION, closed).when(close) == []
    assert given(*IN_SESSION, closed).when(CloseMeeting(meeting="may")) == []


def test_a_closed_meeting_does_not_close_otherwise() -> None:
    close = CloseMeeting(meeting="may", next_meeting_at=NEXT)
    assert given(*IN_SESSION, MAY_CLOSED).refuses(close) == "meeting-not-in-session"


def test_only_a_meeting_in_session_closes() -> None:
    assert given(*CALLED).refuses(CloseMeeting(meeting="may")) == "meeting-not-in-session"
    assert given(*CALLED).refuses(CloseMeeting(meeting="july")) == "no-meeting"


def test_a_meeting_does_not_close_over_an_open_vote() -> None:
    close = CloseMeeting(meeting="may")
    carried = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    assert given(*VOTING).refuses(close) == "voting-open"
    assert given(*VOTING, carried).when(close) == [MAY_CLOSED]
    assert given(*MOVED).when(close) == [MAY_CLOSED]


def test_the_next_meeting_is_later() -> None:
    close = CloseMeeting(meeting="may", next_meeting_at=MEETING_STARTS)
    assert given(*IN_SESSION, JUNE).refuses(close) == "next-meeting-not-later"


CANCEL = CancelMeeting(meeting="may", reason="Too few can come.")
CANCELLED = MeetingCancelled(meeting="may", body="board", reason="Too few can come.")


def test_a_cancelled_meeting_puts_its_items_off() -> None:
    recorded = given(*CALLED).when(CANCEL)
    put_off = ItemDeferred(item="hub", meeting="may", reason="Too few can come.")
    assert recorded == [put_off, CANCELLED]
    assert given(*CALLED, *recorded).when(CANCEL) == []


def test_its_items_go_to_the_meeting_that_is_named() -> None:
    moved = CANCEL.model_copy(update={"to_meeting": "june"})
    (put_off, _) = given(*CALLED, JUNE).when(moved)
    assert isinstance(put_off, ItemDeferred)
    assert put_off.to_meeting == "june"
    assert given(*CALLED).refuses(moved) == "no-meeting"


def test_a_meeting_that_was_held_is_not_cancelled() -> None:
    assert given(*IN_SESSION).refuses(CANCEL) == "meeting-held"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(CANCEL) == "meeting-held"


def test_nothing_is_put_to_a_cancelled_meeting_and_nobody_opens_it() -> None:
    book = given(*BOARD, MAY, CANCELLED)
    assert book.refuses(OpenMeeting(meeting="may")) == "meeting-cancelled"
    table = TableItem(
        item="new", meeting="may", purpose="decision", originator_kind="system", title="New"
    )
    assert book.refuses(table) == "meeting-cancelled"
