"""What the view of mandate gaps keeps: a PCN's days by seat, and its mandates by scope."""

from collections.abc import Iterable
from datetime import date

import msgspec

from projections.documents import Document
from projections.reckoning.constituency import Constituency
from projections.reckoning.mandate_cover import Coverage
from projections.reckoning.mandates import Mandate
from projections.reckoning.member_history import Members
from projections.reckoning.spells import DAY, common, merged, without
from schemas.values import Term


class DecidedOn(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of the body, by its number, and the day on which it was taken."""

    number: str
    on: date
    position: int


class MandateCover(Document):
    """A seat and a PCN: when it spoke for it, which days had no mandate, and what was decided then.

    Days up to `settled_until` are over and do not change: those without a mandate are `uncovered`.
    For later ones, `coverage` says how many scopes cover them. `decisions` are those on days
    without a mandate. `unconfirmed` counts the logged mandates that still wait for the PCN's word,
    by the last day of their terms (empty where they have no end).

    `inherited` are the spells in which mandates of a PCN whose place this one took give authority,
    by that PCN; they count where this one has said nothing, so not in the spells of `refused`, in
    which it withholds its standing authority. `heirs` took this one's place, each for a spell: it
    ends where this one joined again.
    """

    KIND = "mandate-cover"

    seat: str
    body: str
    organisation: str
    settled_until: date
    represented: list[Term] = msgspec.field(default_factory=list)
    uncovered: list[Term] = msgspec.field(default_factory=list)
    coverage: Coverage = msgspec.field(default_factory=Coverage)
    decisions: list[DecidedOn] = msgspec.field(default_factory=list)
    unconfirmed: dict[str, int] = msgspec.field(default_factory=dict)
    inherited: dict[str, list[Term]] = msgspec.field(default_factory=dict)
    refused: list[Term] = msgspec.field(default_factory=list)
    heirs: dict[str, Term] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return f"{self.seat} {self.organisation}"

    def about(self) -> list[str]:
        return [f"seat:{self.seat}", f"organisation:{self.organisation}", f"body:{self.body}"]

    def uncovered_until(self, day: date) -> list[Term]:
        """All spells without a mandate up to a day, represented or not."""
        if day <= self.settled_until:
            return self.uncovered
        gaps = self.coverage.gaps(self.settled_until + DAY, day)
        return merged([*self.uncovered, *without(gaps, self._passed_on())])

    def is_uncovered_on(self, day: date) -> bool:
        """Whether nothing covers the day, as far as is known."""
        if day > self.settled_until:
            return self.coverage.is_gap(day) and not self.inherited_on(day)
        return _is_in(self.uncovered, day)

    def inherited_on(self, day: date) -> list[str]:
        """The PCNs whose mandates, passed on to this one, count on a day that is not over."""
        if _is_in(self.refused, day):
            return []
        return [one for one, found in self.inherited.items() if _is_in(found, day)]

    def giving(self) -> list[Term]:
        """The spells after the settled days in which any mandate gives authority."""
        return merged([*self.coverage.covered(self.settled_until + DAY), *self._passed_on()])

    def _passed_on(self) -> list[Term]:
        found = (spell for spells in self.inherited.values() for spell in spells)
        return without(found, self.refused) if self.inherited else []

    def settle(self, day: date) -> None:
        """Days up to this one are over: nothing recorded from now on changes them."""
        if day > self.settled_until:
            self.uncovered, self.settled_until = self.uncovered_until(day), day
            self.coverage.settle(day)

    def inherit(self, closed: "MandateCover", spell: Term) -> None:
        """Takes over what another one's mandates give on days of a spell that are not over."""
        still = common([spell], [Term(from_on=self.settled_until + DAY)])
        self.inherited[closed.organisation] = common(closed.giving(), still)

    def inherit_over(self, closed: "MandateCover", on: date) -> None:
        """Takes over the days since a day that are over; both are settled alike.

        Those stay without a mandate on which the other one had none either: what was recorded late
        is whose place this one took, no mandate.
        """
        given = without(common(self.uncovered, [Term(from_on=on)]), closed.uncovered)
        self.uncovered = without(self.uncovered, given)
        self.decisions = [one for one in self.decisions if not _is_in(given, one.on)]

    def decide_anew(self, decisions: Iterable[DecidedOn]) -> None:
        """Keeps, of decisions on days that are not over, those on days without a mandate."""
        found = [one for one in self.decisions if one.on <= self.settled_until]
        still = (one for one in decisions if one.on > self.settled_until)
        found += (one for one in still if self.is_uncovered_on(one.on))
        self.decisions = sorted(found, key=lambda one: one.position)

    def count_unconfirmed(self, ends: date | None, by: int) -> None:
        """One more logged mandate, or one less, waits for the PCN's word until its terms end."""
        name = ends.isoformat() if ends else ""
        counts = {**self.unconfirmed, name: self.unconfirmed.get(name, 0) + by}
        over = self.settled_until.isoformat()
        self.unconfirmed = {k: n for k, n in counts.items() if n > 0 and (not k or k > over)}


def _is_in(spells: Iterable[Term], day: date) -> bool:
    return any(spell.covers(day) for spell in spells)


class CoveringMandate(Document):
    """A mandate of a PCN to a seat. One that comes back after its terms leaves them behind."""

    KIND = "mandate-cover-mandate"

    place: str
    given: Mandate

    def key(self) -> str:
        return self.place


class MandatesOfScope(Document):
    """Which mandates may cover later days, by PCN: a seat's for an item or topic, or standing."""

    KIND = "mandate-cover-scope"

    scope: str
    mandates: dict[str, list[str]] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.scope


class RepresentingSeat(Document):
    """A seat, and all for whom it has spoken or who gave it a mandate."""

    KIND = "mandate-cover-seat"

    seat: str
    body: str
    created_on: date
    retired_on: date | None = None
    constituency: Constituency = msgspec.field(default_factory=Constituency)
    spoken_for: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.seat


class CoveredBody(Document):
    """A body's voting seats, and the months in which it decided anything, in order."""

    KIND = "mandate-cover-body"

    body: str
    seats: list[str] = msgspec.field(default_factory=list)
    months: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.body


class DecisionsOfMonth(Document):
    """What a body decided on days of one month, YYYY-MM, in the order of recording."""

    KIND = "mandate-cover-decisions"

    body: str
    month: str
    decisions: list[DecidedOn] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return f"{self.body} {self.month}"


class CoveredMembers(Document):
    """The members of the partnership, and all voting seats."""

    KIND = "mandate-cover-members"

    members: Members = msgspec.field(default_factory=Members)
    seats: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return "members"
