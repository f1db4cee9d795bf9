"""What the interest register keeps: interests, and how their declarations were managed."""

from datetime import date, datetime

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.ballot import Aside
from projections.reckoning.replacement import Replacement, replacement
from schemas.events.restatement import ReturnRestated, StandingAsideRestated
from schemas.values import ConflictManagement, InterestKind, InterestNature


class Declaration(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An interest declared at a meeting, how it was to be managed, and what followed."""

    meeting: str
    declared_at: datetime
    kind: InterestKind
    nature: InterestNature
    management: ConflictManagement
    item: str | None = None
    seat: str | None = None
    description: str | None = None
    stood_aside: Aside | None = None
    left_room: bool | None = None
    left_at: datetime | None = None
    returned_at: datetime | None = None
    replaced: list[Replacement] = []
    is_withdrawn: bool = False
    evidence: list[int] = []


class Interest(Document):
    """An interest, registered or only declared (`from_on` is None then), with its declarations."""

    KIND = "interest"

    interest: str
    person: str
    kind: InterestKind
    nature: InterestNature
    name: str | None = None
    organisation: str | None = None
    description: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    declarations: list[Declaration] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.interest

    def sort(self) -> str:
        return f"{self.person}/{self.from_on or ''}/{self.interest}"

    def about(self) -> list[str]:
        meetings = {f"meeting:{one.meeting}" for one in self.declarations}
        items = {f"item:{one.item}" for one in self.declarations if one.item}
        return [f"person:{self.person}", *sorted(meetings | items)]


class InterestedPerson(Document):
    """The name that somebody goes by."""

    KIND = "interest-person"

    person: str
    name: str

    def key(self) -> str:
        return self.person


class StoodAside(Document):
    """Whether a person stood aside from an item of a meeting, and what they had declared for it.

    `replaced` is what was recorded wrongly of that, the oldest first.
    """

    KIND = "interest-stood-aside"

    meeting: str
    item: str
    person: str
    how: Aside | None = None
    left_room: bool | None = None
    left_at: datetime | None = None
    returned_at: datetime | None = None
    positions: list[int] = msgspec.field(default_factory=list)
    interests: list[str] = msgspec.field(default_factory=list)
    said_at: int | None = None
    came_back_at: int | None = None
    replaced: list[Replacement] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return f"{self.meeting}/{self.item}/{self.person}"

    def restate(self, event: StandingAsideRestated, entry: ReadEntry) -> None:
        """Puts it as it was; a time that is not corrected stays."""
        self.replaced.append(replacement(self.how, self.said_at, [], event, entry))
        left_at = event.since or self.left_at
        self.how, self.left_room = event.how, event.left_room if event.how else None
        self.left_at = left_at if event.left_room else None
        self.returned_at = self.returned_at if self.left_room else None
        self.said_at = entry.position
        self.positions.append(entry.position)

    def restate_return(self, event: ReturnRestated, entry: ReadEntry) -> None:
        """Puts when the person came back as it was."""
        was = f"returned at {self.returned_at.isoformat()}" if self.returned_at else None
        self.replaced.append(replacement(was, self.came_back_at, [], event, entry))
        self.returned_at = event.returned_at if self.left_room else None
        self.came_back_at = entry.position
        self.positions.append(entry.position)


class ToldAtMeeting(Document):
    """The interests that a person declared at a meeting."""

    KIND = "interest-told"

    meeting: str
    person: str
    interests: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return f"{self.meeting}/{self.person}"
