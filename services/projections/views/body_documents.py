"""What the register of bodies keeps: a body with its terms and seats, and what it left open."""

from datetime import date

import msgspec

from projections.documents import Document
from schemas.events.body import BodyDissolved
from schemas.values import Authority, BodyKind, DecisionRule, Quorum, RetentionClass


class Terms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A version of the terms of reference, as it was adopted."""

    version: int
    effective_on: date
    authority: Authority
    quorum: Quorum
    rule: DecisionRule
    numbering: str
    notice_working_days: int
    canvass_lead_working_days: int
    canvass_window_working_days: int
    reminder_working_days: int
    feedback_working_hours: int
    has_casting_vote: bool = False
    retention: RetentionClass | None = None
    accountable_to: str | None = None


class LeftOpen(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What was open when the body was dissolved, by id; and what of it was settled since."""

    actions: list[str] = []
    ratifications: list[str] = []
    consultations: list[str] = []
    items: list[str] = []
    settled: list[str] = []

    @property
    def matters(self) -> list[str]:
        """Each with what it is, for example `action:a1`."""
        kinds = ("action", "decision", "consultation", "item")
        lists = (self.actions, self.ratifications, self.consultations, self.items)
        pairs = zip(kinds, lists, strict=True)
        return [f"{kind}:{name}" for kind, names in pairs for name in names]

    @property
    def still_open(self) -> list[str]:
        return [one for one in self.matters if one not in self.settled]


class Body(Document):
    """A body as it stands; its seats each with their last day, if they have one."""

    KIND = "body"

    body: str
    name: str
    kind: BodyKind
    constituted_on: date
    terms: list[Terms] = msgspec.field(default_factory=list)
    seats: dict[str, date | None] = msgspec.field(default_factory=dict)
    dissolved_on: date | None = None
    passed_to: str | None = None
    reason: str | None = None
    left_open: LeftOpen = msgspec.field(default_factory=LeftOpen)
    took_over_from: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.body

    def about(self) -> list[str]:
        others = [self.passed_to] if self.passed_to else []
        return [f"body:{one}" for one in (self.body, *others, *self.took_over_from)]

    def terms_on(self, day: date) -> Terms | None:
        in_force = [one for one in self.terms if one.effective_on <= day]
        return max(in_force, key=lambda one: (one.effective_on, one.version), default=None)

    def dissolve(self, event: BodyDissolved) -> None:
        self.dissolved_on, self.passed_to, self.reason = event.on, event.to_body, event.reason
        self.left_open = LeftOpen(
            actions=list(event.actions),
            ratifications=list(event.ratifications),
            consultations=list(event.consultations),
            items=list(event.items),
        )


class LeftMatter(Document):
    """An action, decision, consultation or item, and the dissolved bodies that left it open."""

    KIND = "body-left-open"

    matter: str
    bodies: list[str]

    def key(self) -> str:
        return self.matter
