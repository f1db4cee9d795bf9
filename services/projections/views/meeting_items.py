"""What the meeting record keeps of an item, an action, an adjournment, an undone decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from eventlog.reading import ReadEntry
from schemas.events.action import ActionCompleted, ActionUpdated
from schemas.values import ItemPurpose, OriginatorKind


class Paper(msgspec.Struct, kw_only=True):
    """A paper of the item in its latest version, by its digest."""

    paper: str
    sha256: str
    title: str | None


class Said(msgspec.Struct, kw_only=True):
    """A paragraph of discussion; no text where it was erased."""

    paragraph: int
    text: str | None
    said_at: datetime
    position: int


class Numbered(msgspec.Struct, kw_only=True):
    """A decision on the item, and its number."""

    decision: str
    number: str


class ItemRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An item at one meeting: what it was for, what was said, decided, and became of it."""

    item: str
    purpose: ItemPurpose
    originator_kind: OriginatorKind
    originator: str | None = None
    topic: str | None = None
    title: str | None = None
    summary: str | None = None
    papers: list[Paper] = []
    discussion: list[Said] = []
    motions: list[str] = []
    voting_opened_at: datetime | None = None
    decided: list[Numbered] = []
    disposal: Literal["deferred", "withdrawn"] | None = None
    disposal_reason: str | None = None
    to_meeting: str | None = None
    evidence: list[int] = []

    @property
    def taken_at(self) -> datetime | None:
        """When it was dealt with: put to the vote, else first discussed."""
        return self.voting_opened_at or min((one.said_at for one in self.discussion), default=None)


class Adjournment(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The meeting was broken off: when, until when as announced, and when it went on."""

    at: datetime
    resumes_at: datetime | None = None
    resumed_at: datetime | None = None
    reason: str | None = None


class Undone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier decision that the meeting rescinded, or replaced by another one (`by`).

    `was_awaited`: it awaited ratification until then.
    """

    decision: str
    item: str | None = None
    by: str | None = None
    was_awaited: bool = False


class Matter(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An action as it stood. `raised_by` is the dissolved body that it was taken over from."""

    action: str
    number: str
    raised_at: datetime
    raised_by: str | None = None
    item: str | None = None
    organisation: str | None = None
    person: str | None = None
    owner: str | None = None
    text: str | None = None
    due_on: date | None = None
    progress: str | None = None
    completed_at: datetime | None = None
    evidence: list[int] = []

    def copied(self) -> "Matter":
        """The action as it stands now, to be kept beside what becomes of it."""
        return replace(self, evidence=list(self.evidence))

    def see(self, event: ActionUpdated | ActionCompleted, entry: ReadEntry) -> None:
        if isinstance(event, ActionUpdated):
            self.progress = event.progress or self.progress
            self.due_on = event.due_on or self.due_on
        else:
            self.progress = event.note or self.progress
            self.completed_at = entry.entry.occurred_at
        self.evidence.append(entry.position)


def in_order(matters: Mapping[str, Matter]) -> list[Matter]:
    """Actions in the order in which they were raised: an object's keys are stored in none."""
    return sorted(matters.values(), key=lambda one: one.evidence[0])
