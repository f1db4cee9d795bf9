from datetime import date

import pytest
from pydantic import ValidationError

from decisions.bodies import AdoptTerms, ConstituteBody
from decisions.facts import Facts
from schemas.events.body import BodyConstituted, SeatRetired, TermsAdopted
from schemas.values import DecisionRule, Quorum, QuorumCategory, Share
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    ESTABLISHED,
    PCN_SEAT,
    PCNS,
    TERMS,
    seat,
)

CONSTITUTED = BodyConstituted(body="board", name="Place Board", kind="place-board", on=APRIL)
CONSTITUTE = ConstituteBody(body="board", name="Place Board", kind="place-board", on=APRIL)
TWO_THIRDS = {"numerator": 2, "denominator": 3}
JULY = date(2026, 7, 1)


def adopt(**changes: object) -> AdoptTerms:
    fields = {
        "body": "board",
        "effective_on": APRIL,
        "authority": "delegated-committee",
        "quorum": {"count": 2, "categories": [{"category": "pcn", "count": 1}]},
        "rule": {"kind": "simple-majority"},
        "numbering": "PB/{fy}/{n:03}",
        "has_casting_vote": True,
    }
    return AdoptTerms.model_validate({**fields, **changes})


def test_a_body_is_constituted_once() -> None:
    assert given(ESTABLISHED).when(CONSTITUTE) == [CONSTITUTED]
    assert given(ESTABLISHED, CONSTITUTED).when(CONSTITUTE) == []
    other = CONSTITUTE.model_copy(update={"name": "Another Board"})
    assert given(ESTABLISHED, CONSTITUTED).refuses(other) == "body-exists"
    assert given().refuses(CONSTITUTE) == "partnership-not-established"


def test_a_body_without_an_id_gets_one() -> None:
    (constituted,) = given(ESTABLISHED).when(CONSTITUTE.model_copy(update={"body": None}))
    assert constituted.body.startswith("id-")


def test_terms_of_reference_are_numbered_from_one() -> None:
    assert given(CONSTITUTED).when(adopt()) == [TERMS]
    assert given(CONSTITUTED, TERMS).when(adopt()) == []
    (second,) = given(CONSTITUTED, TERMS).when(adopt(authority="advisory", effective_on=JULY))
    assert isinstance(second, TermsAdopted)
    assert (second.version, second.effective_on, second.authority) == (2, JULY, "advisory")


def test_terms_belong_to_a_body_and_follow_in_order() -> None:
    assert given().refuses(adopt()) == "no-body"
    assert given(CONSTITUTED).refuses(adopt(effective_on=date(2026, 3, 31))) == "before-body"
    later = given(CONSTITUTED, TERMS, *given(CONSTITUTED, TERMS).when(adopt(effective_on=JULY)))
    assert later.refuses(adopt(authority="advisory")) == "terms-out-of-order"


def test_the_newest_terms_in_force_on_a_day_hold() -> None:
    facts = Facts()
    second = given(CONSTITUTED, TERMS).when(adopt(effective_on=JULY, authority="advisory"))
    facts.learn(enumerate((CONSTITUTED, TERMS, *second), 1))
    body = facts.bodies.get("board")
    assert [body.terms_on(day).version for day in (APRIL, date(2026, 6, 30), JULY)] == [1, 1, 2]


def test_a_quorum_is_within_reach_of_the_seats_that_there_are() -> None:
    seats = (seat(PCN_SEAT, "pcn", PCNS), seat("trust-seat", "trust"))
    assert len(given(CONSTITUTED, *seats).when(adopt())) == 1
    three = adopt(quorum={"count": 3})
    assert given(CONSTITUTED, *seats).refuses(three) == "quorum-out-of-reach"
    councils = adopt(quorum={"count": 2, "categories": [{"category": "council", "count": 1}]})
    assert given(CONSTITUTED, *seats).refuses(councils) == "quorum-out-of-reach"
    retired = SeatRetired(body="board", seat="trust-seat", on=date(2026, 3, 31))
    assert given(CONSTITUTED, *seats, retired).refuses(adopt()) == "quorum-out-of-reach"


def test_a_double_majority_keeps_both_of_its_shares() -> None:
    rule = {"kind": "double-majority", "at_least": TWO_THIRDS, "weight_at_least": TWO_THIRDS}
    (terms,) = given(CONSTITUTED).when(adopt(rule=rule, has_casting_vote=False))
    share = Share(numerator=2, denominator=3)
    assert terms.rule == DecisionRule(kind="double-majority", at_least=share, weight_at_least=share)
    assert terms.quorum == Quorum(count=2, categories=(QuorumCategory(category="pcn", count=1),))


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": {"kind": "qualified-majority"}},
        {"rule": {"kind": "double-majority", "at_least": TWO_THIRDS}},
        {"rule": {"kind": "simple-majority", "at_least": TWO_THIRDS}},
        {"rule": {"kind": "unanimity", "weight_at_least": TWO_THIRDS}},
        {"rule": {"kind": "qualified-majority", "at_least": {"numerator": 3, "denominator": 2}}},
        {"rule": {"kind": "qualified-majority", "at_least": {"numerator": 0, "denominator": 2}}},
        {"rule": {"kind": "qualified-majority", "at_least": {"numerator": 0, "denominator": 0}}},
        {"rule": {"kind": "qualified-majority", "at_least": {"numerator": 1.0, "denominator": 2}}},
        {"quorum": {"count": 0}},
        {"quorum": {"count": 1, "categories": [{"category": "pcn", "count": 2}]}},
        {"quorum": {"count": 4, "categories": [{"category": "pcn", "count": 1}] * 2}},
        {"numbering": "PB/2627"},
        {"numbering": "{n}/{n:03}"},
        {"numbering": "{n}/{fy}/{fy}"},
        {"numbering": "{n}/{x}"},
        {"numbering": "{n.__class__}"},
        {"numbering": "{n!r:>9}"},
        {"numbering": "{n:99999}"},
        {"numbering": "PB/{n}\n"},
        {"notice_working_days": -1},
        {"feedback_working_hours": 2**53},
        {"has_casting_vote": "yes"},
        {"rule": {"kind": "unanimity"}},
        {"rule": {"kind": "consent", "weights": "list-size"}, "has_casting_vote": False},
        {"retention": "for-ever"},
        {"reminder_working_days": -1},
        {"version": 2},
    ],
)
def test_terms_that_make_no_sense_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        adopt(**changes)


@pytest.mark.parametrize("numbering", ["{n}", "{n:3}", "{n:03}", "PB/{fy}/{n:03}", "{fy}.{n} DRC_"])
def test_a_numbering_template_can_be_filled_in(numbering: str) -> None:
    assert "7" in adopt(numbering=numbering).numbering.format(n=7, fy="2526")


def test_terms_say_how_long_the_record_is_kept() -> None:
    (terms,) = given(CONSTITUTED).when(adopt(retention="delegated-committee"))
    assert terms.retention == "delegated-committee"
    (later,) = given(CONSTITUTED, TERMS).when(adopt(retention="board"))
    assert (later.version, later.retention) == (2, "board")


@pytest.mark.parametrize("alike", ["PB/{fy}/{n:03}", "PB/{fy}/{n}", "PB/{fy}/{n:05}"])
def test_two_bodies_never_give_the_same_numbers(alike: str) -> None:
    forum = BodyConstituted(body="forum", name="PCN Forum", kind="pcn-forum", on=APRIL)
    book = given(CONSTITUTED, TERMS, forum)
    assert book.refuses(adopt(body="forum", numbering=alike)) == "numbering-of-another-body"
    assert len(book.when(adopt(body="forum", numbering="PF/{fy}/{n:03}"))) == 1


def test_a_template_out_of_force_is_taken_for_ever_but_by_its_own_body() -> None:
    forum = BodyConstituted(body="forum", name="PCN Forum", kind="pcn-forum", on=APRIL)
    second = given(CONSTITUTED, TERMS).when(adopt(effective_on=JULY, numbering="PLACE/{n}"))
    book = given(CONSTITUTED, TERMS, *second, forum)
    assert book.refuses(adopt(body="forum")) == "numbering-of-another-body"
    assert len(book.when(adopt(effective_on=JULY))) == 1
