"""What holds for every view and register."""

import pytest

from projections.catalogue import REGISTERS, VIEWS
from projections.rows import Rows
from projections.view import UnhandledEventError, View
from schemas.events import EVENTS
from schemas.sample import sample
from tests.support.folds import entry

each_view = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)


@each_view
def test_a_view_handles_or_ignores_every_event_and_never_both(view: View) -> None:
    assert view.handled | view.ignored == set(EVENTS)
    assert not view.handled & view.ignored


def test_an_event_that_a_view_does_not_know_stops_it() -> None:
    knows_nothing = View("knows-nothing", documents=(), ignores=())
    with pytest.raises(UnhandledEventError):
        knows_nothing.apply(Rows(), entry(sample(EVENTS[0]), 1))


def test_kinds_and_names_are_unique() -> None:
    kinds = [kind.KIND for view in VIEWS for kind in view.documents]
    assert len(kinds) == len(set(kinds))
    assert len({view.name for view in VIEWS}) == len(VIEWS)
    assert len({register.name for register in REGISTERS}) == len(REGISTERS)
