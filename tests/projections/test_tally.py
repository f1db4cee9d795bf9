"""Every rule of decision on votes whose result was worked out by hand."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.reckoning.tally import Cast, Sum, tally
from schemas.values import Choice, CountedOf, DecisionRule, RuleKind, Share

TWO_THIRDS = Share(numerator=2, denominator=3)
HALF = Share(numerator=1, denominator=2)
THERE: dict[str, tuple[Choice | None, bool]] = {
    "f": ("for", True),
    "a": ("against", True),
    "o": ("abstain", True),
    "p": (None, True),
    "x": (None, False),
}


def seats(letters: str, weights: Iterable[int] | None = None) -> list[Cast]:
    """f for, a against, o abstained, p present without a vote, x absent."""
    each = weights or [1] * len(letters)
    return [
        Cast(weight=weight, choice=THERE[letter][0], is_present=THERE[letter][1])
        for letter, weight in zip(letters, each, strict=True)
    ]


def rule(kind: RuleKind, counted_of: CountedOf = "voting", **shares: Share) -> DecisionRule:
    return DecisionRule(kind=kind, counted_of=counted_of, **shares)


@pytest.mark.parametrize(
    ("counted_of", "votes", "result"),
    [
        ("voting", "ffa", "carried"),
        ("voting", "fa", "not-carried"),
        ("voting", "fooo", "carried"),
        ("voting", "", "not-carried"),
        ("voting", "oo", "not-carried"),
        ("present", "fo", "not-carried"),
        ("present", "ffo", "carried"),
        ("present", "fp", "not-carried"),
        ("present", "fxx", "carried"),
        ("entitled", "fx", "not-carried"),
        ("entitled", "ffx", "carried"),
        ("entitled", "ffapx", "not-carried"),
    ],
)
def test_simple_majority_is_more_than_half(counted_of: CountedOf, votes: str, result: str) -> None:
    assert tally(rule("simple-majority", counted_of), seats(votes)).result == result


@pytest.mark.parametrize(
    ("counted_of", "votes", "weights", "result"),
    [
        ("voting", "fa", (51, 49), "carried"),
        ("voting", "faa", (50, 25, 25), "not-carried"),
        ("voting", "faaa", (52_411, 9_000, 8_000, 7_000), "carried"),
        ("present", "foo", (5, 3, 2), "not-carried"),
        ("entitled", "fx", (6, 5), "carried"),
    ],
)
def test_a_weighted_majority_is_of_the_weight_not_of_the_seats(
    counted_of: CountedOf, votes: str, weights: tuple[int, ...], result: str
) -> None:
    assert tally(rule("weighted", counted_of), seats(votes, weights)).result == result


@pytest.mark.parametrize(
    ("counted_of", "votes", "result"),
    [
        ("voting", "ffa", "carried"),
        ("voting", "fffaa", "not-carried"),
        ("voting", "ffffaa", "carried"),
        ("voting", "o", "not-carried"),
        ("present", "ffao", "not-carried"),
        ("present", "ffffop", "carried"),
        ("entitled", "ffx", "carried"),
        ("entitled", "ffxx", "not-carried"),
    ],
)
def test_a_qualified_majority_reaches_its_share_exactly(
    counted_of: CountedOf, votes: str, result: str
) -> None:
    two_thirds = rule("qualified-majority", counted_of, at_least=TWO_THIRDS)
    assert tally(two_thirds, seats(votes)).result == result


@pytest.mark.parametrize(
    ("votes", "weights", "result"),
    [
        ("ffa", (10, 10, 10), "carried"),
        ("ffa", (1, 1, 10), "not-carried"),
        ("faa", (10, 1, 1), "not-carried"),
        ("ffa", (6, 5, 11), "carried"),
        ("ffa", (5, 5, 11), "not-carried"),
    ],
)
def test_a_double_majority_needs_seats_and_weight(
    votes: str, weights: tuple[int, ...], result: str
) -> None:
    double = rule("double-majority", at_least=TWO_THIRDS, weight_at_least=HALF)
    assert tally(double, seats(votes, weights)).result == result


@pytest.mark.parametrize(
    ("counted_of", "votes", "result"),
    [
        ("voting", "ff", "carried"),
        ("voting", "ffox", "carried"),
        ("voting", "ffa", "not-carried"),
        ("voting", "oo", "not-carried"),
        ("present", "ffo", "not-carried"),
        ("present", "ffx", "carried"),
        ("entitled", "ffx", "not-carried"),
    ],
)
def test_unanimity_is_everybody_who_counts(counted_of: CountedOf, votes: str, result: str) -> None:
    assert tally(rule("unanimity", counted_of), seats(votes)).result == result


@pytest.mark.parametrize(
    ("votes", "result"),
    [("f", "carried"), ("oop", "carried"), ("x", "carried"), ("ffffa", "not-carried")],
)
def test_consent_is_that_nobody_objects(votes: str, result: str) -> None:
    assert tally(rule("consent"), seats(votes)).result == result


@pytest.mark.parametrize(
    ("kind", "counted_of", "votes", "casting", "result", "is_decisive"),
    [
        ("simple-majority", "voting", "fa", "for", "carried", True),
        ("simple-majority", "voting", "fa", "against", "not-carried", True),
        ("simple-majority", "voting", "ffa", "against", "carried", False),
        ("simple-majority", "voting", "fa", None, "not-carried", False),
        ("simple-majority", "voting", "fa", "abstain", "not-carried", False),
        ("simple-majority", "present", "ffaa", "for", "carried", True),
        ("simple-majority", "present", "ffaaoo", "for", "not-carried", True),
        ("weighted", "voting", "fa", "for", "carried", True),
        ("unanimity", "voting", "fa", "for", "not-carried", False),
        ("consent", "voting", "fa", "for", "not-carried", False),
    ],
)
def test_a_casting_vote_is_one_more_vote_where_a_majority_is_equal(
    kind: RuleKind,
    counted_of: CountedOf,
    votes: str,
    casting: Choice | None,
    result: str,
    is_decisive: bool,
) -> None:
    found = tally(rule(kind, counted_of), seats(votes), casting)
    assert (found.result, found.is_decided_by_casting_vote) == (result, is_decisive)


def test_a_rule_without_its_share_gives_no_result() -> None:
    assert tally(rule("qualified-majority"), seats("ff")).result is None
    assert tally(rule("double-majority", at_least=HALF), seats("ff")).result is None


def test_the_sums_are_by_seats_and_by_weight() -> None:
    found = tally(rule("weighted", "present"), seats("faopxf", (5, 4, 3, 2, 1, 6)))
    assert found.in_favour == Sum(seats=2, weight=11)
    assert found.against == Sum(seats=1, weight=4)
    assert found.abstained == Sum(seats=1, weight=3)
    assert found.present == Sum(seats=1, weight=2)
    assert found.absent == Sum(seats=1, weight=1)
    assert found.counted == Sum(seats=5, weight=20)


def test_no_floating_point_decides() -> None:
    third = Share(numerator=333_333_333, denominator=1_000_000_000)
    weights = (333_333_332_999_999_999, 666_666_667_000_000_001)
    tight = rule("double-majority", at_least=HALF, weight_at_least=third)
    assert tally(tight, seats("fa", weights)).result == "not-carried"
    assert tally(tight, seats("fa", (weights[0] + 1, weights[1] - 1))).result == "carried"


@settings(max_examples=200, derandomize=True)
@given(
    letters=st.text("faopx", max_size=12),
    kind=st.sampled_from(["simple-majority", "weighted", "qualified-majority", "unanimity"]),
    counted_of=st.sampled_from(["voting", "present", "entitled"]),
)
def test_a_change_from_against_to_for_never_undoes_a_result(
    letters: str, kind: RuleKind, counted_of: CountedOf
) -> None:
    by_rule = rule(kind, counted_of, at_least=TWO_THIRDS)
    if tally(by_rule, seats(letters)).result == "carried":
        assert tally(by_rule, seats(letters.replace("a", "f", 1))).result == "carried"
