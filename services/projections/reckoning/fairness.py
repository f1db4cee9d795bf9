"""Whether an opportunity was offered fairly: head start, windows, and recusal from the award.

Fair ⇔ the head start of the representative's own PCN ≤ tolerance, and the windows of all are equal
within it, and (that PCN did not apply, or the representative was recused from the award). Time is
elapsed time, not working time: who hears on a Friday evening has the weekend.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

import msgspec

from projections.views.opportunity_documents import Award, Offered, Opportunity
from schemas.days import day_in_england

USUAL_TOLERANCE_MINUTES = 24 * 60
"""Where the announcement sets none: told within a day of each other."""
Recusal: TypeAlias = Literal["not-needed", "recused", "not-recused", "not-recorded", "undecided"]
Ground: TypeAlias = Literal["head-start", "unequal-windows", "not-recused"]
Verdict: TypeAlias = Literal["fair", "not-fair", "not-proven", "on-offer"]
WORST_FIRST: tuple[Recusal, ...] = ("not-recused", "not-recorded", "undecided", "recused")


class Windows(msgspec.Struct, frozen=True, kw_only=True):
    """How far apart those to whom it was offered knew of it, in minutes of elapsed time.

    `head_start_minutes` is how long the representative's own PCN knew before the last of the
    others did; `alone_minutes`, before the first of them did. Who did not hear is taken to hear at
    the end, or now where that is still to come. `spread_minutes` is the longest window less the
    shortest. `is_proven`: all knew within the tolerance by what was written down by then.
    """

    head_start_minutes: int | None
    alone_minutes: int | None
    spread_minutes: int
    not_told: list[str]
    is_proven: bool


class Fairness(msgspec.Struct, frozen=True, kw_only=True):
    """What the definition comes to at a moment."""

    verdict: Verdict
    grounds: list[Ground]
    over_at: datetime
    tolerance_minutes: int
    windows: Windows
    own: list[str]
    own_applied: list[str]
    recusal: Recusal
    unknown: list[str]


def fairness(opportunity: Opportunity, as_of: datetime) -> Fairness:
    """The verdict at a moment, with its values and what is unknown."""
    over_at, tolerance = ends_at(opportunity), tolerance_minutes(opportunity)
    counted = {one.organisation for one in those_counted(opportunity)}
    own = [one for one in own_organisations(opportunity, over_at) if one in counted]
    windows, recusal = windows_of(opportunity, own, as_of), recusal_of(opportunity, own)
    grounds = list(_grounds(windows, recusal, tolerance))
    verdict = _verdict(grounds, windows, recusal, is_over=as_of >= over_at)
    return Fairness(
        verdict=verdict,
        grounds=grounds,
        over_at=over_at,
        tolerance_minutes=tolerance,
        windows=windows,
        own=own,
        own_applied=_applied(opportunity, own),
        recusal=recusal,
        unknown=list(_unknown(opportunity, verdict, windows, recusal, has_own=bool(own))),
    )


def windows_of(opportunity: Opportunity, own: list[str], as_of: datetime) -> Windows:
    over_at, counted = ends_at(opportunity), those_counted(opportunity)
    limit = min(over_at, as_of)
    claimed = {one.organisation: min(one.knew_at or limit, limit) for one in counted}
    first = min(claimed.values(), default=limit)
    proven = max((min(one.proven_at or limit, limit) for one in counted), default=limit)
    head_start, alone = _ahead(claimed, own)
    return Windows(
        head_start_minutes=head_start,
        alone_minutes=alone,
        spread_minutes=_minutes(max(claimed.values(), default=limit) - first),
        not_told=[one.organisation for one in counted if (one.knew_at or over_at) >= over_at],
        is_proven=_minutes(proven - first) <= tolerance_minutes(opportunity),
    )


def _grounds(windows: Windows, recusal: Recusal, tolerance: int) -> Iterator[Ground]:
    head_start = windows.head_start_minutes
    if head_start is not None and head_start > tolerance:
        yield "head-start"
    if windows.not_told or windows.spread_minutes > tolerance:
        yield "unequal-windows"
    if recusal == "not-recused":
        yield "not-recused"


def tolerance_minutes(opportunity: Opportunity) -> int:
    stated = opportunity.tolerance_minutes
    return USUAL_TOLERANCE_MINUTES if stated is None else stated


def ends_at(opportunity: Opportunity) -> datetime:
    """When nobody could apply any more: at its closing, or earlier by an award or by its end."""
    awarded = [one.decided_at or one.at for one in opportunity.awards]
    ends = [opportunity.closes_at, opportunity.closed_at, *awarded]
    return min(one for one in ends if one)


def those_counted(opportunity: Opportunity) -> list[Offered]:
    """All to whom it was offered, but those who left before they heard and have no successor."""
    return [
        one
        for one in opportunity.offered
        if one.is_offered and not (one.left_on and not one.successors and one.knew_at is None)
    ]


def own_organisations(opportunity: Opportunity, over_at: datetime) -> dict[str, list[str]]:
    """The offered organisations that a representative of theirs came from, with the seats.

    Somebody who held a seat for any of them on any day from the first word of it to the end.
    """
    known = [one.knew_at for one in opportunity.offered if one.knew_at]
    first = day_in_england(min([opportunity.announced_at, *known]))
    last = max(day_in_england(over_at), first)
    offered = {code for one in opportunity.offered if one.is_offered for code in one.lineage}
    found: dict[str, list[str]] = {}
    for name, seat in opportunity.seats.items():
        for voice in seat.voices:
            starts = max(first, voice.term.from_on)
            ends = min(d for d in (last, voice.term.until_on, voice.ended_on) if d)
            if starts <= ends and offered & set(seat.constituency.on(starts)):
                for one in opportunity.offered:
                    if one.is_offered and voice.organisation in one.lineage:
                        found.setdefault(one.organisation, []).append(name)
    return found


def recusal_of(opportunity: Opportunity, own: list[str]) -> Recusal:
    """Whether the representatives whose own PCNs applied took no part in any of the awards."""
    if not _applied(opportunity, own):
        return "not-needed"
    if not opportunity.awards:
        return "not-needed" if opportunity.outcome else "undecided"
    each = {_recusal(opportunity, award, own) for award in opportunity.awards} - {"not-needed"}
    return next((one for one in WORST_FIRST if one in each), "not-needed")


def _applied(opportunity: Opportunity, own: list[str]) -> list[str]:
    """The own PCNs that competed: with a standing application, or chosen without one."""
    chosen = {one.organisation for one in opportunity.awards}
    over_at = ends_at(opportunity)
    return [
        one.organisation
        for one in opportunity.offered
        if one.organisation in own and (one.has_applied(over_at) or one.codes & chosen)
    ]


def _recusal(opportunity: Opportunity, award: Award, own: list[str]) -> Recusal:
    """For one award: the seats held, on the day of its decision, by somebody from such a PCN."""
    day = day_in_england(award.decided_at or award.at)
    codes = {
        code
        for one in opportunity.offered
        if one.organisation in _applied(opportunity, own)
        for code in one.lineage
    }
    holders = {
        (name, voice.person)
        for name, seat in opportunity.seats.items()
        for voice in seat.voices
        if voice.organisation in codes and voice.is_current(day)
    }
    if not holders:
        return "not-needed"
    if award.way == "in-meeting":
        return "recused" if {seat for seat, _ in holders} <= set(award.aside) else "not-recused"
    if award.way == "chairs-action":
        took_it = award.person in {person for _, person in holders}
        return "not-recused" if took_it else "recused"
    return "not-recorded"


def _ahead(knew: dict[str, datetime], own: list[str]) -> tuple[int | None, int | None]:
    """How many minutes the own PCN knew before the last, and before the first, of the others."""
    others = [at for code, at in knew.items() if code not in own]
    ours = [at for code, at in knew.items() if code in own]
    if not others or not ours:
        return None, None
    return _minutes(max(others) - min(ours)), _minutes(min(others) - min(ours))


def _verdict(
    grounds: list[Ground], windows: Windows, recusal: Recusal, *, is_over: bool
) -> Verdict:
    if not is_over:
        return "on-offer"
    if grounds:
        return "not-fair"
    if recusal in ("not-recorded", "undecided") or not windows.is_proven:
        return "not-proven"
    return "fair"


def _unknown(
    opportunity: Opportunity,
    verdict: Verdict,
    windows: Windows,
    recusal: Recusal,
    *,
    has_own: bool,
) -> Iterator[str]:
    if opportunity.tolerance_minutes is None:
        yield "The announcement sets no tolerance; that of a day is assumed."
    if not has_own:
        yield "No representative is recorded as coming from one of these organisations."
    if recusal == "not-recorded":
        yield "Whether the representative took part in the award is not recorded."
    if recusal == "undecided":
        yield "It has not been awarded; whether the representative is recused is not known yet."
    if verdict == "not-proven" and not windows.is_proven:
        yield "That all heard within the tolerance was recorded too late to be proven."


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
