from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.outside_decisions import (
    RatifyDecision,
    RefuseRatification,
    TakeDecisionOutsideMeeting,
)
from schemas.event import Event
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import ItemDeferred, ItemTabled, ItemWithdrawn, MeetingClosed
from schemas.events.motion import MotionMoved, VotingClosed, VotingOpened
from tests.support.slices import given
from tests.support.story import (
    BOARD,
    CALLED,
    FORUM,
    IN_JUNE,
    IN_SESSION,
    JUNE,
    MAY_CLOSED,
    RULE,
    TERMS,
    happened,
)

JUNE_DAY = datetime(2026, 6, 11, 14, 0, tzinfo=UTC)
FORUM_TERMS = replace(TERMS, body="forum")
CHAIRS_ACTION = DecisionTakenOutsideMeeting(
    decision="d1",
    number="PB/2627/001",
    body="board",
    route="chairs-action",
    outcome="agreed",
    authority="delegated-committee",
    item="hub",
    person="terry",
    text="Extend the pilot by a month.",
    reason="The contract would have lapsed.",
)
RATIFY_ITEM = ItemTabled(
    item="ratify", meeting="june", body="board", purpose="decision", originator_kind="system"
)
BOOK = (*IN_JUNE, CHAIRS_ACTION, RATIFY_ITEM)
RATIFY = RatifyDecision(decision="d1", meeting="june")
RATIFIED = DecisionRatified(decision="d1", body="board", meeting="june", item="hub")
REFUSE = RefuseRatification(decision="d1", meeting="june", reason="It could have waited.")
REFUSED = RatificationRefused(
    decision="d1", body="board", meeting="june", item="hub", reason="It could have waited."
)


def take(**changes: object) -> TakeDecisionOutsideMeeting:
    fields = {
        "decision": "d1",
        "body": "board",
        "route": "chairs-action",
        "outcome": "agreed",
        "item": "hub",
        "person": "terry",
        "text": "Extend the pilot by a month.",
        "reason": "The contract would have lapsed.",
    }
    return TakeDecisionOutsideMeeting.model_validate({**fields, **changes})


def moved(ruling: str | None, meeting: str = "june") -> tuple[Event, ...]:
    """A motion on the item of ratification, with its ruling if there is one."""
    where = {"motion": "m2", "item": "ratify", "meeting": meeting}
    motion = MotionMoved(**where, body="board")
    put = VotingOpened(**where, body="board", rule=RULE, entitled=())
    return (motion, put, VotingClosed(**where, ruling=ruling)) if ruling else (motion, put)


def test_a_decision_outside_a_meeting_is_recorded_as_such_with_its_number() -> None:
    assert given(*CALLED).when(take()) == [CHAIRS_ACTION]
    (second,) = given(*CALLED, CHAIRS_ACTION).when(take(decision="d2"))
    assert second.number == "PB/2627/002"


def test_the_same_one_again_is_nothing_to_do_and_another_under_its_id_is_refused() -> None:
    assert given(*CALLED, CHAIRS_ACTION).when(take()) == []
    informal = take(route="informal", person=None)
    assert given(*CALLED, CHAIRS_ACTION).refuses(informal) == "decision-exists"


def test_who_took_chairs_action_is_named() -> None:
    with pytest.raises(ValidationError, match="person"):
        take(person=None)
    assert given(*CALLED).when(take(route="written-resolution", person=None))


def test_an_advisory_body_does_not_decide_outside_a_meeting_either() -> None:
    advisory = replace(TERMS, version=2, authority="advisory")
    assert given(*CALLED, advisory).refuses(take()) == "advisory-body-recommends"
    assert given(*CALLED, advisory).when(take(outcome="supported"))


def test_it_concerns_an_item_of_the_body_that_was_not_withdrawn() -> None:
    deferred, withdrawn = (e(item="hub", meeting="may") for e in (ItemDeferred, ItemWithdrawn))
    assert given(*CALLED, withdrawn).refuses(take()) == "item-withdrawn"
    assert given(*CALLED, deferred).when(take())
    assert given(*CALLED).when(take(item=None))
    assert given(*BOARD).refuses(take()) == "no-item"
    forum = take(body="forum", decision="d9")
    assert given(*CALLED, *FORUM, FORUM_TERMS).refuses(forum) == "item-of-other-body"
    assert given(*CALLED).refuses(forum) == "no-body"
    assert given(*CALLED, *FORUM).refuses(forum) == "terms-not-adopted"


def test_a_later_meeting_ratifies_it_once() -> None:
    assert given(*BOOK).when(RATIFY) == [RATIFIED]
    assert given(*BOOK, RATIFIED).when(RATIFY) == []


def test_it_is_ratified_under_an_item_by_a_motion_that_was_carried() -> None:
    by_motion = RATIFY.model_copy(update={"item": "ratify", "motion": "m2"})
    (ratified,) = given(*BOOK, *moved("carried")).when(by_motion)
    assert (ratified.item, ratified.motion) == ("ratify", "m2")
    assert given(*BOOK, *moved("not-carried")).refuses(by_motion) == "motion-not-carried"
    assert given(*BOOK, *moved(None)).refuses(by_motion) == "voting-not-closed"
    assert given(*BOOK).refuses(by_motion) == "no-motion"
    old = moved("carried", meeting="may")
    assert given(*BOOK, *old).refuses(by_motion) == "motion-of-other-meeting"


def test_the_item_is_a_live_one_of_the_ratifying_meeting() -> None:
    of_hub = RATIFY.model_copy(update={"item": "hub"})
    assert given(*BOOK).refuses(of_hub) == "item-of-other-meeting"
    put_off = ItemDeferred(item="ratify", meeting="june")
    under_item = RATIFY.model_copy(update={"item": "ratify"})
    assert given(*BOOK, put_off).refuses(under_item) == "item-deferred"
    assert given(*BOOK).when(under_item)


def test_ratifying_without_a_vote_needs_a_quorum() -> None:
    terms = replace(TERMS, version=2, quorum=replace(TERMS.quorum, count=3))
    assert given(*BOOK, terms).refuses(RATIFY) == "not-quorate"


def test_what_a_meeting_decided_needs_no_ratification() -> None:
    taken = DecisionTaken(
        decision="d1",
        number="PB/2627/001",
        body="board",
        meeting="may",
        item="hub",
        outcome="agreed",
        authority="delegated-committee",
    )
    for command in (RATIFY, REFUSE):
        assert given(*IN_JUNE, taken).refuses(command) == "taken-in-meeting"
        assert given(*IN_JUNE).refuses(command) == "no-decision"


def test_only_a_meeting_of_the_same_body_in_session_settles_it() -> None:
    for command in (RATIFY, REFUSE):
        at_forum = command.model_copy(update={"meeting": "forum-june"})
        closed = MeetingClosed(meeting="june", body="board")
        assert given(*BOOK, *FORUM).refuses(at_forum) == "meeting-of-other-body"
        assert given(*BOOK, closed).refuses(command) == "meeting-not-in-session"
        early = given(*IN_SESSION, MAY_CLOSED, JUNE, CHAIRS_ACTION)
        assert early.refuses(command) == "meeting-not-in-session"
        nowhere = command.model_copy(update={"meeting": "july"})
        assert given(*BOOK).refuses(nowhere) == "no-meeting"


def test_a_decision_is_not_settled_before_it_was_taken() -> None:
    book = given(*IN_JUNE, happened(CHAIRS_ACTION, JUNE_DAY))
    for command in (RATIFY, REFUSE):
        assert book.refuses(command) == "before-decision"
        assert book.at(JUNE_DAY).when(command)


def test_ratification_is_refused_once_and_finally() -> None:
    assert given(*BOOK).when(REFUSE) == [REFUSED]
    assert given(*BOOK, REFUSED).when(REFUSE) == []
    assert given(*BOOK, REFUSED).refuses(RATIFY) == "ratification-was-refused"
    assert given(*BOOK, RATIFIED).refuses(REFUSE) == "already-ratified"
    under_item = REFUSE.model_copy(update={"item": "hub"})
    assert given(*BOOK).refuses(under_item) == "item-of-other-meeting"
