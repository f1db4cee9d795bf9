"""What was decided, by what vote, under what authority, and where?"""

from eventlog.reading import ReadEntry
from projections.ballot import Ballot, SeatAside
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.decision_documents import (
    DecidedItem,
    DecidedMotion,
    DecidingBody,
    Decision,
    Ratification,
)
from projections.views.decision_lines import DecisionLine, lines
from schemas.events import (
    action,
    consultation,
    feedback,
    mandate,
    minutes,
    partnership,
    record,
    representation,
)
from schemas.events.body import BodyConstituted, SeatCreated, SeatRetired, TermsAdopted
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)

view = View(
    "decision-register",
    documents=(Decision, DecidingBody, DecidedItem, DecidedMotion),
    ignores=(
        *(SeatRetired, TermsAdopted),
        *(AgendaPublished, PaperAttached, AttendanceRecorded, ApologiesReceived),
        *(InterestDeclared, MemberReturned, ItemDiscussed, ItemDeferred, ItemWithdrawn),
        *(MotionSeconded, DissentRecorded),
        *(action, consultation, feedback, mandate),
        *(minutes, partnership, record, representation),
    ),
)


@view.on(BodyConstituted)
def constituted(rows: Rows, event: BodyConstituted, _entry: ReadEntry) -> None:
    rows.put(DecidingBody(body=event.body, name=event.name))


@view.on(SeatCreated)
def seat_created(rows: Rows, event: SeatCreated, _entry: ReadEntry) -> None:
    if event.is_voting:
        body = rows.require(DecidingBody, event.body)
        body.weights[event.seat] = event.weight
        rows.put(body)


def meeting_changed(
    rows: Rows, event: MeetingCalled | MeetingOpened | MeetingClosed, entry: ReadEntry
) -> None:
    body = rows.require(DecidingBody, event.body)
    body.see(event, entry)
    rows.put(body)
    for pending in body.pending:
        decision = rows.require(Decision, pending)
        decision.schedule(body.meetings)
        rows.put(decision)


view.on(MeetingCalled)(meeting_changed)
view.on(MeetingOpened)(meeting_changed)
view.on(MeetingClosed)(meeting_changed)


@view.on(ItemTabled)
def tabled(rows: Rows, event: ItemTabled, _entry: ReadEntry) -> None:
    rows.put(DecidedItem(item=event.item, body=event.body, title=event.title))


def stood_aside(rows: Rows, event: MemberRecused | MemberExcluded, _entry: ReadEntry) -> None:
    item = rows.require(DecidedItem, event.item)
    weight = rows.require(DecidingBody, item.body).weights.get(event.seat)
    if weight is None:
        return
    how = SeatAside(
        how="recused" if isinstance(event, MemberRecused) else "excluded", weight=weight
    )
    item.aside[event.seat] = how
    rows.put(item)
    for name in item.motions:
        moved = rows.require(DecidedMotion, name)
        if moved.ballot.closed_at is None:
            moved.ballot.aside[event.seat] = how
            rows.put(moved)


view.on(MemberRecused)(stood_aside)
view.on(MemberExcluded)(stood_aside)


@view.on(MotionMoved)
def motion_moved(rows: Rows, event: MotionMoved, _entry: ReadEntry) -> None:
    item = rows.require(DecidedItem, event.item)
    item.motions.append(event.motion)
    rows.put(item)
    ballot = Ballot(aside=dict(item.aside))
    rows.put(DecidedMotion(motion=event.motion, item=event.item, text=event.text, ballot=ballot))


@view.on(AmendmentMoved)
def amended(rows: Rows, event: AmendmentMoved, _entry: ReadEntry) -> None:
    moved = rows.require(DecidedMotion, event.motion)
    moved.text = event.text
    rows.put(moved)


def voted(
    rows: Rows,
    event: VotingOpened | VoteCast | VoteCorrected | CastingVoteUsed | VotingClosed,
    entry: ReadEntry,
) -> None:
    moved = rows.require(DecidedMotion, event.motion)
    moved.ballot.see(event, entry)
    moved.evidence.append(entry.position)
    rows.put(moved)
    for one in moved.decisions:
        decision = rows.require(Decision, one)
        decision.vote = moved.as_vote()
        decision.evidence.append(entry.position)
        rows.put(decision)


view.on(VotingOpened)(voted)
view.on(VoteCast)(voted)
view.on(VoteCorrected)(voted)
view.on(CastingVoteUsed)(voted)
view.on(VotingClosed)(voted)


@view.on(DecisionTaken)
def taken(rows: Rows, event: DecisionTaken, entry: ReadEntry) -> None:
    decision = _decision(rows, event, entry)
    decision.meeting, decision.motion, decision.basis = event.meeting, event.motion, event.basis
    if event.motion:
        moved = rows.require(DecidedMotion, event.motion)
        moved.decisions.append(event.decision)
        rows.put(moved)
        decision.vote = moved.as_vote()
        decision.evidence = [*moved.evidence, entry.position]
    rows.put(decision)


@view.on(DecisionTakenOutsideMeeting)
def taken_outside(rows: Rows, event: DecisionTakenOutsideMeeting, entry: ReadEntry) -> None:
    decision = _decision(rows, event, entry)
    decision.route, decision.person, decision.reason = event.route, event.person, event.reason
    decision.ratification = Ratification()
    body = rows.require(DecidingBody, event.body)
    body.pending.append(event.decision)
    decision.schedule(body.meetings)
    rows.put(body)
    rows.put(decision)


def _decision(
    rows: Rows, event: DecisionTaken | DecisionTakenOutsideMeeting, entry: ReadEntry
) -> Decision:
    item = rows.get(DecidedItem, event.item) if event.item else None
    return Decision(
        decision=event.decision,
        number=event.number,
        body=event.body,
        body_name=rows.require(DecidingBody, event.body).name,
        route="in-meeting",
        outcome=event.outcome,
        authority=event.authority,
        decided_at=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        position=entry.position,
        item=event.item,
        title=item.title if item else None,
        amount_pence=event.amount_pence,
        text=event.text,
        evidence=[entry.position],
    )


def ratified(rows: Rows, event: DecisionRatified | RatificationRefused, entry: ReadEntry) -> None:
    decision = rows.require(Decision, event.decision)
    ratification = decision.ratification or Ratification()
    is_refused = isinstance(event, RatificationRefused)
    ratification.outcome = "refused" if is_refused else "ratified"
    ratification.meeting, ratification.item = event.meeting, event.item
    ratification.at = entry.entry.occurred_at
    ratification.motion = event.motion if isinstance(event, DecisionRatified) else None
    ratification.reason = event.reason if isinstance(event, RatificationRefused) else None
    decision.ratification = ratification
    decision.evidence.append(entry.position)
    rows.put(decision)
    body = rows.require(DecidingBody, event.body)
    body.pending = [one for one in body.pending if one != event.decision]
    rows.put(body)


view.on(DecisionRatified)(ratified)
view.on(RatificationRefused)(ratified)

register = Register(
    name="decisions",
    title="Decision register",
    view=view,
    kind=Decision,
    line=DecisionLine,
    lines=lines,
    filters=("body", "meeting", "item", "motion"),
)
