from datetime import date

import pytest
from pydantic import ValidationError

from decisions.facts import Facts
from decisions.list_sizes import ListedPractice
from decisions.member_changes import (
    PublishListSize,
    RenameMember,
    SucceedMember,
    TransferMember,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    MemberTransferred,
)
from schemas.values import PracticeListSize
from tests.support.slices import given
from tests.support.story import APRIL, COUNCIL, ESTABLISHED, PARTNERSHIP, PCNS, TRUST, joined

HARBOUR, QUAY, VALE = PCNS
JULY = date(2026, 7, 1)
CLOSED = MemberLeft(organisation=HARBOUR, on=date(2026, 6, 30), reason="closed")
SUCCEED = SucceedMember(organisation=HARBOUR, successor=QUAY, on=JULY)
SIZE = PublishListSize(
    organisation=HARBOUR,
    as_at=APRIL,
    patients=100,
    practices=[
        ListedPractice(practice="Y99002", patients=40),
        ListedPractice(practice="Y99001", patients=60),
    ],
)


def test_a_member_goes_by_another_name_from_a_day_on() -> None:
    rename = RenameMember(organisation=HARBOUR, name="Harbour and Quay PCN", on=APRIL)
    renamed = MemberRenamed(organisation=HARBOUR, name="Harbour and Quay PCN", on=APRIL)
    assert given(*PARTNERSHIP).when(rename) == [renamed]
    assert given(*PARTNERSHIP, renamed).when(rename) == []
    back = RenameMember(organisation=HARBOUR, name="Harbour PCN", on=APRIL)
    named_back = given(*PARTNERSHIP, renamed).when(back)
    assert len(named_back) == 1
    assert given(*PARTNERSHIP, renamed, *named_back).when(back) == []


def test_only_members_have_names() -> None:
    rename = RenameMember(organisation="Y99001", name="Dr Example", on=APRIL)
    assert given(*PARTNERSHIP).refuses(rename) == "is-a-practice"
    stranger = rename.model_copy(update={"organisation": "X1"})
    assert given(*PARTNERSHIP).refuses(stranger) == "no-member"
    gone = rename.model_copy(update={"organisation": HARBOUR, "on": JULY})
    assert given(*PARTNERSHIP, CLOSED).refuses(gone) == "not-a-member"


def test_a_member_takes_the_place_of_one_that_closed() -> None:
    succeeded = MemberSucceeded(organisation=HARBOUR, successor=QUAY, on=JULY, basis="declared")
    assert given(*PARTNERSHIP, CLOSED).when(SUCCEED) == [succeeded]
    assert given(*PARTNERSHIP, CLOSED, succeeded).when(SUCCEED) == []
    other = SUCCEED.model_copy(update={"successor": VALE})
    assert given(*PARTNERSHIP, CLOSED, succeeded).refuses(other) == "already-succeeded"


def test_one_that_joins_again_and_closes_again_may_have_another_successor() -> None:
    book = given(
        *PARTNERSHIP,
        CLOSED,
        MemberSucceeded(organisation=HARBOUR, successor=QUAY, on=JULY, basis="declared"),
        MemberJoined(organisation=HARBOUR, kind="pcn", name="Harbour PCN", on=date(2026, 8, 1)),
        MemberLeft(organisation=HARBOUR, on=date(2026, 8, 31), reason="closed"),
    )
    again = SucceedMember(organisation=HARBOUR, successor=VALE, on=date(2026, 9, 1))
    assert len(book.when(again)) == 1


def test_nobody_takes_the_place_of_one_that_is_still_there() -> None:
    assert given(*PARTNERSHIP).refuses(SUCCEED) == "member-has-not-left"
    day_early = SUCCEED.model_copy(update={"on": date(2026, 6, 30)})
    assert given(*PARTNERSHIP, CLOSED).refuses(day_early) == "member-has-not-left"


def test_a_successor_is_a_member_of_the_same_kind() -> None:
    closed = given(*PARTNERSHIP, CLOSED)
    assert closed.refuses(SUCCEED.model_copy(update={"successor": "U99999"})) == "no-member"
    to_trust = SUCCEED.model_copy(update={"successor": TRUST})
    assert closed.refuses(to_trust) == "successor-of-other-kind"
    gone = closed.and_(MemberLeft(organisation=QUAY, on=date(2026, 5, 31), reason="left"))
    assert gone.refuses(SUCCEED) == "not-a-member"
    practice = SucceedMember(organisation="Y99001", successor=COUNCIL, on=JULY)
    assert given(*PARTNERSHIP).refuses(practice) == "is-a-practice"
    with pytest.raises(ValidationError, match="successor: "):
        SucceedMember(organisation=HARBOUR, successor=HARBOUR, on=JULY)


def test_a_list_size_is_published_for_a_day() -> None:
    published = ListSizePublished(
        organisation=HARBOUR,
        as_at=APRIL,
        patients=100,
        practices=(
            PracticeListSize(practice="Y99001", patients=60),
            PracticeListSize(practice="Y99002", patients=40),
        ),
    )
    assert given(*PARTNERSHIP).when(SIZE) == [published]
    assert given(*PARTNERSHIP, published).when(SIZE) == []
    later = SIZE.model_copy(update={"as_at": JULY})
    assert len(given(*PARTNERSHIP, published).when(later)) == 1
    assert (
        given(*PARTNERSHIP).refuses(SIZE.model_copy(update={"organisation": "U9"})) == "no-member"
    )


def test_of_two_list_sizes_for_one_day_the_later_recorded_holds() -> None:
    misread = PublishListSize(organisation=HARBOUR, as_at=APRIL, patients=1)
    book = given(*PARTNERSHIP)
    book = book.and_(*book.when(misread))
    book = book.and_(*book.when(SIZE))
    assert book.when(SIZE) == []
    assert len(book.when(misread)) == 1


@pytest.mark.parametrize(
    ("patients", "practices"),
    [
        (99, [("Y1", 60), ("Y2", 40)]),
        (101, [("Y1", 60), ("Y2", 40)]),
        (59, [("Y1", 60), ("Y2", None)]),
        (100, [("Y1", 60), ("Y1", 40)]),
    ],
)
def test_list_sizes_add_up(patients: int, practices: list[tuple[str, int | None]]) -> None:
    listed = [ListedPractice(practice=code, patients=size) for code, size in practices]
    with pytest.raises(ValidationError, match=r"(patients|practices): "):
        PublishListSize(organisation=HARBOUR, as_at=APRIL, patients=patients, practices=listed)


@pytest.mark.parametrize("patients", [True, 10.0, "10", -1, 2**53])
def test_patients_are_counted_in_whole_numbers(patients: object) -> None:
    with pytest.raises(ValidationError):
        PublishListSize(organisation=HARBOUR, as_at=APRIL, patients=patients)


def test_a_pcn_changes_its_commissioner() -> None:
    move = TransferMember(organisation=HARBOUR, sub_icb="99Y", on=JULY)
    moved = MemberTransferred(organisation=HARBOUR, sub_icb="99Y", on=JULY)
    assert given(*PARTNERSHIP).when(move) == [moved]
    assert given(*PARTNERSHIP, moved).when(move) == []
    back = MemberTransferred(organisation=HARBOUR, sub_icb="99Z", on=JULY)
    assert given(*PARTNERSHIP, moved, back).when(move) == [moved]
    assert given(*PARTNERSHIP, CLOSED).refuses(move) == "not-a-member"
    with pytest.raises(ValidationError, match="organisation"):
        TransferMember(organisation=TRUST, sub_icb="99Y", on=JULY)


def test_icbs_merge_and_the_partnership_stays() -> None:
    """The new ICB joins, the old ones leave, it takes their place; nothing is keyed on them."""
    icbs = [joined(code, "icb", f"NHS {code} ICB") for code in ("QA1", "QB2")]
    new = MemberJoined(organisation="QAB", kind="icb", name="NHS Both ICB", on=JULY)
    gone = [
        MemberLeft(organisation=code, on=date(2026, 6, 30), reason="closed")
        for code in ("QA1", "QB2")
    ]
    book = given(*PARTNERSHIP, *icbs, new, *gone)
    for code in ("QA1", "QB2"):
        (succeeded,) = book.when(SucceedMember(organisation=code, successor="QAB", on=JULY))
        book = book.and_(succeeded)
    facts = Facts()
    facts.learn(enumerate(book.events, 1))
    assert facts.members.places.lineage("QAB") == {"QA1", "QB2", "QAB"}
    assert [one.code for one in facts.members.on(JULY) if one.kind == "pcn"] == sorted(PCNS)
    assert facts.members.partnership == ESTABLISHED
