"""Which bodies are there, by what authority; and of those that are no more, who took over?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.body_documents import Body, LeftMatter, Terms
from projections.views.body_lines import BodyLine, lines
from schemas.event import Event
from schemas.events import (
    contact,
    correction,
    feedback,
    mandate,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.body import (
    BodyConstituted,
    BodyDissolved,
    SeatConstituencyChanged,
    SeatCreated,
    SeatRetired,
    TermsAdopted,
)
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationWithdrawn,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
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
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)
from schemas.events.restatement import UndoingRestated

_SETTLING: dict[type[Event], str] = {
    ActionCompleted: "action",
    DecisionRatified: "decision",
    RatificationRefused: "decision",
    DecisionRescinded: "decision",
    DecisionSuperseded: "decision",
    ConsultationClosed: "consultation",
    ConsultationWithdrawn: "consultation",
    ItemTabled: "item",
    ItemWithdrawn: "item",
}
"""What settles a matter that a dissolved body left open, and what kind of matter that is."""


view = View(
    "body-register",
    documents=(Body, LeftMatter),
    without_texts_of=(ActionCompleted, ItemTabled),
    ignores=(
        *(SeatConstituencyChanged, ActionRaised, ActionUpdated),
        *(ConsultationOpened, OrganisationCanvassed, ReminderSent, ConsultationExtended),
        *(ViewSubmitted, ViewRevised, ViewWithdrawn),
        *(DecisionTaken, DecisionTakenOutsideMeeting),
        *(MeetingCalled, AgendaPublished, PaperAttached, MeetingCancelled, MeetingOpened),
        *(AttendanceRecorded, ApologiesReceived, InterestDeclared),
        *(MemberRecused, MemberExcluded, MemberReturned, ItemDiscussed, ItemDeferred),
        *(MeetingAdjourned, MeetingResumed, MeetingClosed),
        *(contact, correction, feedback, mandate, minutes, motion, opportunity, partnership),
        *(poll, record, representation),
        *(restatement.StandingAsideRestated, restatement.ReturnRestated),
        *(restatement.RulingRestated, restatement.CastingVoteRestated, restatement.DissentRestated),
        *(restatement.RatificationRestated, restatement.AwardRestated),
    ),
)


@view.on(BodyConstituted)
def constituted(rows: Rows, event: BodyConstituted, entry: ReadEntry) -> None:
    rows.put(
        Body(
            body=event.body,
            name=event.name,
            kind=event.kind,
            constituted_on=event.on,
            evidence=[entry.position],
        )
    )


def _changed(rows: Rows, name: str, entry: ReadEntry) -> Body:
    body = rows.require(Body, name)
    body.evidence.append(entry.position)
    rows.put(body)
    return body


@view.on(TermsAdopted)
def adopted(rows: Rows, event: TermsAdopted, entry: ReadEntry) -> None:
    _changed(rows, event.body, entry).terms.append(
        Terms(
            version=event.version,
            effective_on=event.effective_on,
            authority=event.authority,
            quorum=event.quorum,
            rule=event.rule,
            numbering=event.numbering,
            notice_working_days=event.notice_working_days,
            canvass_lead_working_days=event.canvass_lead_working_days,
            canvass_window_working_days=event.canvass_window_working_days,
            reminder_working_days=event.reminder_working_days,
            feedback_working_hours=event.feedback_working_hours,
            has_casting_vote=event.has_casting_vote,
            retention=event.retention,
            accountable_to=event.accountable_to,
        )
    )


@view.on(SeatCreated)
def seat_created(rows: Rows, event: SeatCreated, entry: ReadEntry) -> None:
    _changed(rows, event.body, entry).seats[event.seat] = None


@view.on(SeatRetired)
def seat_retired(rows: Rows, event: SeatRetired, entry: ReadEntry) -> None:
    _changed(rows, event.body, entry).seats[event.seat] = event.on


@view.on(BodyDissolved)
def dissolved(rows: Rows, event: BodyDissolved, entry: ReadEntry) -> None:
    body = _changed(rows, event.body, entry)
    body.dissolve(event)
    if event.to_body:
        _changed(rows, event.to_body, entry).took_over_from.append(event.body)
    for matter in body.left_open.matters:
        left = rows.get(LeftMatter, matter) or LeftMatter(matter=matter, bodies=[])
        left.bodies.append(event.body)
        rows.put(left)


def settled(rows: Rows, event: Event, entry: ReadEntry) -> None:
    kind = _SETTLING[type(event)]
    matter = f"{kind}:{getattr(event, kind)}"
    left = rows.get(LeftMatter, matter)
    for name in left.bodies if left else ():
        if matter in rows.require(Body, name).left_open.still_open:
            _changed(rows, name, entry).left_open.settled.append(matter)


view.on(*_SETTLING)(settled)


@view.on(UndoingRestated)
def reopened(rows: Rows, event: UndoingRestated, entry: ReadEntry) -> None:
    """A decision that was not undone after all is to be ratified still, where it was."""
    left = rows.get(LeftMatter, matter := f"decision:{event.decision}")
    for name in left.bodies if left else ():
        settled_ = rows.require(Body, name).left_open.settled
        if matter in settled_:
            open_ = _changed(rows, name, entry).left_open
            open_.settled = [one for one in settled_ if one != matter]


register = Register(
    name="bodies",
    title="Register of bodies",
    view=view,
    kind=Body,
    line=BodyLine,
    lines=lines,
    filters=("body",),
)
