from datetime import date

import pytest
from pydantic import ValidationError

from decisions.partnerships import EstablishPartnership, JoinMember, LeaveMember
from schemas.events.partnership import MemberJoined, MemberLeft, PartnershipEstablished
from tests.support.slices import given
from tests.support.story import APRIL, COUNCIL, ESTABLISHED, PARTNERSHIP, PCNS, TRUST

HARBOUR = PCNS[0]
ESTABLISH = EstablishPartnership(name=ESTABLISHED.name, established_on=ESTABLISHED.established_on)
VCSE = JoinMember(organisation="VCSE-1", kind="vcse", name="Vale Volunteers", on=APRIL)
NEW_PRACTICE = JoinMember(organisation="Y99009", kind="practice", within=HARBOUR, on=APRIL)
LAST_DAY = date(2026, 6, 30)


def test_a_partnership_is_established_first_of_all() -> None:
    assert given().when(ESTABLISH) == [
        PartnershipEstablished(name=ESTABLISH.name, established_on=ESTABLISH.established_on)
    ]


def test_a_book_has_one_partnership() -> None:
    assert given(ESTABLISHED).when(ESTABLISH) == []
    other = EstablishPartnership(name="Elsewhere", established_on=APRIL)
    assert given(ESTABLISHED).refuses(other) == "partnership-established"


def test_an_organisation_joins_from_a_day_on() -> None:
    assert given(*PARTNERSHIP).when(VCSE) == [
        MemberJoined(organisation="VCSE-1", kind="vcse", name="Vale Volunteers", on=APRIL)
    ]


def test_nobody_joins_before_there_is_a_partnership() -> None:
    assert given().refuses(VCSE) == "partnership-not-established"


def test_joining_again_in_the_same_way_changes_nothing() -> None:
    trust = JoinMember(
        organisation=TRUST, kind="trust", name="Harbourside Hospitals", on=date(2026, 5, 1)
    )
    assert given(*PARTNERSHIP).when(trust) == []


def test_joining_again_in_another_way_is_refused() -> None:
    fields = {"organisation": TRUST, "on": APRIL}
    renamed = JoinMember(kind="trust", name="Another Name", **fields)
    assert given(*PARTNERSHIP).refuses(renamed) == "member-has-other-name"
    other_kind = JoinMember(kind="council", name="Harbourside Hospitals", **fields)
    assert given(*PARTNERSHIP).refuses(other_kind) == "member-of-other-kind"


def test_a_practice_joins_a_pcn_by_its_code_only() -> None:
    assert given(*PARTNERSHIP).when(NEW_PRACTICE) == [
        MemberJoined(organisation="Y99009", kind="practice", within=HARBOUR, on=APRIL)
    ]


def test_a_practice_is_in_one_pcn_at_a_time_and_in_nothing_else() -> None:
    moving = JoinMember(organisation="Y99001", kind="practice", within=PCNS[1], on=APRIL)
    assert given(*PARTNERSHIP).refuses(moving) == "practice-in-other-pcn"
    in_trust = NEW_PRACTICE.model_copy(update={"within": TRUST})
    assert given(*PARTNERSHIP).refuses(in_trust) == "not-a-pcn"
    nowhere = NEW_PRACTICE.model_copy(update={"within": "U99999"})
    assert given(*PARTNERSHIP).refuses(nowhere) == "no-member"
    too_early = NEW_PRACTICE.model_copy(update={"on": date(2026, 3, 1)})
    assert given(*PARTNERSHIP).refuses(too_early) == "not-a-member"


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"organisation": "Y9", "kind": "practice", "name": "Dr Example"}, "within, name"),
        ({"organisation": "Y9", "kind": "practice"}, "within, name"),
        ({"organisation": "RX9", "kind": "trust"}, "within, name"),
        ({"organisation": "RX9", "kind": "trust", "name": "T", "within": "U99001"}, "within, name"),
        ({"organisation": "X99001", "kind": "pcn", "name": "No PCN"}, "organisation"),
    ],
)
def test_a_member_that_makes_no_sense_is_refused_by_field(
    fields: dict[str, str], at_fault: str
) -> None:
    with pytest.raises(ValidationError, match=f"{at_fault}: "):
        JoinMember(on=APRIL, **fields)


@pytest.mark.parametrize("on", [0, 1_700_000_000, "20260401", "2026-04-01T00:00:00", "1026-04-01"])
def test_a_date_is_a_date_and_nothing_that_can_be_taken_for_one(on: object) -> None:
    with pytest.raises(ValidationError, match="a date "):
        VCSE.model_validate({**VCSE.model_dump(), "on": on})


def test_a_member_leaves_with_its_last_day_and_may_come_back() -> None:
    leaving = LeaveMember(organisation=COUNCIL, on=LAST_DAY)
    (left,) = given(*PARTNERSHIP).when(leaving)
    assert left == MemberLeft(organisation=COUNCIL, on=LAST_DAY, reason="left")
    gone = given(*PARTNERSHIP, left)
    assert gone.when(leaving) == []
    back = JoinMember(
        organisation=COUNCIL, kind="council", name="Vale Council", on=date(2026, 7, 1)
    )
    assert len(gone.when(back)) == 1
    assert gone.when(back.model_copy(update={"on": LAST_DAY})) == []


def test_with_a_pcn_its_practices_leave() -> None:
    closing = LeaveMember(organisation=HARBOUR, on=LAST_DAY, reason="closed")
    recorded = given(*PARTNERSHIP).when(closing)
    assert [(e.organisation, e.within, e.reason) for e in recorded] == [
        ("Y99001", HARBOUR, "left"),
        ("Y99002", HARBOUR, "left"),
        (HARBOUR, None, "closed"),
    ]
    assert given(*PARTNERSHIP, *recorded).when(closing) == []


def test_a_practice_leaves_its_pcn() -> None:
    leaving = LeaveMember(organisation="Y99001", on=LAST_DAY, reason="moved")
    (left,) = given(*PARTNERSHIP).when(leaving)
    assert left == MemberLeft(organisation="Y99001", on=LAST_DAY, reason="moved", within=HARBOUR)


def test_only_a_member_leaves_and_only_once() -> None:
    leaving = LeaveMember(organisation=COUNCIL, on=LAST_DAY)
    assert given(*PARTNERSHIP).refuses(LeaveMember(organisation="X1", on=APRIL)) == "no-member"
    early = LeaveMember(organisation=COUNCIL, on=date(2026, 3, 1))
    assert given(*PARTNERSHIP).refuses(early) == "not-a-member"
    gone = given(*PARTNERSHIP, *given(*PARTNERSHIP).when(leaving))
    assert gone.refuses(leaving.model_copy(update={"on": date(2026, 7, 31)})) == "not-a-member"
    assert gone.refuses(leaving.model_copy(update={"reason": "closed"})) == "already-leaving"


def test_a_leaving_that_was_announced_can_be_brought_forward() -> None:
    announced = given(*PARTNERSHIP).when(LeaveMember(organisation=COUNCIL, on=LAST_DAY))
    sooner = LeaveMember(organisation=COUNCIL, on=date(2026, 5, 31))
    book = given(*PARTNERSHIP, *announced)
    assert (
        book.and_(*book.when(sooner)).refuses(
            LeaveMember(organisation=COUNCIL, on=date(2026, 6, 1))
        )
        == "not-a-member"
    )
