"""What the votes on a motion add up to, by its rule: exact, in whole numbers only."""

from collections.abc import Iterable
from typing import TypeAlias

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


Measure: TypeAlias = tuple[int, int, int]
"""For, against, and the number that they are counted of."""


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
    by_seats = (sums["for"].seats, sums["against"].seats, whole.seats)
    by_weight = (sums["for"].weight, sums["against"].weight, whole.weight)
    is_carried, is_cast = _by_rule(rule, by_seats, by_weight, casting_vote)
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


_CHOICES: tuple[Choice, ...] = ("for", "against", "abstain")


def _sum(seats: Iterable[Cast]) -> Sum:
    weights = [one.weight for one in seats]
    return Sum(seats=len(weights), weight=sum(weights))


def _by_rule(
    rule: DecisionRule, by_seats: Measure, by_weight: Measure, casting_vote: Choice | None
) -> tuple[bool | None, bool]:
    """Whether it is carried, and whether the casting vote decided that."""
    for_, against, whole = by_seats
    match rule.kind:
        case "simple-majority":
            return _majority(by_seats, rule, casting_vote)
        case "weighted":
            return _majority(by_weight, rule, casting_vote)
        case "qualified-majority":
            return _reaches(by_seats, rule.at_least), False
        case "double-majority":
            both = (_reaches(by_seats, rule.at_least), _reaches(by_weight, rule.weight_at_least))
            return None if None in both else all(both), False
        case "unanimity":
            return 0 < for_ == whole, False
        case "consent":
            return against == 0, False


def _majority(
    measure: Measure, rule: DecisionRule, casting_vote: Choice | None
) -> tuple[bool, bool]:
    """More than half. An equal vote may be decided by a casting vote, which is one more vote."""
    for_, against, whole = measure
    is_cast = for_ == against and casting_vote in ("for", "against")
    if is_cast:
        for_ += casting_vote == "for"
        whole += rule.counted_of == "voting"
    return 2 * for_ > whole, is_cast


def _reaches(measure: Measure, share: Share | None) -> bool | None:
    for_, _, whole = measure
    if share is None:
        return None
    return whole > 0 and for_ * share.denominator >= share.numerator * whole
