"""The resourcing register's lines: a seat and a calendar month each."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Literal, TypeAlias

from projections.register import Line
from projections.views.resourcing_documents import LoggedHours, ResourcedSeat, Resourcing, months
from schemas.days import day_in_england

Fit: TypeAlias = Literal["within", "more-than-funded", "not-funded", "nothing-logged", "running"]


class ResourcingLine(Line):
    """One seat in one calendar month: what was paid for, and what was given.

    Terms by week, month or year are shared out by days, exactly; `minutes_funded` is rounded down
    for reading, and the exact figure decides `fit`. `not-funded`: time was given that nobody pays
    for. `nothing-logged`: time is paid for, none was logged. `running`: the month is not over, and
    no more was logged than is paid for so far in it.
    """

    seat: str
    body: str
    month: str
    fit: Fit
    minutes_funded: int
    minutes_logged: int
    difference_minutes: int
    paid_by: list[str]
    people: list[str]
    unknown: str | None


def lines(seat: ResourcedSeat, as_of: datetime) -> Iterable[ResourcingLine]:
    today, first = day_in_england(as_of), seat.first_day()
    for starts, ends in months(first, today) if first else ():
        paid = [one for one in seat.resourcings.values() if one.minutes_in(starts, ends)]
        worked = [one for one in seat.logs.values() if starts <= one.on <= min(ends, today)]
        if paid or worked:
            yield _line(seat, starts, min(ends, today), ends > today, paid, worked)


def _line(
    seat: ResourcedSeat,
    starts: date,
    until: date,
    is_running: bool,
    paid: list[Resourcing],
    worked: list[LoggedHours],
) -> ResourcingLine:
    funded = sum((one.minutes_in(starts, until) for one in paid), Fraction(0))
    logged = sum(one.minutes for one in worked)
    positions = {p for one in paid for p in one.positions} | {
        p for o in worked for p in o.positions
    }
    return ResourcingLine(
        seat=seat.seat,
        body=seat.body,
        month=f"{starts:%Y-%m}",
        fit=_fit(funded, logged, is_running),
        minutes_funded=int(funded),
        minutes_logged=logged,
        difference_minutes=logged - int(funded),
        paid_by=sorted({one.organisation for one in paid}),
        people=sorted({one.person for one in worked}),
        unknown=" ".join(_unknown(seat, paid, worked)) or None,
        evidence=sorted(positions),
    )


def _fit(funded: Fraction, logged: int, is_running: bool) -> Fit:
    if not funded and logged:
        return "not-funded"
    if logged > funded:
        return "more-than-funded"
    if is_running:
        return "running"
    return "within" if logged else "nothing-logged"


def _unknown(
    seat: ResourcedSeat, paid: list[Resourcing], worked: list[LoggedHours]
) -> Iterator[str]:
    if not worked:
        yield "That nothing was logged does not show that nothing was done."
    if not seat.resourcings:
        yield "Who pays for the role is not recorded."
    only = {one.person for one in paid if one.person}
    if paid and all(one.person for one in paid) and {one.person for one in worked} - only:
        others = ", ".join(sorted({one.person for one in worked} - only))
        yield f"Nothing is paid for {others}, who gave time too."
