"""Who is to do what by when: the state of an action at the moment of asking."""

from datetime import UTC, date, datetime, timedelta

import pytest

from projections.views.action_register import Action, ActionLine, lines, view
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from tests.support.batches import assert_batches_do_not_matter
from tests.support.clock import NOON
from tests.support.folds import Step, folded, story

RAISED = ActionRaised(
    action="a1", number="A1", body="board", person="pat", due_on=date(2026, 5, 29), text="Write."
)
HALFWAY = ActionUpdated(action="a1", progress="Half of it is written.")
LATER = ActionUpdated(action="a1", due_on=date(2026, 6, 30))
DONE = ActionCompleted(action="a1")


def line(*steps: Step, as_of: datetime = NOON) -> ActionLine:
    (action,) = folded(view, story(*steps)).of_kind(Action)
    (found,) = lines(action, as_of)
    return found


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (datetime(2026, 5, 29, 22, 59, tzinfo=UTC), "open"),
        # A minute after midnight in England, when it is still the day before in UTC.
        (datetime(2026, 5, 29, 23, 1, tzinfo=UTC), "overdue"),
    ],
)
def test_an_action_is_overdue_after_its_day_in_england(as_of: datetime, state: str) -> None:
    assert line(RAISED, as_of=as_of).state == state


def test_a_new_date_holds_and_leaves_what_was_said_of_its_progress() -> None:
    found = line(RAISED, HALFWAY, LATER, as_of=datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert (found.due_on, found.state) == (date(2026, 6, 30), "open")
    assert found.progress == "Half of it is written."
    assert found.evidence == [1, 2, 3]


def test_what_is_done_is_not_overdue_and_says_when() -> None:
    found = line(RAISED, DONE, as_of=NOON + timedelta(days=60))
    assert (found.state, found.completed_at) == ("completed", NOON + timedelta(minutes=2))


def test_batches_do_not_matter() -> None:
    assert_batches_do_not_matter(view, story(RAISED, HALFWAY, LATER, DONE))
