"""A PCN that closes is split into several others; nobody alone stands in its place."""

from datetime import date

import pytest
from pydantic import ValidationError

from decisions.member_changes import SucceedMember
from decisions.splits import SplitMember
from schemas.event import Event
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSplit, MemberSucceeded
from schemas.values import SplitPart
from tests.support.slices import given
from tests.support.story import APRIL, PARTNERSHIP, PCNS, joined

HARBOUR, QUAY, VALE = PCNS
EAST, WEST = "U99021", "U99022"
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)
NEW: tuple[Event, ...] = (
    joined(EAST, "pcn", "East PCN"),
    joined(WEST, "pcn", "West PCN"),
)
CLOSED = MemberLeft(organisation=HARBOUR, on=JUNE, reason="closed")
BOOK = given(*PARTNERSHIP, *NEW, CLOSED)
SPLIT = SplitMember(organisation=HARBOUR, parts=(WEST, EAST), on=JULY)


def moves(practice: str, to: str, on: date = JULY) -> tuple[Event, Event]:
    last = JUNE if on == JULY else APRIL
    return (
        MemberLeft(organisation=practice, on=last, reason="moved", within=HARBOUR),
        MemberJoined(organisation=practice, kind="practice", on=on, within=to),
    )


def parts(east: tuple[str, ...] = (), west: tuple[str, ...] = ()) -> MemberSplit:
    found = (
        SplitPart(organisation=EAST, practices=east),
        SplitPart(organisation=WEST, practices=west),
    )
    return MemberSplit(organisation=HARBOUR, parts=found, on=JULY)


def test_it_names_the_parts_with_the_practices_that_the_record_knows_to_have_moved() -> None:
    book = BOOK.and_(*moves("Y99001", EAST), *moves("Y99002", WEST))
    assert book.when(SPLIT) == [parts(("Y99001",), ("Y99002",))]


def test_a_practice_that_went_elsewhere_or_earlier_is_in_no_part() -> None:
    book = BOOK.and_(*moves("Y99001", QUAY), *moves("Y99002", WEST, date(2026, 5, 1)))
    assert book.when(SPLIT) == [parts()]


def test_it_is_found_by_the_one_that_closed_and_by_each_part() -> None:
    tags = parts().tags()
    assert {f"organisation:{one}" for one in (HARBOUR, EAST, WEST)} <= set(tags)


def test_once_recorded_it_is_not_recorded_again_nor_otherwise() -> None:
    after = BOOK.and_(parts())
    assert after.when(SPLIT) == []
    assert after.refuses(SPLIT.model_copy(update={"parts": (EAST, VALE)})) == "already-split"


def test_split_or_succeeded_but_not_both() -> None:
    succeed = SucceedMember(organisation=HARBOUR, successor=QUAY, on=JULY)
    assert BOOK.and_(parts()).refuses(succeed) == "already-split"
    taken = MemberSucceeded(organisation=HARBOUR, successor=QUAY, on=JULY, basis="declared")
    assert BOOK.and_(taken).refuses(SPLIT) == "already-succeeded"


def test_one_that_joins_again_is_whole_again() -> None:
    again = joined(HARBOUR, "pcn", "Harbour PCN")
    closed_again = MemberLeft(organisation=HARBOUR, on=JUNE, reason="closed")
    book = BOOK.and_(parts(), again, closed_again)
    assert len(book.when(SPLIT)) == 1


@pytest.mark.parametrize(
    ("split", "code"),
    [
        (SPLIT.model_copy(update={"on": JUNE}), "member-has-not-left"),
        (SPLIT.model_copy(update={"parts": (EAST, "U99098")}), "no-member"),
        (SPLIT.model_copy(update={"organisation": "U99098"}), "no-member"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(split: SplitMember, code: str) -> None:
    assert BOOK.refuses(split) == code


@pytest.mark.parametrize("into", [(EAST,), (EAST, EAST), (EAST, HARBOUR)])
def test_it_is_into_several_others(into: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        SplitMember(organisation=HARBOUR, parts=into, on=JULY)
