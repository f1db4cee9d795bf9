"""Each PCN's part of the weight of a seat that speaks for several: exact, worked by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from projections.reckoning.motion_record import VotedMotion
from projections.reckoning.own_weights import shared_out
from projections.views.vote_lines import vote_record
from projections.views.vote_record import view
from projections.views.weight_lines import WeightLine, exactly, lines
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated
from schemas.events.meeting import MemberRecused
from schemas.events.motion import VoteCast, VotingClosed
from schemas.events.partnership import ListSizePublished, MemberJoined, MemberSucceeded
from schemas.values import Choice, DecisionRule, EntitledSeat
from tests.projections.recording import assert_stored_alike
from tests.support.batches import assert_batches_do_not_matter
from tests.support.clock import NOON
from tests.support.folds import folded, story
from tests.support.story import (
    APRIL,
    COUNCIL_SEAT,
    MOVED,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    PUT,
    TRUST,
    TRUST_SEAT,
)

HARBOUR, QUAY, VALE = PCNS
BY_LISTS = DecisionRule(kind="weighted", weights="list-size")
RULED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
MAY = date(2026, 5, 1)


def published(code: str, patients: int, as_at: date = APRIL) -> ListSizePublished:
    return ListSizePublished(organisation=code, as_at=as_at, patients=patients, practices=())


SIZES = (published(HARBOUR, 40_000), published(QUAY, 30_000), published(VALE, 20_000))


def entitled(seat: str, weight: int, *represents: str) -> EntitledSeat:
    return EntitledSeat(seat=seat, weight=weight, represents=represents)


def cast(seat: str, choice: Choice) -> VoteCast:
    return VoteCast(motion="m1", item="hub", seat=seat, choice=choice)


def motion(*events: Event) -> VotedMotion:
    return folded(view, story(*PARTNERSHIP, *events)).require(VotedMotion, "m1")


def found(*events: Event) -> list[WeightLine]:
    return list(lines(motion(*events), NOON + timedelta(days=1)))


def in_words(line: WeightLine) -> str | None:
    exact = exactly(line)
    return None if exact is None else str(exact)


def parts(*events: Event) -> dict[tuple[str, str], str | None]:
    return {(one.seat, one.organisation): in_words(one) for one in found(*events)}


def by_lists(*seats: EntitledSeat, aside: tuple[EntitledSeat, ...] = ()) -> Event:
    return replace(PUT, rule=BY_LISTS, entitled=seats, aside=aside)


class TestByRegisteredPatients:
    PCN = entitled(PCN_SEAT, 90_000, *PCNS)

    def test_each_pcn_weighs_its_own_patients_and_other_organisations_nothing(self) -> None:
        """Harbour 40,000 + Quay 30,000 + Vale 20,000 = 90,000; the trust has no patients."""
        put = by_lists(self.PCN, entitled(TRUST_SEAT, 0, TRUST))
        assert parts(*SIZES, *MOVED, put) == {
            (PCN_SEAT, HARBOUR): "40000",
            (PCN_SEAT, QUAY): "30000",
            (PCN_SEAT, VALE): "20000",
            (TRUST_SEAT, TRUST): "0",
        }

    def test_a_line_rests_on_the_list_size_and_says_what_the_seat_did(self) -> None:
        steps = (*SIZES, *MOVED, by_lists(self.PCN), cast(PCN_SEAT, "against"), RULED)
        first = found(*steps)[0]
        assert (first.organisation, first.state, first.choice) == (HARBOUR, "voted", "against")
        assert (first.seat_weight, first.unknown) == (90_000, None)
        assert len(PARTNERSHIP) + 1 in first.evidence

    def test_sizes_are_those_of_the_day_of_the_vote(self) -> None:
        later, not_yet = published(HARBOUR, 50_000, MAY), published(QUAY, 1, date(2026, 6, 1))
        put = by_lists(entitled(PCN_SEAT, 100_000, *PCNS))
        assert parts(*SIZES, later, not_yet, *MOVED, put)[PCN_SEAT, HARBOUR] == "50000"
        corrected = published(HARBOUR, 7, MAY)
        after = parts(*SIZES, later, *MOVED, put, corrected)
        assert after[PCN_SEAT, HARBOUR] == "50000", "the vote was weighed by what was known then"

    def test_one_that_took_anothers_place_stands_for_both_once(self) -> None:
        merged = MemberSucceeded(organisation=VALE, successor=QUAY, on=MAY, basis="declared")
        sizes = (*SIZES, published(QUAY, 50_000, MAY))
        assert parts(*sizes, merged, *MOVED, by_lists(self.PCN)) == {
            (PCN_SEAT, HARBOUR): "40000",
            (PCN_SEAT, QUAY): "50000",
        }

    def test_what_a_recused_seat_would_have_weighed_is_told_by_pcn(self) -> None:
        recused = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
        put = by_lists(entitled(TRUST_SEAT, 0), aside=(self.PCN,))
        told = found(*SIZES, *MOVED, recused, put)
        assert [(one.state, in_words(one)) for one in told] == [
            ("recused", "40000"),
            ("recused", "30000"),
            ("recused", "20000"),
        ]

    @pytest.mark.parametrize("sizes", [SIZES[:2], (), (*SIZES, published(QUAY, 1, MAY))])
    def test_parts_that_do_not_add_up_are_not_known(self, sizes: tuple[Event, ...]) -> None:
        """As of a vote that was taken over from an older record."""
        told = found(*sizes, *MOVED, by_lists(self.PCN))
        assert [in_words(one) for one in told] == [None, None, None]
        assert {one.unknown for one in told} == {
            "What of the seat's weight is its is not recorded."
        }


class TestFixedWeights:
    def test_all_for_whom_a_seat_speaks_have_the_same_part(self) -> None:
        """20 among three PCNs is 6 2/3 each, exactly."""
        put = replace(PUT, entitled=(entitled(PCN_SEAT, 20, *PCNS), entitled(TRUST_SEAT, 7, TRUST)))
        assert parts(*MOVED, put) == {
            (PCN_SEAT, HARBOUR): "20/3",
            (PCN_SEAT, QUAY): "20/3",
            (PCN_SEAT, VALE): "20/3",
            (TRUST_SEAT, TRUST): "7",
        }

    def test_one_that_took_anothers_place_stands_for_both_once(self) -> None:
        merged = MemberSucceeded(organisation=VALE, successor=QUAY, on=MAY, basis="declared")
        put = replace(PUT, entitled=(entitled(PCN_SEAT, 7, *PCNS),))
        assert parts(merged, *MOVED, put) == {
            (PCN_SEAT, HARBOUR): "7/2",
            (PCN_SEAT, QUAY): "7/2",
        }

    def test_a_seat_that_speaks_for_nobody_else_has_no_parts(self) -> None:
        assert {seat for seat, _ in parts(*MOVED, PUT)} == {PCN_SEAT}

    def test_a_recused_seat_has_the_parts_of_its_constituency_on_the_day(self) -> None:
        two = SeatConstituencyChanged(body="board", seat=PCN_SEAT, constituency=PCNS[:2], on=APRIL)
        recused = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
        put = replace(PUT, entitled=(entitled(TRUST_SEAT, 1),))
        assert parts(*MOVED, two, recused, put) == {
            (PCN_SEAT, HARBOUR): "1/2",
            (PCN_SEAT, QUAY): "1/2",
        }


def test_before_a_motion_is_put_nothing_weighs() -> None:
    assert parts(*MOVED) == {}


def test_batches_do_not_matter() -> None:
    put = by_lists(TestByRegisteredPatients.PCN)
    steps = story(*PARTNERSHIP, *SIZES, *MOVED, put, cast(PCN_SEAT, "for"), RULED)
    assert_batches_do_not_matter(view, steps)
    assert_stored_alike(view, steps)


CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")
CODES = tuple(f"U9900{n}" for n in range(1, 8))
some_pcns = st.lists(st.sampled_from(CODES), unique=True, max_size=7).map(tuple)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(weight=st.integers(0, 10**9), represents=some_pcns.filter(bool))
def test_shares_of_a_fixed_weight_always_add_up_to_it(
    weight: int, represents: tuple[str, ...]
) -> None:
    each = [one.exact for one in shared_out(weight, represents)]
    assert sum(one for one in each if one is not None) == weight
    assert len(set(each)) == 1


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.data(),
    st.lists(st.tuples(some_pcns, st.integers(0, 500), st.sampled_from(CHOICES)), max_size=6),
    st.booleans(),
)
def test_parts_add_up_to_each_seat_and_to_the_tally(
    data: st.DataObject, seats: list[tuple[tuple[str, ...], int, Choice]], is_by_lists: bool
) -> None:
    """Of seats that speak for somebody: a PCN that several speak for weighs with each of them."""
    sizes = {code: data.draw(st.integers(0, 90_000)) for code in CODES}
    joined = [MemberJoined(organisation=code, kind="pcn", on=APRIL) for code in CODES]
    held = [
        entitled(f"s{n}", sum(sizes[c] for c in codes) if is_by_lists else fixed, *codes)
        for n, (codes, fixed, _) in enumerate(seats)
    ]
    made = [
        SeatCreated(body="board", seat=s.seat, title=s.seat, category="pcn", constituency=())
        for s in held
    ]
    rule = BY_LISTS if is_by_lists else DecisionRule(kind="weighted")
    votes = [cast(f"s{n}", choice) for n, (_, _, choice) in enumerate(seats)]
    known = [published(code, patients) for code, patients in sizes.items()]
    put = replace(PUT, rule=rule, entitled=tuple(held))
    voted = motion(*joined, *known, *made, *MOVED, put, *votes, RULED)
    told = list(lines(voted, NOON))
    for seat in held:
        own = [Fraction(in_words(one) or "nothing") for one in told if one.seat == seat.seat]
        assert sum(own) == (seat.weight if seat.represents else 0)
    tally = vote_record(voted, NOON).tally
    assert tally is not None
    alone = {
        c: sum(
            s.weight for s, v in zip(held, votes, strict=True) if not s.represents and v.choice == c
        )
        for c in CHOICES
    }
    for choice, counted in zip(
        CHOICES, (tally.in_favour, tally.against, tally.abstained), strict=True
    ):
        own = [Fraction(in_words(one) or "nothing") for one in told if one.choice == choice]
        assert sum(own) + alone[choice] == counted.weight


def test_seats_of_other_constituencies_are_left_out() -> None:
    assert COUNCIL_SEAT not in {one.seat for one in found(*MOVED, PUT)}
