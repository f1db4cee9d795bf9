"""The place whose years are made up: its members, its boards, their seats and who sits there."""

import random
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, TermsAdopted
from schemas.events.partnership import ListSizePublished, MemberJoined, PartnershipEstablished
from schemas.events.representation import InterestRegistered, RepresentativeAppointed
from schemas.values import DecisionRule, Quorum, QuorumCategory, Term

Step = tuple[datetime, tuple[Event, ...]]
"""What one command recorded, and when that happened."""

Named = dict[str, Any]
"""Fields that several events share."""

START = datetime(2016, 4, 5, 9, tzinfo=UTC)
ALWAYS = Term(from_on=date(2016, 4, 1))
RULE = DecisionRule(kind="simple-majority")
OTHERS = ("trust", "trust", "council", "icb", "vcse", "federation")
WORDS = re.findall(
    r"\S+",
    "access same-day hub capacity winter review pathway referral practice patients transport "
    "estates workforce funding diagnostics community carers pharmacy digital evidence outcome "
    "provided that the and of to for with by a in on",
)


class Chance(random.Random):
    """Seeded, so that the same years come out each time."""

    def id(self) -> str:
        return str(uuid.UUID(int=self.getrandbits(128), version=4))

    def text(self, least: int, most: int) -> str:
        """A sentence of so many made-up words."""
        chosen = self.choices(WORDS, k=self.randint(least, most))
        return f"{' '.join(chosen).capitalize()}."

    def after(self, at: datetime, most_hours: float) -> datetime:
        return at + timedelta(seconds=int(self.random() * most_hours * 3600))


class ListedPcn(NamedTuple):
    """A PCN with its registered patients."""

    code: str
    name: str
    patients: int


@dataclass(frozen=True)
class Board:
    """A body in session every month; the first of its seats speaks for all PCNs."""

    body: str
    seats: tuple[str, ...]
    people: tuple[str, ...]
    pcns: tuple[str, ...]
    patients: dict[str, int]


def made_up(chance: Chance, pcns: int) -> list[ListedPcn]:
    """PCNs of no real place."""
    return [
        ListedPcn(
            f"U{10_000 + number}", f"{chance.text(1, 2)[:-1]} PCN", chance.randint(28_000, 60_000)
        )
        for number in range(pcns)
    ]


def members(pcns: Iterable[ListedPcn]) -> Iterator[Event]:
    yield PartnershipEstablished(name="A place", established_on=ALWAYS.from_on)
    for one in pcns:
        yield MemberJoined(organisation=one.code, kind="pcn", on=ALWAYS.from_on, name=one.name)
        yield ListSizePublished(
            organisation=one.code, as_at=ALWAYS.from_on, patients=one.patients, practices=()
        )
    for number, kind in enumerate(OTHERS):
        code = f"R{number:02}"
        yield MemberJoined(organisation=code, kind=kind, on=ALWAYS.from_on, name=f"The {kind}")  # type: ignore[arg-type]


def board(chance: Chance, pcns: dict[str, int]) -> tuple[Board, list[Event]]:
    """A body, and the events that set it up."""
    body, codes = chance.id(), tuple(pcns)
    categories = ("pcn", *OTHERS)
    seats = tuple(chance.id() for _ in categories)
    people = tuple(chance.id() for _ in categories)
    events: list[Event] = [
        BodyConstituted(body=body, name="Place Board", kind="place-board", on=ALWAYS.from_on),
        _terms(body),
    ]
    for seat, person, category in zip(seats, people, categories, strict=True):
        speaks_for = codes if category == "pcn" else ()
        name = chance.text(2, 2)[:-1].title()
        events += [
            SeatCreated(
                body=body, seat=seat, title=category, category=category, constituency=speaks_for
            ),
            RepresentativeAppointed(
                seat=seat, body=body, person=person, term=ALWAYS, role="Director", name=name
            ),
            InterestRegistered(
                interest=chance.id(),
                person=person,
                kind="financial",
                nature="potential",
                from_on=ALWAYS.from_on,
                description=chance.text(8, 14),
            ),
        ]
    return Board(body, seats, people, codes, pcns), events


def _terms(body: str) -> TermsAdopted:
    return TermsAdopted(
        body=body,
        version=1,
        effective_on=ALWAYS.from_on,
        authority="delegated-committee",
        quorum=Quorum(count=3, categories=(QuorumCategory(category="pcn", count=1),)),
        rule=RULE,
        numbering="PB/{fy}/{n:03}",
        notice_working_days=5,
        canvass_lead_working_days=5,
        canvass_window_working_days=5,
        feedback_working_hours=16,
    )
