"""A motion as events make it: its wording, its votes with their corrections, who was there."""

from datetime import datetime

import msgspec

from eventlog.reading import ReadEntry
from projections.ballot import Ballot, SeatAside
from projections.documents import Document
from projections.tally import Cast, Tally, tally
from schemas.events.correction import AttendanceWithdrawn
from schemas.events.meeting import AttendanceRecorded
from schemas.values import Choice


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """Another wording that was moved before the vote."""

    mover: str
    text: str | None


class Replaced(msgspec.Struct, frozen=True, kw_only=True):
    """A vote that had been recorded wrongly, and why it was corrected."""

    choice: Choice
    reason: str | None
    corrected_at: datetime


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """A seat asked that its dissent stand in the record."""

    seat: str
    person: str | None
    reason: str | None


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """A person was there, for the whole meeting or a part of it; not, if that was a mistake."""

    seat: str | None
    position: int
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    was_there: bool = True

    def overlaps(self, from_: datetime | None, until: datetime | None) -> bool:
        came = self.arrived_at is None or until is None or self.arrived_at <= until
        stayed = self.left_at is None or from_ is None or self.left_at > from_
        return came and stayed


class VotedMotion(Document):
    """A motion with everything that was done about it.

    `present` are the seats that were there while it was voted on; None where no attendance of the
    meeting is recorded. `replaced` holds corrected votes, the oldest first, by seat.
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
    dissents: list[Dissent] = msgspec.field(default_factory=list)
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
        others = {*self.ballot.aside, *self.ballot.votes} - set(entitled)
        return [*entitled, *sorted(others)]

    def stood_aside(self, seat: str) -> SeatAside | None:
        """How a seat stood aside; a vote that it cast nevertheless stands."""
        return None if seat in self.ballot.votes else self.ballot.aside.get(seat)

    def look_around(self, meeting: "VotedMeeting") -> None:
        """Notes the seats that somebody was in while the vote was open."""
        if not meeting.people:
            return
        ballot, mine, known = self.ballot, set(self.seats()), set(self.evidence)
        there = set()
        for one in sorted(meeting.people.values(), key=lambda one: one.position):
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


class VotedMeeting(Document):
    """A meeting's motions, and who was there, by person; the latest record of a person holds."""

    KIND = "motion-meeting"

    meeting: str
    people: dict[str, Presence] = msgspec.field(default_factory=dict)
    motions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.meeting

    def see(self, event: AttendanceRecorded | AttendanceWithdrawn, entry: ReadEntry) -> None:
        if isinstance(event, AttendanceWithdrawn):
            if event.record == "attendance" and (there := self.people.get(event.person)):
                self.people[event.person] = Presence(
                    seat=there.seat, position=entry.position, was_there=False
                )
            return
        self.people[event.person] = Presence(
            seat=event.seat,
            arrived_at=event.arrived_at,
            left_at=event.left_at,
            position=entry.position,
        )


class VotingSeat(Document):
    """A seat that may vote, and what it is called."""

    KIND = "motion-seat"

    seat: str
    title: str
    weight: int
    is_voting: bool

    def key(self) -> str:
        return self.seat
