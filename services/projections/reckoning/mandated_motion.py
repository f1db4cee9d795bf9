"""A motion as far as mandates go: which seats speak for PCNs, and how each vote is judged."""

from datetime import date, datetime
from typing import Literal

import msgspec

from projections.documents import Document
from projections.reckoning.constituency import Constituency
from projections.reckoning.fidelity import Judgement
from projections.reckoning.seat_votes import SeatVote
from schemas.events.restatement import StandingAsideRestated


class MandatedSeat(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A seat and the PCNs that it spoke for when the motion was put.

    `judgements` are by PCN, once the seat has voted.
    """

    represents: list[str]
    vote: SeatVote | None = None
    aside: Literal["recused", "excluded"] | None = None
    judgements: dict[str, Judgement] = {}
    evidence: list[int] = []


class MandatedMotion(Document):
    """A motion that was put to the vote of seats that speak for PCNs."""

    KIND = "fidelity-motion"

    motion: str
    item: str
    meeting: str
    topic: str | None
    opened_at: datetime
    closed_at: datetime | None = None
    seats: dict[str, MandatedSeat] = msgspec.field(default_factory=dict)
    basis: list[int] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.motion

    def sort(self) -> str:
        return f"{self.basis[0]:012}"

    def about(self) -> list[str]:
        represented = {one for seat in self.seats.values() for one in seat.represents}
        return [
            f"motion:{self.motion}",
            f"item:{self.item}",
            f"meeting:{self.meeting}",
            *(f"seat:{seat}" for seat in sorted(self.seats)),
            *(f"organisation:{one}" for one in sorted(represented)),
        ]

    def stand_aside(self, name: str, item: "MandatedItem") -> None:
        """A seat takes no part in the item."""
        position = item.aside_evidence[name]
        self.seats[name].aside = item.aside[name]
        self.seats[name].evidence.append(position)
        self.evidence.append(position)

    def restate_aside(self, event: StandingAsideRestated, position: int) -> bool:
        """Puts a seat's part as it was; whether that changed anything here."""
        seat = self.seats.get(event.seat)
        was_later = event.since and self.closed_at and self.closed_at <= event.since
        how = None if was_later else event.how
        if seat is None or seat.aside == how:
            return False
        seat.aside = how
        seat.evidence.append(position)
        self.evidence.append(position)
        return True


class MandatedItem(Document):
    """An item's topic, the seats that stood aside from it, and the motions put on it."""

    KIND = "fidelity-item"

    item: str
    topic: str | None = None
    aside: dict[str, Literal["recused", "excluded"]] = msgspec.field(default_factory=dict)
    aside_evidence: dict[str, int] = msgspec.field(default_factory=dict)
    motions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.item


class SpeakingSeat(Document):
    """A seat and the organisations that it speaks for."""

    KIND = "fidelity-seat"

    seat: str
    body: str
    constituency: Constituency

    def key(self) -> str:
        return self.seat


class VoiceChange(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that says so, and from which day on it is so."""

    on: date
    position: int


class VoiceOf(Document):
    """The entries by which the voice of a PCN, or of a seat, became another one's too.

    A PCN takes another's place, is split, or joins again; a seat speaks for others from a day on.
    """

    KIND = "fidelity-voice"

    name: str
    changes: list[VoiceChange] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.name


class PlaceTaken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By whom a place was taken, from which day on, and when that was written down.

    It is given back on `back_on` where the PCN joined again, or where another one took it.
    """

    successor: str
    on: date
    recorded_at: datetime
    back_on: date | None = None
    back_recorded_at: datetime | None = None

    def is_held_on(self, day: date) -> bool:
        return self.on <= day and (self.back_on is None or day < self.back_on)

    def was_held(self, moment: datetime, day: date) -> bool:
        """Whether it was held on a day, by what was written down before a moment."""
        is_told = self.back_recorded_at is not None and self.back_recorded_at < moment
        is_back = is_told and self.back_on is not None and self.back_on <= day
        return self.recorded_at < moment and self.on <= day and not is_back


class Succeeded(Document):
    """Who took the place of a PCN, the earliest first."""

    KIND = "fidelity-successor"

    organisation: str
    places: list[PlaceTaken] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.organisation


class PlacesTaken(Document):
    """The PCNs whose place a member took."""

    KIND = "fidelity-places-taken"

    successor: str
    organisations: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.successor
