"""What votes weigh: as the seats were created, or by the registered patients on the day."""

from datetime import date

import pytest
from msgspec.structs import replace

from decisions.motions import OpenVoting
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, TermsAdopted
from schemas.events.meeting import MemberRecused
from schemas.events.motion import VotingOpened
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberSucceeded,
)
from schemas.values import DecisionRule, EntitledSeat, Quorum
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    COUNCIL_SEAT,
    MOVED,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    TERMS,
    TRUST_SEAT,
)

BY_LISTS = DecisionRule(kind="weighted", weights="list-size")
OPEN = OpenVoting(motion="m1")
HARBOUR, QUAY, VALE = PCNS


def published(code: str, patients: int, as_at: date = APRIL) -> ListSizePublished:
    return ListSizePublished(organisation=code, as_at=as_at, patients=patients, practices=())


SIZES = (published(HARBOUR, 40_000), published(QUAY, 30_000), published(VALE, 20_000))
WEIGHTED: tuple[Event, ...] = (
    *PARTNERSHIP,
    *MOVED,
    replace(TERMS, version=2, rule=BY_LISTS, quorum=Quorum(count=1)),
)


def weights(*events: Event) -> dict[str, int]:
    (put,) = given(*WEIGHTED, *events).when(OPEN)
    assert isinstance(put, VotingOpened)
    assert put.rule == BY_LISTS
    return {one.seat: one.weight for one in put.entitled}


def test_a_vote_by_list_size_weighs_the_patients_of_the_pcns_that_a_seat_speaks_for() -> None:
    assert weights(*SIZES) == {PCN_SEAT: 90_000, TRUST_SEAT: 0, COUNCIL_SEAT: 0}


def test_the_list_size_is_that_of_the_day_of_the_vote() -> None:
    later = published(HARBOUR, 50_000, date(2026, 5, 1))
    not_yet = published(QUAY, 1, date(2026, 6, 1))
    assert weights(*SIZES, later, not_yet)[PCN_SEAT] == 100_000


def test_a_seat_weighs_by_whom_it_speaks_for_on_the_day() -> None:
    fewer = SeatConstituencyChanged(body="board", seat=PCN_SEAT, constituency=PCNS[:2], on=APRIL)
    council = SeatConstituencyChanged(
        body="board", seat=COUNCIL_SEAT, constituency=(VALE,), on=date(2026, 5, 14)
    )
    to_come = replace(fewer, constituency=(VALE,), on=date(2026, 5, 15))
    assert weights(*SIZES, fewer, council, to_come) == {
        PCN_SEAT: 70_000,
        COUNCIL_SEAT: 20_000,
        TRUST_SEAT: 0,
    }


def test_the_patients_of_a_successor_count_once() -> None:
    closed = MemberLeft(organisation=VALE, on=date(2026, 4, 30), reason="closed")
    merged = MemberSucceeded(
        organisation=VALE, successor=QUAY, on=date(2026, 5, 1), basis="declared"
    )
    sizes = (*SIZES, published(QUAY, 50_000, date(2026, 5, 1)))
    assert weights(*sizes, closed, merged)[PCN_SEAT] == 90_000


@pytest.mark.parametrize(("back_on", "weight"), [(15, 50_000), (14, 70_000)])
def test_one_that_closed_weighs_itself_again_from_the_day_on_which_it_is_back(
    back_on: int, weight: int
) -> None:
    """The vote is on 14 May; Quay (30,000) stands in the place of Vale (20,000) until then."""
    closed = MemberLeft(organisation=VALE, on=date(2026, 4, 30), reason="closed")
    merged = MemberSucceeded(
        organisation=VALE, successor=QUAY, on=date(2026, 5, 1), basis="declared"
    )
    back = MemberJoined(organisation=VALE, kind="pcn", on=date(2026, 5, back_on), name="Vale again")
    speaks = SeatConstituencyChanged(
        body="board", seat=PCN_SEAT, constituency=(VALE,), on=date(2026, 5, 1)
    )
    sizes = (published(QUAY, 50_000), published(VALE, 70_000))
    assert weights(*sizes, closed, merged, speaks, back)[PCN_SEAT] == weight


def test_without_a_list_size_a_vote_by_list_size_is_not_opened() -> None:
    assert given(*WEIGHTED, *SIZES[:2]).refuses(OPEN) == "list-size-not-published"


def test_a_seat_that_stood_aside_needs_no_list_size_and_keeps_its_weight_out() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
    assert weights(recused) == {TRUST_SEAT: 0, COUNCIL_SEAT: 0}


@pytest.mark.parametrize("kind", ["simple-majority", "weighted", "double-majority"])
def test_fixed_weights_are_those_that_the_seats_were_created_with(kind: str) -> None:
    terms: TermsAdopted = replace(TERMS, version=2, rule=DecisionRule(kind=kind))  # type: ignore[arg-type]
    (put,) = given(*MOVED, terms).when(OPEN)
    assert put.entitled[0] == EntitledSeat(seat=PCN_SEAT, weight=1, represents=PCNS)


class TestASeatThatStoodAsideBeforeTheVote:
    RECUSED = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")

    def opened(self, *events: Event, rule: DecisionRule = BY_LISTS) -> VotingOpened:
        terms = replace(TERMS, version=3, rule=rule, quorum=Quorum(count=1))
        (put,) = given(*WEIGHTED, terms, *events, self.RECUSED).when(OPEN)
        assert isinstance(put, VotingOpened)
        return put

    def test_is_recorded_with_what_its_vote_would_have_weighed(self) -> None:
        put = self.opened(*SIZES)
        assert PCN_SEAT not in {one.seat for one in put.entitled}
        assert put.aside == (EntitledSeat(seat=PCN_SEAT, weight=90_000, represents=PCNS),)

    def test_puts_no_vote_off_for_want_of_its_list_size(self) -> None:
        assert self.opened(*SIZES[:2]).aside == ()

    def test_is_not_recorded_again_where_its_weight_is_fixed(self) -> None:
        assert self.opened(*SIZES, rule=DecisionRule(kind="simple-majority")).aside == ()
