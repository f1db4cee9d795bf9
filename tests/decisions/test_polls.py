"""A PCN asks its practices before it answers: who is asked is fixed, and its own rule is stored."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from decisions.polls import AnswerPoll, ClosePoll, OpenPoll, PollRuleFields
from schemas.events.consultation import ConsultationClosed
from schemas.events.partnership import ListSizePublished
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import PracticeListSize
from tests.support.clock import NOON
from tests.support.consulting import CLOSES, CONSULTED, NEW_PCN, SUCCEEDED
from tests.support.slices import given
from tests.support.story import PCNS, happened

HARBOUR, QUAY, VALE = PCNS
SIZES = ListSizePublished(
    organisation=HARBOUR,
    as_at=date(2026, 3, 1),
    patients=9_870,
    practices=(PracticeListSize(practice="Y99001", patients=9_870),),
)
BOOK = given(*CONSULTED, SIZES)
LATER = NOON + timedelta(days=3)
ASK = OpenPoll(
    poll="p1",
    consultation="c1",
    organisation=HARBOUR,
    rule=PollRuleFields(kind="list-weighted"),
    closes_at=LATER,
)


def asked() -> PollOpened:
    (opened,) = BOOK.when(ASK)
    assert isinstance(opened, PollOpened)
    return opened


OPEN = BOOK.and_(happened(asked(), NOON))


def says(practice: str = "Y99001", position: str = "support", **more: str) -> AnswerPoll:
    facts = {"poll": "p1", "organisation": HARBOUR, "practice": practice, "position": position}
    return AnswerPoll(**{**facts, **more})  # type: ignore[arg-type]


def test_the_practices_and_their_list_sizes_are_frozen_with_the_rule() -> None:
    opened = asked()
    assert opened.practices == (
        PracticeListSize(practice="Y99001", patients=9_870),
        PracticeListSize(practice="Y99002"),
    )
    assert (opened.rule.kind, opened.item) == ("list-weighted", "hub")
    assert OPEN.when(ASK) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation": "U99042"}, "not-in-electorate"),
        ({"organisation": VALE}, "no-practices"),
        ({"closes_at": CLOSES + timedelta(minutes=1)}, "closes-outside-consultation"),
        ({"closes_at": NOON}, "closes-outside-consultation"),
        ({"consultation": "c9"}, "no-consultation"),
    ],
)
def test_a_poll_that_makes_no_sense_is_refused(changes: dict[str, object], code: str) -> None:
    assert BOOK.refuses(ASK.model_copy(update=changes)) == code


def test_after_the_consultation_was_closed_no_poll_opens() -> None:
    closed = ConsultationClosed(consultation="c1", item="hub")
    assert BOOK.and_(closed).refuses(ASK) == "consultation-closed"


def test_a_practice_answers_and_may_answer_otherwise() -> None:
    (answered,) = OPEN.when(says())
    assert answered == PracticeAnswered(
        poll="p1",
        consultation="c1",
        item="hub",
        organisation=HARBOUR,
        practice="Y99001",
        position="support",
    )
    after = OPEN.and_(answered)
    assert after.when(says()) == []
    assert len(after.when(says(position="oppose"))) == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (says("Y99003"), "not-asked"),
        (says(organisation=QUAY), "poll-of-another"),
        (says(poll="p9"), "no-poll"),
    ],
)
def test_who_was_not_asked_does_not_answer(command: AnswerPoll, code: str) -> None:
    assert OPEN.refuses(command) == code


def test_answers_are_taken_while_the_poll_is_open() -> None:
    assert OPEN.at(LATER).refuses(says()) == "after-closing"
    assert OPEN.by(occurred_at=NOON - timedelta(hours=1)).refuses(says()) == "before-opening"
    closed = PollClosed(poll="p1", consultation="c1", item="hub", organisation=HARBOUR)
    assert OPEN.when(ClosePoll(poll="p1", organisation=HARBOUR)) == [closed]
    after = OPEN.and_(closed)
    assert after.refuses(says()) == "poll-closed"
    assert after.when(ClosePoll(poll="p1", organisation=HARBOUR)) == []


class TestAPollOfAPcnThatClosed:
    """The successor goes on with it; the record keeps it as the poll of the one that opened it."""

    AFTER = OPEN.and_(NEW_PCN, SUCCEEDED)

    def test_its_practices_answer_the_successor_which_closes_it(self) -> None:
        (answered,) = self.AFTER.when(says(organisation="U99009"))
        assert isinstance(answered, PracticeAnswered)
        assert (answered.organisation, answered.practice) == (HARBOUR, "Y99001")
        closed = PollClosed(poll="p1", consultation="c1", item="hub", organisation=HARBOUR)
        assert self.AFTER.when(ClosePoll(poll="p1", organisation="U99009")) == [closed]

    def test_no_other_pcn_does(self) -> None:
        assert self.AFTER.refuses(says(organisation=QUAY)) == "poll-of-another"
        assert OPEN.and_(NEW_PCN).refuses(says(organisation="U99009")) == "poll-of-another"

    def test_nor_the_successor_before_the_day_on_which_it_took_the_place(self) -> None:
        later = replace(SUCCEEDED, on=NOON.date() + timedelta(days=1))
        assert OPEN.and_(NEW_PCN, later).refuses(says(organisation="U99009")) == "poll-of-another"
