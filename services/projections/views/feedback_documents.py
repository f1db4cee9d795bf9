"""What the feedback register keeps: who is to be told of a decision, and what they were told."""

from datetime import date, datetime
from typing import Literal, TypeAlias

import msgspec

from projections.documents import Document
from projections.reckoning.constituency import Constituency
from projections.reckoning.member_history import Members
from schemas.values import Channel, Term

Basis: TypeAlias = Literal["electorate", "members"]
"""Who is to be told: those who were asked before the item, else the PCNs that are members."""


class Delivery(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Feedback that reached an organisation, and when that was written down."""

    feedback: str
    organisation: str
    delivered_at: datetime
    recorded_at: datetime
    channel: Channel
    message: str | None = None


class Query(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What an organisation asked about feedback, and the answer."""

    feedback: str
    asked_at: datetime
    question: str | None = None
    answered_at: datetime | None = None
    answer: str | None = None


class Recipient(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One organisation and what it was told of the decision.

    `left_on` is the last day of a membership that has ended; `successors` took its place, and
    what reaches them counts for it. `is_to_be_told` is False for those who were told besides;
    `withdrawn` are deliveries recorded by mistake.
    """

    organisation: str
    name: str | None = None
    is_to_be_told: bool = True
    left_on: date | None = None
    successors: list[str] = []
    deliveries: list[Delivery] = []
    withdrawn: list[Delivery] = []
    acknowledged_at: datetime | None = None
    queries: list[Query] = []
    evidence: list[int] = []

    def first_delivery(self, decided_at: datetime) -> Delivery | None:
        """The earliest delivery; one dated before the decision cannot have told of it."""
        possible = [one for one in self.deliveries if one.delivered_at >= decided_at]
        return min(possible, key=lambda one: one.delivered_at, default=None)


class Feedback(Document):
    """Who was told of one decision, when, and what they said to it."""

    KIND = "feedback"

    decision: str
    number: str
    body: str
    decided_at: datetime
    basis: Basis
    standard_hours: int
    item: str | None = None
    is_standard_assumed: bool = False
    own_pcns: list[str] = msgspec.field(default_factory=list)
    recipients: list[Recipient] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.decision

    def sort(self) -> str:
        return self.number

    def about(self) -> list[str]:
        told = [f"organisation:{one.organisation}" for one in self.recipients]
        item = [f"item:{self.item}"] if self.item else []
        return [f"decision:{self.decision}", f"body:{self.body}", *item, *told]

    def recipients_through(self, organisation: str) -> list[Recipient]:
        """Those who are told by telling this organisation: itself, and whose place it took."""
        return [
            one
            for one in self.recipients
            if organisation == one.organisation or organisation in one.successors
        ]


class AwaitedFeedback(Document):
    """The decisions of which an organisation has not been told yet."""

    KIND = "feedback-awaited"

    organisation: str
    decisions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.organisation


class Standard(msgspec.Struct, kw_only=True):
    """The feedback standard of a version of a body's terms, in working hours."""

    version: int
    effective_on: date
    hours: int
    position: int


class Voice(msgspec.Struct, kw_only=True):
    """Somebody who holds a seat, and the organisation that they belong to."""

    person: str
    organisation: str | None
    term: Term
    ended_on: date | None = None

    def is_current(self, day: date) -> bool:
        return self.term.covers(day) and (self.ended_on is None or day <= self.ended_on)


class SpokenFor(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A seat: the organisations that it speaks for, and who has held it."""

    constituency: Constituency = msgspec.field(default_factory=Constituency)
    voices: list[Voice] = []


class TellingBody(Document):
    """A body's feedback standards, and who speaks for PCNs on it."""

    KIND = "feedback-body"

    body: str
    standards: list[Standard] = msgspec.field(default_factory=list)
    seats: dict[str, SpokenFor] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.body

    def standard_on(self, day: date) -> Standard | None:
        in_force = [one for one in self.standards if one.effective_on <= day]
        return max(in_force, key=lambda one: (one.effective_on, one.version), default=None)

    def own_pcns(self, recipients: list[str], day: date) -> list[str]:
        """The recipients that a representative of theirs belongs to, on a day."""
        theirs = set(recipients)
        found = {
            voice.organisation
            for seat in self.seats.values()
            if theirs & set(seat.constituency.on(day))
            for voice in seat.voices
            if voice.is_current(day) and voice.organisation in theirs
        }
        return [one for one in recipients if one in found]


class AskedItem(Document):
    """Who was asked before an item, by consultation; a withdrawn one asks nobody."""

    KIND = "feedback-item"

    item: str
    electorates: dict[str, list[str]] = msgspec.field(default_factory=dict)
    opened: dict[str, int] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.item

    def electorate(self) -> list[str]:
        """Everybody asked, each once, in the order in which the consultations were opened."""
        by_opening = sorted(self.opened, key=self.opened.__getitem__)
        every = (code for name in by_opening for code in self.electorates[name])
        return list(dict.fromkeys(every))


class ToldMembers(Document):
    """The members of the partnership."""

    KIND = "feedback-members"

    members: Members = msgspec.field(default_factory=Members)

    def key(self) -> str:
        return "members"
