"""Is a PCN's position what its own practices came to, by its own rule?"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeAlias

from eventlog.reading import ReadEntry
from projections.reckoning.polling import Evidenced, WhyNone, evidenced
from projections.register import Line, Register
from projections.rows import Rows
from projections.view import View
from projections.views.poll_documents import Poll, PollsOfPcn, Said, Submitted
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
    restatement,
)
from schemas.events.consultation import ViewRevised, ViewSubmitted, ViewWithdrawn
from schemas.events.correction import ViewRestated
from schemas.events.partnership import MemberJoined, MemberSucceeded
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import PollRuleKind, ViewPosition

Answering: TypeAlias = ViewSubmitted | ViewRevised | ViewWithdrawn | ViewRestated


class PollLine(Line):
    """One poll: what a PCN's practices came to, beside what the PCN submitted.

    Counts are of practices, or of registered patients where the rule weighs by list size.
    `why_none` says why no position can be derived. `successor` took the place of the PCN that
    opened it, and what it submitted counts.
    """

    poll: str
    consultation: str
    item: str
    organisation: str
    successor: str | None
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
    documents=(Poll, Submitted, PollsOfPcn),
    without_texts_of=(consultation, correction, PracticeAnswered),
    ignores=(
        restatement,
        *(consultation.ConsultationOpened, consultation.ConsultationExtended),
        *(consultation.ConsultationClosed, consultation.ConsultationWithdrawn),
        *(consultation.OrganisationCanvassed, consultation.ReminderSent),
        *(correction.AttendanceWithdrawn, correction.DeclarationWithdrawn),
        *(correction.CanvassRedated, correction.CanvassWithdrawn, correction.DecisionRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(action, body, contact, decision, feedback, mandate, meeting, minutes, motion),
        *(opportunity, record, representation),
        *(partnership.PartnershipEstablished, partnership.MemberLeft),
        *(partnership.MemberRenamed, partnership.MemberTransferred, partnership.MemberSplit),
        *(partnership.ListSizePublished, partnership.ReferenceDataImported),
    ),
)


@view.on(PollOpened)
def opened(rows: Rows, event: PollOpened, entry: ReadEntry) -> None:
    said = _said(rows, event.consultation, event.organisation)
    said.polls.append(event.poll)
    own = _polls_of(rows, event.organisation)
    own.polls.append(event.poll)
    rows.put(own)
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
        if not isinstance(event, ViewRestated):
            poll.derived_then = poll.derived().position
        poll.evidence.append(entry.position)
        rows.put(poll)


view.on(ViewSubmitted)(submitted)
view.on(ViewRevised)(submitted)
view.on(ViewWithdrawn)(submitted)
view.on(ViewRestated)(submitted)


@view.on(MemberSucceeded)
def succeeded(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    """A PCN's polls that led to no answer yet pass to the one that took its place."""
    heir = _polls_of(rows, event.successor)
    for name in _polls_of(rows, event.organisation).polls:
        poll = rows.require(Poll, name)
        if poll.closed_at is None or poll.submitted is None:
            poll.passed_to.append(event.successor)
            poll.evidence.append(entry.position)
            rows.put(poll)
            heir.polls.append(name)
            _said(rows, poll.consultation, event.successor).polls.append(name)
    rows.put(heir)


@view.on(MemberJoined)
def joined(rows: Rows, event: MemberJoined, entry: ReadEntry) -> None:
    """What had passed on from a PCN that joins again is its own from then on, as far as it got."""
    own = rows.get(PollsOfPcn, event.organisation)
    for name in own.polls if own and event.within is None else ():
        poll = rows.require(Poll, name)
        holders = [poll.organisation, *poll.passed_to]
        kept = holders[: holders.index(event.organisation) + 1]
        for one in holders[len(kept) :]:
            _lets_go(rows, one, poll)
            poll.evidence.append(entry.position)
        poll.passed_to = kept[1:]
        rows.put(poll)


def _lets_go(rows: Rows, organisation: str, poll: Poll) -> None:
    """What this one submits from now on is not held against the poll."""
    for kept in (_polls_of(rows, organisation), _said(rows, poll.consultation, organisation)):
        kept.polls = [one for one in kept.polls if one != poll.poll]
        if isinstance(kept, PollsOfPcn):
            rows.put(kept)


def _polls_of(rows: Rows, organisation: str) -> PollsOfPcn:
    return rows.get(PollsOfPcn, organisation) or PollsOfPcn(organisation=organisation)


def _said(rows: Rows, consultation_: str, organisation: str) -> Said:
    """For the caller to change; its document is put."""
    rows.put(found := rows.get(Submitted, consultation_) or Submitted(consultation=consultation_))
    return found.by_organisation.setdefault(organisation, Said())


def lines(poll: Poll, as_of: datetime) -> Iterable[PollLine]:
    found = poll.derived()
    is_over = poll.closed_at is not None or poll.closes_at <= as_of
    yield PollLine(
        poll=poll.poll,
        consultation=poll.consultation,
        item=poll.item,
        organisation=poll.organisation,
        successor=poll.passed_to[-1] if poll.passed_to else None,
        rule=poll.rule.kind,
        verdict=evidenced(found, poll.submitted, poll.derived_then) if is_over else "open",
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
