"""On which days a PCN had given a seat no valid mandate.

A day is covered where any mandate of the PCN to the seat, for an item, a topic or standing, was
valid on it by what was recorded by the day's end. What is recorded later covers no day before, and
uncovers none: once over, a day stays as it is. Authority withheld last takes the cover of its scope
away. A mandate that its representative logged covers until the PCN disputes it.

So an entry changes only the day on which it is recorded and those that follow, and only by the
mandates of one scope: how many scopes cover which days is all that is kept of the others.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from projections.reckoning.mandates import VALID, Mandate
from projections.reckoning.spells import DAY, merged
from schemas.days import day_in_england
from schemas.values import Term


def covering(mandates: Sequence[Mandate], first: date) -> list[Term]:
    """The spells from a day on in which mandates of one scope, as they stand, give authority.

    That is for days of which nothing was recorded after their end: from today on.
    """
    return _where(True, mandates, first)


def withholding(mandates: Sequence[Mandate], first: date) -> list[Term]:
    """The spells from a day on in which mandates of one scope withhold authority."""
    return _where(False, mandates, first)


def _where(is_given: bool, mandates: Sequence[Mandate], first: date) -> list[Term]:
    cuts = sorted({first, *(day for day in _cuts(mandates) if day > first)})
    spells = zip(cuts, [*(day - DAY for day in cuts[1:]), None], strict=True)
    found = (Term(from_on=a, until_on=b) for a, b in spells if _is_given(mandates, a) is is_given)
    return merged(found)


def may_still_cover(mandate: Mandate, day: date) -> bool:
    """Whether it may matter on that day or later; one that was revoked on it may be varied yet."""
    last, said_on = ends_on(mandate), day_in_england(mandate.steps[-1].recorded_at)
    is_over = last is not None and last < day
    return not is_over and (mandate.standing != "revoked" or said_on >= day)


def ends_on(mandate: Mandate) -> date | None:
    """The last day of its terms; None where some version has no end."""
    ends = [version.term.until_on for version in mandate.versions]
    return None if None in ends else max(end for end in ends if end)


def _is_given(mandates: Iterable[Mandate], day: date) -> bool | None:
    """Whether what was said last in a scope, of that day, gives authority; None if nothing was."""
    newest: tuple[int, bool | None] = (0, None)
    for mandate in mandates:
        version = mandate.version_on(day)
        if version and mandate.standing in VALID:
            newest = max(newest, (version.position, version.kind is not None), key=_position)
        elif version and mandate.standing == "withheld":
            newest = max(newest, (version.position, False), key=_position)
    return newest[1]


def _position(said: tuple[int, bool | None]) -> int:
    return said[0]


def _cuts(mandates: Iterable[Mandate]) -> Iterable[date]:
    """The days on which a term begins, or one has just ended."""
    for mandate in mandates:
        for version in mandate.versions:
            yield version.term.from_on
            if version.term.until_on:
                yield version.term.until_on + DAY


class Coverage(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How many scopes cover each day: on the last day that is settled, and by how much more later.

    `changes` are in the order of days, all of them later than the last settled one.
    """

    scopes: int = 0
    changes: list[tuple[date, int]] = []

    def replace(self, old: Iterable[Term], new: Iterable[Term]) -> None:
        """A scope covered some spells, and from now on covers others."""
        by_day = dict(self.changes)
        for spells, sign in ((old, -1), (new, 1)):
            for one in spells:
                by_day[one.from_on] = by_day.get(one.from_on, 0) + sign
                if one.until_on:
                    after = one.until_on + DAY
                    by_day[after] = by_day.get(after, 0) - sign
        self.changes = sorted((day, change) for day, change in by_day.items() if change)

    def settle(self, until: date) -> None:
        """Days up to this one are over."""
        self.scopes += sum(change for day, change in self.changes if day <= until)
        self.changes = [(day, change) for day, change in self.changes if day > until]

    def covered(self, first: date) -> list[Term]:
        """The spells that a scope covers, from the first day that is not settled on."""
        found, count, start = [], 0, first
        for day, change in [(first, self.scopes), *self.changes]:
            if count and day > start:
                found.append(Term(from_on=start, until_on=day - DAY))
            count, start = count + change, day
        return merged([*found, Term(from_on=start)] if count else found)

    def is_gap(self, day: date) -> bool:
        """Whether no scope covers a day that is not settled."""
        return self.scopes + sum(change for on, change in self.changes if on <= day) == 0

    def gaps(self, first: date, last: date) -> list[Term]:
        """The spells that no scope covers, from the first day that is not settled to another."""
        found, count = [], self.scopes
        steps = [(first, 0), *self.changes, (last + DAY, 0)]
        for (day, change), (following, _) in pairwise(one for one in steps if one[0] <= last + DAY):
            count += change
            if count == 0 and day < following:
                found.append(Term(from_on=day, until_on=following - DAY))
        return found
