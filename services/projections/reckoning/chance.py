"""How likely an allocation is if all who compete have the same chance: exact, by whole numbers.

One draw of `drawn` winners out of `candidates`, of whom `marked` are of one kind, gives a
hypergeometric number of marked winners; with one winner each, several draws add up to a
Poisson-binomial number (Wang 1993, Statistica Sinica 3). Their sum is found by multiplying the
counts of all outcomes, so that no floating point decides.
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import comb, prod

import msgspec


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """One allocation: how many competed, how many of them were marked, how many were chosen."""

    candidates: int
    marked: int
    drawn: int

    @property
    def is_open(self) -> bool:
        """Whether chance could have gone either way: marked and others competed for too little."""
        return 0 < self.marked < self.candidates and 0 < self.drawn < self.candidates

    @property
    def expected(self) -> Fraction:
        """The mean number of marked winners."""
        return Fraction(self.drawn * self.marked, self.candidates)

    def ways(self) -> list[int]:
        """In how many ways 0, 1, 2, … of the winners are marked."""
        others = self.candidates - self.marked
        return [
            comb(self.marked, hits) * comb(others, self.drawn - hits)
            for hits in range(self.drawn + 1)
        ]


def expected(draws: Iterable[Draw]) -> Fraction:
    """The mean number of marked winners over all draws."""
    return sum((one.expected for one in draws), Fraction(0))


def tail(draws: Sequence[Draw], at_least: int) -> Fraction:
    """The probability of so many marked winners or more, over independent draws."""
    ways = [1]
    for one in draws:
        ways = _together(ways, one.ways())
    return Fraction(sum(ways[max(at_least, 0) :]), prod(comb(d.candidates, d.drawn) for d in draws))


def _together(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """In how many ways both give 0, 1, 2, … in sum."""
    summed = [0] * (len(one) + len(other) - 1)
    for hits, ways in enumerate(one):
        for more, others in enumerate(other):
            summed[hits + more] += ways * others
    return summed


def in_decimals(value: Fraction, places: int = 4) -> str:
    """For reading: rounded half to even. The fraction itself is what was found."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))
