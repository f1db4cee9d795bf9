"""What the resourcing register keeps: who pays for a seat's role, and the hours given to it."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from projections.documents import Document
from schemas.values import ResourcingPeriod, Term


class Resourcing(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What an organisation pays for, as it holds now; `positions` include what it replaced."""

    organisation: str
    minutes_funded: int
    period: ResourcingPeriod
    term: Term
    person: str | None = None
    amount_pence: int | None = None
    positions: list[int] = []

    def minutes_in(self, first: date, last: date) -> Fraction:
        """Minutes paid for from one day to another of the same calendar month, both included.

        Each day has its equal share of its period: of 7 days, of its month, or of its year.
        """
        starts = max(first, self.term.from_on)
        ends = min(last, self.term.until_on or last)
        days = max((ends - starts).days + 1, 0)
        return Fraction(self.minutes_funded * days, _days_of(self.period, first))


def _days_of(period: ResourcingPeriod, day: date) -> int:
    match period:
        case "week":
            return 7
        case "month":
            return monthrange(day.year, day.month)[1]
        case "year":
            return (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days


class LoggedHours(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Working time on a day, as it holds now; `positions` include what it replaced."""

    on: date
    minutes: int
    person: str
    positions: list[int] = []


class ResourcedSeat(Document):
    """A seat with all that is paid for its role, and all the time that was logged for it."""

    KIND = "resourced-seat"

    seat: str
    body: str
    resourcings: dict[str, Resourcing] = msgspec.field(default_factory=dict)
    logs: dict[str, LoggedHours] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.seat

    def about(self) -> list[str]:
        payers = {one.organisation for one in self.resourcings.values()}
        paying = [f"organisation:{one}" for one in sorted(payers)]
        return [f"seat:{self.seat}", f"body:{self.body}", *paying]

    def first_day(self) -> date | None:
        """The first day that is paid for or was worked on."""
        starts = [one.term.from_on for one in self.resourcings.values()]
        return min([*starts, *(one.on for one in self.logs.values())], default=None)


def months(first: date, last: date) -> list[tuple[date, date]]:
    """The first and last days of the calendar months from one day's to another's."""
    found, day = [], first.replace(day=1)
    while day <= last:
        end = day.replace(day=monthrange(day.year, day.month)[1])
        found.append((day, end))
        day = end + timedelta(days=1)
    return found
