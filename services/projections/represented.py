"""When a seat speaks for a PCN: by its constituency and by the membership, day by day."""

from datetime import date

from projections.constituency import Constituency
from projections.member_history import Members
from projections.spells import DAY, common, merged
from schemas.values import Term


def represented(
    constituency: Constituency, members: Members, created_on: date, retired_on: date | None
) -> dict[str, list[Term]]:
    """The spells by PCN: itself named and a member, or in the place of a named one that left."""
    found: dict[str, list[Term]] = {}
    for spell, codes in _constituencies(constituency, created_on, retired_on):
        for code in codes:
            if members.kind_of(code) == "pcn":
                for holder, since in _holders(members, code):
                    found.setdefault(holder, []).extend(_within(spell, members, holder, since))
    return {code: merged(spells) for code, spells in sorted(found.items()) if spells}


def _constituencies(
    constituency: Constituency, created_on: date, retired_on: date | None
) -> list[tuple[Term, tuple[str, ...]]]:
    starts = [(created_on, constituency.founding)]
    starts += [(max(on, created_on), codes) for on, codes in constituency.changes]
    ends = [*(on - DAY for on, _ in starts[1:]), None]
    there = [Term(from_on=created_on, until_on=retired_on)]
    spells = (
        (Term(from_on=on, until_on=end), codes)
        for (on, codes), end in zip(starts, ends, strict=True)
        if end is None or on <= end
    )
    return [(one, codes) for spell, codes in spells for one in common([spell], there)]


def _holders(members: Members, code: str) -> list[tuple[str, date]]:
    """Who holds the place of a PCN, and since when at the earliest: itself, then its successors."""
    held, last = [(code, date.min)], _last_day(members, code)
    for successor in members.successors(code):
        if last is None:
            break
        held.append((successor, last + DAY))
        last = _last_day(members, successor)
    return held


def _last_day(members: Members, code: str) -> date | None:
    """The last day of its last membership; None while that goes on, or if it never had one."""
    spells = members.by_code[code].spells if code in members.by_code else []
    return spells[-1].until_on if spells else None


def _within(spell: Term, members: Members, code: str, since: date) -> list[Term]:
    """The days of a spell on which it was a member."""
    found: list[Term] = []
    for one in members.by_code[code].spells if code in members.by_code else ():
        found += common([spell], [Term(from_on=max(one.from_on, since), until_on=one.until_on)])
    return found
