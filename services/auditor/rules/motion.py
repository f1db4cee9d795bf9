"""A motion as votes are cast on it: small, because a book may hold a million votes."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from auditor.rules.tally import Place, Tally, tally

_CHOICES = (None, "for", "against", "abstain")


@dataclass(frozen=True)
class Roll:
    """The entitled seats with their weights, in the order of the event; motions share it."""

    weights: tuple[int, ...]
    index: dict[str, int]


@dataclass(frozen=True)
class Part:
    """How a seat stood aside after all (None: it took part), and since when, if that was told."""

    how: str | None
    since: datetime | None


RollKey: TypeAlias = tuple[tuple[str, int], ...]


@dataclass
class Rolls:
    """The rolls of a book, each kept once however many motions have it."""

    _known: dict[RollKey, Roll] = field(default_factory=dict)

    def of(self, entitled: list[dict[str, Any]]) -> Roll:
        key = tuple((one["seat"], one.get("weight", 1)) for one in entitled)
        if key not in self._known:
            index = {seat: i for i, (seat, _) in enumerate(key)}
            self._known[key] = Roll(tuple(weight for _, weight in key), index)
        return self._known[key]


@dataclass
class Motion:
    """A motion; put to the vote once it has a roll and a rule, closed once there is a ruling."""

    id: str
    item: str
    meeting: str
    roll: Roll | None = None
    rule: dict[str, Any] = field(default_factory=dict)
    votes: bytearray = field(default_factory=bytearray)
    """The choice of each seat of the roll, in its order; 0 where it has none."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    ruling: str | None = None
    ruled_in: int = 0
    has_casting_vote: bool = False
    casting: str | None = None
    aside: frozenset[str] = frozenset()
    """The seats that stood aside from its item by the time voting closed."""
    aside_at_opening: frozenset[str] = frozenset()
    aside_weights: dict[str, int] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    """Seats that took part after all and have no place on the roll, with their weights."""
    joined_votes: dict[str, str] = field(default_factory=dict)
    """What those voted that were found to have voted."""
    dissenters: set[str] = field(default_factory=set)
    is_restated: bool = False
    """Whether the record of its ruling was corrected."""

    @property
    def is_open(self) -> bool:
        return self.roll is not None and self.ruling is None

    def vote_of(self, seat: str) -> str | None:
        i = self.roll.index.get(seat) if self.roll else None
        return self.joined_votes.get(seat) if i is None else _CHOICES[self.votes[i]]

    def join(self, seat: str, choice: str, weight: int) -> None:
        """Notes the vote of a seat that took part after all, without a place on the roll."""
        self.joined[seat] = self.aside_weights.get(seat, weight)
        self.joined_votes[seat] = choice

    def vote(self, seat: str, choice: str) -> None:
        """Notes the vote of an entitled seat. Raises `KeyError` or `ValueError`."""
        if self.roll is None:
            raise KeyError(seat)
        self.votes[self.roll.index[seat]] = _CHOICES.index(choice)

    def is_equal(self) -> bool:
        """Whether as many are for as against, by seats or by weight."""
        counted = [self._sum(choice) for choice in ("for", "against")]
        return any(for_ == against for for_, against in zip(*counted, strict=True))

    def _sum(self, choice: str) -> tuple[int, int]:
        weights = self.roll.weights if self.roll else ()
        code = _CHOICES.index(choice)
        chosen = [w for w, vote in zip(weights, self.votes, strict=True) if vote == code]
        chosen += [self.joined[one] for one, vote in self.joined_votes.items() if vote == choice]
        return len(chosen), sum(chosen)

    def tally(self, present: set[str]) -> Tally:
        """The votes as they stand, by the stored rule. A seat that stood aside has no place."""
        roll = self.roll or Roll((), {})
        places = (
            Place(roll.weights[i], _CHOICES[self.votes[i]], seat in present)
            for seat, i in roll.index.items()
            if self.votes[i] or seat not in self.aside
        )
        besides = (
            Place(weight, self.joined_votes.get(seat), seat in present)
            for seat, weight in self.joined.items()
        )
        return tally(self.rule, (*places, *besides), self.casting)

    def close(self, aside: Iterable[str]) -> None:
        """Who has no part in it as voting closes; a vote that was cast nevertheless stands."""
        self.aside = frozenset(aside)
        self._leave_out(self.aside)

    def put_right(self, seat: str, part: Part, weight: int | None) -> None:
        """Takes in how a seat stood aside after all; or did not, or only once voting had closed."""
        if self.roll is None:
            return
        is_later = part.since and self.closed_at and self.closed_at <= part.since
        if part.how and not is_later:
            self.aside |= {seat}
            self._leave_out({seat})
        elif seat in self.aside or seat in self.aside_at_opening:
            self.aside -= {seat}
            if seat not in self.roll.index and seat not in self.joined and weight is not None:
                self.joined[seat] = self.aside_weights.get(seat, weight)

    def _leave_out(self, seats: Set[str]) -> None:
        for seat in seats - self.joined_votes.keys():
            self.joined.pop(seat, None)

    def without_vote(self) -> set[str]:
        """The entitled seats that took part but cast no vote."""
        index = self.roll.index if self.roll else {}
        idle = {s for s, i in index.items() if not self.votes[i] and s not in self.aside}
        return idle | (self.joined.keys() - self.joined_votes.keys())
