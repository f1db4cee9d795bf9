"""What breaks a meeting off, undoes a decision, or ends a body, as the meeting record keeps it."""

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.views.meeting_course import changed
from projections.views.meeting_documents import BodyOfAction, MeetingBody, no_more_pending
from projections.views.meeting_items import Adjournment, Undone
from projections.views.meeting_outcomes import await_ratification
from schemas.event import Event
from schemas.events.body import BodyDissolved
from schemas.events.decision import DecisionRescinded, DecisionSuperseded
from schemas.events.meeting import MeetingAdjourned, MeetingResumed
from schemas.events.restatement import UndoingRestated

CHANGES = (
    *(MeetingAdjourned, MeetingResumed),
    *(DecisionRescinded, DecisionSuperseded, UndoingRestated, BodyDissolved),
)


def changes_seen(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case MeetingAdjourned() | MeetingResumed():
            _broken_off(rows, event, entry)
        case DecisionRescinded() | DecisionSuperseded():
            _undone(rows, event, entry)
        case UndoingRestated():
            _not_undone(rows, event, entry)
        case BodyDissolved():
            _dissolved(rows, event)
        case _:
            pass


def _broken_off(rows: Rows, event: MeetingAdjourned | MeetingResumed, entry: ReadEntry) -> None:
    """An adjournment that lasts is put off again, or ends."""
    record, at = changed(rows, event.meeting, entry), entry.entry.occurred_at
    lasting = record.adjournments[-1:] if not record.is_going_on else []
    if isinstance(event, MeetingResumed):
        for one in lasting:
            one.resumed_at = at
        return
    if not lasting:
        record.adjournments.append(Adjournment(at=at))
    record.adjournments[-1].resumes_at = event.resumes_at
    record.adjournments[-1].reason = event.reason or record.adjournments[-1].reason


def _undone(rows: Rows, event: DecisionRescinded | DecisionSuperseded, entry: ReadEntry) -> None:
    """Told in the minutes of the meeting that did so; nothing awaits ratification any more."""
    later = event.superseded_by if isinstance(event, DecisionSuperseded) else None
    changed(rows, event.meeting, entry).undone.append(
        Undone(
            decision=event.decision,
            item=event.item,
            by=later,
            was_awaited=no_more_pending(rows, event.body, event.decision),
        )
    )


def _not_undone(rows: Rows, event: UndoingRestated, entry: ReadEntry) -> None:
    """The meeting did not do that: its minutes tell it among the corrections of the record."""
    record = changed(rows, event.meeting, entry)
    taken_back = [one for one in record.undone if one.decision == event.decision]
    record.undone = [one for one in record.undone if one.decision != event.decision]
    if any(one.was_awaited for one in taken_back):
        await_ratification(rows, event.body, event.decision, entry)


def _dissolved(rows: Rows, event: BodyDissolved) -> None:
    """Open actions and ratifications due await the next meeting of the body that takes over."""
    body = rows.require(MeetingBody, event.body)
    body.dissolved_on, body.passed_to = event.on, event.to_body
    if event.to_body:
        heir = rows.require(MeetingBody, event.to_body)
        for action, matter in body.open.items():
            if matter.completed_at is None:
                heir.open[action] = matter.copied()
                heir.open[action].raised_by = matter.raised_by or body.name
                rows.put(BodyOfAction(action=action, body=heir.body))
        heir.pending += body.pending
        heir.names = {**body.names, **heir.names}
        rows.put(heir)
        body.open, body.pending = {}, []
    rows.put(body)
