"""The formal parts of the minutes: last minutes, matters outside meetings, the next meeting."""

from datetime import date
from typing import Literal

from msgspec import UNSET, UnsetType

from projections.minutes.business import Minute
from projections.minutes.composing.items import minute
from projections.minutes.composing.names import Names
from projections.minutes.composing.numbering import Label, labels
from projections.minutes.composing.sources import Sources
from projections.minutes.document import (
    Confirmation,
    GivenNotice,
    LastMinutes,
    NextMeeting,
    OutsideDecision,
    PastCorrection,
)
from projections.minutes.wording import short_day
from projections.views.decision_documents import Decision
from projections.views.meeting_documents import MeetingRecord
from schemas.counting import counted
from schemas.days import day_in_england


def confirmation(sources: Sources) -> Confirmation | None:
    """The later meeting that approved these minutes; such approvals have no number of their own."""
    if sources.record.approval is None:
        return None
    return Confirmation(held_on=held_on(sources.approving) if sources.approving else None)


def held_on(record: MeetingRecord) -> date:
    return day_in_england(record.opened_at or record.starts_at)


def notice(record: MeetingRecord) -> GivenNotice | UnsetType:
    """What notice the meeting had, where the terms of the day ask for any."""
    found = record.notice.found(record.starts_at)
    if not found.required:
        return UNSET
    return GivenNotice(
        given_by=found.given_by,
        given_on=day_in_england(found.given_at),
        working_days=found.working_days,
        required=found.required,
        state=found.state,
    )


def last_minutes(sources: Sources, names: Names) -> LastMinutes:
    """What became of the last meeting's minutes here, and of those of meetings before it."""
    approved = [sources.earlier[one] for one in sources.record.approved if one in sources.earlier]
    known = {*sources.record.approved}
    before = [one for one in sources.earlier.values() if one.meeting not in known]
    last = max([*approved, *before], key=lambda one: one.starts_at, default=None)
    if last is None:
        return LastMinutes(outcome="There is no earlier meeting on the record.")
    made = _past_corrections(sources, last, names) if last in approved else ()
    return LastMinutes(
        held_on=held_on(last),
        outcome=_outcome(sources, last, approved, len(made)),
        corrections=made,
    )


def _outcome(
    sources: Sources, last: MeetingRecord, approved: list[MeetingRecord], made: int
) -> str | None:
    if last not in approved:
        was_closed = sources.record.closed_at is not None
        said = "Not approved at this meeting" if was_closed else None
    else:
        said = "Approved as a correct record"
        if made:
            said += f", subject to {counted(made, 'correction')}"
    others = [short_day(held_on(one)) for one in approved if one is not last]
    if said and others:
        said += f". Minutes of {', '.join(others)} were approved as well"
    return said


def _past_corrections(
    sources: Sources, last: MeetingRecord, names: Names
) -> tuple[PastCorrection, ...]:
    found = labels(last, sources.body)
    written = {
        found[item.item].paragraph(said.paragraph): said.text
        for item in last.in_order()
        for said in item.discussion
    }
    numbers = dict.fromkeys(one.paragraph for one in last.corrections)
    minutes = (minute(last, number, written.get(number), names) for number in numbers)
    return tuple(change for one in minutes for change in _changes(one))


def _changes(one: Minute) -> list[PastCorrection]:
    """Each correction of a paragraph: what it said before, and what after."""
    after = [*(made.was for made in one.corrections[1:]), one.text]
    return [
        PastCorrection(paragraph=one.number, was=made.was, becomes=becomes, reason=made.reason)
        for made, becomes in zip(one.corrections, after, strict=True)
    ]


def outside_decisions(
    sources: Sources, names: Names, numbers: dict[str, Label]
) -> tuple[OutsideDecision, ...]:
    return tuple(_outside(sources, one, names, numbers) for one in sources.outside)


def _outside(
    sources: Sources, one: Decision, names: Names, numbers: dict[str, Label]
) -> OutsideDecision:
    ratification = one.ratification
    here = ratification and ratification.meeting == sources.record.meeting
    item = ratification.item if ratification and here else None
    return OutsideDecision(
        number=one.number,
        decided_on=day_in_england(one.decided_at),
        route=one.route if one.route != "in-meeting" else None,
        decided_by=names.person(one.person),
        outcome=one.outcome,
        text=one.text,
        reason=one.reason,
        amount_pence=one.amount_pence,
        ratification=_ratification(sources, one),
        ratified_by=numbers[item].number if item in numbers else None,
    )


def _ratification(
    sources: Sources, one: Decision
) -> Literal["ratified", "refused", "awaited", "overdue", "rescinded", "superseded"]:
    """As this meeting left it: what a later one did is told in the minutes of that."""
    found = one.ratification
    if found and found.outcome and found.meeting == sources.record.meeting:
        return found.outcome
    if one.ended and one.ended.meeting == sources.record.meeting:
        return one.ended.how
    was_open = sources.record.closed_at is None
    return "awaited" if was_open or one.decided_at >= sources.began_at else "overdue"


def next_meeting(sources: Sources) -> NextMeeting | None:
    """As announced at the close; else the next that has been called."""
    announced = sources.record.next_meeting_at
    called = sources.body.next_after(sources.began_at)
    starts_at = announced or (called.starts_at if called else None)
    if starts_at is None:
        return None
    day = day_in_england(starts_at)
    same_day = [one for one in sources.body.meetings if day_in_england(one.starts_at) == day]
    return NextMeeting(
        held_on=day, starts_at=starts_at, venue=same_day[0].venue if same_day else None
    )
