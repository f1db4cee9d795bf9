"""Bodies, their terms of reference and their seats."""

from datetime import date

from schemas.event import Event, Text
from schemas.values import Authority, BodyKind, DecisionRule, Quorum, RetentionClass


class BodyConstituted(Event, frozen=True):
    """A place board, PCN forum or sub-committee exists from a day on."""

    TOPIC = "body-constituted.v1"
    TAGS = ("body",)

    body: str
    name: str
    kind: BodyKind
    on: date


class TermsAdopted(Event, frozen=True):
    """A version of a body's terms of reference, in force from a day on.

    Durations are in working days and working hours of England. `numbering` is a template with
    `{fy}` (financial year, 2627) and `{n}` (running number), for example `PB/{fy}/{n:03}`.
    `reminder_working_days` are those that a reminder leaves members to answer a consultation in.
    `retention` is how long the body's record is kept, where the terms say so; `accountable_to` the
    body that it answers to, which may rescind its decisions.
    """

    TOPIC = "body-terms-adopted.v1"
    TAGS = ("body",)

    body: str
    version: int
    effective_on: date
    authority: Authority
    quorum: Quorum
    rule: DecisionRule
    numbering: str
    notice_working_days: int
    canvass_lead_working_days: int
    canvass_window_working_days: int
    feedback_working_hours: int
    has_casting_vote: bool = False
    retention: RetentionClass | None = None
    accountable_to: str | None = None
    reminder_working_days: int = 2


class SeatCreated(Event, frozen=True):
    """A voting (or non-voting) place on a body, held for the organisations it speaks for."""

    TOPIC = "body-seat-created.v1"
    TAGS = ("body", "seat")

    body: str
    seat: str
    title: str
    category: str
    constituency: tuple[str, ...] = ()
    is_voting: bool = True
    weight: int = 1


class SeatConstituencyChanged(Event, frozen=True):
    """A seat speaks for these organisations from a day on, and for no others any more."""

    TOPIC = "body-seat-constituency-changed.v1"
    TAGS = ("body", "seat")

    body: str
    seat: str
    constituency: tuple[str, ...]
    on: date


class SeatRetired(Event, frozen=True):
    """A seat is no longer held after a day."""

    TOPIC = "body-seat-retired.v1"
    TAGS = ("body", "seat")

    body: str
    seat: str
    on: date


class BodyDissolved(Event, frozen=True):
    """A body is no more after a day; another one takes over what was open there, if any does.

    Open are: actions not completed, decisions still to be ratified, consultations not closed, and
    items that were deferred and not tabled again. Without `to_body` nobody has taken them over.
    """

    TOPIC = "body-dissolved.v1"
    TAGS = ("body", "to_body")

    body: str
    on: date
    to_body: str | None = None
    actions: tuple[str, ...] = ()
    ratifications: tuple[str, ...] = ()
    consultations: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    reason: Text | None = None
