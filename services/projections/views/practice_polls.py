"""Is a PCN's position what its own practices came to, by its own rule?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.polling import Derived, WhyNone, derived
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    record,
    representation,
)
from schemas.events.consultation import ViewRevised, ViewSubmitted, ViewWithdrawn
from schemas.events.correction import ViewRestated
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import PollRule, PollRuleKind, PracticeListSize, ViewPosition

Answering: TypeAlias = ViewSubmitted | ViewRevised | ViewWithdrawn | ViewRestated
Evidenced: TypeAlias = Literal[
    "evidenced", "other-conditions", "differs", "no-position-derived", "not-submitted", "open"
]
"""*Evidenced*: the PCN submitted what its practices came to. *Other-conditions*: both support it,
only one of them with conditions. *Open*: practices can still answer."""


class Said(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a PCN said in a consultation: its position now (None once taken back), since when."""

    position: ViewPosition | None = None
    polls: list[str] = []
    evidence: list[int] = []


class Submitted(Document):
    """What PCNs said in a consultation, and their polls for it, by PCN."""

    KIND = "poll-submitted"

    consultation: str
    by_organisation: dict[str, Said] = msgspec.field(default_factory=dict)

    def key(self) -> str:
        return self.consultation


class Poll(Document):
    """A poll with the latest answer of each practice, and the position that the PCN submitted."""

    KIND = "poll"

    poll: str
    consultation: str
    item: str
    organisation: str
    rule: PollRule
    practices: list[PracticeListSize]
    opened_at: datetime
    closes_at: datetime
    answers: dict[str, ViewPosition] = msgspec.field(default_factory=dict)
    closed_at: datetime | None = None
    submitted: ViewPosition | None = None

    def key(self) -> str:
        return self.poll

    def sort(self) -> str:
        return f"{self.evidence[0]:012}"

    def about(self) -> list[str]:
        return [f"item:{self.item}", f"organisation:{self.organisation}"]

    def derived(self) -> Derived:
        return derived(self.rule, self.practices, self.answers)


class PollLine(Line):
    """One poll: what a PCN's practices came to, beside what the PCN submitted.

    Counts are of practices, or of registered patients where the rule weighs by list size.
    `why_none` says why no position can be derived.
    """

    poll: str
    consultation: str
    item: str
    organisation: str
    rule: PollRuleKind
    verdict: Evidenced
    derived: ViewPosition | None
    why_none: WhyNone | None
    submitted: ViewPosition | None
    practices: int
    answered: int
    entitled: int
    support: int
    support_with_conditions: int
    oppose: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    unknown: str | None


view = View(
    "practice-polls",
    documents=(Poll, Submitted),
    ignores=(
        *(consultation.ConsultationOpened, consultation.ConsultationExtended),
        *(consultation.ConsultationClosed, consultation.ConsultationWithdrawn),
        *(consultation.OrganisationCanvassed, consultation.ReminderSent),
        *(correction.AttendanceWithdrawn, correction.DeclarationWithdrawn),
        *(correction.CanvassRedated, correction.CanvassWithdrawn, correction.DecisionRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(action, body, contact, decision, feedback, mandate, meeting, minutes, motion),
        *(opportunity, partnership, record, representation),
    ),
)


@view.on(PollOpened)
def opened(rows: Rows, event: PollOpened, entry: ReadEntry) -> None:
    said = _said(rows, event.consultation, event.organisation)
    said.polls.append(event.poll)
    rows.put(
        Poll(
            poll=event.poll,
            consultation=event.consultation,
            item=event.item,
            organisation=event.organisation,
            rule=event.rule,
            practices=list(event.practices),
            opened_at=entry.entry.occurred_at,
            closes_at=event.closes_at,
            submitted=said.position,
            evidence=[entry.position, *said.evidence],
        )
    )


@view.on(PracticeAnswered)
def answered(rows: Rows, event: PracticeAnswered, entry: ReadEntry) -> None:
    poll = rows.require(Poll, event.poll)
    poll.answers[event.practice] = event.position
    poll.evidence.append(entry.position)
    rows.put(poll)


@view.on(PollClosed)
def closed(rows: Rows, event: PollClosed, entry: ReadEntry) -> None:
    poll = rows.require(Poll, event.poll)
    poll.closed_at = entry.entry.occurred_at
    poll.evidence.append(entry.position)
    rows.put(poll)


def submitted(rows: Rows, event: Answering, entry: ReadEntry) -> None:
    said = _said(rows, event.consultation, event.organisation)
    said.position = None if isinstance(event, ViewWithdrawn) else event.position
    said.evidence.append(entry.position)
    for name in said.polls:
        poll = rows.require(Poll, name)
        poll.submitted = said.position
        poll.evidence.append(entry.position)
        rows.put(poll)


view.on(ViewSubmitted)(submitted)
view.on(ViewRevised)(submitted)
view.on(ViewWithdrawn)(submitted)
view.on(ViewRestated)(submitted)


def _said(rows: Rows, consultation_: str, organisation: str) -> Said:
    """For the caller to change; its document is put."""
    found = rows.get(Submitted, consultation_) or Submitted(consultation=consultation_)
    rows.put(found)
    return found.by_organisation.setdefault(organisation, Said())


def lines(poll: Poll, as_of: datetime) -> Iterable[PollLine]:
    found = poll.derived()
    is_over = poll.closed_at is not None or poll.closes_at <= as_of
    yield PollLine(
        poll=poll.poll,
        consultation=poll.consultation,
        item=poll.item,
        organisation=poll.organisation,
        rule=poll.rule.kind,
        verdict=_verdict(found, poll.submitted) if is_over else "open",
        derived=found.position,
        why_none=found.why_none,
        submitted=poll.submitted,
        practices=len(poll.practices),
        answered=len(poll.answers),
        entitled=found.entitled,
        support=found.support,
        support_with_conditions=found.support_with_conditions,
        oppose=found.oppose,
        opened_at=poll.opened_at,
        closes_at=poll.closes_at,
        closed_at=poll.closed_at,
        unknown=" ".join(_unknown(poll)) or None,
        evidence=sorted(set(poll.evidence)),
    )


def _verdict(found: Derived, said: ViewPosition | None) -> Evidenced:
    if said is None:
        return "not-submitted"
    if found.position is None:
        return "no-position-derived"
    if found.position == said:
        return "evidenced"
    sides = {"support", "support-with-conditions"}
    return "other-conditions" if {found.position, said} == sides else "differs"


def _unknown(poll: Poll) -> Iterator[str]:
    if silent := [p.practice for p in poll.practices if p.practice not in poll.answers]:
        yield f"No answer of {', '.join(silent)} is recorded."
    if unsized := [p.practice for p in poll.practices if p.patients is None]:
        yield f"Registered patients are not known of {', '.join(unsized)}."


register = Register(
    name="polls",
    title="What practices told their PCN, beside what it submitted",
    view=view,
    kind=Poll,
    line=PollLine,
    lines=lines,
    filters=("item", "organisation"),
)
