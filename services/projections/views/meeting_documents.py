"""What the meeting record keeps: a meeting with its items, and the body that meets."""

from datetime import date, datetime

import msgspec

from projections.documents import Document
from projections.reckoning.ballot import Aside
from projections.reckoning.constituency import Constituency
from projections.reckoning.member_history import Members
from projections.reckoning.notice import Notice
from projections.rows import Rows
from projections.views.meeting_items import Adjournment, ItemRecord, Matter, Undone
from schemas.values import Authority, BodyKind, Capacity, Quorum, RetentionClass, Term


class Draft(msgspec.Struct, kw_only=True):
    """A version of the minutes, made from the book as it stood at a position."""

    version: int
    as_at_position: int
    drafted_at: datetime
    position: int


class Correction(msgspec.Struct, kw_only=True):
    """What a paragraph of the minutes is to read, and on which organisation's behalf."""

    paragraph: str
    text: str | None
    reason: str | None
    corrected_at: datetime
    by: str | None
    position: int


class Approval(msgspec.Struct, kw_only=True):
    """The later meeting that approved the minutes, and which version."""

    meeting: str
    version: int
    approved_at: datetime
    position: int


class Publication(msgspec.Struct, kw_only=True):
    """A version was published; the digest is that of its JSON rendering."""

    version: int
    sha256: str
    published_at: datetime
    position: int


class StandingAside(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A seat that took no part in an item, from when, and when it came back to the meeting."""

    item: str
    seat: str
    person: str
    how: Aside
    at: datetime
    left_room: bool = False
    reason: str | None = None
    returned_at: datetime | None = None
    position: int = 0


class MeetingRecord(Document):
    """One meeting, with its items; `agenda` is their order as published.

    `matters` are the actions of earlier meetings that were open when the last meeting closed,
    `raised` those raised at this one, both as they stood when this one closed. `outside` are
    decisions taken outside meetings that awaited this one, `approved` the earlier meetings whose
    minutes it approved.
    """

    KIND = "meeting-record"

    meeting: str
    body: str
    starts_at: datetime
    notice: Notice
    ends_at: datetime | None = None
    venue: str | None = None
    is_extraordinary: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    next_meeting_at: datetime | None = None
    adjournments: list[Adjournment] = msgspec.field(default_factory=list)
    undone: list[Undone] = msgspec.field(default_factory=list)
    cancelled_at: datetime | None = None
    cancelled_because: str | None = None
    previous: str | None = None
    agenda: list[str] = msgspec.field(default_factory=list)
    items: dict[str, ItemRecord] = msgspec.field(default_factory=dict)
    aside: list[StandingAside] = msgspec.field(default_factory=list)
    matters: dict[str, Matter] = msgspec.field(default_factory=dict)
    raised: dict[str, Matter] = msgspec.field(default_factory=dict)
    outside: list[str] = msgspec.field(default_factory=list)
    drafts: list[Draft] = msgspec.field(default_factory=list)
    corrections: list[Correction] = msgspec.field(default_factory=list)
    approval: Approval | None = None
    approved: list[str] = msgspec.field(default_factory=list)
    publications: list[Publication] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.meeting

    def sort(self) -> str:
        return f"{self.starts_at.isoformat()}/{self.meeting}"

    def about(self) -> list[str]:
        return [f"body:{self.body}", *(f"item:{item}" for item in self.items)]

    def in_order(self) -> list[ItemRecord]:
        """Items as on the agenda, then those tabled later; not those that left before it."""
        tabled = sorted(self.items.values(), key=lambda one: one.evidence[0])
        if not self.agenda:
            return tabled
        on_it = [self.items[one] for one in self.agenda if one in self.items]
        return on_it + [i for i in tabled if i.item not in self.agenda and not i.disposal]

    def matter(self, action: str) -> Matter | None:
        return self.raised.get(action) or self.matters.get(action)

    @property
    def is_going_on(self) -> bool:
        """Not adjourned, or resumed since."""
        return not self.adjournments or self.adjournments[-1].resumed_at is not None

    def was_on(self, at: datetime) -> bool:
        """Whether the meeting had been opened and not closed at a time."""
        is_opened = self.opened_at is not None and self.opened_at <= at
        return is_opened and (self.closed_at is None or at <= self.closed_at)


class TermsInForce(msgspec.Struct, kw_only=True):
    """What a version of the terms of reference says about meetings."""

    version: int
    effective_on: date
    authority: Authority
    quorum: Quorum
    numbering: str
    position: int
    notice_working_days: int = 0
    retention: RetentionClass | None = None


class Tenure(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Somebody holds a seat, or may deputise in it, for a term."""

    person: str
    capacity: Capacity
    term: Term
    role: str | None = None
    organisation: str | None = None


class SeatRecord(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A seat, what it is for, and who has held it or deputised in it."""

    seat: str
    title: str
    category: str
    position: int
    constituency: Constituency = msgspec.field(default_factory=Constituency)
    is_voting: bool = True
    tenures: list[Tenure] = []

    def tenure_of(self, person: str, day: date) -> Tenure | None:
        """The last tenure of a person that covers a day."""
        found = [t for t in self.tenures if t.person == person and t.term.covers(day)]
        return found[-1] if found else None


class Called(msgspec.Struct, kw_only=True):
    """A meeting that the body was called to."""

    meeting: str
    starts_at: datetime
    venue: str | None = None


class MeetingBody(Document):
    """A body: its terms, seats and meetings, and what awaits its next meeting.

    `latest` is the meeting last opened, `open` the actions not completed when that had closed.
    """

    KIND = "meeting-body"

    body: str
    name: str
    kind: BodyKind
    terms: list[TermsInForce] = msgspec.field(default_factory=list)
    seats: dict[str, SeatRecord] = msgspec.field(default_factory=dict)
    names: dict[str, str] = msgspec.field(default_factory=dict)
    meetings: list[Called] = msgspec.field(default_factory=list)
    latest: str | None = None
    open: dict[str, Matter] = msgspec.field(default_factory=dict)
    pending: list[str] = msgspec.field(default_factory=list)
    dissolved_on: date | None = None
    passed_to: str | None = None

    def key(self) -> str:
        return self.body

    def terms_on(self, day: date) -> TermsInForce | None:
        in_force = [one for one in self.terms if one.effective_on <= day]
        return max(in_force, key=lambda one: (one.effective_on, one.version), default=None)

    def next_after(self, at: datetime) -> Called | None:
        """The first meeting that is to start after a time, as far as meetings have been called."""
        later = [one for one in self.meetings if one.starts_at > at]
        return min(later, key=lambda one: one.starts_at, default=None)


def no_more_pending(rows: Rows, name: str | None, decision: str) -> bool:
    """No meeting of a body, nor of those that took over from it, is to ratify a decision.

    Whether one was.
    """
    was_pending = False
    while name:
        body = rows.require(MeetingBody, name)
        was_pending = was_pending or decision in body.pending
        body.pending = [one for one in body.pending if one != decision]
        rows.put(body)
        name = body.passed_to
    return was_pending


class MeetingPartnership(Document):
    """The partnership: its name, its members, and whether ODS data is behind them."""

    KIND = "meeting-partnership"
    KEY = "partnership"

    name: str | None = None
    members: Members = msgspec.field(default_factory=Members)
    has_ods_data: bool = False

    def key(self) -> str:
        return self.KEY


class MeetingOfItem(Document):
    """The meeting at which an item was tabled last."""

    KIND = "meeting-item"

    item: str
    meeting: str

    def key(self) -> str:
        return self.item


class BodyOfAction(Document):
    """The body that an action belongs to."""

    KIND = "meeting-action"

    action: str
    body: str

    def key(self) -> str:
        return self.action
