"""Erasing texts: what is recorded, and what is refused with nothing recorded."""

import pytest
from pydantic import ValidationError

from decisions.erasures import EraseTexts, TextPlace
from schemas.events.record import DisclosureErased, LegalHoldPlaced, LegalHoldReleased
from tests.support.slices import given

BOOK = given().with_texts(4, "reason", about=["U99001"]).with_texts(7, "subject", "text")
ERASED = DisclosureErased(
    position=7,
    name="text",
    digest="digest of text of 7",
    basis="right-to-erasure",
    authority="data-protection-officer",
)
LITIGATION = LegalHoldPlaced(
    hold="h1", ground="litigation", authority="legal-adviser", entries=(7,)
)


def erase(*places: tuple[int, str], note: str | None = None) -> EraseTexts:
    return EraseTexts(
        texts=tuple(TextPlace(position=position, name=name) for position, name in places),
        basis="right-to-erasure",
        authority="data-protection-officer",
        note=note,
    )


def test_each_text_gets_an_entry_that_says_on_what_basis_it_went() -> None:
    reason = DisclosureErased(
        position=4,
        name="reason",
        digest="digest of reason of 4",
        basis="right-to-erasure",
        authority="data-protection-officer",
    )
    assert BOOK.when(erase((7, "text"), (4, "reason"))) == [ERASED, reason]


def test_a_note_stands_with_each() -> None:
    recorded = BOOK.when(erase((7, "text"), (7, "subject"), note="Asked for in writing."))
    assert [one.note for one in recorded] == ["Asked for in writing."] * 2


def test_what_was_erased_before_is_refused() -> None:
    assert BOOK.and_(ERASED).refuses(erase((7, "text"))) == "text-erased"
    assert BOOK.and_(ERASED).when(erase((7, "subject")))


@pytest.mark.parametrize("place", [(7, "reason"), (8, "text")])
def test_a_text_that_is_not_there_is_refused_with_all_others(place: tuple[int, str]) -> None:
    assert BOOK.refuses(erase((4, "reason"), place)) == "no-such-text"


def test_a_text_is_named_once_and_there_is_at_least_one() -> None:
    with pytest.raises(ValidationError, match="named once"):
        erase((7, "text"), (7, "text"))
    with pytest.raises(ValidationError):
        erase()


@pytest.mark.parametrize(
    "hold",
    [
        LITIGATION,
        LegalHoldPlaced(
            hold="h2", ground="complaint", authority="legal-adviser", organisations=("U99001",)
        ),
        LegalHoldPlaced(hold="h3", ground="audit", authority="legal-adviser", whole_book=True),
    ],
    ids=["entries", "organisations", "whole book"],
)
def test_nothing_is_erased_if_a_hold_has_one_of_the_texts(hold: LegalHoldPlaced) -> None:
    both = erase((4, "reason"), (7, "text"))
    assert BOOK.and_(hold).refuses(both) == "under-legal-hold"
    released = LegalHoldReleased(hold=hold.hold, authority="legal-adviser")
    assert len(BOOK.and_(hold, released).when(both)) == 2


def test_a_hold_extends_to_entries_that_name_a_person_and_to_no_others() -> None:
    hold = LegalHoldPlaced(
        hold="h1", ground="police-investigation", authority="police", persons=("person-9",)
    )
    book = BOOK.and_(hold).with_texts(8, "name", about=["person-9", "seat-1"])
    assert book.refuses(erase((8, "name"))) == "under-legal-hold"
    assert book.when(erase((7, "text"))) == [ERASED]


def test_one_hold_released_leaves_another_in_force() -> None:
    other = LegalHoldPlaced(hold="h2", ground="audit", authority="legal-adviser", entries=(7,))
    released = LegalHoldReleased(hold="h1", authority="legal-adviser")
    book = BOOK.and_(LITIGATION, other, released)
    assert book.refuses(erase((7, "text"))) == "under-legal-hold"
