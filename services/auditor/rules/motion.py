"""A motion as votes are cast on it: small, because a book may hold a million votes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from auditor.rules.meetings import Part
from auditor.rules.tally import Place, Tally, tally

_CHOICES = (None, "for", "against", "abstain")


@dataclass(frozen=True)
class Roll:
    """The entitled seats with their weights, in the order of the event; motions share it."""

    weights: tuple[int, ...]
    index: dict[str, int]


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
    dissenters: set[str] = field(default_factory=set)
    is_restated: bool = False
    """Whether the record of its ruling was corrected."""

    @property
    def is_open(self) -> bool:
        return self.roll is not None and self.ruling is None

    def vote_of(self, seat: str) -> str | None:
        i = self.roll.index.get(seat) if self.roll else None
        return None if i is None else _CHOICES[self.votes[i]]

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
        return len(chosen), sum(chosen)

    def tally(self, present: set[str]) -> Tally:
        """The votes as they stand, by the stored rule. A seat that stood aside has no place."""
        roll = self.roll or Roll((), {})
        places = (
            Place(roll.weights[i], _CHOICES[self.votes[i]], seat in present)
            for seat, i in roll.index.items()
            if self.votes[i] or seat not in self.aside
        )
        besides = (Place(weight, None, seat in present) for seat, weight in self.joined.items())
        return tally(self.rule, (*places, *besides), self.casting)

    def put_right(self, parts: Mapping[str, Part], weights: Mapping[str, int]) -> None:
        """Takes in how seats stood aside after all, or did not."""
        for seat, part in parts.items():
            was_aside = seat in self.aside or seat in self.aside_at_opening
            is_later = part.since and self.closed_at and self.closed_at <= part.since
            self.joined.pop(seat, None)
            if part.how and (was_aside or not is_later):
                self.aside |= {seat}
            elif part.how is None and was_aside:
                self.aside -= {seat}
                if self.roll and seat not in self.roll.index and seat in weights:
                    self.joined[seat] = self.aside_weights.get(seat, weights[seat])

    def without_vote(self) -> set[str]:
        """The entitled seats that took part but cast no vote."""
        index = self.roll.index if self.roll else {}
        idle = {s for s, i in index.items() if not self.votes[i] and s not in self.aside}
        return idle | self.joined.keys()
