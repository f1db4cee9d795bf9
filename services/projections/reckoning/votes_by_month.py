"""What each seat voted on, month by month, so that a later word on a mandate finds its votes."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from datetime import datetime

import msgspec

from projections.documents import Document
from projections.reckoning.mandates import Mandate
from projections.rows import Rows
from schemas.days import day_in_england
from schemas.values import Term


class VotedOn(msgspec.Struct, frozen=True, kw_only=True):
    """A motion that a seat voted on, and what mandates for it may be about."""

    motion: str
    item: str
    topic: str | None

    def is_about(self, mandate: Mandate) -> bool:
        """Whether the mandate is for this item, for its topic, or standing."""
        match mandate.scope:
            case "item":
                return mandate.item == self.item
            case "topic":
                return mandate.topic == self.topic
            case "standing":
                return True


class VotesOfMonth(Document):
    """What a seat voted on in one month, YYYY-MM as a calendar in England has it."""

    KIND = "fidelity-votes"

    seat: str
    month: str
    votes: list[VotedOn] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return _key(self.seat, self.month)


class VotingMonths(Document):
    """The months in which a seat voted at all, in order."""

    KIND = "fidelity-months"

    seat: str
    months: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.seat


def remember(rows: Rows, seat: str, cast_at: datetime, about: VotedOn) -> None:
    """A seat voted on a motion."""
    month = day_in_england(cast_at).isoformat()[:7]
    votes = rows.get(VotesOfMonth, _key(seat, month))
    if votes is None:
        votes = VotesOfMonth(seat=seat, month=month)
        voting = rows.get(VotingMonths, seat) or VotingMonths(seat=seat)
        insort(voting.months, month)
        rows.put(voting)
    votes.votes.append(about)
    rows.put(votes)


def votes_under(rows: Rows, mandate: Mandate) -> Iterator[VotedOn]:
    """The votes of its seat that a mandate may be about, in the months of its terms."""
    voting = rows.get(VotingMonths, mandate.seat)
    months = voting.months if voting else []
    touched = {one for version in mandate.versions for one in _of_term(months, version.term)}
    for month in sorted(touched):
        votes = rows.require(VotesOfMonth, _key(mandate.seat, month)).votes
        yield from (one for one in votes if one.is_about(mandate))


def _of_term(months: list[str], term: Term) -> list[str]:
    """Those of some months, in order, that a term touches."""
    first = bisect_left(months, term.from_on.isoformat()[:7])
    if term.until_on is None:
        return months[first:]
    return months[first : bisect_right(months, term.until_on.isoformat()[:7])]


def _key(seat: str, month: str) -> str:
    return f"{seat} {month}"
