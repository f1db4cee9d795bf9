"""Meetings: their items and papers, who was there, what was declared, what was said."""

from datetime import datetime

from schemas.event import Event, Text
from schemas.values import (
    AttendanceCapacity,
    ConflictManagement,
    InterestKind,
    InterestNature,
    ItemPurpose,
    OriginatorKind,
)


class MeetingCalled(Event, frozen=True):
    """A body is to meet."""

    TOPIC = "meeting-called.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    starts_at: datetime
    ends_at: datetime | None = None
    is_extraordinary: bool = False
    venue: Text | None = None


class ItemTabled(Event, frozen=True):
    """An item is put to a meeting: by whom, what for, and in plain words."""

    TOPIC = "meeting-item-tabled.v1"
    TAGS = ("item", "meeting", "body")

    item: str
    meeting: str
    body: str
    purpose: ItemPurpose
    originator_kind: OriginatorKind
    originator: str | None = None
    topic: str | None = None
    title: Text | None = None
    summary: Text | None = None


class AgendaPublished(Event, frozen=True):
    """The order of items was sent out."""

    TOPIC = "meeting-agenda-published.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    items: tuple[str, ...]


class PaperAttached(Event, frozen=True):
    """A paper belongs to an item, by its digest; the paper itself is kept elsewhere."""

    TOPIC = "meeting-paper-attached.v1"
    TAGS = ("item", "meeting")

    item: str
    meeting: str
    paper: str
    sha256: str
    title: Text | None = None


class MeetingCancelled(Event, frozen=True):
    """A meeting that was called is not held."""

    TOPIC = "meeting-cancelled.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    reason: Text | None = None


class MeetingOpened(Event, frozen=True):
    """The chair opened the meeting."""

    TOPIC = "meeting-opened.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str


class AttendanceRecorded(Event, frozen=True):
    """A person was there, for all or part of the meeting; the latest record of a person holds."""

    TOPIC = "meeting-attendance-recorded.v1"
    TAGS = ("meeting", "person", "seat")

    meeting: str
    person: str
    capacity: AttendanceCapacity
    seat: str | None = None
    organisation: str | None = None
    role: str | None = None
    is_chair: bool = False
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    name: Text | None = None


class ApologiesReceived(Event, frozen=True):
    """A person sent apologies, and perhaps a deputy."""

    TOPIC = "meeting-apologies-received.v1"
    TAGS = ("meeting", "person", "seat")

    meeting: str
    person: str
    seat: str | None = None
    organisation: str | None = None
    role: str | None = None
    deputy: str | None = None
    name: Text | None = None


class InterestDeclared(Event, frozen=True):
    """A person declared an interest at a meeting, and how it is managed."""

    TOPIC = "meeting-interest-declared.v1"
    TAGS = ("meeting", "item", "person", "interest")

    meeting: str
    person: str
    kind: InterestKind
    nature: InterestNature
    management: ConflictManagement
    item: str | None = None
    seat: str | None = None
    interest: str | None = None
    description: Text | None = None


class MemberRecused(Event, frozen=True):
    """A seat takes no part in an item, by its holder's own choice."""

    TOPIC = "meeting-member-recused.v1"
    TAGS = ("item", "meeting", "seat", "person")

    item: str
    meeting: str
    seat: str
    person: str
    left_room: bool = False
    reason: Text | None = None


class MemberExcluded(Event, frozen=True):
    """A seat takes no part in an item, by the chair's ruling."""

    TOPIC = "meeting-member-excluded.v1"
    TAGS = ("item", "meeting", "seat", "person")

    item: str
    meeting: str
    seat: str
    person: str
    left_room: bool = False
    reason: Text | None = None


class MemberReturned(Event, frozen=True):
    """A seat that took no part in an item takes part in the meeting again."""

    TOPIC = "meeting-member-returned.v1"
    TAGS = ("item", "meeting", "seat", "person")

    item: str
    meeting: str
    seat: str
    person: str


class ItemDiscussed(Event, frozen=True):
    """A paragraph of discussion; the first one's `occurred_at` is when the discussion started."""

    TOPIC = "meeting-item-discussed.v1"
    TAGS = ("item", "meeting")

    item: str
    meeting: str
    paragraph: int
    discussion: Text | None = None


class ItemDeferred(Event, frozen=True):
    """An item was put off, perhaps to a named meeting."""

    TOPIC = "meeting-item-deferred.v1"
    TAGS = ("item", "meeting", "to_meeting")

    item: str
    meeting: str
    to_meeting: str | None = None
    reason: Text | None = None


class ItemWithdrawn(Event, frozen=True):
    """An item was taken off the agenda."""

    TOPIC = "meeting-item-withdrawn.v1"
    TAGS = ("item", "meeting")

    item: str
    meeting: str
    reason: Text | None = None


class MeetingAdjourned(Event, frozen=True):
    """The chair broke the meeting off, to go on later or on another day. Its items stay."""

    TOPIC = "meeting-adjourned.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    resumes_at: datetime | None = None
    reason: Text | None = None


class MeetingResumed(Event, frozen=True):
    """The meeting went on where it was broken off: another sitting, whose attendance is anew."""

    TOPIC = "meeting-resumed.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str


class MeetingClosed(Event, frozen=True):
    """The chair closed the meeting."""

    TOPIC = "meeting-closed.v1"
    TAGS = ("meeting", "body")

    meeting: str
    body: str
    next_meeting_at: datetime | None = None
