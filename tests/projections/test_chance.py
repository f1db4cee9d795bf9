"""Tail probabilities worked by hand, and counted out case by case."""

from fractions import Fraction
from itertools import combinations, product

import pytest

from projections.reckoning.chance import Draw, expected, in_decimals, tail


@pytest.mark.parametrize(
    ("draws", "at_least", "probability"),
    [
        # One of five PCNs is the representative's own, one is chosen: 1/5.
        ([(5, 1, 1)], 1, Fraction(1, 5)),
        ([(5, 1, 1)], 0, Fraction(1)),
        # Three such awards, all to it: 1/5 · 1/5 · 1/5.
        ([(5, 1, 1)] * 3, 3, Fraction(1, 125)),
        # Two or three of three: 3 · (1/25 · 4/5) + 1/125 = 13/125.
        ([(5, 1, 1)] * 3, 2, Fraction(13, 125)),
        # Poisson-binomial with 1/2 and 1/4: at least one is 1 - 1/2 · 3/4 = 5/8.
        ([(2, 1, 1), (4, 1, 1)], 1, Fraction(5, 8)),
        # Two of six are own, three are chosen: both with C(4,1)/C(6,3) = 4/20.
        ([(6, 2, 3)], 2, Fraction(1, 5)),
        # Everybody was chosen: that is no luck.
        ([(4, 1, 4)], 1, Fraction(1)),
        ([], 0, Fraction(1)),
        ([(5, 1, 1)], 2, Fraction(0)),
    ],
)
def test_worked_by_hand(
    draws: list[tuple[int, int, int]], at_least: int, probability: Fraction
) -> None:
    assert tail([Draw(candidates=c, marked=m, drawn=d) for c, m, d in draws], at_least) == (
        probability
    )


@pytest.mark.parametrize("at_least", range(6))
def test_it_agrees_with_counting_every_way_of_choosing(at_least: int) -> None:
    draws = [
        Draw(candidates=5, marked=2, drawn=2),
        Draw(candidates=4, marked=1, drawn=2),
        Draw(candidates=3, marked=1, drawn=1),
    ]
    each = [
        [sum(winner < one.marked for winner in chosen) for chosen in _choices(one)] for one in draws
    ]
    ways = [sum(hits) >= at_least for hits in product(*each)]
    assert tail(draws, at_least) == Fraction(sum(ways), len(ways))


def _choices(one: Draw) -> list[tuple[int, ...]]:
    return list(combinations(range(one.candidates), one.drawn))


def test_large_numbers_stay_exact() -> None:
    draws = [Draw(candidates=7, marked=1, drawn=1)] * 200
    assert tail(draws, 200) == Fraction(1, 7**200)
    assert expected(draws) == Fraction(200, 7)


def test_it_is_rounded_only_for_reading() -> None:
    assert in_decimals(Fraction(13, 125)) == "0.1040"
    assert in_decimals(Fraction(1, 3)) == "0.3333"
    assert in_decimals(Fraction(1, 7**200)) == "0.0000"
