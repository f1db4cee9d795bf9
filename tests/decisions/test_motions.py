from datetime import timedelta

import pytest
from msgspec.structs import replace

from decisions.command import Command
from decisions.motions import CloseVoting, MoveAmendment, MoveMotion, OpenVoting, SecondMotion
from schemas.events.body import SeatCreated, SeatRetired
from schemas.events.meeting import (
    ItemDeferred,
    ItemTabled,
    ItemWithdrawn,
    MeetingAdjourned,
    MeetingOpened,
    MeetingResumed,
    MemberExcluded,
    MemberRecused,
)
from schemas.events.motion import AmendmentMoved, MotionMoved, MotionSeconded, VotingClosed
from schemas.values import EntitledSeat
from tests.support.clock import NOON
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    BOARD,
    CALLED,
    COUNCIL_SEAT,
    FORUM,
    IN_JUNE,
    IN_SESSION,
    MAY_CLOSED,
    MOVED,
    PCN_SEAT,
    PUT,
    RULE,
    TRUST_SEAT,
    VOTING,
    there,
)

MOVE = MoveMotion(motion="m1", item="hub", mover=PCN_SEAT, text="That it open.")
OPEN = OpenVoting(motion="m1")
CLOSE = CloseVoting(motion="m1", ruling="carried")
CARRIED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
SECOND = SecondMotion(motion="m1", seat=TRUST_SEAT)
SECONDED = MotionSeconded(motion="m1", item="hub", seconder=TRUST_SEAT)
AMEND = MoveAmendment(motion="m1", mover=TRUST_SEAT, text="That two open.")
PCN_RECUSED = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
COUNCIL_EXCLUDED = MemberExcluded(item="hub", meeting="may", seat=COUNCIL_SEAT, person="carol")
HUB_IN_JUNE = ItemTabled(
    item="hub", meeting="june", body="board", purpose="decision", originator_kind="system"
)
LEAVES = NOON + timedelta(minutes=30)


def test_a_motion_is_moved_by_a_seat_or_from_the_chair() -> None:
    assert given(*IN_SESSION).when(MOVE) == [MOVED[-1]]
    (moved,) = given(*IN_SESSION).when(MOVE.model_copy(update={"motion": None, "mover": None}))
    assert isinstance(moved, MotionMoved)
    assert (moved.motion[:3], moved.mover) == ("id-", None)


def test_a_motion_is_moved_on_a_live_item_of_a_meeting_in_session() -> None:
    assert given(*CALLED).refuses(MOVE) == "meeting-not-in-session"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(MOVE) == "meeting-not-in-session"
    deferred, withdrawn = (e(item="hub", meeting="may") for e in (ItemDeferred, ItemWithdrawn))
    assert given(*IN_SESSION, deferred).refuses(MOVE) == "item-deferred"
    assert given(*IN_SESSION, withdrawn).refuses(MOVE) == "item-withdrawn"
    assert given(*BOARD).refuses(MOVE) == "no-item"


def test_the_id_of_a_motion_is_used_once() -> None:
    assert given(*MOVED).refuses(MOVE) == "motion-exists"


@pytest.mark.parametrize(
    "command",
    [
        MOVE.model_copy(update={"motion": "m2", "mover": "forum-seat"}),
        SECOND.model_copy(update={"seat": "forum-seat"}),
        AMEND.model_copy(update={"mover": "forum-seat"}),
    ],
    ids=["move", "second", "amend"],
)
def test_a_seat_of_another_body_takes_no_part(
    command: MoveMotion | SecondMotion | MoveAmendment,
) -> None:
    assert given(*MOVED, *FORUM).refuses(command) == "seat-on-other-body"
    assert given(*MOVED).refuses(command) == "no-seat"


@pytest.mark.parametrize(
    "command",
    [
        MOVE.model_copy(update={"motion": "m2"}),
        SECOND.model_copy(update={"seat": PCN_SEAT}),
        AMEND.model_copy(update={"mover": PCN_SEAT}),
    ],
    ids=["move", "second", "amend"],
)
def test_a_seat_that_stood_aside_or_is_another_s_proposes_nothing(
    command: MoveMotion | SecondMotion | MoveAmendment,
) -> None:
    moved = (*MOVED[:-1], replace(MOVED[-1], mover=COUNCIL_SEAT))
    assert given(*moved).by(role="representative", person="pat").when(command)
    assert given(*moved, PCN_RECUSED).refuses(command) == "seat-recused"
    other = given(*moved).by(role="representative", person="carol")
    assert other.refuses(command) == "not-seat-holder"


def test_another_seat_than_the_mover_seconds_once() -> None:
    assert given(*MOVED).when(SECOND) == [SECONDED]
    assert given(*MOVED, SECONDED).when(SECOND) == []
    by_mover = SECOND.model_copy(update={"seat": PCN_SEAT})
    assert given(*MOVED).refuses(by_mover) == "mover-cannot-second"
    third = SECOND.model_copy(update={"seat": COUNCIL_SEAT})
    assert given(*MOVED, SECONDED).refuses(third) == "already-seconded"


def test_an_amendment_is_moved_before_the_motion_is_put() -> None:
    moved = AmendmentMoved(motion="m1", item="hub", mover=TRUST_SEAT, text="That two open.")
    assert given(*MOVED).when(AMEND) == [moved]
    assert given(*VOTING).refuses(AMEND) == "motion-put"


@pytest.mark.parametrize("proposing", [SECOND, AMEND])
def test_nobody_seconds_or_amends_but_in_session_on_a_live_item(proposing: Command) -> None:
    unopened = given(*CALLED, MOVED[-1])
    assert unopened.refuses(proposing) == "meeting-not-in-session"
    assert given(*MOVED, MAY_CLOSED).refuses(proposing) == "meeting-not-in-session"
    adjourned = MeetingAdjourned(meeting="may", body="board")
    assert given(*MOVED, adjourned).refuses(proposing) == "meeting-adjourned"
    resumed = MeetingResumed(meeting="may", body="board")
    assert len(given(*MOVED, adjourned, resumed).when(proposing)) == 1
    deferred = ItemDeferred(item="hub", meeting="may")
    assert given(*MOVED, deferred).refuses(proposing) == "item-deferred"
    in_june = (deferred, *IN_JUNE, HUB_IN_JUNE)
    assert given(*MOVED, *in_june).refuses(proposing) == "item-of-other-meeting"
    assert given(*MOVED, *in_june).refuses(OPEN) == "item-of-other-meeting"


def test_a_motion_that_is_put_is_not_seconded_or_put_again() -> None:
    assert given(*VOTING).refuses(SECOND) == "motion-put"
    assert given(*VOTING).refuses(OPEN) == "motion-put"
    assert given(*VOTING, CARRIED).refuses(OPEN) == "motion-put"


def test_voting_opens_under_the_rule_of_the_terms_for_every_voting_seat() -> None:
    assert given(*MOVED).when(OPEN) == [PUT]


def test_seats_that_have_no_vote_or_are_retired_are_not_entitled() -> None:
    guest = SeatCreated(body="board", seat="lmc-seat", title="LMC", category="lmc", is_voting=False)
    retired = SeatRetired(body="board", seat=COUNCIL_SEAT, on=APRIL)
    (put,) = given(*MOVED, guest, retired).when(OPEN)
    assert [one.seat for one in put.entitled] == [PCN_SEAT, TRUST_SEAT]


def test_seats_that_stood_aside_leave_the_electors_of_the_motion() -> None:
    (put,) = given(*MOVED, COUNCIL_EXCLUDED).when(OPEN)
    assert put.entitled == (
        EntitledSeat(seat=PCN_SEAT, represents=PUT.entitled[0].represents),
        EntitledSeat(seat=TRUST_SEAT),
    )
    assert put.rule == RULE


def test_seats_that_stood_aside_do_not_count_to_the_quorum_of_the_item() -> None:
    assert given(*MOVED, PCN_RECUSED).refuses(OPEN) == "not-quorate"
    alone = (*CALLED, MeetingOpened(meeting="may", body="board"), there("pat", PCN_SEAT))
    assert given(*alone, MOVED[-1]).refuses(OPEN) == "not-quorate"


def test_somebody_who_has_left_does_not_count_to_the_quorum() -> None:
    left = there("pat", PCN_SEAT, left_at=LEAVES)
    assert given(*MOVED, left).at(LEAVES - timedelta(minutes=1)).when(OPEN)
    assert given(*MOVED, left).at(LEAVES).refuses(OPEN) == "not-quorate"


def test_voting_opens_on_a_live_item_of_a_meeting_in_session() -> None:
    deferred = ItemDeferred(item="hub", meeting="may")
    assert given(*MOVED, deferred).refuses(OPEN) == "item-deferred"
    assert given(*MOVED, MAY_CLOSED).refuses(OPEN) == "meeting-not-in-session"
    assert given(*IN_SESSION).refuses(OPEN) == "no-motion"


def test_voting_closes_with_the_chairs_ruling_and_only_once() -> None:
    assert given(*VOTING).when(CLOSE) == [CARRIED]
    assert given(*VOTING, CARRIED).refuses(CLOSE) == "voting-not-open"
    assert given(*MOVED).refuses(CLOSE) == "voting-not-open"
    assert given(*IN_SESSION).refuses(CLOSE) == "no-motion"
