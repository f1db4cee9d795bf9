"""Every event goes to each subject that folds it, and to no other."""

import copy
from typing import get_type_hints

import pytest

from decisions.facts import _FOLDED_BY, Facts
from schemas.event import Event
from schemas.events import EVENTS
from schemas.sample import sample


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)
def test_a_subject_that_is_not_told_of_an_event_would_not_have_looked(event: type[Event]) -> None:
    others = get_type_hints(Facts).keys() - set(_FOLDED_BY[event])
    assert others
    for name in others:
        subject = getattr(Facts(), name)
        before = copy.deepcopy(vars(subject))
        subject.see(sample(event))  # one that looks for what it folds would raise, or change
        assert vars(subject) == before, f"{name} folds {event.TOPIC}"
