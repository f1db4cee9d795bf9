"""What votes add up to under a stored rule: exact, in fractions, from JSON alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Place:
    """An entitled seat that takes part: its weight, its vote if any, and whether it was there."""

    weight: int
    choice: str | None
    is_present: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """So many seats, with so much weight together."""

    seats: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums, and the result: `carried`, `not-carried`, or None where the rule lacks a share."""

    in_favour: Sum
    against: Sum
    abstained: Sum
    counted: Sum
    result: str | None

    def __str__(self) -> str:
        return (
            f"{_counted(self.in_favour)} for, {_counted(self.against)} against, "
            f"{_counted(self.abstained)} abstained, counted of {_counted(self.counted)}"
        )


@dataclass(frozen=True, slots=True)
class Count:
    """What a rule decides by: the votes for and against, and the number they are counted of."""

    rule: Mapping[str, Any]
    for_: Sum
    against: Sum
    whole: Sum
    casting: str | None

    def reaches(self, part: int, whole: int, share: str) -> bool | None:
        """Whether a part has the rule's share of the whole; None where the rule lacks it."""
        found = self.rule.get(share)
        if not found:
            return None
        return whole > 0 and Fraction(part, whole) >= Fraction(
            found["numerator"], found["denominator"]
        )

    def majority(self, for_: int, against: int, whole: int) -> bool:
        """More than half; an equal vote is decided by a casting vote, which is one vote more."""
        if for_ == against and self.casting in ("for", "against"):
            for_ += self.casting == "for"
            whole += self.rule.get("counted_of", "voting") == "voting"
        return whole > 0 and Fraction(for_, whole) > HALF


def tally(rule: Mapping[str, Any], places: Iterable[Place], casting: str | None) -> Tally:
    """Adds up by a `DecisionRule` of the schemas. Raises `KeyError` for a rule unknown here.

    *Voting* are those for and against; *present* besides those who abstained, or were there and
    did not vote; *entitled* all that did not stand aside.
    """
    seats = list(places)
    counts = _COUNTS[rule.get("counted_of", "voting")]
    count = Count(
        rule,
        for_=_sum(one for one in seats if one.choice == "for"),
        against=_sum(one for one in seats if one.choice == "against"),
        whole=_sum(one for one in seats if counts(one)),
        casting=casting,
    )
    carried = _KINDS[rule["kind"]](count)
    return Tally(
        in_favour=count.for_,
        against=count.against,
        abstained=_sum(one for one in seats if one.choice == "abstain"),
        counted=count.whole,
        result=None if carried is None else "carried" if carried else "not-carried",
    )


def _sum(places: Iterable[Place]) -> Sum:
    weights = [one.weight for one in places]
    return Sum(len(weights), sum(weights))


def _counted(one: Sum) -> str:
    return str(one.seats) if one.seats == one.weight else f"{one.seats} (weight {one.weight})"


def _simple(count: Count) -> bool:
    return count.majority(count.for_.seats, count.against.seats, count.whole.seats)


def _weighted(count: Count) -> bool:
    return count.majority(count.for_.weight, count.against.weight, count.whole.weight)


def _qualified(count: Count) -> bool | None:
    return count.reaches(count.for_.seats, count.whole.seats, "at_least")


def _double(count: Count) -> bool | None:
    of_seats = count.reaches(count.for_.seats, count.whole.seats, "at_least")
    of_weight = count.reaches(count.for_.weight, count.whole.weight, "weight_at_least")
    return None if of_seats is None or of_weight is None else of_seats and of_weight


def _unanimity(count: Count) -> bool:
    return 0 < count.for_.seats == count.whole.seats


def _consent(count: Count) -> bool:
    return count.against.seats == 0


_COUNTS: dict[str, Callable[[Place], bool]] = {
    "voting": lambda one: one.choice in ("for", "against"),
    "present": lambda one: one.choice is not None or one.is_present,
    "entitled": lambda _: True,
}
_KINDS: dict[str, Callable[[Count], bool | None]] = {
    "simple-majority": _simple,
    "weighted": _weighted,
    "qualified-majority": _qualified,
    "double-majority": _double,
    "unanimity": _unanimity,
    "consent": _consent,
}
