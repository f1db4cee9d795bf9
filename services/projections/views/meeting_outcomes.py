"""What comes of a meeting: the fold of its decisions, actions and minutes."""

from typing import TypeAlias

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.views.meeting_course import changed
from projections.views.meeting_documents import (
    Approval,
    BodyOfAction,
    Correction,
    Draft,
    MeetingBody,
    MeetingOfItem,
    MeetingRecord,
    Publication,
    no_more_pending,
)
from projections.views.meeting_items import Matter, Numbered
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.minutes import (
    MinutesApproved,
    MinutesCorrected,
    MinutesDrafted,
    MinutesPublished,
)
from schemas.events.restatement import RatificationRestated

_Minutes: TypeAlias = MinutesDrafted | MinutesCorrected | MinutesApproved | MinutesPublished
OUTCOMES = (
    *(DecisionTaken, DecisionTakenOutsideMeeting, DecisionRatified, RatificationRefused),
    RatificationRestated,
    *(ActionRaised, ActionUpdated, ActionCompleted),
    *(MinutesDrafted, MinutesCorrected, MinutesApproved, MinutesPublished),
)


def outcomes_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case DecisionTaken():
            item = changed(rows, event.meeting, entry).items[event.item]
            item.decided.append(Numbered(decision=event.decision, number=event.number))
            item.evidence.append(entry.position)
        case DecisionTakenOutsideMeeting():
            _taken_outside(rows, event, entry)
        case DecisionRatified() | RatificationRefused():
            _settled(rows, event, entry)
        case RatificationRestated():
            _resettled(rows, event, entry)
        case ActionRaised():
            _raised(rows, event, entry)
        case ActionUpdated() | ActionCompleted():
            _matter_changed(rows, event, entry)
        case MinutesDrafted() | MinutesCorrected() | MinutesApproved() | MinutesPublished():
            _minutes_changed(changed(rows, event.meeting, entry), event, entry)
            if isinstance(event, MinutesApproved):
                changed(rows, event.approved_at, entry).approved.append(event.meeting)
        case _:
            pass


def _taken_outside(rows: Rows, event: DecisionTakenOutsideMeeting, entry: ReadEntry) -> None:
    await_ratification(rows, event.body, event.decision, entry)


def await_ratification(rows: Rows, name: str, decision: str, entry: ReadEntry) -> None:
    """It awaits the next meeting, of the successor if need be; one in session has it too."""
    body = rows.require(MeetingBody, name)
    while body.passed_to:
        body = rows.require(MeetingBody, body.passed_to)
    if body.dissolved_on or decision in body.pending:
        return
    body.pending.append(decision)
    rows.put(body)
    latest = rows.get(MeetingRecord, body.latest) if body.latest else None
    if latest and latest.closed_at is None and decision not in latest.outside:
        changed(rows, latest.meeting, entry).outside.append(decision)


def _settled(
    rows: Rows,
    event: DecisionRatified | RatificationRefused | RatificationRestated,
    entry: ReadEntry,
) -> None:
    no_more_pending(rows, event.body, event.decision)
    record = changed(rows, event.meeting, entry)
    if event.decision not in record.outside:
        record.outside.append(event.decision)


def _resettled(rows: Rows, event: RatificationRestated, entry: ReadEntry) -> None:
    """A decision that no meeting has settled after all awaits the next one again."""
    if event.outcome is None:
        changed(rows, event.meeting, entry)
        await_ratification(rows, event.body, event.decision, entry)
    else:
        _settled(rows, event, entry)


def _raised(rows: Rows, event: ActionRaised, entry: ReadEntry) -> None:
    matter = Matter(
        action=event.action,
        number=event.number,
        raised_at=entry.entry.occurred_at,
        item=event.item,
        organisation=event.organisation,
        person=event.person,
        owner=event.owner,
        text=event.text,
        due_on=event.due_on,
        evidence=[entry.position],
    )
    body = rows.require(MeetingBody, event.body)
    body.open[event.action] = matter
    rows.put(body)
    rows.put(BodyOfAction(action=event.action, body=event.body))
    if meeting := _raised_at(rows, event, entry):
        changed(rows, meeting, entry).raised[event.action] = matter.copied()


def _raised_at(rows: Rows, event: ActionRaised, entry: ReadEntry) -> str | None:
    """The meeting named, else that of its item, if the action was raised while it lasted."""
    if event.meeting or event.item is None:
        return event.meeting
    tabled = rows.get(MeetingOfItem, event.item)
    record = rows.get(MeetingRecord, tabled.meeting) if tabled else None
    return record.meeting if record and record.was_on(entry.entry.occurred_at) else None


def _matter_changed(rows: Rows, event: ActionUpdated | ActionCompleted, entry: ReadEntry) -> None:
    """In the minutes of a meeting, actions stand as they stood when it closed."""
    body = rows.require(MeetingBody, rows.require(BodyOfAction, event.action).body)
    if matter := body.open.get(event.action):
        matter.see(event, entry)
        rows.put(body)
    latest = rows.get(MeetingRecord, body.latest) if body.latest else None
    is_over = latest and latest.closed_at and latest.closed_at < entry.entry.occurred_at
    if latest and not is_over and (matter := latest.matter(event.action)):
        matter.see(event, entry)
        changed(rows, latest.meeting, entry)


def _minutes_changed(record: MeetingRecord, event: _Minutes, entry: ReadEntry) -> None:
    at, position = entry.entry.occurred_at, entry.position
    match event:
        case MinutesDrafted():
            record.drafts.append(
                Draft(
                    version=event.version,
                    as_at_position=event.as_at_position,
                    drafted_at=at,
                    position=position,
                )
            )
        case MinutesCorrected():
            record.corrections.append(
                Correction(
                    paragraph=event.paragraph,
                    text=event.text,
                    reason=event.reason,
                    corrected_at=at,
                    by=entry.entry.acting_for,
                    position=position,
                )
            )
        case MinutesApproved():
            record.approval = Approval(
                meeting=event.approved_at, version=event.version, approved_at=at, position=position
            )
        case MinutesPublished():
            record.publications.append(
                Publication(
                    version=event.version,
                    sha256=event.sha256,
                    published_at=at,
                    position=position,
                )
            )
