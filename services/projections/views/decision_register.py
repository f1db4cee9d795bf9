"""What was decided, by what vote, under what authority, and where?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.decision_course import COURSE, ItemCourse, course_changed, course_of
from projections.views.decision_documents import (
    DecidedItem,
    DecidedMotion,
    DecidingBody,
    Decision,
)
from projections.views.decision_lines import DecisionLine, lines
from projections.views.decision_standing import STANDING, standing_changed
from projections.views.decision_votes import VOTES, votes_changed
from projections.views.ratification import Ratification
from projections.views.ratification_line import await_anew
from schemas.events import (
    action,
    consultation,
    correction,
    feedback,
    mandate,
    minutes,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.body import (
    BodyConstituted,
    SeatConstituencyChanged,
    SeatCreated,
    SeatRetired,
    TermsAdopted,
)
from schemas.events.correction import DecisionRestated
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
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    MemberReturned,
    PaperAttached,
)
from schemas.events.motion import MotionSeconded
from schemas.events.restatement import RatificationRestated

view = View(
    "decision-register",
    documents=(Decision, DecidingBody, DecidedItem, DecidedMotion, ItemCourse),
    without_texts_of=(ItemDiscussed,),
    ignores=(
        *(poll, restatement.ReturnRestated, restatement.AwardRestated),
        *(correction.AttendanceWithdrawn, correction.DeclarationWithdrawn),
        *(correction.CanvassRedated, correction.CanvassWithdrawn, correction.ViewRestated),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        opportunity,
        *(SeatConstituencyChanged, SeatRetired, TermsAdopted),
        *(AgendaPublished, PaperAttached, AttendanceRecorded, ApologiesReceived),
        *(InterestDeclared, MemberReturned, ItemDeferred, ItemWithdrawn),
        *(MeetingAdjourned, MeetingResumed),
        *(MotionSeconded, action, consultation, feedback, mandate),
        *(minutes, partnership, record, representation),
    ),
)
view.on(*COURSE)(course_changed)
view.on(*STANDING)(standing_changed)
view.on(*VOTES)(votes_changed)


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
    rows: Rows,
    event: MeetingCalled | MeetingCancelled | MeetingOpened | MeetingClosed,
    entry: ReadEntry,
) -> None:
    body = rows.require(DecidingBody, event.body)
    body.see(event, entry)
    rows.put(body)
    for pending in body.pending:
        decision = rows.require(Decision, pending)
        decision.schedule(body.meetings)
        rows.put(decision)


view.on(MeetingCalled)(meeting_changed)
view.on(MeetingCancelled)(meeting_changed)
view.on(MeetingOpened)(meeting_changed)
view.on(MeetingClosed)(meeting_changed)


@view.on(ItemTabled)
def tabled(rows: Rows, event: ItemTabled, _entry: ReadEntry) -> None:
    rows.put(DecidedItem(item=event.item, body=event.body, title=event.title))


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
        course=course_of(rows, event),
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
    if not ratification.replaced:
        ratification.position = entry.position
    decision.ratification = ratification
    decision.evidence.append(entry.position)
    rows.put(decision)
    body = rows.require(DecidingBody, event.body)
    body.pending = [one for one in body.pending if one != event.decision]
    rows.put(body)


view.on(DecisionRatified)(ratified)
view.on(RatificationRefused)(ratified)


@view.on(RatificationRestated)
def ratification_restated(rows: Rows, event: RatificationRestated, entry: ReadEntry) -> None:
    """Without an outcome it awaits a meeting again, and those that passed without one count."""
    decision = rows.require(Decision, event.decision)
    decision.ratification = decision.ratification or Ratification()
    decision.ratification.restate(event, entry)
    await_anew(rows, decision)
    decision.evidence.append(entry.position)
    rows.put(decision)


@view.on(DecisionRestated)
def restated(rows: Rows, event: DecisionRestated, entry: ReadEntry) -> None:
    decision = rows.require(Decision, event.decision)
    decision.restate(event, entry)
    rows.put(decision)


register = Register(
    name="decisions",
    title="Decision register",
    view=view,
    kind=Decision,
    line=DecisionLine,
    lines=lines,
    filters=("body", "meeting", "item", "motion"),
)
