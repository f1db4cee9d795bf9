"""Which meetings were held, and with how much notice?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from projections.reckoning.notice import GivenBy, NoticeFound, NoticeState
from projections.register import Line, Register
from projections.views.meeting_documents import MeetingRecord
from projections.views.meeting_record import view
from schemas.days import day_in_england


class MeetingLine(Line):
    """One meeting and its notice.

    Notice are the clear working days of England between the day on which the agenda first went
    out (the call, where no agenda went out before the start) and the day of the meeting; the terms
    in force on that day say how many are required. `short` says no more than that they were fewer.
    `not-proven`: it was written down only after the meeting was to start. A meeting that was
    adjourned has a sitting more each time that it was resumed; the last adjournment is told.
    """

    meeting: str
    body: str
    held_on: date
    starts_at: datetime
    is_extraordinary: bool
    called_at: datetime
    agenda_at: datetime | None
    opened_at: datetime | None
    adjourned_at: datetime | None
    resumes_at: datetime | None
    resumed_at: datetime | None
    sittings: int
    closed_at: datetime | None
    cancelled_at: datetime | None
    notice: NoticeState
    notice_given_by: GivenBy
    notice_working_days: int
    notice_required: int | None
    unknown: str | None


def lines(record: MeetingRecord, _as_of: datetime) -> Iterable[MeetingLine]:
    found, notice = record.notice.found(record.starts_at), record.notice
    last = record.adjournments[-1] if record.adjournments else None
    yield MeetingLine(
        meeting=record.meeting,
        body=record.body,
        held_on=day_in_england(record.starts_at),
        starts_at=record.starts_at,
        is_extraordinary=record.is_extraordinary,
        called_at=notice.called.at,
        agenda_at=notice.agenda.at if notice.agenda else None,
        opened_at=record.opened_at,
        adjourned_at=last.at if last else None,
        resumes_at=last.resumes_at if last else None,
        resumed_at=last.resumed_at if last else None,
        sittings=_sittings(record),
        closed_at=record.closed_at,
        cancelled_at=record.cancelled_at,
        notice=found.state,
        notice_given_by=found.given_by,
        notice_working_days=found.working_days,
        notice_required=found.required,
        unknown=" ".join(_unknown(found, record)) or None,
        evidence=record.evidence,
    )


def _sittings(record: MeetingRecord) -> int:
    if record.opened_at is None:
        return 0
    return 1 + sum(one.resumed_at is not None for one in record.adjournments)


def _unknown(found: NoticeFound, record: MeetingRecord) -> Iterator[str]:
    if not (record.is_going_on or record.closed_at or record.adjournments[-1].resumes_at):
        yield "It was adjourned, and when it resumes is not said."
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
