"""Who is to be asked, or reminded, by when? In working days of England, with its bank holidays."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, TypeAlias

from projections.reckoning.canvassing import is_in_good_time
from projections.reckoning.consultation import Consultation
from projections.reckoning.voices import Voice
from projections.reckoning.working_time import latest_day_before
from projections.register import Line, Register
from projections.views import consultations
from schemas.days import day_in_england

Duty: TypeAlias = Literal["ask", "remind"]


class ReminderLine(Line):
    """One organisation that is still to be asked, or to be reminded, while answers are taken.

    To be asked by `due_on`: the last day that leaves the notice before the discussion and the
    window to answer in. To be reminded by `due_on`: asked in good time, without an answer, and as
    many clear working days remain as the terms of reference give. `holder` is whom to write to:
    the successor of one that closed.
    """

    consultation: str
    item: str
    organisation: str
    holder: str
    name: str | None
    duty: Duty
    due_on: date
    is_overdue: bool
    reminders: int
    last_reminded_at: datetime | None
    closes_at: datetime
    unknown: str | None


def lines(consultation: Consultation, as_of: datetime) -> Iterable[ReminderLine]:
    """None once answers are not taken any more, or while the item is on no agenda it was put to."""
    is_off = bool(consultation.sittings) and consultation.sittings[-1].left is not None
    is_over = consultation.closed_at or consultation.withdrawn_at or is_off
    if is_over or consultation.window_ends_at <= as_of:
        return
    for voice in consultation.voices:
        if duty := _duty(consultation, voice, as_of):
            yield _line(consultation, voice, duty, as_of)


def _duty(consultation: Consultation, voice: Voice, as_of: datetime) -> Duty | None:
    if voice.is_exempt or (voice.answer and voice.answer.view):
        return None
    if not any(is_in_good_time(consultation, one, as_of) for one in voice.deliveries):
        return "remind" if voice.deliveries else "ask"
    return "remind"


def _line(consultation: Consultation, voice: Voice, duty: Duty, as_of: datetime) -> ReminderLine:
    due_on = _due_on(consultation, duty)
    is_late = day_in_england(as_of) > due_on
    is_done = duty == "remind" and bool(voice.reminded_at)
    return ReminderLine(
        consultation=consultation.consultation,
        item=consultation.item,
        organisation=voice.organisation,
        holder=consultation.holder_of(voice, as_of),
        name=voice.name,
        duty=duty,
        due_on=due_on,
        is_overdue=is_late and not is_done,
        reminders=len(voice.reminded_at),
        last_reminded_at=voice.reminded_at[-1] if voice.reminded_at else None,
        closes_at=consultation.window_ends_at,
        unknown=" ".join(_unknown(consultation, duty)) or None,
        evidence=sorted({*consultation.basis, *voice.evidence}),
    )


def _due_on(consultation: Consultation, duty: Duty) -> date:
    closes_at, start = consultation.window_ends_at, consultation.discussion
    if duty == "remind":
        return latest_day_before(closes_at, consultation.reminder_working_days)
    for_window = latest_day_before(closes_at, consultation.window_working_days)
    if start is None:
        return for_window
    return min(for_window, latest_day_before(start.at, consultation.lead_working_days))


def _unknown(consultation: Consultation, duty: Duty) -> Iterator[str]:
    if duty == "ask" and consultation.discussion is None:
        yield "The discussion has no date: the notice that it needs cannot be counted yet."


register = Register(
    name="reminders",
    title="Who is to be asked or reminded, and by when",
    view=consultations.view,
    kind=Consultation,
    line=ReminderLine,
    lines=lines,
    filters=("item", "organisation"),
)
