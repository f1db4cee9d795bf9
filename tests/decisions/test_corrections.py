"""What was recorded by mistake can be put right, with a basis and a reason, and only what is."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from decisions.canvass_corrections import CorrectCanvass, RestateView
from decisions.canvassing import CanvassOrganisation, RemindOrganisation
from decisions.conflicts import DeclareInterest
from decisions.corrections import (
    NoteMistake,
    RestateDecision,
    WithdrawAttendance,
    WithdrawDeclaration,
    WithdrawFeedback,
)
from decisions.feedback import AcknowledgeFeedback, IssueFeedback
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationClosed,
    OrganisationCanvassed,
    ViewSubmitted,
)
from schemas.events.correction import (
    AttendanceWithdrawn,
    CanvassRedated,
    CanvassWithdrawn,
    DecisionRestated,
    DeclarationWithdrawn,
    FeedbackWithdrawn,
    ViewRestated,
)
from schemas.events.decision import DecisionTaken
from schemas.events.feedback import FeedbackAcknowledged, FeedbackIssued
from schemas.events.meeting import ApologiesReceived, InterestDeclared
from schemas.events.motion import VotingClosed
from tests.support.clock import NOON
from tests.support.consulting import CONSULTED, NEW_PCN, SUCCEEDED
from tests.support.slices import given
from tests.support.story import IN_SESSION, PARTNERSHIP, PCN_SEAT, PCNS, PUT, VOTING, happened

WHY = {"basis": "mistake-in-recording", "reason": "The secretary misread the list."}
EARLIER, EARLIEST = NOON - timedelta(hours=1), NOON - timedelta(hours=3)


def attendance(record: str = "attendance", person: str = "pat") -> WithdrawAttendance:
    return WithdrawAttendance(meeting="may", person=person, record=record, **WHY)  # type: ignore[arg-type]


class TestAttendance:
    def test_it_is_taken_back_with_the_seat_that_it_named(self) -> None:
        assert given(*IN_SESSION).when(attendance()) == [
            AttendanceWithdrawn(
                meeting="may", person="pat", record="attendance", seat=PCN_SEAT, **WHY
            )
        ]

    def test_once_taken_back_there_is_nothing_left_to_take_back(self) -> None:
        book = given(*IN_SESSION)
        assert book.and_(*book.when(attendance())).refuses(attendance()) == "nothing-to-correct"

    def test_apologies_are_taken_back_too(self) -> None:
        sent = ApologiesReceived(meeting="may", person="lucy")
        book = given(*IN_SESSION, sent)
        assert book.refuses(attendance("attendance", "lucy")) == "nothing-to-correct"
        (taken,) = book.when(attendance("apologies", "lucy"))
        assert isinstance(taken, AttendanceWithdrawn)
        assert taken.record == "apologies"

    def test_a_reason_is_always_given(self) -> None:
        with pytest.raises(ValidationError):
            WithdrawAttendance(  # type: ignore[call-arg]
                meeting="may", person="pat", record="attendance", basis="mistake-in-recording"
            )


DECLARED = InterestDeclared(
    meeting="may", person="pat", kind="indirect", nature="perceived", management="noted", item="hub"
)


class TestDeclarations:
    def test_a_declaration_is_taken_back_and_can_be_made_again(self) -> None:
        book = given(*IN_SESSION, DECLARED)
        withdraw = WithdrawDeclaration(meeting="may", person="pat", item="hub", **WHY)  # type: ignore[arg-type]
        (taken,) = book.when(withdraw)
        assert taken == DeclarationWithdrawn(meeting="may", person="pat", item="hub", **WHY)
        after = book.and_(taken)
        assert after.refuses(withdraw) == "nothing-to-correct"
        again = DeclareInterest(
            meeting="may",
            person="pat",
            item="hub",
            kind="indirect",
            nature="perceived",
            management="noted",
        )
        assert book.when(again) == []
        assert len(after.when(again)) == 1

    def test_one_for_another_item_is_another_one(self) -> None:
        withdraw = WithdrawDeclaration(meeting="may", person="pat", **WHY)  # type: ignore[arg-type]
        assert given(*IN_SESSION, DECLARED).refuses(withdraw) == "nothing-to-correct"


CANVASSED = happened(
    OrganisationCanvassed(consultation="c1", item="hub", organisation=PCNS[0], channel="email"),
    EARLIER,
)
CLOSED = ConsultationClosed(consultation="c1", item="hub")


def canvass(**more: object) -> CorrectCanvass:
    facts = {"consultation": "c1", "organisation": PCNS[0], "recorded_as": EARLIER, **WHY, **more}
    return CorrectCanvass(**facts)  # type: ignore[arg-type]


class TestCanvass:
    def test_a_delivery_gets_its_true_time_even_after_the_closing(self) -> None:
        book = given(*CONSULTED, CANVASSED, CLOSED)
        assert book.when(canvass(delivered_at=EARLIEST)) == [
            CanvassRedated(
                consultation="c1",
                item="hub",
                organisation=PCNS[0],
                recorded_as=EARLIER,
                delivered_at=EARLIEST,
                **WHY,
            )
        ]

    def test_the_new_time_is_the_one_to_correct_next(self) -> None:
        book = given(*CONSULTED, CANVASSED)
        after = book.and_(*book.when(canvass(delivered_at=EARLIEST)))
        assert after.refuses(canvass()) == "nothing-to-correct"
        (gone,) = after.when(canvass(recorded_as=EARLIEST))
        assert isinstance(gone, CanvassWithdrawn)

    def test_who_was_never_asked_is_not_reminded(self) -> None:
        remind = RemindOrganisation(consultation="c1", organisation=PCNS[0], channel="phone")
        book = given(*CONSULTED, CANVASSED)
        assert len(book.when(remind)) == 1
        assert book.and_(*book.when(canvass())).refuses(remind) == "not-canvassed"

    def test_the_same_delivery_can_be_recorded_again_once_it_was_taken_back(self) -> None:
        book = given(*CONSULTED, CANVASSED).by(occurred_at=EARLIER)
        again = CanvassOrganisation(consultation="c1", organisation=PCNS[0], channel="email")
        assert book.when(again) == []
        assert len(book.and_(*book.when(canvass())).when(again)) == 1

    @pytest.mark.parametrize(
        ("delivered_at", "code"),
        [
            (NOON + timedelta(minutes=1), "in-the-future"),
            (NOON - timedelta(days=30), "before-opening"),
        ],
    )
    def test_what_cannot_have_been_is_refused(self, delivered_at: object, code: str) -> None:
        assert given(*CONSULTED, CANVASSED).refuses(canvass(delivered_at=delivered_at)) == code


ANSWERED = ViewSubmitted(consultation="c1", item="hub", organisation=PCNS[0], position="support")


def view(**more: object) -> RestateView:
    facts = {"consultation": "c1", "organisation": PCNS[0], "position": "oppose", **WHY, **more}
    return RestateView(**facts)  # type: ignore[arg-type]


class TestViews:
    def test_an_answer_is_put_right_even_after_the_closing(self) -> None:
        assert given(*CONSULTED, ANSWERED, CLOSED).when(view()) == [
            ViewRestated(
                consultation="c1", item="hub", organisation=PCNS[0], position="oppose", **WHY
            )
        ]

    def test_without_a_position_it_had_given_none(self) -> None:
        book = given(*CONSULTED, ANSWERED)
        (gone,) = book.when(view(position=None))
        assert book.and_(gone).refuses(view()) == "nothing-to-correct"

    def test_an_answer_that_says_so_already_is_left_alone(self) -> None:
        assert given(*CONSULTED, ANSWERED).when(view(position="support")) == []

    def test_a_successor_has_the_answer_of_the_one_before_it_put_right(self) -> None:
        book = given(*CONSULTED, ANSWERED, NEW_PCN, SUCCEEDED)
        (put,) = book.when(view(organisation="U99009"))
        assert isinstance(put, ViewRestated)

    def test_who_has_not_answered_has_nothing_to_correct(self) -> None:
        assert given(*CONSULTED).refuses(view()) == "nothing-to-correct"
        assert given(*CONSULTED).refuses(view(organisation="U99042")) == "not-in-electorate"


TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    motion="m1",
    outcome="approved",
    authority="delegated-committee",
    amount_pence=100,
    text="That it open.",
)
CARRIED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")


def decision(**more: object) -> RestateDecision:
    return RestateDecision(**{"decision": "d1", **WHY, **more})  # type: ignore[arg-type]


class TestDecisions:
    book = given(*VOTING, CARRIED, TAKEN)

    def test_its_text_is_put_right(self) -> None:
        assert self.book.when(decision(text="That it open in May.")) == [
            DecisionRestated(
                decision="d1", body="board", item="hub", text="That it open in May.", **WHY
            )
        ]

    def test_what_it_says_already_is_not_said_again(self) -> None:
        assert self.book.when(decision(outcome="approved", amount_pence=100)) == []
        (put,) = self.book.when(decision(outcome="agreed", amount_pence=100))
        assert isinstance(put, DecisionRestated)
        assert (put.outcome, put.amount_pence) == ("agreed", None)
        assert self.book.and_(put).when(decision(outcome="agreed")) == []

    def test_an_outcome_that_the_vote_does_not_allow_was_not_decided(self) -> None:
        assert self.book.refuses(decision(outcome="not-approved")) == "outcome-against-ruling"

    def test_an_advisory_body_cannot_have_approved(self) -> None:
        advised = DecisionTaken(
            **{**TAKEN.as_dict(), "authority": "advisory", "outcome": "supported", "motion": None}
        )
        book = given(*IN_SESSION, advised)
        assert book.refuses(decision(outcome="approved")) == "advisory-body-recommends"
        assert len(book.when(decision(outcome="recommended"))) == 1

    def test_something_has_to_be_put_right(self) -> None:
        with pytest.raises(ValidationError):
            decision()


TOLD = happened(
    FeedbackIssued(feedback="f1", decision="d1", organisation=PCNS[0], channel="email", item="hub"),
    EARLIER,
)


class TestFeedback:
    book = given(*PARTNERSHIP, happened(TAKEN, EARLIEST), TOLD)
    withdraw = WithdrawFeedback(feedback="f1", **WHY)  # type: ignore[arg-type]

    def test_it_is_taken_back_once(self) -> None:
        taken = FeedbackWithdrawn(
            feedback="f1", decision="d1", organisation=PCNS[0], item="hub", **WHY
        )
        assert self.book.when(self.withdraw) == [taken]
        assert self.book.and_(taken).when(self.withdraw) == []

    def test_what_was_acknowledged_did_arrive(self) -> None:
        read = FeedbackAcknowledged(feedback="f1", decision="d1", organisation=PCNS[0], item="hub")
        assert self.book.and_(read).refuses(self.withdraw) == "feedback-arrived"

    def test_nobody_acknowledges_what_did_not_arrive(self) -> None:
        read = AcknowledgeFeedback(feedback="f1", organisation=PCNS[0])
        after = self.book.and_(*self.book.when(self.withdraw))
        assert after.refuses(read) == "feedback-withdrawn"

    def test_the_same_telling_can_be_recorded_again(self) -> None:
        again = IssueFeedback(feedback="f2", decision="d1", organisation=PCNS[0], channel="email")
        at_that_time = self.book.by(occurred_at=EARLIER)
        assert at_that_time.when(again) == []
        assert len(at_that_time.and_(*self.book.when(self.withdraw)).when(again)) == 1


def test_a_mistake_is_noted_of_an_entry_that_there_is() -> None:
    events: tuple[Event, ...] = (*IN_SESSION, PUT)
    note = NoteMistake(entry=len(events) + 1, **WHY)  # type: ignore[arg-type]
    assert given(*events).refuses(note) == "no-entry"
