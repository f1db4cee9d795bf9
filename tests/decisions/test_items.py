from decisions.items import DeferItem, DiscussItem, WithdrawItem
from schemas.events.meeting import (
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingOpened,
)
from schemas.events.motion import VotingClosed
from tests.support.slices import given
from tests.support.story import (
    BOARD,
    CALLED,
    FORUM,
    IN_JUNE,
    IN_SESSION,
    JUNE,
    MAY_CLOSED,
    VOTING,
)

SAY = DiscussItem(item="hub", discussion="The board asked about transport.")
SAID = ItemDiscussed(
    item="hub", meeting="may", paragraph=1, discussion="The board asked about transport."
)
DEFERRED = ItemDeferred(item="hub", meeting="may", reason="No time.")
WITHDRAWN = ItemWithdrawn(item="hub", meeting="may")
PUT_OFF = DeferItem(item="hub", reason="No time.")
TO_JUNE = DeferItem(item="hub", to_meeting="june")


def test_paragraphs_of_discussion_number_themselves() -> None:
    assert given(*IN_SESSION).when(SAY) == [SAID]
    (second,) = given(*IN_SESSION, SAID).when(SAY)
    assert second.paragraph == 2


def test_an_item_that_is_tabled_again_is_discussed_from_paragraph_one() -> None:
    again = ItemTabled(
        item="hub", meeting="june", body="board", purpose="decision", originator_kind="pcn"
    )
    (first,) = given(*IN_JUNE, SAID, DEFERRED, again).when(SAY)
    assert (first.meeting, first.paragraph) == ("june", 1)


def test_only_a_live_item_of_a_meeting_in_session_is_discussed() -> None:
    assert given(*CALLED).refuses(SAY) == "meeting-not-in-session"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(SAY) == "meeting-not-in-session"
    assert given(*IN_SESSION, DEFERRED).refuses(SAY) == "item-deferred"
    assert given(*IN_SESSION, WITHDRAWN).refuses(SAY) == "item-withdrawn"
    assert given(*BOARD).refuses(SAY) == "no-item"


def test_an_item_is_deferred_once_perhaps_to_a_later_meeting() -> None:
    assert given(*CALLED).when(PUT_OFF) == [DEFERRED]
    assert given(*CALLED, DEFERRED).when(PUT_OFF) == []
    to_june = ItemDeferred(item="hub", meeting="may", to_meeting="june")
    assert given(*CALLED, JUNE).when(TO_JUNE) == [to_june]
    assert given(*CALLED, JUNE, to_june).when(TO_JUNE) == []
    assert given(*CALLED, JUNE, to_june).when(PUT_OFF) == []


def test_a_deferred_item_is_not_deferred_elsewhere() -> None:
    assert given(*CALLED, JUNE, DEFERRED).refuses(TO_JUNE) == "item-deferred"


def test_an_item_that_a_meeting_did_not_reach_can_be_deferred_afterwards() -> None:
    assert given(*IN_SESSION, MAY_CLOSED).when(PUT_OFF) == [DEFERRED]


def test_the_meeting_deferred_to_is_a_later_one_of_the_same_body_and_not_over() -> None:
    to_may, to_forum = (
        DeferItem(item="hub", to_meeting=meeting) for meeting in ("may", "forum-june")
    )
    june_over = (JUNE, MeetingOpened(meeting="june", body="board"))
    assert given(*CALLED).refuses(to_may) == "meeting-not-later"
    assert given(*CALLED, *FORUM).refuses(to_forum) == "meeting-of-other-body"
    assert given(*CALLED).refuses(TO_JUNE) == "no-meeting"
    closed = type(MAY_CLOSED)(meeting="june", body="board")
    assert given(*CALLED, *june_over, closed).refuses(TO_JUNE) == "meeting-closed"


def test_an_item_is_not_put_off_or_withdrawn_over_an_open_vote() -> None:
    carried = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    for command in (PUT_OFF, WithdrawItem(item="hub")):
        assert given(*VOTING).refuses(command) == "voting-open"
        assert given(*VOTING, carried).when(command)


def test_a_withdrawn_item_is_not_deferred() -> None:
    assert given(*CALLED, WITHDRAWN).refuses(PUT_OFF) == "item-withdrawn"
    assert given(*BOARD).refuses(PUT_OFF) == "no-item"


def test_an_item_is_withdrawn_once_even_after_it_was_deferred() -> None:
    withdraw = WithdrawItem(item="hub", reason="Overtaken.")
    assert given(*CALLED).when(withdraw) == [
        ItemWithdrawn(item="hub", meeting="may", reason="Overtaken.")
    ]
    assert given(*CALLED, WITHDRAWN).when(withdraw) == []
    assert given(*CALLED, DEFERRED).when(withdraw)
    assert given(*BOARD).refuses(withdraw) == "no-item"
