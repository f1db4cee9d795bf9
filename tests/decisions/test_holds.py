"""Placing and releasing legal holds."""

import pytest
from pydantic import ValidationError

from decisions.holds import PlaceLegalHold, ReleaseLegalHold
from schemas.events.partnership import MemberJoined
from schemas.events.record import LegalHoldPlaced, LegalHoldReleased
from tests.support.clock import NOON
from tests.support.slices import given

HARBOUR = MemberJoined(organisation="U99001", kind="pcn", name="Harbour PCN", on=NOON.date())
BOOK = given(HARBOUR).with_texts(7, "text")
PLACED = LegalHoldPlaced(
    hold="h1",
    ground="litigation",
    authority="legal-adviser",
    entries=(7,),
    persons=("person-9",),
    organisations=("U99001",),
)
RELEASED = LegalHoldReleased(hold="h1", authority="court")


def place(**changes: object) -> PlaceLegalHold:
    fields = {"hold": "h1", "ground": "litigation", "authority": "legal-adviser"}
    return PlaceLegalHold.model_validate(fields | changes)


FULL = place(entries=[7], persons=["person-9"], organisations=["U99001"])


def test_a_hold_names_what_it_holds_and_why() -> None:
    assert BOOK.when(FULL) == [PLACED]
    whole = LegalHoldPlaced(hold="h1", ground="audit", authority="court", whole_book=True)
    assert given().when(place(ground="audit", authority="court", whole_book=True)) == [whole]


def test_the_same_hold_again_is_nothing_new_and_another_of_its_id_is_refused() -> None:
    assert BOOK.and_(PLACED).when(FULL) == []
    assert BOOK.and_(PLACED).refuses(place(whole_book=True)) == "hold-exists"


def test_entries_without_texts_and_organisations_that_nobody_knows_are_refused() -> None:
    assert BOOK.refuses(place(entries=[7, 8])) == "no-such-text"
    assert BOOK.refuses(place(organisations=["U99009"])) == "no-member"


@pytest.mark.parametrize(
    "fields",
    [{}, {"whole_book": True, "entries": [7]}, {"entries": [7, 7]}, {"persons": ["a", "a"]}],
)
def test_a_hold_holds_something_and_says_it_once(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        place(**fields)


def test_a_hold_is_released_once() -> None:
    release = ReleaseLegalHold(hold="h1", authority="court")
    assert BOOK.and_(PLACED).when(release) == [RELEASED]
    assert BOOK.and_(PLACED, RELEASED).refuses(release) == "hold-released"
    assert BOOK.refuses(release) == "no-hold"
