"""Composes the minutes of a meeting from what the views hold of it."""

from datetime import datetime

from msgspec.structs import replace

from projections.documents import Documents
from projections.minutes.composing import formalities, people
from projections.minutes.composing.corrections import corrections
from projections.minutes.composing.erased import told
from projections.minutes.composing.interests import declarations
from projections.minutes.composing.items import action, items, other_business
from projections.minutes.composing.names import Names, names_for
from projections.minutes.composing.numbering import labels
from projections.minutes.composing.quorum import quoracy
from projections.minutes.composing.sittings import adjournments, undone_decisions
from projections.minutes.composing.sources import KINDS, NoSuchMeetingError, Sources, gather
from projections.minutes.document import Meeting, Minutes, Record
from projections.views.meeting_items import in_order
from schemas.days import day_in_england

__all__ = ["KINDS", "NoSuchMeetingError", "compose", "composed"]


async def compose(
    documents: Documents,
    meeting: str,
    as_of: datetime,
    *,
    book: str | None = None,
    position: int | None = None,
    minuted_by: str | None = None,
) -> Minutes:
    """The minutes of a meeting as the documents tell them at a moment.

    `book` and `position` say what the documents were made from; `minuted_by` names whoever keeps
    the minutes, which no entry does. Raises `NoSuchMeetingError`.
    """
    sources = await gather(documents, meeting, as_of)
    record = Record(
        book=book, position=position, as_at=as_of, ods_data=sources.partnership.has_ods_data
    )
    return told(composed(sources, record, minuted_by))


def composed(sources: Sources, record: Record, minuted_by: str | None = None) -> Minutes:
    """The same from documents that have been read."""
    names = names_for(sources)
    numbers = labels(sources.record, sources.body)
    held, there = sources.record, sources.attendance
    numbered_items = tuple(items(sources, names, numbers))
    at_items = {one.number for item in numbered_items for one in item.actions}
    raised = tuple(action(one, sources, names) for one in in_order(held.raised))
    return Minutes(
        title=_title(sources),
        body=sources.body.name,
        partnership=sources.partnership.name,
        status="CONFIRMED" if held.approval else "DRAFT",
        version=_version(sources),
        confirmation=formalities.confirmation(sources),
        meeting=_meeting(sources, names, minuted_by),
        present=people.present(there, names) if there else (),
        in_attendance=people.in_attendance(there, names) if there else (),
        apologies=people.apologies(there, names) if there else (),
        quoracy=quoracy(sources, numbers),
        adjournments=adjournments(sources),
        declarations=declarations(sources, names, numbers),
        last_minutes=formalities.last_minutes(sources, names),
        matters_arising=tuple(action(one, sources, names) for one in sources.matters),
        outside_decisions=formalities.outside_decisions(sources, names, numbers),
        undone_decisions=undone_decisions(sources, numbers),
        items=numbered_items,
        other_actions=tuple(one for one in raised if one.number not in at_items),
        other_business=tuple(other_business(sources, names, numbers)),
        next_meeting=formalities.next_meeting(sources),
        record_corrections=corrections(sources, names),
        record=_kept(record, sources),
    )


def _kept(record: Record, sources: Sources) -> Record:
    """With how long the body's record is kept, where the terms of the day say so."""
    terms = sources.body.terms_on(day_in_england(sources.began_at))
    return replace(record, retention=terms.retention) if terms and terms.retention else record


def _title(sources: Sources) -> str:
    kind = "extraordinary meeting of the " if sources.record.is_extraordinary else ""
    return f"Minutes of the {kind}{sources.body.name}"


def _version(sources: Sources) -> int | None:
    """The version approved, else that of the latest draft."""
    record = sources.record
    if record.approval:
        return record.approval.version
    return record.drafts[-1].version if record.drafts else None


def _meeting(sources: Sources, names: Names, minuted_by: str | None) -> Meeting:
    record, there = sources.record, sources.attendance
    return Meeting(
        held_on=formalities.held_on(record),
        started_at=record.opened_at or record.starts_at,
        closed_at=record.closed_at,
        venue=record.venue,
        chaired_by=people.chair(there, names) if there else None,
        minuted_by=minuted_by,
        notice=formalities.notice(record),
    )
