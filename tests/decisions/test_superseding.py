"""A later decision on an item of a meeting stands in the place of the decisions that it names."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.outcomes import TakeDecision
from decisions.outside_decisions import RatifyDecision
from decisions.superseding import SupersedeDecision
from decisions.undoing_corrections import RestateUndoing
from schemas.event import Event
from schemas.events.decision import (
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
)
from schemas.events.meeting import ItemTabled
from tests.support.slices import Given, given
from tests.support.story import FORUM, IN_JUNE, TERMS, happened

MAY_DAY = datetime(2026, 5, 14, 13, 40, tzinfo=UTC)
JUNE_DAY = datetime(2026, 6, 11, 14, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="agreed",
    authority="delegated-committee",
)
AGAIN = ItemTabled(
    item="hubs", meeting="june", body="board", purpose="decision", originator_kind="system"
)
SECOND = replace(
    TAKEN, decision="d2", number="PB/2627/002", meeting="june", item="hubs", text="Two hubs."
)
SUPERSEDED = DecisionSuperseded(
    decision="d1", superseded_by="d2", body="board", meeting="june", item="hubs"
)
BOOK: tuple[Event, ...] = (happened(TAKEN, MAY_DAY), *IN_JUNE, AGAIN)
DECIDE = TakeDecision(
    decision="d2", item="hubs", outcome="agreed", text="Two hubs.", replaces=("d1",)
)
SUPERSEDE = SupersedeDecision(decision="d1", superseded_by="d2")


def deciding(*more: Event) -> Given:
    return given(*BOOK, *more).at(JUNE_DAY)


def decided(*more: Event, second: DecisionTaken = SECOND) -> Given:
    return given(*BOOK, happened(second, JUNE_DAY), *more).at(LATER)


def test_a_decision_names_what_it_replaces() -> None:
    assert deciding().when(DECIDE) == [SECOND, SUPERSEDED]


def test_what_it_replaces_may_be_named_later() -> None:
    assert decided().when(SUPERSEDE) == [SUPERSEDED]


def test_it_is_recorded_once() -> None:
    assert decided(SUPERSEDED).when(SUPERSEDE) == []
    assert decided(SUPERSEDED).at(JUNE_DAY).when(DECIDE) == []
    assert decided().at(JUNE_DAY).refuses(DECIDE) == "decision-exists"


def test_each_decision_is_replaced_by_one_only() -> None:
    third = replace(SECOND, decision="d3", number="PB/2627/003")
    by_third = SupersedeDecision(decision="d1", superseded_by="d3")
    assert decided(SUPERSEDED, happened(third, JUNE_DAY)).refuses(by_third) == "decision-superseded"
    with pytest.raises(ValidationError, match="named once"):
        TakeDecision(item="hubs", outcome="agreed", text="Two.", replaces=("d1", "d1"))


def test_a_rescinded_decision_is_not_replaced_and_replaces_nothing() -> None:
    first = DecisionRescinded(decision="d1", body="board", meeting="june")
    second = replace(first, decision="d2")
    assert decided(first).refuses(SUPERSEDE) == "decision-rescinded"
    assert decided(second).refuses(SUPERSEDE) == "decision-rescinded"


def test_only_a_later_decision_replaces_an_earlier_one() -> None:
    backwards = SupersedeDecision(decision="d2", superseded_by="d1")
    assert decided().refuses(backwards) == "not-the-later-decision"
    itself = SupersedeDecision(decision="d2", superseded_by="d2")
    assert decided().refuses(itself) == "replaces-itself"
    assert decided().refuses(SupersedeDecision(decision="d1", superseded_by="d9")) == "no-decision"


@pytest.mark.parametrize("outcome", ["noted", "deferred", "not-approved"])
def test_what_decides_nothing_replaces_nothing(outcome: str) -> None:
    nothing = replace(SECOND, outcome=outcome)  # type: ignore[arg-type] # by name
    assert decided(second=nothing).refuses(SUPERSEDE) == "outcome-replaces-nothing"


def test_a_decision_outside_a_meeting_replaces_nothing() -> None:
    alone = DecisionTakenOutsideMeeting(
        decision="d2",
        number="PB/2627/002",
        body="board",
        route="chairs-action",
        outcome="agreed",
        authority="delegated-committee",
        person="terry",
    )
    book = given(*BOOK, happened(alone, JUNE_DAY)).at(LATER)
    assert book.refuses(SUPERSEDE) == "superseded-outside-meeting"


def test_a_replaced_chairs_action_needs_no_ratification_any_more() -> None:
    alone = DecisionTakenOutsideMeeting(
        decision="d1",
        number="PB/2627/001",
        body="board",
        route="chairs-action",
        outcome="agreed",
        authority="delegated-committee",
        person="terry",
    )
    book = given(happened(alone, MAY_DAY), *IN_JUNE, AGAIN).at(JUNE_DAY)
    assert book.when(DECIDE) == [SECOND, SUPERSEDED]
    ratify = RatifyDecision(decision="d1", meeting="june")
    assert book.and_(SUPERSEDED).refuses(ratify) == "decision-superseded"


def test_the_decision_of_another_body_is_not_replaced() -> None:
    of_forum = replace(TAKEN, body="forum", meeting="forum-may")
    book = given(
        *FORUM,
        replace(TERMS, body="forum", numbering="F/{n}"),
        happened(of_forum, MAY_DAY),
        *IN_JUNE,
        AGAIN,
    )
    assert book.at(JUNE_DAY).refuses(DECIDE) == "body-not-competent"


def test_a_recommendation_replaces_no_decision() -> None:
    advisory = replace(TERMS, version=2, effective_on=JUNE_DAY.date(), authority="advisory")
    recommend = DECIDE.model_copy(update={"outcome": "recommended"})
    assert deciding(advisory).refuses(recommend) == "recommendation-undoes-no-decision"


def test_a_supersession_recorded_by_mistake_is_taken_back_and_another_one_recorded() -> None:
    right = RestateUndoing(decision="d1", basis="mistake-in-recording", reason="It is the other.")
    book = given(*BOOK, happened(SECOND, JUNE_DAY), SUPERSEDED).at(LATER)
    (back,) = book.when(right)
    assert (back.undone, back.superseded_by, back.meeting) == ("superseded", "d2", "june")
    freed = given(*book.events, back).at(LATER)
    assert freed.refuses(right) == "nothing-to-correct"
    assert freed.when(SUPERSEDE) == [SUPERSEDED]
