"""Who may rescind a decision, when, and that nothing is done to it twice."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.bodies import AdoptTerms
from decisions.outside_decisions import RatifyDecision, RefuseRatification
from decisions.rescinding import RescindDecision
from decisions.undoing_corrections import RestateUndoing
from schemas.event import Event
from schemas.events.body import BodyConstituted, BodyDissolved, TermsAdopted
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    AttendanceRecorded,
    ItemTabled,
    MeetingAdjourned,
    MeetingCalled,
    MeetingOpened,
)
from schemas.events.motion import MotionMoved, VotingClosed, VotingOpened
from schemas.events.restatement import UndoingRestated
from tests.support.slices import Given, given
from tests.support.story import APRIL, FORUM, IN_JUNE, IN_SESSION, RULE, TERMS, happened, seat

MAY_DAY = datetime(2026, 5, 14, 13, 40, tzinfo=UTC)
JUNE_DAY = datetime(2026, 6, 11, 14, 0, tzinfo=UTC)
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="agreed",
    authority="delegated-committee",
    text="One hub.",
)
OUTSIDE = DecisionTakenOutsideMeeting(
    decision="d1",
    number="PB/2627/001",
    body="board",
    route="chairs-action",
    outcome="agreed",
    authority="delegated-committee",
    person="terry",
)
NOTICE = ItemTabled(
    item="undo", meeting="june", body="board", purpose="decision", originator_kind="system"
)
BOOK: tuple[Event, ...] = (happened(TAKEN, MAY_DAY), *IN_JUNE, NOTICE)
WHY = "The landlord withdrew."
RESCIND = RescindDecision(decision="d1", meeting="june", item="undo", reason=WHY)
RESCINDED = DecisionRescinded(decision="d1", body="board", meeting="june", item="undo", reason=WHY)


def book(*more: Event) -> Given:
    return given(*BOOK, *more).at(JUNE_DAY)


def other(command: RescindDecision, **changes: object) -> RescindDecision:
    return command.model_copy(update=changes)


def test_a_later_meeting_of_the_body_rescinds_under_an_item_on_its_agenda() -> None:
    assert book().when(RESCIND) == [RESCINDED]
    assert book().when(other(RESCIND, reason=None)) == [replace(RESCINDED, reason=None)]


def test_without_an_item_reasons_are_given() -> None:
    assert book().when(other(RESCIND, item=None)) == [replace(RESCINDED, item=None)]
    with pytest.raises(ValidationError, match="reason: say why"):
        RescindDecision(decision="d1", meeting="june")


def test_it_is_rescinded_once() -> None:
    again = book(RESCINDED)
    assert again.when(RESCIND) == []
    july = (
        MeetingCalled(meeting="july", body="board", starts_at=datetime(2026, 7, 9, tzinfo=UTC)),
        MeetingOpened(meeting="july", body="board"),
    )
    elsewhere = other(RESCIND, meeting="july", item=None)
    assert again.and_(*july).refuses(elsewhere) == "decision-rescinded"


def test_what_is_not_in_force_is_not_rescinded() -> None:
    replaced = DecisionSuperseded(
        decision="d1", superseded_by="d2", body="board", meeting="june", item="undo"
    )
    assert book(replaced).refuses(RESCIND) == "decision-superseded"
    refused = RatificationRefused(decision="d1", body="board", meeting="june")
    outside = given(happened(OUTSIDE, MAY_DAY), *IN_JUNE, NOTICE, refused).at(JUNE_DAY)
    assert outside.refuses(RESCIND) == "ratification-was-refused"
    assert given(*IN_JUNE, NOTICE).refuses(RESCIND) == "no-decision"


def test_the_meeting_is_in_session_and_not_before_the_decision() -> None:
    closed_may = other(RESCIND, meeting="may", item=None)
    assert book().refuses(closed_may) == "meeting-not-in-session"
    adjourned = MeetingAdjourned(meeting="june", body="board")
    assert book(adjourned).refuses(RESCIND) == "meeting-adjourned"
    in_time = given(happened(TAKEN, JUNE_DAY), *IN_JUNE, NOTICE)
    assert in_time.at(MAY_DAY).refuses(RESCIND) == "before-decision"


def test_the_body_is_quorate_for_the_item_or_a_motion_on_it_was_carried() -> None:
    alone = given(*(e for e in BOOK if not isinstance(e, AttendanceRecorded))).at(JUNE_DAY)
    assert alone.refuses(RESCIND) == "not-quorate"
    voted = (
        MotionMoved(motion="m9", item="undo", meeting="june", body="board"),
        VotingOpened(
            motion="m9",
            item="undo",
            meeting="june",
            body="board",
            rule=RULE,
            entitled=(),
            method="show-of-hands",
        ),
    )
    carried = VotingClosed(motion="m9", item="undo", meeting="june", ruling="carried")
    by_vote = other(RESCIND, motion="m9")
    assert alone.and_(*voted, carried).when(by_vote) == [replace(RESCINDED, motion="m9")]
    lost = replace(carried, ruling="not-carried")
    assert alone.and_(*voted, lost).refuses(by_vote) == "motion-not-carried"
    assert alone.and_(*voted).refuses(by_vote) == "voting-not-closed"


def test_another_body_may_not_rescind_it() -> None:
    """A PCN forum has no power over the board's decisions."""
    forum_meets = (
        *FORUM,
        replace(TERMS, body="forum", numbering="F/{n}"),
        MeetingCalled(meeting="f1", body="forum", starts_at=datetime(2026, 6, 1, tzinfo=UTC)),
        MeetingOpened(meeting="f1", body="forum"),
    )
    strange = other(RESCIND, meeting="f1", item=None)
    assert book(*forum_meets).refuses(strange) == "body-not-competent"


def above(authority: str = "delegated-committee", **terms: object) -> tuple[Event, ...]:
    """A partnership board in session, with one seat there; the board's terms in force since May."""
    name = "partnership-board"
    facts: dict[str, object] = {"body": name, "numbering": "X/{n}", "authority": authority}
    return (
        BodyConstituted(body=name, name="Partnership Board", kind="place-board", on=APRIL),
        replace(TERMS, **facts, quorum=replace(TERMS.quorum, count=1, categories=())),
        replace(TERMS, version=2, effective_on=MAY_DAY.date(), **terms),
        replace(seat("top", "icb"), body=name),
        MeetingCalled(meeting="top-june", body=name, starts_at=datetime(2026, 6, 10, tzinfo=UTC)),
        MeetingOpened(meeting="top-june", body=name),
        AttendanceRecorded(meeting="top-june", person="zoe", capacity="member", seat="top"),
    )


FROM_ABOVE = other(RESCIND, meeting="top-june", item=None)


def test_the_body_above_may_rescind_it_by_the_terms_in_force() -> None:
    answering = above(accountable_to="partnership-board")
    assert book(*answering).when(FROM_ABOVE) == [replace(RESCINDED, meeting="top-june", item=None)]
    assert book(*above()).refuses(FROM_ABOVE) == "body-not-competent"


def test_an_advisory_body_undoes_no_decision_taken_with_authority() -> None:
    answering = above("advisory", accountable_to="partnership-board")
    assert book(*answering).refuses(FROM_ABOVE) == "recommendation-undoes-no-decision"


def test_the_body_that_took_over_from_a_dissolved_one_may_rescind() -> None:
    gone = BodyDissolved(body="board", on=JUNE_DAY.date(), to_body="partnership-board")
    assert book(*above(), happened(gone, JUNE_DAY)).when(FROM_ABOVE)


def test_terms_name_another_body_that_is_there_as_the_one_above() -> None:
    adopt = AdoptTerms.model_validate(
        {
            "body": "board",
            "effective_on": "2026-06-01",
            "authority": "delegated-committee",
            "quorum": {"count": 2},
            "rule": {"kind": "simple-majority"},
            "numbering": "PB/{fy}/{n:03}",
            "accountable_to": "partnership-board",
        }
    )
    assert given(*IN_SESSION).refuses(adopt) == "no-body"
    itself = adopt.model_copy(update={"accountable_to": "board"})
    assert given(*IN_SESSION).refuses(itself) == "accountable-to-itself"
    top = BodyConstituted(
        body="partnership-board", name="Partnership Board", kind="place-board", on=APRIL
    )
    (adopted,) = given(*IN_SESSION, top).when(adopt)
    assert isinstance(adopted, TermsAdopted)
    assert adopted.accountable_to == "partnership-board"


def test_a_rescinded_chairs_action_needs_no_ratification_any_more() -> None:
    outside = given(happened(OUTSIDE, MAY_DAY), *IN_JUNE, NOTICE).at(JUNE_DAY)
    assert outside.when(RESCIND) == [RESCINDED]
    gone = outside.and_(RESCINDED)
    assert gone.refuses(RatifyDecision(decision="d1", meeting="june")) == "decision-rescinded"
    assert gone.refuses(RefuseRatification(decision="d1", meeting="june")) == "decision-rescinded"


def test_a_ratified_decision_may_be_rescinded() -> None:
    ratified = DecisionRatified(decision="d1", body="board", meeting="june")
    outside = given(happened(OUTSIDE, MAY_DAY), *IN_JUNE, NOTICE, ratified).at(JUNE_DAY)
    assert outside.when(RESCIND) == [RESCINDED]


RIGHT = RestateUndoing(decision="d1", basis="document-shows-otherwise", reason="Another one was.")
TAKEN_BACK = UndoingRestated(
    decision="d1",
    body="board",
    meeting="june",
    undone="rescinded",
    basis="document-shows-otherwise",
    item="undo",
    reason="Another one was.",
)


def test_a_rescission_recorded_by_mistake_is_taken_back_once() -> None:
    assert book(RESCINDED).when(RIGHT) == [TAKEN_BACK]
    assert book(RESCINDED, TAKEN_BACK).refuses(RIGHT) == "nothing-to-correct"
    assert book().refuses(RIGHT) == "nothing-to-correct"
    assert given(*IN_JUNE).refuses(RIGHT) == "no-decision"


def test_what_was_not_rescinded_after_all_is_in_force_and_can_be() -> None:
    assert book(RESCINDED, TAKEN_BACK).when(RESCIND) == [RESCINDED]
    assert book(RESCINDED, TAKEN_BACK, RESCINDED).when(RESCIND) == []
    assert book(RESCINDED, TAKEN_BACK, RESCINDED).when(RIGHT) == [TAKEN_BACK]


def test_what_was_not_rescinded_after_all_awaits_ratification_again() -> None:
    ratify = RatifyDecision(decision="d1", meeting="june", item="undo")
    outside = given(happened(OUTSIDE, MAY_DAY), *IN_JUNE, NOTICE, RESCINDED).at(JUNE_DAY)
    assert outside.refuses(ratify) == "decision-rescinded"
    assert given(*outside.events, TAKEN_BACK).at(JUNE_DAY).when(ratify)
