"""A step of the story: when, by whose key, which command, with which body."""

import hashlib
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Protocol, TypeAlias

from gateway.demo import clock
from gateway.demo.people import BOARD

Body: TypeAlias = dict[str, Any]


class Reader(Protocol):
    """What can be looked up in the book while the story is played."""

    def head(self) -> Awaitable[int]: ...

    def digest_of_minutes(self, meeting: str) -> Awaitable[str]: ...

    def paragraph(self, meeting: str, words: str) -> Awaitable[str]: ...

    def practice(self, pcn: str, number: int) -> Awaitable[str]: ...

    def position(self, type_: str, tag: str, number: int) -> Awaitable[int]: ...

    def reconciliation(self, as_at: date) -> Awaitable[Body]: ...


def sha256(words: str) -> str:
    """The digest of a paper that the story only mentions."""
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Head:
    """Stands in a body for the book's newest position."""

    example: int = 250

    async def look_up(self, reader: Reader) -> int:
        return await reader.head()


@dataclass(frozen=True)
class DigestOfMinutes:
    """Stands in a body for the SHA-256 of the JSON of a meeting's minutes."""

    meeting: str
    example: str = sha256("minutes")

    async def look_up(self, reader: Reader) -> str:
        return await reader.digest_of_minutes(self.meeting)


@dataclass(frozen=True)
class Paragraph:
    """Stands in a body for the number of the paragraph of the minutes that holds these words."""

    meeting: str
    words: str
    example: str = "3.2"

    async def look_up(self, reader: Reader) -> str:
        return await reader.paragraph(self.meeting, self.words)


@dataclass(frozen=True)
class Practice:
    """Stands in a body for one of a PCN's practices, by its place among them (0, 1, …)."""

    pcn: str
    number: int
    example: str = "Z99001"

    async def look_up(self, reader: Reader) -> str:
        return await reader.practice(self.pcn, self.number)


@dataclass(frozen=True)
class Position:
    """Stands in a body for the position of an entry: of its type and tag, the first is 0."""

    type: str
    tag: str
    number: int = 0
    example: int = 200

    async def look_up(self, reader: Reader) -> int:
        return await reader.position(self.type, self.tag, self.number)


@dataclass(frozen=True)
class Reconciliation:
    """Stands for a whole body: what the reference data says of the place's PCNs on a day."""

    as_at: date

    @property
    def example(self) -> Body:
        return {
            "as_at": self.as_at.isoformat(),
            "sources": [{"kind": "core-partners", "sha256": sha256("epcncorepartnerdetails.csv")}],
            "pcns": [
                {
                    "code": "U99001",
                    "name": "QUAYSIDE PCN",
                    "sub_icb": "99Z",
                    "patients": 14736,
                    "practices": [
                        {"practice": "Z99001", "patients": 5838},
                        {"practice": "Z99002", "patients": 8898},
                    ],
                }
            ],
        }


Looked: TypeAlias = Head | DigestOfMinutes | Paragraph | Practice | Position


@dataclass(frozen=True)
class Step:
    """One command of the story. `when` is `month-day hour:minute`, as clocks in England show it."""

    when: str
    by: str
    command: str
    body: Body | Reconciliation

    @property
    def at(self) -> datetime:
        return clock.at(self.when)


@dataclass(frozen=True)
class Chapter:
    """A part of the story with its heading, and its steps in the order of time."""

    title: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, title: str, *parts: Iterable[Step]) -> "Chapter":
        return cls(title, tuple(sorted(chain(*parts), key=lambda step: step.at)))


async def filled_in(body: Body | Reconciliation, reader: Reader) -> Body:
    """The body with what has to be looked up."""
    if isinstance(body, Reconciliation):
        return await reader.reconciliation(body.as_at)
    return {name: await _looked_up(value, reader) for name, value in body.items()}


async def _looked_up(value: Any, reader: Reader) -> Any:
    match value:
        case dict():
            return {name: await _looked_up(one, reader) for name, one in value.items()}
        case list():
            return [await _looked_up(one, reader) for one in value]
        case _:
            return await value.look_up(reader) if isinstance(value, Looked) else value


def shown(body: Body | Reconciliation) -> Body:
    """The body with an example of what has to be looked up."""
    if isinstance(body, Reconciliation):
        return body.example
    return {name: _shown(value) for name, value in body.items()}


def _shown(value: Any) -> Any:
    match value:
        case dict():
            return {name: _shown(one) for name, one in value.items()}
        case list():
            return [_shown(one) for one in value]
        case _:
            return value.example if isinstance(value, Looked) else value


def note(when: str, item: str, *paragraphs: str) -> list[Step]:
    """Paragraphs of discussion as the secretary minutes them."""
    return [
        Step(when, "secretary", "discuss-item", {"item": item, "discussion": one})
        for one in paragraphs
    ]


def vote(when: str, motion: str, seat: str, choice: str, reason: str | None = None) -> Step:
    """A vote: by the seat's own key where it has one, otherwise as the secretary records it."""
    body: Body = {"motion": motion, "seat": seat, "choice": choice}
    if reason:
        body["reason"] = reason
    sitting = BOARD[seat]
    if sitting.key is None:
        return Step(when, "secretary", "cast-vote", {**body, "person": sitting.person})
    return Step(when, sitting.key, "cast-vote", body)
