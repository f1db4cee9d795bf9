"""Items that members are asked about: when each is discussed, by its sittings, as meetings go."""

from datetime import datetime

from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.consultation import Consultation, ConsultedItem, ConsultedMeeting
from projections.reckoning.settling import reconsider
from projections.rows import Rows
from schemas.events.meeting import MeetingAdjourned, MeetingResumed


def adjourned(rows: Rows, event: MeetingAdjourned | MeetingResumed, entry: ReadEntry) -> None:
    """What was not reached is to be discussed when the meeting goes on, if that is known."""
    meeting = rows.require(ConsultedMeeting, event.meeting)
    if isinstance(event, MeetingAdjourned):
        meeting.starts_at = event.resumes_at
    else:
        meeting.starts_at = entry.entry.occurred_at
    meeting.evidence.append(entry.position)
    rows.put(meeting)
    for name in meeting.items:
        item = rows.require(ConsultedItem, name)
        number = item.sitting_at(event.meeting)
        sitting = item.sittings[number]
        if sitting.discussed_at is None and sitting.left is None:
            item.sittings[number] = replace(sitting, starts_at=meeting.starts_at)
            moved(rows, item, entry)


def starts_at(rows: Rows, item: ConsultedItem, meeting: str) -> datetime | None:
    """When a meeting is to start, or to go on; None where that is not known."""
    found = rows.get(ConsultedMeeting, meeting)
    if found is None:
        return None
    rests_on(rows, item, *found.evidence)
    return found.starts_at


def moved(rows: Rows, item: ConsultedItem, entry: ReadEntry) -> None:
    """The item changed: so does what its consultations are measured by."""
    rests_on(rows, item, entry.position)
    rows.put(item)
    for one in item.consultations:
        consultation = rows.require(Consultation, one)
        consultation.sittings, consultation.attached = list(item.sittings), list(item.attached)
    reconsider(rows, item.item)


def rests_on(rows: Rows, item: ConsultedItem, *positions: int) -> None:
    item.evidence.extend(positions)
    for one in item.consultations:
        consultation = rows.require(Consultation, one)
        consultation.rests_on(*positions)
        rows.put(consultation)
