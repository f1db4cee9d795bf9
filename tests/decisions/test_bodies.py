from datetime import date

import pytest
from pydantic import ValidationError

from decisions.bodies import AdoptTerms, ConstituteBody, CreateSeat, RetireSeat
from decisions.facts import Facts
from schemas.entry import MAX_ENTRY_BYTES, canonical
from schemas.events.body import BodyConstituted, SeatCreated, SeatRetired, TermsAdopted
from schemas.events.partnership import MemberJoined, MemberLeft
from schemas.values import DecisionRule, Quorum, QuorumCategory, Share
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    BOARD,
    ESTABLISHED,
    LMC,
    PARTNERSHIP,
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


def create(**changes: object) -> CreateSeat:
    fields = {"body": "board", "seat": PCN_SEAT, "title": PCN_SEAT, "category": "pcn"}
    return CreateSeat.model_validate({**fields, "constituency": PCNS, **changes})


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
    for event in (CONSTITUTED, TERMS, *second):
        facts.see(event)
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
    (terms,) = given(CONSTITUTED).when(adopt(rule=rule))
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
        {"version": 2},
    ],
)
def test_terms_that_make_no_sense_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        adopt(**changes)


@pytest.mark.parametrize("numbering", ["{n}", "{n:3}", "{n:03}", "PB/{fy}/{n:03}", "{fy}.{n} DRC_"])
def test_a_numbering_template_can_be_filled_in(numbering: str) -> None:
    assert "7" in adopt(numbering=numbering).numbering.format(n=7, fy="2526")


def test_a_seat_speaks_for_members_of_the_partnership() -> None:
    book = given(*PARTNERSHIP, CONSTITUTED)
    created = SeatCreated(
        body="board", seat=PCN_SEAT, title=PCN_SEAT, category="pcn", constituency=PCNS
    )
    assert book.when(create()) == [created]
    assert book.and_(created).when(create()) == []
    assert book.and_(created).refuses(create(weight=2)) == "seat-exists"
    assert book.refuses(create(constituency=["U99009"])) == "no-member"
    assert book.refuses(create(constituency=["Y99001"])) == "is-a-practice"
    left = MemberLeft(organisation=PCNS[2], on=date(2026, 4, 30), reason="left")
    assert book.and_(left).refuses(create()) == "not-a-member"
    assert given(*PARTNERSHIP).refuses(create()) == "no-body"


def test_an_lmc_is_consulted_and_has_no_vote() -> None:
    book = given(*PARTNERSHIP, CONSTITUTED)
    voting = create(category="lmc", constituency=[LMC])
    assert book.refuses(voting) == "lmc-is-consulted"
    assert len(book.when(voting.model_copy(update={"is_voting": False}))) == 1


def test_a_constituency_names_each_organisation_once_and_fits_into_an_entry() -> None:
    with pytest.raises(ValidationError, match="constituency: "):
        create(constituency=[PCNS[0], PCNS[0]])
    codes = [f"{'C' * 60}{n:04}" for n in range(400)]
    members = [
        MemberJoined(organisation=code, kind="vcse", name="V", on=date(2026, 3, 2))
        for code in codes
    ]
    (created,) = given(*PARTNERSHIP, CONSTITUTED, *members).when(create(constituency=codes))
    assert len(canonical(created.facts())) < MAX_ENTRY_BYTES // 2


def test_a_seat_is_retired_once() -> None:
    retire = RetireSeat(seat=PCN_SEAT, on=JULY)
    (retired,) = given(*BOARD).when(retire)
    assert retired == SeatRetired(body="board", seat=PCN_SEAT, on=JULY)
    assert given(*BOARD, retired).when(retire) == []
    sooner = retire.model_copy(update={"on": APRIL})
    assert given(*BOARD, retired).refuses(sooner) == "seat-retired"
    assert given(*BOARD).refuses(RetireSeat(seat="no-seat", on=JULY)) == "no-seat"
