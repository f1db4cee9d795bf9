from datetime import date

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.actions import CompleteAction, RaiseAction, UpdateAction
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.decision import DecisionTaken
from tests.support.slices import given
from tests.support.story import CALLED, FORUM, PCNS

TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="agreed",
    authority="delegated-committee",
)
BOOK = (*CALLED, TAKEN)
JULY = date(2026, 7, 1)
RAISED = ActionRaised(
    action="a1",
    number="A1",
    body="board",
    meeting="may",
    item="hub",
    decision="d1",
    person="pat",
    organisation=PCNS[0],
    due_on=JULY,
    text="Ask the practices.",
)
UPDATE = UpdateAction(action="a1", progress="Half of them.")
UPDATED = ActionUpdated(action="a1", item="hub", decision="d1", progress="Half of them.")
COMPLETE = CompleteAction(action="a1", note="All of them.")
COMPLETED = ActionCompleted(action="a1", item="hub", decision="d1", note="All of them.")


def raise_action(**changes: object) -> RaiseAction:
    fields = {
        "action": "a1",
        "body": "board",
        "meeting": "may",
        "item": "hub",
        "decision": "d1",
        "person": "pat",
        "organisation": PCNS[0],
        "due_on": JULY,
        "text": "Ask the practices.",
    }
    return RaiseAction.model_validate({**fields, **changes})


def test_an_action_is_raised_with_the_next_number_of_the_body() -> None:
    assert given(*BOOK).when(raise_action()) == [RAISED]
    elsewhere = replace(RAISED, action="f1", body="forum", number="A9")
    (second,) = given(*BOOK, *FORUM, RAISED, elsewhere).when(raise_action(action=None))
    assert (second.action[:3], second.number) == ("id-", "A2")


def test_the_same_action_again_is_nothing_to_do_and_another_under_its_id_is_refused() -> None:
    assert given(*BOOK, RAISED).when(raise_action()) == []
    assert given(*BOOK, RAISED).refuses(raise_action(due_on=None)) == "action-exists"


def test_somebody_is_to_do_it() -> None:
    with pytest.raises(ValidationError, match="owner"):
        raise_action(person=None, organisation=None)
    assert given(*BOOK).when(raise_action(person=None, organisation=None, owner="The lead"))


def test_what_an_action_comes_from_exists_and_belongs_to_the_body() -> None:
    for field, why in (("meeting", "no-meeting"), ("item", "no-item"), ("decision", "no-decision")):
        assert given(*BOOK).refuses(raise_action(**{field: "nothing"})) == why
    assert given(*BOOK).refuses(raise_action(body="forum")) == "no-body"
    forum = given(*BOOK, *FORUM)
    nothing = {"meeting": None, "item": None, "decision": None, "body": "forum"}
    for field, what, why in (
        ("meeting", "may", "meeting-of-other-body"),
        ("item", "hub", "item-of-other-body"),
        ("decision", "d1", "decision-of-other-body"),
    ):
        assert forum.refuses(raise_action(**{**nothing, field: what})) == why
    assert forum.when(raise_action(**nothing))


def test_an_action_is_due_later_than_it_is_raised() -> None:
    assert given(*BOOK).refuses(raise_action(due_on=date(2026, 5, 13))) == "due-before-raised"
    assert given(*BOOK).when(raise_action(due_on=date(2026, 5, 14)))


def test_an_action_is_updated_with_progress_or_a_new_date() -> None:
    assert given(*BOOK, RAISED).when(UPDATE) == [UPDATED]
    later = UpdateAction(action="a1", due_on=date(2026, 8, 1))
    (moved,) = given(*BOOK, RAISED).when(later)
    assert given(*BOOK, RAISED, moved).when(later) == []
    assert given(*BOOK, RAISED, moved).when(UpdateAction(action="a1", due_on=JULY))
    with pytest.raises(ValidationError, match="progress"):
        UpdateAction(action="a1")


def test_an_action_is_completed_once_and_then_no_longer_updated() -> None:
    assert given(*BOOK, RAISED).when(COMPLETE) == [COMPLETED]
    assert given(*BOOK, RAISED, COMPLETED).when(COMPLETE) == []
    assert given(*BOOK, RAISED, COMPLETED).refuses(UPDATE) == "action-completed"


@pytest.mark.parametrize("command", [UPDATE, COMPLETE])
def test_only_whom_an_action_concerns_reports_on_it(
    command: UpdateAction | CompleteAction,
) -> None:
    book = given(*BOOK, RAISED)
    assert book.by(role="pcn", organisation=PCNS[0]).when(command)
    assert book.by(role="representative", person="pat").when(command)
    assert book.by(role="pcn", organisation=PCNS[1]).refuses(command) == "not-your-action"
    assert book.by(role="representative", person="dee").refuses(command) == "not-your-action"
    nobodys = replace(RAISED, person=None, organisation=None)
    assert given(nobodys).by(role="representative").refuses(command) == "not-your-action"
    assert given(*BOOK).refuses(command) == "no-action"
