"""Which meetings were held, and with how much notice?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from projections.notice import GivenBy, NoticeFound, NoticeState
from projections.register import Line, Register
from projections.views.meeting_documents import MeetingRecord
from projections.views.meeting_record import view
from projections.working_time import day_in_england


class MeetingLine(Line):
    """One meeting and its notice.

    Notice are the clear working days of England between the day on which the agenda first went
    out (the call, where no agenda went out before the start) and the day of the meeting; the terms
    in force on that day say how many are required. `short` says no more than that they were fewer.
    `not-proven`: it was written down only after the meeting was to start.
    """

    meeting: str
    body: str
    held_on: date
    starts_at: datetime
    is_extraordinary: bool
    called_at: datetime
    agenda_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None
    notice: NoticeState
    notice_given_by: GivenBy
    notice_working_days: int
    notice_required: int | None
    unknown: str | None


def lines(record: MeetingRecord, _as_of: datetime) -> Iterable[MeetingLine]:
    found, notice = record.notice.found(record.starts_at), record.notice
    yield MeetingLine(
        meeting=record.meeting,
        body=record.body,
        held_on=day_in_england(record.starts_at),
        starts_at=record.starts_at,
        is_extraordinary=record.is_extraordinary,
        called_at=notice.called.at,
        agenda_at=notice.agenda.at if notice.agenda else None,
        opened_at=record.opened_at,
        closed_at=record.closed_at,
        cancelled_at=record.cancelled_at,
        notice=found.state,
        notice_given_by=found.given_by,
        notice_working_days=found.working_days,
        notice_required=found.required,
        unknown=" ".join(_unknown(found)) or None,
        evidence=record.evidence,
    )


def _unknown(found: NoticeFound) -> Iterator[str]:
    if found.state == "unknown":
        yield "No terms of reference were in force on the day: what notice they ask is not known."
    if found.given_by == "call":
        yield "No agenda is recorded as sent before the start: notice is counted from the call."
    if found.state == "not-proven":
        yield "The notice was recorded only after the meeting was to start."


register = Register(
    name="meetings",
    title="Meetings and their notice",
    view=view,
    kind=MeetingRecord,
    line=MeetingLine,
    lines=lines,
    filters=("item",),
)
