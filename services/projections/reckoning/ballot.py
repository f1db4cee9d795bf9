"""The votes on a motion as they stand: one live vote a seat, and what they add up to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.replacement import Replacement, replacement
from schemas.event import Event
from schemas.events.motion import (
    CastingVoteUsed,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.restatement import (
    CastingVoteRestated,
    RulingRestated,
    StandingAsideRestated,
)
from schemas.values import Capacity, Choice, DecisionRule, EntitledSeat, Ruling, VotingMethod

Aside = Literal["recused", "excluded"]


class SeatVote(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The live vote of a seat; `corrected_from` is what had been recorded before it."""

    choice: Choice
    cast_at: datetime
    evidence: list[int]
    person: str | None = None
    capacity: Capacity = "representative"
    reason: str | None = None
    corrected_from: Choice | None = None
    correction_reason: str | None = None


class CastingVote(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How the chair decided an equal vote."""

    seat: str
    person: str
    choice: Choice
    position: int
    reason: str | None = None


class SeatAside(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A voting seat that takes no part in the item, and the weight that is missing for it."""

    how: Aside
    weight: int = 1


class Count(msgspec.Struct, kw_only=True, frozen=True):
    """So many seats, and the sum of their weights."""

    seats: int = 0
    weight: int = 0


class Counts(msgspec.Struct, kw_only=True, frozen=True):
    """What the votes add up to; `absent` are seats that had a vote and did not cast it."""

    in_favour: Count = Count()
    against: Count = Count()
    abstained: Count = Count()
    recused: Count = Count()
    excluded: Count = Count()
    absent: Count = Count()


class Ballot(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The vote on one motion. It is open from `opened_at` until there is a `ruling`.

    `ruling_position` is that of the entry that recorded a ruling first; what corrections replaced
    is kept beside it, the oldest first.
    """

    opened_at: datetime | None = None
    closed_at: datetime | None = None
    rule: DecisionRule | None = None
    method: VotingMethod | None = None
    entitled: list[EntitledSeat] = []
    votes: dict[str, SeatVote] = {}
    aside: dict[str, SeatAside] = {}
    aside_weights: dict[str, int] = {}
    casting_vote: CastingVote | None = None
    replaced_casting_votes: list[Replacement] = []
    ruling: Ruling | None = None
    ruling_position: int | None = None
    replaced_rulings: list[Replacement] = []

    def counts(self) -> Counts:
        """Every entitled seat and every seat that stood aside, counted once."""
        weights = {one.seat: one.weight for one in self.entitled}
        aside = {seat: one for seat, one in self.aside.items() if seat not in self.votes}

        def chose(choice: Choice) -> Count:
            return _count(weights.get(s, 1) for s, v in self.votes.items() if v.choice == choice)

        def stood_aside(how: Aside) -> Count:
            found = ((seat, one.weight) for seat, one in aside.items() if one.how == how)
            return _count(weights.get(seat, weight) for seat, weight in found)

        silent = [w for s, w in weights.items() if s not in self.votes and s not in aside]
        return Counts(
            in_favour=chose("for"),
            against=chose("against"),
            abstained=chose("abstain"),
            recused=stood_aside("recused"),
            excluded=stood_aside("excluded"),
            absent=_count(silent),
        )

    def stand_aside(self, seat: str, how: SeatAside) -> None:
        """A seat takes no part; by list size it would have weighed as the opened vote says."""
        self.aside[seat] = replace(how, weight=self.aside_weights.get(seat, how.weight))

    def restate_aside(self, seat: str, how: SeatAside | None, since: datetime | None) -> None:
        """Puts a seat's part as it was.

        One that stood aside from nothing, or only once voting had closed, had a vote after all.
        """
        before = self.aside.pop(seat, None)
        is_later = since and self.closed_at and self.closed_at <= since
        if how and not is_later:
            self.stand_aside(seat, how)
        elif before and self.opened_at and all(one.seat != seat for one in self.entitled):
            self.entitled.append(EntitledSeat(seat=seat, weight=before.weight))

    @property
    def is_weighted(self) -> bool:
        """Whether the rule counts weights; what seats weigh decides nothing under another."""
        return self.rule is not None and self.rule.kind in ("weighted", "double-majority")

    def see(self, event: Event, entry: ReadEntry) -> None:
        """Changes with what was recorded of the vote on this motion."""
        at = entry.entry.occurred_at
        match event:
            case VotingOpened():
                self.opened_at, self.rule, self.method = at, event.rule, event.method
                self.entitled = list(event.entitled)
                self.aside_weights = {one.seat: one.weight for one in event.aside}
                for seat, one in self.aside.items():
                    self.stand_aside(seat, one)
            case VoteCast():
                self._cast(event, entry)
            case VoteCorrected():
                self._correct(event, entry)
            case CastingVoteUsed():
                self.casting_vote = CastingVote(
                    seat=event.seat,
                    person=event.person,
                    choice=event.choice,
                    position=entry.position,
                    reason=event.reason,
                )
            case CastingVoteRestated():
                self._restate_casting_vote(event, entry)
            case VotingClosed():
                self.closed_at, self.ruling = at, event.ruling
                self.ruling_position = entry.position
            case RulingRestated():
                before = self.replaced_rulings
                was = replacement(self.ruling, self.ruling_position, before, event, entry)
                self.replaced_rulings = [*before, was]
                self.ruling = event.ruling
            case _:
                pass

    def _cast(self, event: VoteCast, entry: ReadEntry) -> None:
        self.votes[event.seat] = SeatVote(
            choice=event.choice,
            cast_at=entry.entry.occurred_at,
            person=event.person,
            capacity=event.capacity,
            reason=event.reason,
            evidence=[entry.position],
        )

    def _correct(self, event: VoteCorrected, entry: ReadEntry) -> None:
        """A vote that had been left out was cast before voting closed."""
        if (vote := self.votes.get(event.seat)) is None:
            self.votes[event.seat] = SeatVote(
                choice=event.choice,
                cast_at=self.closed_at or entry.entry.occurred_at,
                person=event.person,
                capacity=event.capacity or "representative",
                correction_reason=event.reason,
                evidence=[entry.position],
            )
            return
        vote.corrected_from, vote.choice = vote.choice, event.choice
        vote.correction_reason = event.reason
        vote.evidence.append(entry.position)

    def _restate_casting_vote(self, event: CastingVoteRestated, entry: ReadEntry) -> None:
        before, earlier = self.casting_vote, self.replaced_casting_votes
        words, position = (before.choice, before.position) if before else (None, None)
        was = replacement(words, position, earlier, event, entry)
        self.replaced_casting_votes = [*earlier, was]
        self.casting_vote = (
            CastingVote(
                seat=event.seat,
                person=event.person,
                choice=event.choice,
                position=entry.position,
                reason=event.reasons or (before.reason if before else None),
            )
            if event.choice
            else None
        )


def aside_as_restated(event: StandingAsideRestated, weight: int) -> SeatAside | None:
    """How the seat stood aside; None where it did not."""
    return SeatAside(how=event.how, weight=weight) if event.how else None


def _count(weights: Iterable[int]) -> Count:
    each = list(weights)
    return Count(seats=len(each), weight=sum(each))
