"""Who belongs to the partnership, as at a date?"""

from datetime import UTC, date, datetime

from projections.reckoning.memberships import Member
from projections.rows import Rows
from projections.views.member_lines import MemberLine, lines, members_on
from projections.views.membership import view
from schemas.event import Event
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSplit,
    MemberSucceeded,
    PartnershipEstablished,
)
from schemas.values import PracticeListSize, SplitPart
from tests.projections.recording import assert_stored_alike
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded, story

NORTH, SOUTH, PRACTICE = "U99001", "U99002", "Y99001"
JULY_2021 = date(2021, 7, 1)
MARCH_END, APRIL, MAY, JUNE = (
    date(2026, 3, 31),
    date(2026, 4, 1),
    date(2026, 5, 1),
    date(2026, 6, 1),
)


def joined(organisation: str, on: date = JULY_2021, **more: str) -> MemberJoined:
    kind = "practice" if "within" in more else "pcn"
    return MemberJoined(organisation=organisation, kind=kind, on=on, **more)


def published(as_at: date, patients: int, practice: int | None) -> ListSizePublished:
    return ListSizePublished(
        organisation=NORTH,
        as_at=as_at,
        patients=patients,
        practices=(PracticeListSize(practice=PRACTICE, patients=practice),),
    )


BOOK: tuple[Event, ...] = (
    PartnershipEstablished(name="Westmere Place", established_on=JULY_2021),
    joined(NORTH, name="North PCN"),
    joined(SOUTH, name="South PCN"),
    joined(PRACTICE, within=NORTH),
    published(APRIL, 40_000, 12_000),
    published(MAY, 40_500, None),
    MemberRenamed(organisation=NORTH, name="Northern PCN", on=APRIL),
    MemberLeft(organisation=PRACTICE, within=NORTH, on=MARCH_END, reason="moved"),
    joined(PRACTICE, APRIL, within=SOUTH),
    MemberLeft(organisation=SOUTH, on=MAY, reason="closed"),
    MemberSucceeded(organisation=SOUTH, successor=NORTH, on=JUNE, basis="declared"),
)


def book(*events: Event) -> Rows:
    return folded(view, story(*events))


def on(day: date) -> dict[str, MemberLine]:
    return {line.organisation: line for line in members_on(book(*BOOK).of_kind(Member), day)}


def test_members_belong_from_their_first_day_to_their_last() -> None:
    assert set(on(date(2021, 6, 30))) == set()
    assert set(on(JULY_2021)) == {NORTH, SOUTH, PRACTICE}
    assert set(on(MAY)) == {NORTH, SOUTH, PRACTICE}
    assert set(on(date(2026, 5, 2))) == {NORTH, PRACTICE}


def test_a_practice_belongs_within_the_pcn_of_that_day() -> None:
    assert on(MARCH_END)[PRACTICE].within == NORTH
    assert on(APRIL)[PRACTICE].within == SOUTH


def test_a_member_goes_by_the_name_of_that_day() -> None:
    before, after = on(MARCH_END)[NORTH], on(APRIL)[NORTH]
    assert (before.name, before.other_names) == ("North PCN", "Northern PCN")
    assert (after.name, after.other_names) == ("Northern PCN", "North PCN")
    assert after.evidence == [2, 5, 7]


def test_list_sizes_are_the_latest_published_for_a_day_no_later() -> None:
    assert (on(MARCH_END)[NORTH].patients, on(MARCH_END)[NORTH].list_size_as_at) == (None, None)
    april = on(date(2026, 4, 30))
    assert (april[NORTH].patients, april[NORTH].list_size_as_at) == (40_000, APRIL)
    assert april[PRACTICE].patients == 12_000
    june = on(JUNE)
    assert (june[NORTH].patients, june[NORTH].list_size_as_at) == (40_500, MAY)
    assert (june[PRACTICE].patients, june[PRACTICE].list_size_as_at) == (None, MAY)


def test_a_figure_published_again_for_the_same_day_takes_the_place_of_the_first() -> None:
    rows = book(joined(NORTH), published(APRIL, 1, 1), published(APRIL, 2, 2))
    (line,) = members_on([rows.require(Member, NORTH)], APRIL)
    assert (line.patients, line.evidence) == (2, [1, 3])


def test_a_list_size_may_come_before_the_practice_is_recorded_as_a_member() -> None:
    rows = book(published(APRIL, 40_000, 12_000), joined(PRACTICE, within=NORTH))
    (line,) = members_on(rows.of_kind(Member), APRIL)
    assert (line.organisation, line.patients) == (PRACTICE, 12_000)


def test_a_pcn_that_was_split_names_its_parts_and_each_part_whence_it_came() -> None:
    east, west = "U99021", "U99022"
    into = (SplitPart(organisation=east, practices=(PRACTICE,)), SplitPart(organisation=west))
    events: tuple[Event, ...] = (
        joined(SOUTH),
        joined(east, JUNE),
        joined(west, JUNE),
        MemberLeft(organisation=SOUTH, on=MAY, reason="closed"),
        MemberSplit(organisation=SOUTH, parts=into, on=JUNE),
    )
    members = book(*events).of_kind(Member)
    (before,) = members_on(members, MAY)
    assert (before.organisation, before.split_into, before.successor) == (SOUTH, [east, west], None)
    assert before.evidence == [1, 4, 5]
    after = members_on(members, JUNE)
    assert [(one.organisation, one.split_from) for one in after] == [
        (east, [SOUTH]),
        (west, [SOUTH]),
    ]
    assert after[0].evidence == [2, 5]
    assert_batches_do_not_matter(view, story(*events))


def test_a_practice_that_is_within_two_pcns_leaves_the_one_named() -> None:
    rows = book(
        joined(PRACTICE, within=NORTH),
        joined(PRACTICE, APRIL, within=SOUTH),
        MemberLeft(organisation=PRACTICE, within=NORTH, on=MARCH_END, reason="moved"),
    )
    (line,) = members_on(rows.of_kind(Member), MAY)
    assert line.within == SOUTH


def test_a_member_may_come_back() -> None:
    again = (*BOOK, joined(SOUTH, JUNE))
    found = book(*again).require(Member, SOUTH)
    days = (MAY, date(2026, 5, 15), JUNE)
    assert [len(members_on([found], day)) for day in days] == [1, 0, 1]


def test_the_register_has_a_line_for_each_membership_and_says_which_go_on() -> None:
    practice = book(*BOOK).require(Member, PRACTICE)
    first, second = lines(practice, datetime(2026, 5, 14, tzinfo=UTC))
    assert (first.within, first.left_on, first.reason, first.is_member) == (
        NORTH,
        MARCH_END,
        "moved",
        False,
    )
    assert (second.within, second.left_on, second.is_member) == (SOUTH, None, True)


def test_a_closed_member_names_its_successor_and_keeps_its_last_name() -> None:
    (line,) = lines(book(*BOOK).require(Member, SOUTH), datetime(2026, 7, 1, tzinfo=UTC))
    assert (line.is_member, line.left_on, line.name) == (False, MAY, "South PCN")
    assert (line.successor, line.succeeded_on, line.succession_basis) == (NORTH, JUNE, "declared")
    assert line.evidence == [3, 10, 11]


def test_a_day_is_a_day_in_england() -> None:
    half_past_midnight_on_2_may = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    (line,) = lines(book(*BOOK).require(Member, SOUTH), half_past_midnight_on_2_may)
    assert not line.is_member


def test_folding_in_batches_is_folding_at_once() -> None:
    assert_batches_do_not_matter(view, story(*BOOK))
    assert_stored_alike(view, story(*BOOK))
