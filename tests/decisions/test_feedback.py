from datetime import timedelta

import pytest

from decisions.feedback import AcknowledgeFeedback, AnswerFeedback, IssueFeedback, QueryFeedback
from schemas.events.decision import DecisionTaken
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)
from tests.support.clock import NOON
from tests.support.slices import given
from tests.support.story import PARTNERSHIP, PCNS, happened

DECIDED = NOON - timedelta(hours=2)
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="agreed",
    authority="delegated-committee",
)
BOOK = (*PARTNERSHIP, happened(TAKEN, DECIDED))
WHAT = {"feedback": "f1", "decision": "d1", "item": "hub", "organisation": PCNS[0]}
ISSUE = IssueFeedback(
    feedback="f1", decision="d1", organisation=PCNS[0], channel="email", message="It opens."
)
ISSUED = FeedbackIssued(**WHAT, channel="email", message="It opens.")
TOLD = (*BOOK, happened(ISSUED, NOON))
ACKNOWLEDGE = AcknowledgeFeedback(feedback="f1", organisation=PCNS[0])
ACKNOWLEDGED = FeedbackAcknowledged(**WHAT)
QUERY = QueryFeedback(feedback="f1", organisation=PCNS[0], question="When?")
QUERIED = FeedbackQueried(**WHAT, question="When?")
ANSWER = AnswerFeedback(feedback="f1", answer="In October.")
ANSWERED = FeedbackAnswered(**WHAT, answer="In October.")


def test_an_organisation_is_told_of_a_decision() -> None:
    assert given(*BOOK).when(ISSUE) == [ISSUED]
    (issued,) = given(*BOOK).when(ISSUE.model_copy(update={"feedback": None}))
    assert issued.feedback.startswith("id-")


def test_the_same_delivery_again_is_nothing_to_do_whatever_its_id() -> None:
    assert given(*TOLD).when(ISSUE) == []
    assert given(*TOLD).when(ISSUE.model_copy(update={"feedback": "f2"})) == []


def test_another_channel_time_or_organisation_is_other_feedback_under_another_id() -> None:
    by_phone = ISSUE.model_copy(update={"channel": "phone"})
    assert given(*TOLD).refuses(by_phone) == "feedback-exists"
    assert given(*TOLD).when(by_phone.model_copy(update={"feedback": "f2"}))
    later = given(*TOLD).at(NOON + timedelta(minutes=1))
    assert later.when(ISSUE.model_copy(update={"feedback": "f2"}))
    neighbour = ISSUE.model_copy(update={"feedback": "f2", "organisation": PCNS[1]})
    assert given(*TOLD).when(neighbour)


def test_nobody_is_told_before_the_decision() -> None:
    assert given(*BOOK).at(DECIDED - timedelta(seconds=1)).refuses(ISSUE) == (
        "feedback-before-decision"
    )
    assert given(*BOOK).at(DECIDED).when(ISSUE)


def test_a_member_is_told_of_a_decision_that_exists() -> None:
    assert given(*PARTNERSHIP).refuses(ISSUE) == "no-decision"
    stranger = ISSUE.model_copy(update={"organisation": "U99099"})
    assert given(*BOOK).refuses(stranger) == "no-member"


def test_feedback_is_acknowledged_once() -> None:
    assert given(*TOLD).when(ACKNOWLEDGE) == [ACKNOWLEDGED]
    assert given(*TOLD, ACKNOWLEDGED).when(ACKNOWLEDGE) == []


def test_feedback_is_queried_as_often_as_there_are_questions() -> None:
    assert given(*TOLD).when(QUERY) == [QUERIED]
    assert given(*TOLD, QUERIED).when(QUERY) == [QUERIED]


@pytest.mark.parametrize("command", [ACKNOWLEDGE, QUERY])
def test_only_the_organisation_that_was_told_reacts_and_not_before(
    command: AcknowledgeFeedback | QueryFeedback,
) -> None:
    neighbour = command.model_copy(update={"organisation": PCNS[1]})
    assert given(*TOLD).refuses(neighbour) == "feedback-to-another"
    assert given(*TOLD).at(NOON - timedelta(seconds=1)).refuses(command) == "before-feedback"
    assert given(*BOOK).refuses(command) == "no-feedback"
    assert command.acting_for() == PCNS[0]


def test_a_query_is_answered_perhaps_twice() -> None:
    assert given(*TOLD, QUERIED).when(ANSWER) == [ANSWERED]
    assert given(*TOLD, QUERIED, ANSWERED).when(ANSWER) == [ANSWERED]


def test_there_is_nothing_to_answer_where_nothing_was_asked() -> None:
    assert given(*TOLD, ACKNOWLEDGED).refuses(ANSWER) == "nothing-to-answer"
    assert given(*BOOK).refuses(ANSWER) == "no-feedback"


def test_issuing_and_answering_is_not_acting_for_the_organisation() -> None:
    assert (ISSUE.acting_for(), ANSWER.acting_for()) == (None, None)
