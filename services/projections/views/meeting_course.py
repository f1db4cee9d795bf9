"""The course of a meeting: the fold of its calling, agenda, items and discussion."""

from typing import TypeAlias

from eventlog.reading import ReadEntry
from projections.reckoning.notice import Notice, sent
from projections.rows import Rows
from projections.views.meeting_documents import (
    Called,
    MeetingBody,
    MeetingOfItem,
    MeetingRecord,
)
from projections.views.meeting_items import ItemRecord, Paper, Said
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.meeting import (
    AgendaPublished,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    PaperAttached,
)
from schemas.events.motion import MotionMoved, VotingOpened

_OfItem: TypeAlias = (
    PaperAttached | ItemDiscussed | ItemDeferred | ItemWithdrawn | MotionMoved | VotingOpened
)
COURSE = (
    MeetingCancelled,
    *(MeetingCalled, AgendaPublished, MeetingOpened, MeetingClosed, ItemTabled),
    *(PaperAttached, ItemDiscussed, ItemDeferred, ItemWithdrawn, MotionMoved, VotingOpened),
)


def course_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case MeetingCalled():
            _called(rows, event, entry)
        case MeetingCancelled():
            _cancelled(rows, event, entry)
        case AgendaPublished():
            record = changed(rows, event.meeting, entry)
            record.agenda = list(event.items)
            record.notice.publish(entry)
        case MeetingOpened():
            _opened(rows, event, entry)
        case MeetingClosed():
            _closed(rows, event, entry)
        case ItemTabled():
            _tabled(rows, event, entry)
        case (
            PaperAttached()
            | ItemDiscussed()
            | ItemDeferred()
            | ItemWithdrawn()
            | MotionMoved()
            | VotingOpened()
        ):
            item = changed(rows, event.meeting, entry).items[event.item]
            _item_changed(item, event, entry)
            item.evidence.append(entry.position)
        case _:
            pass


def changed(rows: Rows, meeting: str, entry: ReadEntry) -> MeetingRecord:
    """The record of a meeting, marked as changed by an entry."""
    record = rows.require(MeetingRecord, meeting)
    record.evidence.append(entry.position)
    rows.put(record)
    return record


def _called(rows: Rows, event: MeetingCalled, entry: ReadEntry) -> None:
    body = rows.require(MeetingBody, event.body)
    called = Called(meeting=event.meeting, starts_at=event.starts_at, venue=event.venue)
    body.meetings.append(called)
    rows.put(body)
    terms = body.terms_on(day_in_england(event.starts_at))
    required = terms.notice_working_days if terms else None
    rows.put(
        MeetingRecord(
            meeting=event.meeting,
            body=event.body,
            starts_at=event.starts_at,
            notice=Notice(called=sent(entry), required=required),
            ends_at=event.ends_at,
            venue=event.venue,
            is_extraordinary=event.is_extraordinary,
            evidence=[entry.position],
        )
    )


def _cancelled(rows: Rows, event: MeetingCancelled, entry: ReadEntry) -> None:
    record = changed(rows, event.meeting, entry)
    record.cancelled_at, record.cancelled_because = entry.entry.occurred_at, event.reason
    body = rows.require(MeetingBody, event.body)
    body.meetings = [one for one in body.meetings if one.meeting != event.meeting]
    rows.put(body)


def _opened(rows: Rows, event: MeetingOpened, entry: ReadEntry) -> None:
    """What awaited this meeting is put before it, as it then stands."""
    record = changed(rows, event.meeting, entry)
    body = rows.require(MeetingBody, event.body)
    record.opened_at = entry.entry.occurred_at
    record.previous = body.latest
    record.matters = {action: matter.copied() for action, matter in body.open.items()}
    record.outside = list(body.pending)
    body.latest = event.meeting
    rows.put(body)


def _closed(rows: Rows, event: MeetingClosed, entry: ReadEntry) -> None:
    record = changed(rows, event.meeting, entry)
    body = rows.require(MeetingBody, event.body)
    record.closed_at = entry.entry.occurred_at
    record.next_meeting_at = event.next_meeting_at
    body.open = {name: one for name, one in body.open.items() if one.completed_at is None}
    rows.put(body)


def _tabled(rows: Rows, event: ItemTabled, entry: ReadEntry) -> None:
    record = changed(rows, event.meeting, entry)
    record.items[event.item] = ItemRecord(
        item=event.item,
        purpose=event.purpose,
        originator_kind=event.originator_kind,
        originator=event.originator,
        topic=event.topic,
        title=event.title,
        summary=event.summary,
        evidence=[entry.position],
    )
    rows.put(MeetingOfItem(item=event.item, meeting=event.meeting))


def _item_changed(item: ItemRecord, event: _OfItem, entry: ReadEntry) -> None:
    match event:
        case PaperAttached():
            paper = Paper(paper=event.paper, sha256=event.sha256, title=event.title)
            item.papers = [*(p for p in item.papers if p.paper != event.paper), paper]
        case ItemDiscussed():
            said_at, position = entry.entry.occurred_at, entry.position
            item.discussion.append(
                Said(
                    paragraph=event.paragraph,
                    text=event.discussion,
                    said_at=said_at,
                    position=position,
                )
            )
        case ItemDeferred():
            item.disposal, item.disposal_reason = "deferred", event.reason
            item.to_meeting = event.to_meeting
        case ItemWithdrawn():
            item.disposal, item.disposal_reason = "withdrawn", event.reason
        case MotionMoved():
            item.motions.append(event.motion)
        case VotingOpened():
            item.voting_opened_at = item.voting_opened_at or entry.entry.occurred_at
