"""Exempting texts from publication, and lifting exemptions."""

import pytest

from decisions.exemptions import ExemptText, LiftExemption
from schemas.events.record import DisclosureErased, ExemptionLifted, TextExempted
from tests.support.slices import given

BOOK = given().with_texts(7, "subject", "text")
EXEMPTED = TextExempted(position=7, name="text", exemption="commercial-interests")
LIFTED = ExemptionLifted(position=7, name="text")
EXEMPT = ExemptText(position=7, name="text", exemption="commercial-interests")
LIFT = LiftExemption(position=7, name="text")


def test_a_text_is_exempted_and_published_again() -> None:
    assert BOOK.when(EXEMPT) == [EXEMPTED]
    assert BOOK.and_(EXEMPTED).when(LIFT) == [LIFTED]
    assert BOOK.and_(EXEMPTED, LIFTED).when(EXEMPT) == [EXEMPTED]


def test_the_same_exemption_again_is_nothing_new_and_another_takes_its_place() -> None:
    assert BOOK.and_(EXEMPTED).when(EXEMPT) == []
    other = ExemptText(position=7, name="text", exemption="personal-data", reason="A name in it.")
    changed = TextExempted(
        position=7, name="text", exemption="personal-data", reason="A name in it."
    )
    assert BOOK.and_(EXEMPTED).when(other) == [changed]


def test_only_an_exemption_in_force_is_lifted() -> None:
    assert BOOK.refuses(LIFT) == "not-exempt"
    assert BOOK.and_(EXEMPTED, LIFTED).refuses(LIFT) == "not-exempt"
    elsewhere = TextExempted(position=7, name="subject", exemption="commercial-interests")
    assert BOOK.and_(elsewhere).refuses(LIFT) == "not-exempt"


@pytest.mark.parametrize(("position", "name"), [(7, "reason"), (8, "text")])
def test_a_text_that_is_not_there_is_refused(position: int, name: str) -> None:
    exempt = ExemptText(position=position, name=name, exemption="personal-data")
    assert BOOK.refuses(exempt) == "no-such-text"


def test_a_text_that_was_erased_is_refused() -> None:
    erased = DisclosureErased(
        position=7, name="text", digest="d", basis="court-order", authority="court"
    )
    assert BOOK.and_(erased).refuses(EXEMPT) == "text-erased"
