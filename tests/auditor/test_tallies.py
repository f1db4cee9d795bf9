"""Every decision rule, recounted exactly: the published kinds, denominators and shares."""

from collections.abc import Iterable
from typing import Any

import pytest

from auditor.rules.tally import Place, tally

VOTES = {"+": "for", "-": "against", "0": "abstain", ".": None, "x": None}


def places(votes: str, weights: Iterable[int] | None = None) -> list[Place]:
    """`+` for, `-` against, `0` abstained, `.` there without a vote, `x` not there."""
    return [
        Place(weight, VOTES[vote], vote != "x")
        for vote, weight in zip(votes, weights or [1] * len(votes), strict=True)
    ]


def share(numerator: int, denominator: int) -> dict[str, int]:
    return {"numerator": numerator, "denominator": denominator}


CARRIED, LOST = "carried", "not-carried"
TWO_THIRDS = share(2, 3)
SIMPLE: dict[str, Any] = {"kind": "simple-majority"}


@pytest.mark.parametrize(
    ("votes", "counted_of", "result"),
    [
        ("++-", "voting", CARRIED),
        ("+-", "voting", LOST),
        ("+0000", "voting", CARRIED),
        ("", "voting", LOST),
        ("000", "voting", LOST),
        ("++-0", "present", LOST),
        ("+++-0", "present", CARRIED),
        ("++.xx", "present", CARRIED),
        ("++..", "present", LOST),
        ("++.xx", "entitled", LOST),
        ("+++xx", "entitled", CARRIED),
    ],
)
def test_a_simple_majority_is_more_than_half(votes: str, counted_of: str, result: str) -> None:
    assert tally({**SIMPLE, "counted_of": counted_of}, places(votes), None).result == result


def test_those_voting_are_counted_where_the_rule_says_nothing() -> None:
    assert tally(SIMPLE, places("+0xx"), None).result == CARRIED


@pytest.mark.parametrize(("casting", "result"), [("for", CARRIED), ("against", LOST), (None, LOST)])
@pytest.mark.parametrize("kind", ["simple-majority", "weighted"])
def test_a_casting_vote_decides_an_equal_vote(kind: str, casting: str | None, result: str) -> None:
    assert tally({"kind": kind}, places("+-0"), casting).result == result


def test_a_casting_vote_changes_no_unequal_vote() -> None:
    assert tally(SIMPLE, places("+--"), "for").result == LOST


@pytest.mark.parametrize(
    ("votes", "weights", "result"),
    [("+--", (5, 2, 2), CARRIED), ("+--", (4, 2, 2), LOST), ("++-", (1, 1, 5), LOST)],
)
def test_weights_decide_a_weighted_vote(votes: str, weights: tuple[int, ...], result: str) -> None:
    assert tally({"kind": "weighted"}, places(votes, weights), None).result == result


@pytest.mark.parametrize(
    ("votes", "counted_of", "result"),
    [
        ("++-", "voting", CARRIED),
        ("+-", "voting", LOST),
        ("++-0", "present", LOST),
        ("++.x", "present", CARRIED),
        ("++.x", "entitled", LOST),
        ("", "voting", LOST),
    ],
)
def test_a_qualified_majority_reaches_its_share_exactly(
    votes: str, counted_of: str, result: str
) -> None:
    rule = {"kind": "qualified-majority", "at_least": TWO_THIRDS, "counted_of": counted_of}
    assert tally(rule, places(votes), None).result == result


def test_shares_are_exact_however_large() -> None:
    """Floating point would take 2/3 of 3·10^17 for reached by one less."""
    rule = {"kind": "double-majority", "at_least": share(1, 2), "weight_at_least": TWO_THIRDS}
    reached = places("+-", (2 * 10**17, 10**17))
    missed = places("+-", (2 * 10**17 - 1, 10**17 + 1))
    assert tally(rule, reached, None).result == CARRIED
    assert tally(rule, missed, None).result == LOST


@pytest.mark.parametrize(
    ("votes", "weights", "result"),
    [
        ("++-", (1, 1, 1), CARRIED),
        ("++-", (1, 1, 9), LOST),
        ("+--", (9, 1, 1), LOST),
    ],
)
def test_a_double_majority_needs_members_and_weight(
    votes: str, weights: tuple[int, ...], result: str
) -> None:
    rule = {"kind": "double-majority", "at_least": share(1, 2), "weight_at_least": share(1, 2)}
    assert tally(rule, places(votes, weights), None).result == result


@pytest.mark.parametrize(
    ("votes", "counted_of", "result"),
    [
        ("+++", "voting", CARRIED),
        ("++0", "voting", CARRIED),
        ("++0", "present", LOST),
        ("++x", "present", CARRIED),
        ("++x", "entitled", LOST),
        ("++-", "voting", LOST),
        ("00", "voting", LOST),
    ],
)
def test_unanimity_is_everyone_counted(votes: str, counted_of: str, result: str) -> None:
    rule = {"kind": "unanimity", "counted_of": counted_of}
    assert tally(rule, places(votes), None).result == result


@pytest.mark.parametrize(("votes", "result"), [("+00", CARRIED), ("+++-", LOST), ("..", CARRIED)])
def test_consent_is_that_nobody_objects(votes: str, result: str) -> None:
    assert tally({"kind": "consent"}, places(votes), None).result == result


@pytest.mark.parametrize("kind", ["qualified-majority", "double-majority"])
def test_a_rule_without_its_share_has_no_result(kind: str) -> None:
    assert tally({"kind": kind}, places("+++"), None).result is None
