"""A motion as events make it: its wording, its votes with their corrections, who was there."""

from datetime import datetime

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.ballot import Ballot, SeatAside
from projections.reckoning.constituency import Constituency
from projections.reckoning.own_weights import OwnWeight
from projections.reckoning.replacement import Replacement, replacement
from projections.reckoning.tally import Cast, Tally, tally
from projections.reckoning.voted_meeting import VotedMeeting
from schemas.events.restatement import DissentRestated, StandingAsideRestated
from schemas.values import Choice, CorrectionBasis


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """Another wording that was moved before the vote."""

    mover: str
    text: str | None


class Replaced(msgspec.Struct, frozen=True, kw_only=True):
    """A vote that had been recorded wrongly, in which entry, and the one that corrected it."""

    choice: Choice
    reason: str | None
    corrected_at: datetime
    position: int
    replaced_by: int
    basis: CorrectionBasis | None = None


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """A seat asked that its dissent stand in the record."""

    seat: str
    person: str | None
    reason: str | None
    position: int


class VotedMotion(Document):
    """A motion with everything that was done about it.

    `present` are the seats that were there while it was voted on; None where no attendance of the
    meeting is recorded. `replaced` holds corrected votes, the oldest first, by seat; so do
    `replaced_aside` what was recorded of seats that stood aside, and `replaced_dissents`.
    """

    KIND = "motion"

    motion: str
    item: str
    meeting: str
    body: str
    mover: str | None = None
    seconder: str | None = None
    text: str | None = None
    amendments: list[Amendment] = msgspec.field(default_factory=list)
    ballot: Ballot = msgspec.field(default_factory=Ballot)
    replaced: dict[str, list[Replaced]] = msgspec.field(default_factory=dict)
    replaced_aside: dict[str, list[Replacement]] = msgspec.field(default_factory=dict)
    dissents: list[Dissent] = msgspec.field(default_factory=list)
    replaced_dissents: dict[str, list[Replacement]] = msgspec.field(default_factory=dict)
    own_weights: dict[str, list[OwnWeight]] = msgspec.field(default_factory=dict)
    present: list[str] | None = None
    titles: dict[str, str] = msgspec.field(default_factory=dict)
    basis: list[int] = msgspec.field(default_factory=list)
    seat_evidence: dict[str, list[int]] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.motion

    def sort(self) -> str:
        return f"{self.evidence[0]:012}"

    def about(self) -> list[str]:
        seats = sorted(f"seat:{seat}" for seat in self.seats())
        return [f"motion:{self.motion}", f"item:{self.item}", f"meeting:{self.meeting}", *seats]

    @property
    def wording(self) -> str | None:
        """Its text as last amended; None where that was not recorded, or was erased."""
        return self.amendments[-1].text if self.amendments else self.text

    def rests_on(self, position: int, seat: str | None = None) -> None:
        """An entry concerns one seat, or else all of them."""
        self.evidence.append(position)
        concerned = self.basis if seat is None else self.seat_evidence.setdefault(seat, [])
        concerned.append(position)

    def seats(self) -> list[str]:
        """The entitled seats, then those that stood aside before voting opened."""
        entitled = [one.seat for one in self.ballot.entitled]
        others = {*self.ballot.aside, *self.ballot.votes, *self.replaced_aside} - set(entitled)
        return [*entitled, *sorted(others)]

    def stood_aside(self, seat: str) -> SeatAside | None:
        """How a seat stood aside; a vote that it cast nevertheless stands."""
        return None if seat in self.ballot.votes else self.ballot.aside.get(seat)

    def dissent_of(self, seat: str) -> Dissent | None:
        return next((one for one in self.dissents if one.seat == seat), None)

    def restate_dissent(self, event: DissentRestated, entry: ReadEntry) -> None:
        """What stands of a seat's dissent from now on; what had been recorded stays beside it."""
        before = self.dissent_of(event.seat)
        replaced = self.replaced_dissents.setdefault(event.seat, [])
        words, position = ("dissented", before.position) if before else (None, None)
        replaced.append(replacement(words, position, replaced, event, entry))
        self.dissents = [one for one in self.dissents if one.seat != event.seat]
        if event.has_dissented:
            stands = Dissent(
                seat=event.seat,
                person=event.person or (before.person if before else None),
                reason=event.reasons or (before.reason if before else None),
                position=entry.position,
            )
            self.dissents.append(stands)

    def restate_aside(
        self,
        event: StandingAsideRestated,
        how: SeatAside | None,
        first: int | None,
        entry: ReadEntry,
    ) -> None:
        """Puts a seat's part as it was; `first` is the position of what was recorded first."""
        before = self.ballot.aside.get(event.seat)
        self.ballot.restate_aside(event.seat, how, event.since)
        if before == self.ballot.aside.get(event.seat):
            return
        replaced = self.replaced_aside.setdefault(event.seat, [])
        replaced.append(replacement(before.how if before else None, first, replaced, event, entry))
        self.rests_on(entry.position, event.seat)

    def look_around(self, meeting: VotedMeeting) -> None:
        """Notes the seats that somebody was in while the vote was open."""
        if not meeting.everyone:
            return
        ballot, mine, known = self.ballot, set(self.seats()), set(self.evidence)
        there = set()
        for one in sorted(meeting.everyone, key=lambda one: one.position):
            if one.seat in mine and one.position not in known:
                self.rests_on(one.position, one.seat)
            if one.seat and one.was_there and one.overlaps(ballot.opened_at, ballot.closed_at):
                there.add(one.seat)
        self.present = sorted(there)

    def is_present(self, seat: str) -> bool:
        return seat in self.ballot.votes or seat in (self.present or ())

    def tally(self) -> Tally | None:
        """What the current votes add up to by the rule; None before the motion is put."""
        if self.ballot.rule is None:
            return None
        weights = {one.seat: one.weight for one in self.ballot.entitled}
        casting, votes = self.ballot.casting_vote, self.ballot.votes
        return tally(
            self.ballot.rule,
            [
                Cast(
                    weight=weights.get(seat, 1),
                    choice=votes[seat].choice if seat in votes else None,
                    is_present=self.is_present(seat),
                )
                for seat in self.seats()
                if self.stood_aside(seat) is None
            ],
            casting.choice if casting else None,
        )


class VotedItem(Document):
    """An item's motions, and the seats that stood aside from it."""

    KIND = "motion-item"

    item: str
    aside: dict[str, SeatAside] = msgspec.field(default_factory=dict)
    aside_evidence: dict[str, int] = msgspec.field(default_factory=dict)
    motions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.item


class VotingSeat(Document):
    """A seat that may vote, and what it is called."""

    KIND = "motion-seat"

    seat: str
    title: str
    weight: int
    is_voting: bool
    constituency: Constituency = msgspec.field(default_factory=Constituency)

    def key(self) -> str:
        return self.seat
