"""What a seat's vote weighs for each organisation that it speaks for, in exact fractions."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from schemas.values import Share


class OwnWeight(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The part of a seat's weight that is one organisation's; None where it cannot be known.

    `position` is that of the list size that it is, where votes weigh by registered patients.
    """

    organisation: str
    weight: Share | None
    position: int | None = None

    @property
    def exact(self) -> Fraction | None:
        one = self.weight
        return Fraction(one.numerator, one.denominator) if one else None


def shared_out(weight: int, represents: Sequence[str]) -> list[OwnWeight]:
    """A fixed weight is a seat's own: all for whom it speaks have the same part of it."""
    each = share(Fraction(weight, len(represents) or 1))
    return [OwnWeight(organisation=one, weight=each) for one in represents]


def adding_up_to(weight: int | None, parts: Iterable[OwnWeight]) -> list[OwnWeight]:
    """The parts, if they are the seat's weight together; else what each weighs is not known."""
    found = list(parts)
    known = [one.exact for one in found if one.exact is not None]
    if weight is not None and len(known) == len(found) and sum(known) == weight:
        return found
    return [OwnWeight(organisation=one.organisation, weight=None) for one in found]


def share(exact: Fraction) -> Share:
    return Share(numerator=exact.numerator, denominator=exact.denominator)
