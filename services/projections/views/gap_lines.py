"""The lines of mandate gaps: a seat and a PCN each."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from projections.reckoning.spells import common
from projections.register import Line
from projections.views.gap_documents import MandateCover
from schemas.days import day_in_england
from schemas.values import Term


class GapLine(Line):
    """One seat and one PCN that it speaks, or spoke, for.

    Days are calendar days on which the seat spoke for the PCN, up to the day of asking. A day is
    without a mandate where none of that PCN to that seat, of any scope, was valid on it as recorded
    by its end. `gaps` are the spells of such days (ISO 8601 intervals, both days included), and
    `decisions` the numbers of what the body decided on them, in meetings and outside. Whether a
    mandate covered the very item, the fidelity register says. `inherited_from` are the PCNs that
    closed whose mandates, passed on to this one, count on the day of asking. `unknown` says
    whether a logged mandate whose terms still run was not confirmed.
    """

    seat: str
    organisation: str
    body: str
    days_represented: int
    days_without_mandate: int
    is_without_now: bool
    gaps: list[str]
    decisions: list[str]
    inherited_from: list[str]
    unknown: str | None


def lines(cover: MandateCover, as_of: datetime) -> Iterable[GapLine]:
    today = day_in_england(as_of)
    spells = common(cover.represented, [Term(from_on=date.min, until_on=today)])
    if not spells:
        return
    found = common(cover.uncovered_until(today), spells)
    on_gaps = [one for one in cover.decisions if any(gap.covers(one.on) for gap in found)]
    yield GapLine(
        seat=cover.seat,
        organisation=cover.organisation,
        body=cover.body,
        days_represented=_days(spells),
        days_without_mandate=_days(found),
        is_without_now=bool(found) and found[-1].until_on == today,
        gaps=[f"{one.from_on}/{one.until_on}" for one in found],
        decisions=[one.number for one in on_gaps],
        inherited_from=cover.inherited_on(today) if today > cover.settled_until else [],
        unknown=" ".join(_unknown(cover, today)) or None,
        evidence=sorted({*cover.evidence, *(one.position for one in on_gaps)}),
    )


def _days(spells: Iterable[Term]) -> int:
    return sum((one.until_on - one.from_on).days + 1 for one in spells if one.until_on)


def _unknown(cover: MandateCover, today: date) -> Iterator[str]:
    if any(not ends or ends >= today.isoformat() for ends in cover.unconfirmed):
        yield f"{cover.organisation} has not confirmed a mandate that was logged in its name."
