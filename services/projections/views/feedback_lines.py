"""The feedback register's lines, a PCN each, and what they come to for one decision."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.working_time import CLOSES, moment_after, working_minutes_between
from projections.register import Line
from projections.views.feedback_documents import Basis, Delivery, Feedback, Recipient
from schemas.days import ENGLAND
from schemas.values import Channel

Told: TypeAlias = Literal[
    "in-time",
    "late",
    "unproven",
    "due",
    "left-in-the-dark",
    "no-longer-member",
    "told-besides",
    "recorded-by-mistake",
]
"""`unproven`: delivered in time as recorded, but recorded only after the standard had passed, so
that nothing proves it. `due`: not told, and the standard has not passed. `told-besides`: told,
though not among those who were to be told; `recorded-by-mistake`: it was not told after all."""

SummaryVerdict: TypeAlias = Literal[
    "all-in-time", "not-all-in-time", "not-proven", "not-yet-due", "nobody-to-tell"
]


NOT_COUNTED: tuple[Told, ...] = ("no-longer-member", "told-besides", "recorded-by-mistake")


class FeedbackLine(Line):
    """One organisation and one decision. `working_minutes` run from the decision to delivery."""

    number: str
    decision: str
    item: str | None
    organisation: str
    name: str | None
    told: Told
    working_minutes: int | None
    standard_hours: int
    decided_at: datetime
    delivered_at: datetime | None
    channel: Channel | None
    acknowledged_at: datetime | None
    queried_at: datetime | None
    answered_at: datetime | None
    question: str | None
    answer: str | None
    message: str | None
    unknown: str | None


class FeedbackSummary(msgspec.Struct, kw_only=True):
    """Whether everybody was told of one decision, promptly and at the same time.

    Counts are of PCNs that were to be told and still could be. Minutes are of working time, from
    the decision to delivery, of those who were told; p50 and p90 by nearest rank. The spread is
    the working time between the first delivery and the last.
    """

    decision: str
    number: str
    verdict: SummaryVerdict
    basis: Basis
    standard_hours: int
    to_be_told: int
    told: int
    in_time: int
    acknowledged: int
    left_in_the_dark: list[str]
    late: list[str]
    unproven: list[str]
    due: list[str]
    p50_minutes: int | None
    p90_minutes: int | None
    spread_minutes: int | None
    first_told_at: datetime | None
    last_told_at: datetime | None
    own_pcns: list[str]
    own_pcn_heard_first: bool | None
    as_of: datetime
    unknown: str | None
    evidence: list[int]


def lines(feedback: Feedback, as_of: datetime) -> Iterable[FeedbackLine]:
    return [_line(feedback, recipient, as_of) for recipient in feedback.recipients]


def _line(feedback: Feedback, one: Recipient, as_of: datetime) -> FeedbackLine:
    first = one.first_delivery(feedback.decided_at)
    query = one.queries[0] if one.queries else None
    return FeedbackLine(
        number=feedback.number,
        decision=feedback.decision,
        item=feedback.item,
        organisation=one.organisation,
        name=one.name,
        told=_told(feedback, one, as_of),
        working_minutes=_minutes(feedback, first) if first else None,
        standard_hours=feedback.standard_hours,
        decided_at=feedback.decided_at,
        delivered_at=first.delivered_at if first else None,
        channel=first.channel if first else None,
        acknowledged_at=one.acknowledged_at,
        queried_at=query.asked_at if query else None,
        answered_at=query.answered_at if query else None,
        question=query.question if query else None,
        answer=query.answer if query else None,
        message=first.message if first else None,
        unknown=" ".join(_unknown(feedback, one)) or None,
        evidence=sorted({*feedback.evidence, *one.evidence}),
    )


def _minutes(feedback: Feedback, delivery: Delivery) -> int:
    return working_minutes_between(feedback.decided_at, delivery.delivered_at)


def _passes_at(feedback: Feedback) -> datetime:
    """From this moment on, more than the standard has passed; it is kept in whole minutes."""
    return moment_after(feedback.decided_at, feedback.standard_hours * 60 + 1)


def _told(feedback: Feedback, one: Recipient, as_of: datetime) -> Told:
    passes_at = _passes_at(feedback)
    possible = [d for d in one.deliveries if d.delivered_at >= feedback.decided_at]
    if not one.is_to_be_told:
        return "told-besides" if one.deliveries else "recorded-by-mistake"
    if any(max(d.delivered_at, d.recorded_at) < passes_at for d in possible):
        return "in-time"
    if any(d.delivered_at < passes_at for d in possible):
        return "unproven"
    if possible:
        return "late"
    if _left_before(one, passes_at):
        return "no-longer-member"
    return "due" if as_of < passes_at else "left-in-the-dark"


def _left_before(one: Recipient, passes_at: datetime) -> bool:
    """Its membership ended before the standard passed, and nobody took its place."""
    if one.left_on is None or one.successors:
        return False
    day_after = one.left_on + timedelta(days=1)
    return datetime.combine(day_after, CLOSES.min, ENGLAND) <= passes_at


def _unknown(feedback: Feedback, one: Recipient) -> Iterator[str]:
    if any(delivery.delivered_at < feedback.decided_at for delivery in one.deliveries):
        yield "A delivery is dated before the decision; it is not counted."
    if one.withdrawn:
        yield "A delivery had been recorded by mistake; it is not counted."
    first = one.first_delivery(feedback.decided_at)
    if first and first.organisation != one.organisation:
        yield f"It was told through its successor {first.organisation}."
    if first and first.recorded_at >= _passes_at(feedback) > first.delivered_at:
        yield "The delivery was recorded only after the standard had passed."
    if feedback.is_standard_assumed:
        yield "No terms of reference were in force; the usual standard is assumed."


def summary(feedback: Feedback, as_of: datetime) -> FeedbackSummary:
    """What the lines of one decision come to at the moment of asking."""
    by_told: dict[Told, list[str]] = {}
    for one in feedback.recipients:
        by_told.setdefault(_told(feedback, one, as_of), []).append(one.organisation)
    counted = [one for one in feedback.recipients if _told(feedback, one, as_of) not in NOT_COUNTED]
    firsts = [f for one in counted if (f := one.first_delivery(feedback.decided_at))]
    times = sorted(first.delivered_at for first in firsts)
    minutes = sorted(_minutes(feedback, first) for first in firsts)
    return FeedbackSummary(
        decision=feedback.decision,
        number=feedback.number,
        verdict=_verdict(by_told, len(counted)),
        basis=feedback.basis,
        standard_hours=feedback.standard_hours,
        to_be_told=len(counted),
        told=len(firsts),
        in_time=len(by_told.get("in-time", [])),
        acknowledged=sum(one.acknowledged_at is not None for one in counted),
        left_in_the_dark=by_told.get("left-in-the-dark", []),
        late=by_told.get("late", []),
        unproven=by_told.get("unproven", []),
        due=by_told.get("due", []),
        p50_minutes=_nearest_rank(minutes, 50),
        p90_minutes=_nearest_rank(minutes, 90),
        spread_minutes=working_minutes_between(times[0], times[-1]) if times else None,
        first_told_at=times[0] if times else None,
        last_told_at=times[-1] if times else None,
        own_pcns=feedback.own_pcns,
        own_pcn_heard_first=_own_heard_first(feedback, counted),
        as_of=as_of,
        unknown=" ".join(dict.fromkeys(u for r in counted for u in _unknown(feedback, r))) or None,
        evidence=sorted({*feedback.evidence, *(p for r in counted for p in r.evidence)}),
    )


def _verdict(by_told: dict[Told, list[str]], counted: int) -> SummaryVerdict:
    if counted == 0:
        return "nobody-to-tell"
    if len(by_told.get("in-time", [])) == counted:
        return "all-in-time"
    if by_told.get("late") or by_told.get("left-in-the-dark"):
        return "not-all-in-time"
    return "not-proven" if by_told.get("unproven") else "not-yet-due"


def _nearest_rank(ordered: list[int], percent: int) -> int | None:
    """The smallest value that so many per cent of the values do not exceed."""
    if not ordered:
        return None
    return ordered[-(-percent * len(ordered) // 100) - 1]


def _own_heard_first(feedback: Feedback, counted: list[Recipient]) -> bool | None:
    """Whether a representative's own PCN heard before every other; None if that has no answer."""
    heard: dict[bool, list[datetime]] = {True: [], False: []}
    for one in counted:
        if first := one.first_delivery(feedback.decided_at):
            heard[one.organisation in feedback.own_pcns].append(first.delivered_at)
    is_alone = all(one.organisation in feedback.own_pcns for one in counted)
    if is_alone or not feedback.own_pcns or not (heard[True] or heard[False]):
        return None
    return bool(heard[True]) and (not heard[False] or min(heard[True]) < min(heard[False]))
