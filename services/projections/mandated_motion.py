"""A motion as far as mandates go: which seats speak for PCNs, and how each vote is judged."""

from datetime import date, datetime
from typing import Literal

import msgspec

from projections.constituency import Constituency
from projections.documents import Document
from projections.fidelity import Judgement, SeatVote


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


class Succeeded(Document):
    """The member that took another's place."""

    KIND = "fidelity-successor"

    organisation: str
    successor: str
    on: date

    def key(self) -> str:
        return self.organisation


class PlaceTaken(msgspec.Struct, frozen=True, kw_only=True):
    """Whose place was taken, from which day on, and when that was written down."""

    organisation: str
    on: date
    recorded_at: datetime


class PlacesTaken(Document):
    """The PCNs whose place a member took."""

    KIND = "fidelity-places-taken"

    successor: str
    places: list[PlaceTaken] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.successor
