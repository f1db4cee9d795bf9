"""Spells of days, both ends included: joined, cut with others, and counted."""

from collections.abc import Iterable
from datetime import date, timedelta

from schemas.values import Term

DAY = timedelta(days=1)


def merged(spells: Iterable[Term]) -> list[Term]:
    """Spells in the order of their first days; those that meet or overlap become one."""
    found: list[Term] = []
    for one in sorted(spells, key=lambda spell: spell.from_on):
        last = found[-1] if found else None
        if last and last.until_on is None:
            continue
        if last and last.until_on and one.from_on <= last.until_on + DAY:
            is_longer = one.until_on is None or one.until_on > last.until_on
            ends = one.until_on if is_longer else last.until_on
            found[-1] = Term(from_on=last.from_on, until_on=ends)
        else:
            found.append(one)
    return found


def common(some: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    """The days that are in spells of both."""
    others = list(others)
    both = ((_starts(a, b), _ends(a, b)) for a in some for b in others)
    return merged(Term(from_on=s, until_on=e) for s, e in both if e is None or s <= e)


def without(some: Iterable[Term], others: Iterable[Term]) -> list[Term]:
    """The days that are in spells of the first, and in none of the second."""
    left = merged(some)
    for cut in others:
        left = [piece for one in left for piece in _pieces(one, cut)]
    return left


def _pieces(one: Term, cut: Term) -> Iterable[Term]:
    """What a spell has before another, and what it has after it."""
    before, after = cut.from_on - DAY, cut.until_on and cut.until_on + DAY
    if one.from_on <= before:
        until = before if one.until_on is None else min(before, one.until_on)
        yield Term(from_on=one.from_on, until_on=until)
    if after and (one.until_on is None or after <= one.until_on):
        yield Term(from_on=max(after, one.from_on), until_on=one.until_on)


def _starts(one: Term, other: Term) -> date:
    return max(one.from_on, other.from_on)


def _ends(one: Term, other: Term) -> date | None:
    return min((d for d in (one.until_on, other.until_on) if d), default=None)
