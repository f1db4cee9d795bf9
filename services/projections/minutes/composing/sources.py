"""Everything that the minutes of one meeting are made from, read once."""

from dataclasses import dataclass
from datetime import datetime

from projections.documents import D, Document, Documents
from projections.reckoning.consultation import Consultation
from projections.reckoning.mandated_motion import MandatedMotion
from projections.reckoning.motion_record import VotedMotion
from projections.views.attendance_documents import Attendance
from projections.views.correction_documents import Correction, corrections_about
from projections.views.decision_documents import Decision
from projections.views.interest_documents import Interest
from projections.views.mandate_documents import RegisteredMandate
from projections.views.meeting_documents import MeetingBody, MeetingPartnership, MeetingRecord
from projections.views.meeting_items import ItemRecord, Matter, in_order

_PAGE = 100
KINDS: tuple[type[Document], ...] = (
    *(MeetingRecord, MeetingBody, MeetingPartnership, Attendance, Interest, Decision, VotedMotion),
    *(MandatedMotion, RegisteredMandate, Consultation, Correction),
)
"""All that is read: no other view is needed to compose minutes."""


class NoSuchMeetingError(LookupError):
    """The book holds no meeting of that id."""


@dataclass(frozen=True)
class Sources:
    """The documents behind one meeting's minutes, and the moment that they are asked at.

    `motions`, `mandated`, `consultations` and `mandates` are by item; `mandates` are those given
    for the item or applied to a vote on it. `earlier` are the records of the last meeting and of
    those whose minutes this one approved; `approving` is that of the one that approved these.
    `corrections` are those of the meeting, its votes and its decisions.
    """

    as_of: datetime
    record: MeetingRecord
    body: MeetingBody
    partnership: MeetingPartnership
    attendance: Attendance | None
    interests: list[Interest]
    items: list[ItemRecord]
    decisions: dict[str, Decision]
    motions: dict[str, list[VotedMotion]]
    mandated: dict[str, list[MandatedMotion]]
    consultations: dict[str, list[Consultation]]
    mandates: dict[str, list[RegisteredMandate]]
    earlier: dict[str, MeetingRecord]
    approving: MeetingRecord | None
    corrections: list[Correction]

    @property
    def began_at(self) -> datetime:
        return self.record.opened_at or self.record.starts_at

    @property
    def matters(self) -> list[Matter]:
        """Actions of earlier meetings: what awaits one that has not been opened yet."""
        is_opened = self.record.opened_at is not None
        return in_order(self.record.matters if is_opened else self.body.open)

    @property
    def outside(self) -> list[Decision]:
        """Decisions taken outside meetings that this one had, or has, before it.

        Not one that had been undone, though its ratification was found to be none since.
        """
        found = (self.decisions.get(one) for one in _outside(self.record, self.body))
        return [one for one in found if one and not (one.ended and one.ended.at < self.began_at)]


async def gather(documents: Documents, meeting: str, as_of: datetime) -> Sources:
    """Reads the sources. Raises `NoSuchMeetingError`."""
    record = await documents.get(MeetingRecord, meeting)
    body = await documents.get(MeetingBody, record.body) if record else None
    if record is None or body is None:
        raise NoSuchMeetingError(meeting)
    items = record.in_order()
    mandated = {one.item: await _found(documents, MandatedMotion, one.motions) for one in items}
    decided = [one.decision for item in items for one in item.decided]
    undone = [name for one in record.undone for name in (one.decision, one.by) if name]
    named = dict.fromkeys([*decided, *_outside(record, body), *undone])
    decisions = await _found(documents, Decision, list(named))
    approving = record.approval.meeting if record.approval else None
    return Sources(
        as_of=as_of,
        record=record,
        body=body,
        partnership=await _partnership(documents),
        attendance=await documents.get(Attendance, meeting),
        interests=await _every(documents, Interest, f"meeting:{meeting}"),
        items=items,
        decisions={one.decision: one for one in decisions},
        motions={one.item: await _found(documents, VotedMotion, one.motions) for one in items},
        mandated=mandated,
        consultations={
            one.item: await _every(documents, Consultation, f"item:{one.item}") for one in items
        },
        mandates={item: await _mandates(documents, item, put) for item, put in mandated.items()},
        earlier=await _earlier(documents, record, body),
        approving=await documents.get(MeetingRecord, approving) if approving else None,
        corrections=await corrections_about(
            documents,
            (
                f"meeting:{meeting}",
                *(f"motion:{motion}" for item in items for motion in item.motions),
                *(f"decision:{one.decision}" for one in decisions),
            ),
        ),
    )


def _outside(record: MeetingRecord, body: MeetingBody) -> list[str]:
    return record.outside if record.opened_at else body.pending


async def _partnership(documents: Documents) -> MeetingPartnership:
    found = await documents.get(MeetingPartnership, MeetingPartnership.KEY)
    return found or MeetingPartnership()


async def _earlier(
    documents: Documents, record: MeetingRecord, body: MeetingBody
) -> dict[str, MeetingRecord]:
    """A meeting that has not been opened comes after the one opened last."""
    last = record.previous if record.opened_at else body.latest
    wanted = dict.fromkeys([*([last] if last else []), *record.approved])
    found = await _found(documents, MeetingRecord, list(wanted))
    return {one.meeting: one for one in found}


async def _mandates(
    documents: Documents, item: str, put: list[MandatedMotion]
) -> list[RegisteredMandate]:
    given = await _every(documents, RegisteredMandate, f"item:{item}")
    judgements = (j for one in put for seat in one.seats.values() for j in seat.judgements.values())
    known = {one.key() for one in given}
    applied = dict.fromkeys(j.mandate for j in judgements if j.mandate and j.mandate not in known)
    return given + await _found(documents, RegisteredMandate, list(applied))


async def _found(documents: Documents, kind: type[D], keys: list[str]) -> list[D]:
    """The documents of these keys that there are."""
    read = [await documents.get(kind, key) for key in keys]
    return [one for one in read if one is not None]


async def _every(documents: Documents, kind: type[D], about: str) -> list[D]:
    """All documents about one thing, page by page."""
    found: list[D] = []
    after: tuple[str, str] | None = None
    while page := await documents.page(kind, about=(about,), after=after, limit=_PAGE):
        found += page
        after = (page[-1].sort(), page[-1].key())
    return found
