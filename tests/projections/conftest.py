"""Views look at no texts but those that they say they look at, whatever is folded in this room."""

from collections.abc import Iterator

import pytest

from projections.catalogue import VIEWS
from tests.support.looking import Looks, watched


@pytest.fixture(scope="package", autouse=True)
def _looks() -> Iterator[Looks]:
    with watched() as looks:
        yield looks


@pytest.fixture(autouse=True)
def _no_look_is_undeclared(_looks: Looks) -> Iterator[None]:
    yield
    undeclared, _looks.undeclared = _looks.undeclared, set()
    ours = {view.name for view in VIEWS}
    assert not [one for one in undeclared if one[0] in ours], "contradicts `without_texts_of`"
