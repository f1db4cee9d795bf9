"""Who took no part in an item of a meeting, and came back to it: the fold of that."""

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.views.meeting_course import changed
from projections.views.meeting_documents import MeetingRecord, StandingAside
from schemas.event import Event
from schemas.events.meeting import MemberExcluded, MemberRecused, MemberReturned
from schemas.events.restatement import ReturnRestated, StandingAsideRestated

PARTS = (
    *(MemberRecused, MemberExcluded, MemberReturned),
    *(StandingAsideRestated, ReturnRestated),
)


def parts_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case MemberRecused() | MemberExcluded():
            changed(rows, event.meeting, entry).aside.append(_stood_aside(event, entry))
        case MemberReturned():
            for one in _of(changed(rows, event.meeting, entry), event.item, event.seat):
                one.returned_at = one.returned_at or entry.entry.occurred_at
        case StandingAsideRestated():
            _restated(changed(rows, event.meeting, entry), event, entry)
        case ReturnRestated():
            for one in _of(changed(rows, event.meeting, entry), event.item, event.seat):
                one.returned_at = event.returned_at
        case _:
            pass


def _of(record: MeetingRecord, item: str, seat: str) -> list[StandingAside]:
    return [one for one in record.aside if (one.item, one.seat) == (item, seat)]


def _stood_aside(event: MemberRecused | MemberExcluded, entry: ReadEntry) -> StandingAside:
    return StandingAside(
        item=event.item,
        seat=event.seat,
        person=event.person,
        how="recused" if isinstance(event, MemberRecused) else "excluded",
        at=entry.entry.occurred_at,
        left_room=event.left_room,
        reason=event.reason,
        position=entry.position,
    )


def _restated(record: MeetingRecord, event: StandingAsideRestated, entry: ReadEntry) -> None:
    """What stands of a seat's part in an item from now on; what is not corrected stays."""
    about = _of(record, event.item, event.seat)
    before = about[-1] if about else None
    record.aside = [one for one in record.aside if one not in about]
    if event.how:
        record.aside.append(
            StandingAside(
                item=event.item,
                seat=event.seat,
                person=event.person,
                how=event.how,
                at=event.since or (before.at if before else entry.entry.occurred_at),
                left_room=event.left_room,
                reason=before.reason if before else None,
                returned_at=before.returned_at if before else None,
                position=entry.position,
            )
        )
