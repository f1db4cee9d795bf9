"""What holds for every view over a whole story of a place board."""

import pytest

from projections.catalogue import VIEWS
from projections.view import View
from tests.support.batches import folded_in_two
from tests.support.folds import story
from tests.support.whole_story import WITH_ENDINGS

ENTRIES = story(*WITH_ENDINGS)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_however_the_story_is_cut_into_batches_the_same_is_stored(view: View) -> None:
    at_once = folded_in_two(view, ENTRIES, 0)
    assert at_once
    for at in range(1, len(ENTRIES), 3):
        assert folded_in_two(view, ENTRIES, at) == at_once, f"cut before entry {at + 1}"
