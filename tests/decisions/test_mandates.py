from datetime import date

import pytest
from pydantic import ValidationError

from decisions.mandates import GrantMandate, RevokeMandate, VaryMandate, WithholdMandate
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, SeatRetired
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.events.meeting import ItemTabled
from schemas.events.motion import VoteCast, VotingClosed
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSucceeded
from schemas.values import Term
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    CALLED,
    COUNCIL,
    LMC,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    TRUST_SEAT,
    VOTING,
)

HARBOUR, QUAY, _ = PCNS
BOOK = given(*PARTNERSHIP, *CALLED)
MAY_ON = {"from_on": date(2026, 5, 1)}
SINCE_MAY = Term(from_on=date(2026, 5, 1))
MERGED: tuple[Event, ...] = (
    MemberLeft(organisation=HARBOUR, on=date(2026, 4, 30), reason="closed"),
    MemberJoined(organisation="U99009", kind="pcn", name="New PCN", on=date(2026, 5, 1)),
    MemberSucceeded(
        organisation=HARBOUR, successor="U99009", on=date(2026, 5, 1), basis="practices-moved"
    ),
)


def grant(**changes: object) -> GrantMandate:
    fields = {
        "mandate": "m-1",
        "organisation": HARBOUR,
        "seat": PCN_SEAT,
        "kind": "bound",
        "instruction": "for",
        "scope": "item",
        "item": "hub",
        "term": MAY_ON,
    }
    return GrantMandate.model_validate({**fields, **changes})


def withhold(**changes: object) -> WithholdMandate:
    fields = {
        "mandate": "w-1",
        "organisation": HARBOUR,
        "seat": PCN_SEAT,
        "scope": "item",
        "item": "hub",
        "term": MAY_ON,
    }
    return WithholdMandate.model_validate({**fields, **changes})


def vary(**changes: object) -> VaryMandate:
    fields = {"mandate": "m-1", "organisation": HARBOUR, "kind": "open", "term": MAY_ON}
    return VaryMandate.model_validate({**fields, **changes})


GRANTED = MandateGranted(
    mandate="m-1",
    organisation=HARBOUR,
    seat=PCN_SEAT,
    kind="bound",
    scope="item",
    term=SINCE_MAY,
    instruction="for",
    item="hub",
)
LOGGED = MandateLogged(
    mandate="m-1",
    organisation=HARBOUR,
    seat=PCN_SEAT,
    kind="bound",
    scope="item",
    term=SINCE_MAY,
    channel="phone",
    instruction="for",
    item="hub",
)
WITHHELD = MandateWithheld(
    mandate="w-1", organisation=HARBOUR, seat=PCN_SEAT, scope="item", term=SINCE_MAY, item="hub"
)
WHOSE = {"mandate": "m-1", "organisation": HARBOUR, "seat": PCN_SEAT, "item": "hub"}
REVOKE = RevokeMandate(mandate="m-1", organisation=HARBOUR)
REVOKED = MandateRevoked(**WHOSE)
CONFIRMED = MandateConfirmed(**WHOSE)
DISPUTED = MandateDisputed(**WHOSE)


def test_a_pcn_instructs_a_seat_that_speaks_for_it() -> None:
    assert BOOK.when(grant()) == [GRANTED]
    assert BOOK.and_(GRANTED).when(grant()) == []
    assert BOOK.and_(GRANTED).refuses(grant(instruction="against")) == "mandate-exists"
    assert grant().acting_for() == HARBOUR


def test_a_mandate_is_for_good_for_a_topic_or_for_an_item() -> None:
    (standing,) = BOOK.when(grant(scope="standing", item=None, kind="open", instruction=None))
    assert (standing.scope, standing.kind, standing.item) == ("standing", "open", None)
    (topic,) = BOOK.when(grant(scope="topic", item=None, topic="access"))
    assert (topic.scope, topic.topic) == ("topic", "access")


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"instruction": None}, "instruction"),
        ({"kind": "guided", "instruction": None}, "instruction"),
        ({"kind": "open"}, "instruction"),
        ({"item": None}, "item"),
        ({"topic": "access"}, "topic"),
        ({"scope": "topic"}, "topic"),
        ({"scope": "standing"}, "item"),
        ({"term": {"from_on": APRIL, "until_on": "2026-03-31"}}, "until_on"),
    ],
)
def test_a_mandate_that_makes_no_sense_is_refused_by_field(
    changes: dict[str, object], at_fault: str
) -> None:
    with pytest.raises(ValidationError, match=f"{at_fault}: "):
        grant(**changes)


def test_only_pcns_of_the_constituency_give_mandates() -> None:
    assert BOOK.refuses(grant(organisation=LMC)) == "not-a-pcn"
    assert BOOK.refuses(grant(organisation=COUNCIL)) == "not-a-pcn"
    assert BOOK.refuses(grant(organisation="Y99001")) == "is-a-practice"
    assert BOOK.refuses(grant(organisation="U99009")) == "no-member"
    assert BOOK.refuses(grant(seat=TRUST_SEAT)) == "not-in-constituency"
    newcomer = MemberJoined(organisation="U99009", kind="pcn", name="New PCN", on=APRIL)
    assert BOOK.and_(newcomer).refuses(grant(organisation="U99009")) == "not-in-constituency"


def test_a_pcn_that_closed_gives_no_mandate_but_its_successor_does() -> None:
    merged = BOOK.and_(*MERGED)
    assert merged.refuses(grant()) == "not-a-member"
    assert len(merged.when(grant(organisation="U99009"))) == 1
    day_before = merged.by(occurred_at=BOOK.context.now.replace(month=4, day=30))
    assert len(day_before.when(grant())) == 1
    twice = (
        MemberLeft(organisation="U99009", on=date(2026, 5, 10), reason="closed"),
        MemberJoined(organisation="U99010", kind="pcn", name="Newer PCN", on=date(2026, 5, 1)),
        MemberSucceeded(
            organisation="U99009", successor="U99010", on=date(2026, 5, 11), basis="declared"
        ),
    )
    again = merged.and_(*twice)
    assert len(again.when(grant(organisation="U99010"))) == 1
    too_soon = again.by(occurred_at=BOOK.context.now.replace(day=10))
    assert too_soon.refuses(grant(organisation="U99010")) == "not-in-constituency"


def test_the_seat_and_the_item_are_there_and_belong_together() -> None:
    assert BOOK.refuses(grant(seat="no-seat")) == "no-seat"
    assert BOOK.refuses(grant(item="no-item")) == "no-item"
    elsewhere = (
        BodyConstituted(body="forum", name="Forum", kind="pcn-forum", on=APRIL),
        SeatCreated(body="forum", seat="f-seat", title="Chair", category="pcn", constituency=PCNS),
    )
    assert BOOK.and_(*elsewhere).refuses(grant(seat="f-seat")) == "item-of-other-body"
    retired = SeatRetired(body="board", seat=PCN_SEAT, on=date(2026, 4, 30))
    assert BOOK.and_(retired).refuses(grant()) == "seat-retired"
    last_day = SeatRetired(body="board", seat=PCN_SEAT, on=date(2026, 5, 1))
    assert len(BOOK.and_(last_day).when(grant())) == 1


def test_a_mandate_recorded_after_the_vote_is_recorded() -> None:
    voted = (
        VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="against", person="pat"),
        VotingClosed(motion="m1", item="hub", meeting="may", ruling="not-carried"),
    )
    assert given(*PARTNERSHIP, *VOTING, *voted).when(grant()) == [GRANTED]


def test_a_pcn_says_one_thing_at_a_time_about_one_matter() -> None:
    in_force = BOOK.and_(GRANTED)
    assert in_force.refuses(grant(mandate=None)) == "mandate-in-force"
    assert in_force.refuses(withhold()) == "mandate-in-force"
    assert BOOK.and_(WITHHELD).refuses(grant()) == "mandate-in-force"
    assert BOOK.and_(LOGGED, CONFIRMED).refuses(grant(mandate="m-2")) == "mandate-in-force"
    other_matter = grant(mandate="m-2", scope="topic", item=None, topic="access")
    assert len(in_force.when(other_matter)) == 1
    assert len(in_force.when(grant(mandate="m-2", organisation=QUAY))) == 1


@pytest.mark.parametrize("ending", [(GRANTED, REVOKED), (LOGGED,), (LOGGED, DISPUTED)])
def test_what_the_pcn_does_not_hold_to_is_in_nobodys_way(ending: tuple[Event, ...]) -> None:
    assert len(BOOK.and_(*ending).when(grant(mandate="m-2"))) == 1


def test_one_term_may_follow_another() -> None:
    april = MandateGranted(
        **{**GRANTED.as_dict(), "term": Term(from_on=APRIL, until_on=date(2026, 4, 30))}
    )
    assert len(BOOK.and_(april).when(grant(mandate="m-2"))) == 1
    touching = grant(mandate="m-2", term={"from_on": "2026-04-30"})
    assert BOOK.and_(april).refuses(touching) == "mandate-in-force"
    from_may = BOOK.and_(GRANTED)
    until_april = grant(mandate="m-2", term={"from_on": APRIL, "until_on": "2026-04-30"})
    assert len(from_may.when(until_april)) == 1
    until_may = grant(mandate="m-2", term={"from_on": APRIL, "until_on": "2026-05-01"})
    assert from_may.refuses(until_may) == "mandate-in-force"


def test_a_pcn_withholds_its_authority_and_says_so() -> None:
    assert BOOK.when(withhold()) == [WITHHELD]
    assert BOOK.and_(WITHHELD).when(withhold()) == []
    assert BOOK.and_(WITHHELD).refuses(withhold(seat=TRUST_SEAT)) == "mandate-exists"
    assert BOOK.refuses(withhold(organisation=LMC)) == "not-a-pcn"
    assert BOOK.refuses(withhold(seat=TRUST_SEAT)) == "not-in-constituency"


def test_a_mandate_is_varied_as_a_whole() -> None:
    (varied,) = BOOK.and_(GRANTED).when(vary(conditions="If home visits are funded."))
    assert varied == MandateVaried(
        **WHOSE, kind="open", term=SINCE_MAY, conditions="If home visits are funded."
    )
    book = BOOK.and_(GRANTED, varied)
    assert book.refuses(vary()) == "nothing-varied"
    assert len(book.when(vary(conditions="If car parking is free."))) == 1
    assert len(book.when(vary(kind="bound", instruction="for"))) == 1
    assert len(BOOK.and_(LOGGED, CONFIRMED).when(vary())) == 1


def test_only_a_mandate_that_holds_is_varied() -> None:
    assert BOOK.refuses(vary()) == "no-mandate"
    assert BOOK.and_(LOGGED).refuses(vary()) == "mandate-unconfirmed"
    assert BOOK.and_(LOGGED, DISPUTED).refuses(vary()) == "mandate-disputed"
    assert BOOK.and_(GRANTED, REVOKED).refuses(vary()) == "mandate-revoked"
    assert BOOK.and_(WITHHELD).refuses(vary(mandate="w-1")) == "mandate-withheld"


def test_a_pcn_varies_and_revokes_what_is_its_own() -> None:
    assert BOOK.and_(GRANTED).refuses(vary(organisation=QUAY)) == "mandate-of-another-pcn"
    others = REVOKE.model_copy(update={"organisation": QUAY})
    assert BOOK.and_(GRANTED).refuses(others) == "mandate-of-another-pcn"
    merged = BOOK.and_(GRANTED, *MERGED)
    (revoked,) = merged.when(REVOKE.model_copy(update={"organisation": "U99009"}))
    assert revoked.organisation == HARBOUR


def test_a_mandate_is_taken_back_once() -> None:
    assert BOOK.and_(GRANTED).when(REVOKE) == [REVOKED]
    assert BOOK.and_(GRANTED, REVOKED).when(REVOKE) == []
    assert BOOK.and_(LOGGED).when(REVOKE) == [REVOKED]
    assert BOOK.and_(LOGGED, DISPUTED).refuses(REVOKE) == "mandate-disputed"
    assert BOOK.refuses(REVOKE) == "no-mandate"
    given_again = BOOK.and_(WITHHELD).when(RevokeMandate(mandate="w-1", organisation=HARBOUR))
    assert len(BOOK.and_(WITHHELD, *given_again).when(grant())) == 1


def test_a_mandate_for_an_item_waits_for_the_item_to_be_tabled() -> None:
    tabled = ItemTabled(
        item="beds", meeting="may", body="board", purpose="decision", originator_kind="system"
    )
    assert BOOK.refuses(grant(item="beds")) == "no-item"
    assert len(BOOK.and_(tabled).when(grant(item="beds"))) == 1
