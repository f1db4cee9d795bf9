"""What the decision register keeps: decisions, and what it needs to know to tell of them."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.ballot import Ballot, CastingVote, Counts, SeatAside
from projections.reckoning.ended import Ended
from projections.reckoning.replacement import Replacement
from projections.views.ratification import MeetingTimes, Ratification
from schemas.events.correction import DecisionRestated
from schemas.events.meeting import MeetingCalled, MeetingCancelled, MeetingClosed, MeetingOpened
from schemas.values import (
    Authority,
    CorrectionBasis,
    OutcomeVerb,
    OutsideRoute,
    Ruling,
)

Route: TypeAlias = Literal["in-meeting"] | OutsideRoute


class Vote(msgspec.Struct, kw_only=True):
    """The vote behind a decision: what the live votes add up to beside the chair's ruling."""

    motion: str
    counts: Counts
    text: str | None = None
    is_weighted: bool = False
    casting_vote: CastingVote | None = None
    ruling: Ruling | None = None
    replaced_rulings: list[Replacement] = []


class Wording(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a decision had been recorded, in which entry, and the one that put it right."""

    outcome: OutcomeVerb
    text: str | None
    amount_pence: int | None
    restated_at: datetime
    reason: str | None
    position: int
    replaced_by: int
    basis: CorrectionBasis | None = None


class Spoken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An informal contact about the item or the decision, and when it was logged."""

    contact: str
    at: datetime
    recorded_at: datetime
    position: int
    named_outcome: bool
    outcome: OutcomeVerb | None = None


class Course(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What preceded a decision: positions of discussion, amendments and dissents, and contacts."""

    paragraphs: list[int] = []
    amendments: list[int] = []
    dissents: list[int] = []
    contacts: list[Spoken] = []

    @property
    def positions(self) -> list[int]:
        contacts = [one.position for one in self.contacts]
        return [*self.paragraphs, *self.amendments, *self.dissents, *contacts]


class Decision(Document):
    """A decision as it stands. `meeting` is where it was taken; None outside meetings.

    `position` is that of the entry that recorded it. `replaced` is what had been recorded wrongly,
    the oldest first. `ended` is there once it stands no more; `supersedes` are the decisions that
    it replaced, and `passed_to` the body that took it over to ratify, from one that was dissolved.
    `replaced_endings` had been recorded by mistake.
    """

    KIND = "decision"

    decision: str
    number: str
    body: str
    route: Route
    outcome: OutcomeVerb
    authority: Authority
    decided_at: datetime
    recorded_at: datetime
    position: int
    body_name: str | None = None
    meeting: str | None = None
    item: str | None = None
    title: str | None = None
    motion: str | None = None
    vote: Vote | None = None
    person: str | None = None
    amount_pence: int | None = None
    text: str | None = None
    basis: str | None = None
    reason: str | None = None
    ratification: Ratification | None = None
    replaced: list[Wording] = msgspec.field(default_factory=list)
    course: Course = msgspec.field(default_factory=Course)
    ended: Ended | None = None
    replaced_endings: list[Replacement] = msgspec.field(default_factory=list)
    supersedes: list[str] = msgspec.field(default_factory=list)
    passed_to: str | None = None

    def key(self) -> str:
        return self.decision

    def sort(self) -> str:
        return self.number

    def about(self) -> list[str]:
        ratified_at = self.ratification.meeting if self.ratification else None
        found = [f"meeting:{ratified_at}"] if ratified_at else []
        found += [f"body:{self.passed_to}"] if self.passed_to else []
        subjects = ("body", "meeting", "item", "motion")
        return found + [f"{name}:{value}" for name in subjects if (value := getattr(self, name))]

    @property
    def is_recommendation(self) -> bool:
        return self.authority == "advisory"

    @property
    def current_position(self) -> int:
        """That of the entry, or correction, that says what was decided."""
        return self.replaced[-1].replaced_by if self.replaced else self.position

    def restate(self, event: DecisionRestated, entry: ReadEntry) -> None:
        """What is given stands from now on; what was recorded before stays beside it."""
        self.replaced.append(
            Wording(
                outcome=self.outcome,
                text=self.text,
                amount_pence=self.amount_pence,
                restated_at=entry.entry.occurred_at,
                reason=event.reason,
                position=self.current_position,
                replaced_by=entry.position,
                basis=event.basis,
            )
        )
        self.outcome = event.outcome or self.outcome
        self.text = event.text or self.text
        if event.amount_pence is not None:
            self.amount_pence = event.amount_pence
        self.evidence.append(entry.position)

    def schedule(self, meetings: list[MeetingTimes]) -> None:
        """Says which later meetings passed without settling it, and which comes next."""
        if self.ratification is None:
            return
        closings = self.ratification.schedule(self.decided_at, meetings)
        self.evidence = sorted({*self.evidence, *closings})


class DecidingBody(Document):
    """A body with its meetings and its voting seats; `pending` decisions await ratification.

    Since `dissolved_at` it is no more; `passed_to` took its business over, if a body did.
    """

    KIND = "decision-body"

    body: str
    name: str | None = None
    dissolved_at: datetime | None = None
    passed_to: str | None = None
    meetings: list[MeetingTimes] = msgspec.field(default_factory=list)
    pending: list[str] = msgspec.field(default_factory=list)
    weights: dict[str, int] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.body

    def see(
        self,
        event: MeetingCalled | MeetingCancelled | MeetingOpened | MeetingClosed,
        entry: ReadEntry,
    ) -> None:
        if isinstance(event, MeetingCancelled):
            self.meetings = [one for one in self.meetings if one.meeting != event.meeting]
        if isinstance(event, MeetingCalled):
            self.meetings.append(MeetingTimes(meeting=event.meeting, starts_at=event.starts_at))
        for one in self.meetings:
            if one.meeting != event.meeting:
                continue
            if isinstance(event, MeetingOpened):
                one.opened_at = entry.entry.occurred_at
            if isinstance(event, MeetingClosed):
                one.closed_position = entry.position


class DecidedItem(Document):
    """An item with the seats that stood aside from it, and the motions on it."""

    KIND = "decision-item"

    item: str
    body: str
    title: str | None = None
    aside: dict[str, SeatAside] = msgspec.field(default_factory=dict)
    motions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.item


class DecidedMotion(Document):
    """A motion with its vote, and the decisions that rest on it."""

    KIND = "decision-motion"

    motion: str
    item: str
    ballot: Ballot
    text: str | None = None
    decisions: list[str] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.motion

    def as_vote(self) -> Vote:
        return Vote(
            motion=self.motion,
            counts=self.ballot.counts(),
            text=self.text,
            is_weighted=self.ballot.is_weighted,
            casting_vote=self.ballot.casting_vote,
            ruling=self.ballot.ruling,
            replaced_rulings=self.ballot.replaced_rulings,
        )
