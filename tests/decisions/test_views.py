from datetime import timedelta

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.canvass_corrections import RestateView
from decisions.views import ReviseView, SubmitView, WithdrawView
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationWithdrawn,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.partnership import MemberJoined
from tests.support.clock import NOON
from tests.support.consulting import CLOSES, CONSULTED, NEW_PCN, OPENS, SUCCEEDED
from tests.support.slices import given
from tests.support.story import LMC, PARTNERSHIP, PCNS, happened

SUBMIT = SubmitView(
    consultation="c1", organisation=PCNS[0], position="support", reasons="We need it."
)
SUBMITTED = ViewSubmitted(
    consultation="c1",
    item="hub",
    organisation=PCNS[0],
    position="support",
    reasons="We need it.",
)
REVISE = ReviseView(consultation="c1", organisation=PCNS[0], position="oppose")
REVISED = ViewRevised(consultation="c1", item="hub", organisation=PCNS[0], position="oppose")
WITHDRAW = WithdrawView(consultation="c1", organisation=PCNS[0], reason="New facts.")
WITHDRAWN = ViewWithdrawn(consultation="c1", item="hub", organisation=PCNS[0], reason="New facts.")
BY_SUCCESSOR = {"organisation": "U99009"}
SUCCESSION = (NEW_PCN, SUCCEEDED)


def test_an_organisation_has_one_live_view() -> None:
    assert given(*CONSULTED).when(SUBMIT) == [SUBMITTED]
    assert given(*CONSULTED, SUBMITTED).refuses(SUBMIT) == "view-exists"
    assert given(*CONSULTED, SUBMITTED, REVISED).refuses(SUBMIT) == "view-exists"
    assert given(*CONSULTED, SUBMITTED, WITHDRAWN).when(SUBMIT) == [SUBMITTED]


def test_the_view_of_another_organisation_is_no_hindrance() -> None:
    other = SUBMIT.model_copy(update={"organisation": PCNS[1]})
    assert given(*CONSULTED, SUBMITTED).when(other)


def test_a_view_is_revised() -> None:
    assert given(*CONSULTED, SUBMITTED).when(REVISE) == [REVISED]
    assert given(*CONSULTED, SUBMITTED, REVISED).when(REVISE) == []
    reasons = REVISE.model_copy(update={"reasons": "Too far away."})
    assert given(*CONSULTED, SUBMITTED, REVISED).when(reasons)


def test_only_a_view_that_is_held_is_revised_or_withdrawn() -> None:
    assert given(*CONSULTED).refuses(REVISE) == "no-view-to-revise"
    assert given(*CONSULTED, SUBMITTED, WITHDRAWN).refuses(REVISE) == "no-view-to-revise"
    assert given(*CONSULTED).refuses(WITHDRAW) == "no-view-to-withdraw"


def test_a_view_is_withdrawn_once() -> None:
    assert given(*CONSULTED, SUBMITTED).when(WITHDRAW) == [WITHDRAWN]
    assert given(*CONSULTED, SUBMITTED, WITHDRAWN).when(WITHDRAW) == []


@pytest.mark.parametrize("command", [SUBMIT, REVISE, WITHDRAW])
def test_only_members_asked_answer_and_only_while_answers_are_taken(
    command: SubmitView | ReviseView | WithdrawView,
) -> None:
    book = given(*CONSULTED) if command is SUBMIT else given(*CONSULTED, SUBMITTED)
    closed = ConsultationClosed(consultation="c1", item="hub")
    withdrawn = ConsultationWithdrawn(consultation="c1", item="hub")
    stranger = command.model_copy(update={"organisation": LMC})
    assert book.refuses(stranger) == "not-in-electorate"
    assert book.at(CLOSES - timedelta(seconds=1)).when(command)
    assert book.at(CLOSES).refuses(command) == "after-closing"
    assert book.at(OPENS - timedelta(seconds=1)).refuses(command) == "before-opening"
    assert book.and_(closed).refuses(command) == "consultation-closed"
    assert book.and_(withdrawn).refuses(command) == "consultation-withdrawn"
    assert given(*PARTNERSHIP).refuses(command) == "no-consultation"


def test_a_successor_answers_where_the_pcn_that_closed_had_not() -> None:
    (submitted,) = given(*CONSULTED, *SUCCESSION).when(SUBMIT.model_copy(update=BY_SUCCESSOR))
    assert submitted.organisation == "U99009"
    before = given(*CONSULTED, *SUCCESSION[:1])
    assert before.refuses(SUBMIT.model_copy(update=BY_SUCCESSOR)) == "not-in-electorate"


def test_a_successor_takes_over_the_view_of_the_pcn_that_closed() -> None:
    book = given(*CONSULTED, SUBMITTED, *SUCCESSION)
    assert book.refuses(SUBMIT.model_copy(update=BY_SUCCESSOR)) == "view-exists"
    (revised,) = book.when(REVISE.model_copy(update=BY_SUCCESSOR))
    assert revised.organisation == "U99009"
    (withdrawn,) = book.when(WITHDRAW.model_copy(update=BY_SUCCESSOR))
    assert book.and_(withdrawn).when(SUBMIT.model_copy(update=BY_SUCCESSOR))


@pytest.mark.parametrize("command", [SubmitView, ReviseView])
def test_conditions_stand_with_support_with_conditions_only(
    command: type[SubmitView | ReviseView],
) -> None:
    fields = {"consultation": "c1", "organisation": PCNS[0]}
    with pytest.raises(ValidationError, match="conditions"):
        command(**fields, position="support-with-conditions")
    with pytest.raises(ValidationError, match="conditions"):
        command(**fields, position="support", conditions="If funded.")
    assert command(**fields, position="support-with-conditions", conditions="If funded.")


def test_a_view_is_given_for_the_organisation() -> None:
    assert {SUBMIT.acting_for(), REVISE.acting_for(), WITHDRAW.acting_for()} == {PCNS[0]}


def test_a_pcn_that_is_back_answers_anew_or_changes_what_was_said_in_its_place() -> None:
    said = happened(replace(SUBMITTED, organisation="U99009"), OPENS)
    back = MemberJoined(organisation=PCNS[0], kind="pcn", on=NOON.date())
    book = given(*CONSULTED, *SUCCESSION, said, happened(back, NOON))
    assert book.when(SUBMIT) == [SUBMITTED]
    assert book.when(REVISE) == [REVISED]
    assert book.when(WITHDRAW) == [WITHDRAWN]
    assert given(*book.events, SUBMITTED).refuses(SUBMIT) == "view-exists"
    successors = SUBMIT.model_copy(update=BY_SUCCESSOR)
    assert book.refuses(successors) == "not-in-electorate"


def test_an_answer_in_the_place_of_one_that_is_back_is_put_right_in_its_name() -> None:
    said = happened(replace(SUBMITTED, organisation="U99009"), OPENS)
    back = MemberJoined(organisation=PCNS[0], kind="pcn", on=NOON.date())
    book = given(*CONSULTED, *SUCCESSION, said, happened(back, NOON))
    basis = {"basis": "mistake-in-recording", "reason": "Misheard."}
    right = RestateView(consultation="c1", organisation=PCNS[0], position="oppose", **basis)
    (restated,) = book.when(right)
    assert (restated.organisation, restated.position) == (PCNS[0], "oppose")
