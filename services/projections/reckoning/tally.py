"""What the votes on a motion add up to, by its rule: exact, in whole numbers only."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from schemas.values import Choice, DecisionRule, Ruling, Share


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """An entitled seat that did not stand aside: its vote, if any, and whether it was there."""

    weight: int
    choice: Choice | None
    is_present: bool


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """So many seats, with so much weight together."""

    seats: int = 0
    weight: int = 0


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The sums by choice, the denominator of the rule (`counted`), and the result.

    `present` did not vote but were there, `absent` neither. `result` is None where the rule lacks
    the share that it needs. `is_decided_by_casting_vote`: the vote was equal, and the chair's
    casting vote counted as one more.
    """

    in_favour: Sum
    against: Sum
    abstained: Sum
    present: Sum
    absent: Sum
    counted: Sum
    result: Ruling | None
    is_decided_by_casting_vote: bool = False


class Measure(NamedTuple):
    """What a rule decides by: for, against, and the number that they are counted of."""

    for_: int
    against: int
    whole: int

    @property
    def is_majority(self) -> bool:
        """More than half of somebody."""
        return self.whole > 0 and 2 * self.for_ > self.whole

    def reaches(self, share: Share) -> bool:
        return self.whole > 0 and self.for_ * share.denominator >= share.numerator * self.whole

    def with_casting_vote(self, choice: Choice, rule: DecisionRule) -> "Measure":
        """One vote more. Those present or entitled are no more for it: the chair is one of them."""
        return Measure(
            self.for_ + (choice == "for"),
            self.against + (choice == "against"),
            self.whole + (rule.counted_of == "voting"),
        )


def tally(rule: DecisionRule, cast: Iterable[Cast], casting_vote: Choice | None = None) -> Tally:
    """Adds up the votes of the entitled seats; recused and excluded ones are left out before.

    *Of those voting* are those for and against; *of those present* besides those who abstained or
    cast no vote although they were there; *of those entitled* all.
    """
    seats = list(cast)
    sums = {choice: _sum(one for one in seats if one.choice == choice) for choice in _CHOICES}
    idle = [one for one in seats if one.choice is None]
    present = _sum(one for one in idle if one.is_present)
    absent = _sum(one for one in idle if not one.is_present)
    counted = [sums["for"], sums["against"]]
    if rule.counted_of != "voting":
        counted += [sums["abstain"], present]
    if rule.counted_of == "entitled":
        counted.append(absent)
    whole = Sum(seats=sum(s.seats for s in counted), weight=sum(s.weight for s in counted))
    by_seats = Measure(sums["for"].seats, sums["against"].seats, whole.seats)
    by_weight = Measure(sums["for"].weight, sums["against"].weight, whole.weight)
    is_cast = _is_equal(rule, by_seats, by_weight) and casting_vote in ("for", "against")
    if is_cast and casting_vote:
        by_seats = by_seats.with_casting_vote(casting_vote, rule)
        by_weight = by_weight.with_casting_vote(casting_vote, rule)
    is_carried = carried(rule, by_seats, by_weight)
    return Tally(
        in_favour=sums["for"],
        against=sums["against"],
        abstained=sums["abstain"],
        present=present,
        absent=absent,
        counted=whole,
        result=None if is_carried is None else "carried" if is_carried else "not-carried",
        is_decided_by_casting_vote=is_cast,
    )


def carried(rule: DecisionRule, seats: Measure, weight: Measure) -> bool | None:
    """The decision rules, one a line; None for a rule that lacks a share that it needs."""
    match rule:
        case DecisionRule(kind="simple-majority"):
            return seats.is_majority
        case DecisionRule(kind="weighted"):
            return weight.is_majority
        case DecisionRule(kind="qualified-majority", at_least=Share() as share):
            return seats.reaches(share)
        case DecisionRule(
            kind="double-majority", at_least=Share() as of_seats, weight_at_least=Share() as of_all
        ):
            return seats.reaches(of_seats) and weight.reaches(of_all)
        case DecisionRule(kind="unanimity"):
            return 0 < seats.for_ == seats.whole
        case DecisionRule(kind="consent"):
            return seats.against == 0
    return None


_CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")


def _sum(seats: Iterable[Cast]) -> Sum:
    weights = [one.weight for one in seats]
    return Sum(seats=len(weights), weight=sum(weights))


def _is_equal(rule: DecisionRule, seats: Measure, weight: Measure) -> bool:
    """Whether a casting vote has anything to decide: only a majority of two sides can be equal."""
    match rule.kind:
        case "simple-majority":
            return seats.for_ == seats.against
        case "weighted":
            return weight.for_ == weight.against
        case _:
            return False
