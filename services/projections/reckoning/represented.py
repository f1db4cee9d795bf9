"""When a seat speaks for a PCN: by its constituency and by the membership, day by day."""

from datetime import date

from projections.reckoning.constituency import Constituency
from projections.reckoning.member_history import Members
from projections.reckoning.spells import DAY, common, merged
from schemas.values import Term


def represented(
    constituency: Constituency, members: Members, created_on: date, retired_on: date | None
) -> dict[str, list[Term]]:
    """The spells by PCN: itself named and a member, or in the place of a named one that left."""
    found: dict[str, list[Term]] = {}
    for spell, codes in _constituencies(constituency, created_on, retired_on):
        for code in codes:
            if members.kind_of(code) == "pcn":
                for holder, window in _holders(members, code):
                    there = members.by_code[holder].spells if holder in members.by_code else []
                    found.setdefault(holder, []).extend(common(common([spell], [window]), there))
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


def _holders(members: Members, code: str) -> list[tuple[str, Term]]:
    """Who may hold the place of a PCN in which days: itself, and those that took it, in turn."""
    held: list[tuple[str, Term]] = []
    unread: list[tuple[tuple[str, ...], Term]] = [((code,), Term(from_on=date.min))]
    while unread:
        line, window = unread.pop(0)
        held.append((line[-1], window))
        for taker, spell in members.takers(line[-1]):
            if taker not in line:
                unread += [((*line, taker), days) for days in common([window], [spell])]
    return held
