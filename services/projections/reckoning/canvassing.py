"""Where each place of an electorate stands: reached in good time or not, answered or silent."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.consultation import Consultation
from projections.reckoning.voices import Delivery, Voice
from projections.reckoning.working_time import working_days_between

CanvassState: TypeAlias = Literal[
    "responded", "declined", "silent", "awaiting", "late-notice", "not-reached", "exempt"
]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the electorate at the moment of asking.

    `delivery` is the one that reached it in good time, else the first. `notice_working_days` are
    the clear working days from it to the discussion, `window_working_days` those to the end of the
    window; None where there is no delivery, or the discussion has no date.
    """

    state: CanvassState
    is_reached: bool
    delivery: Delivery | None
    notice_working_days: int | None
    window_working_days: int | None
    unknown: list[str]


def standing(consultation: Consultation, voice: Voice, as_of: datetime) -> Standing:
    """What can be said of one place, and what cannot."""
    in_time = [d for d in voice.deliveries if is_in_good_time(consultation, d, as_of)]
    delivery = next(iter(in_time or voice.deliveries), None)
    start = consultation.discussion
    notice = working_days_between(delivery.delivered_at, start.at) if delivery and start else None
    return Standing(
        state=_state(consultation, voice, as_of, is_reached=bool(in_time)),
        is_reached=bool(in_time),
        delivery=delivery,
        notice_working_days=notice,
        window_working_days=_window(consultation, delivery) if delivery else None,
        unknown=list(_unknown(consultation, voice, as_of, is_reached=bool(in_time))),
    )


def is_in_good_time(consultation: Consultation, delivery: Delivery, as_of: datetime) -> bool:
    """Delivered so many clear working days before the discussion, with so many to answer in.

    A delivery written down after the discussion proves nothing. Where the discussion has no date
    it is still to come, so the notice is at least that up to now.
    """
    start = consultation.discussion
    before = start.at if start else as_of
    return (
        (start is None or delivery.recorded_at < before)
        and working_days_between(delivery.delivered_at, before) >= consultation.lead_working_days
        and _window(consultation, delivery) >= consultation.window_working_days
    )


def _window(consultation: Consultation, delivery: Delivery) -> int:
    start = consultation.discussion
    ends_at = consultation.window_known_at(start.at if start else None)
    return working_days_between(delivery.delivered_at, ends_at)


def _state(
    consultation: Consultation, voice: Voice, as_of: datetime, *, is_reached: bool
) -> CanvassState:
    if voice.answer:
        return "declined" if voice.answer.view == "declined" else "responded"
    if voice.is_exempt:
        return "exempt"
    if not voice.deliveries:
        return "not-reached"
    if is_reached:
        return "silent" if _is_silent(consultation, voice, as_of) else "awaiting"
    return "awaiting" if consultation.discussion is None else "late-notice"


def _is_silent(consultation: Consultation, voice: Voice, as_of: datetime) -> bool:
    """Only once nobody and nothing can be the reason but itself: never accuse falsely."""
    return (
        consultation.window_ends_at <= as_of
        and consultation.withdrawn_at is None
        and consultation.item_left is None
        and not voice.split_into
        and not _successor_answered(consultation, voice, as_of)
        and not _is_back_unasked(consultation, voice, as_of)
    )


def _successor_answered(consultation: Consultation, voice: Voice, as_of: datetime) -> bool:
    """The successor answered in its own place of the electorate, if not in this one."""
    place = consultation.place_of(voice, as_of)
    holder = place.successor if place else None
    return any(one.organisation == holder and one.answer for one in consultation.voices)


def _is_back_unasked(consultation: Consultation, voice: Voice, as_of: datetime) -> bool:
    """It stands in its own place, and only others were asked in good time while it was away."""
    is_itself = consultation.place_of(voice, as_of) is None
    in_time = [d for d in voice.deliveries if is_in_good_time(consultation, d, as_of)]
    return is_itself and all(one.to != voice.organisation for one in in_time)


def _unknown(
    consultation: Consultation, voice: Voice, as_of: datetime, *, is_reached: bool
) -> Iterator[str]:
    start = consultation.discussion
    place = consultation.place_of(voice, as_of)
    if place:
        yield f"{voice.organisation} closed; {place.successor} holds its place."
    elif voice.answer and voice.answer.by != voice.organisation:
        yield f"{voice.answer.by} answered while it held its place."
    if voice.split_into:
        holder = consultation.holder_of(voice, as_of)
        yield f"{holder} was split into {', '.join(voice.split_into)}: no answer is owed."
    if not is_reached and start and any(d.recorded_at >= start.at for d in voice.deliveries):
        yield "A delivery was recorded only after the discussion: that proves no notice."
    if not is_reached and start is None and voice.deliveries:
        yield "The discussion has no date: whether notice is good cannot be said yet."
    yield from _unknown_answer(consultation, voice, as_of, is_reached=is_reached)


def _unknown_answer(
    consultation: Consultation, voice: Voice, as_of: datetime, *, is_reached: bool
) -> Iterator[str]:
    start, answer, left = consultation.discussion, voice.answer, consultation.item_left
    if answer is None and voice.carried:
        yield f"Its answer in round {voice.carried.round} was to the papers as they were then."
    if voice.mistaken:
        yield "Its answer had been recorded wrongly, and was corrected."
    if answer and answer.view is None:
        yield "It took its answer back and holds none."
    elif answer and start and start.at <= as_of and not answer.is_ahead_of(start.at):
        yield "It answered, or its answer was recorded, after the discussion had started."
    if answer is None and is_reached and consultation.withdrawn_at:
        yield "The consultation was withdrawn: no answer is owed."
    elif answer is None and is_reached and left:
        yield f"The item was {left.left} before the window was over: no answer is owed."
    if answer is None and is_reached and _successor_answered(consultation, voice, as_of):
        yield f"{consultation.holder_of(voice, as_of)} answered in its own place."
    elif answer is None and is_reached and _is_back_unasked(consultation, voice, as_of):
        yield "It joined again, and only its successor had been asked: no answer is owed."
