"""Where each decision was taken, how soon it was disclosed, and whether it was settled before."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, TypeAlias

from projections.reckoning.working_time import working_days_until
from projections.register import Line
from projections.views.decision_documents import Decision, Route, Spoken
from projections.views.decision_lines import (
    RatificationState,
    Where,
    disclosure_lag_minutes,
    ratification_meeting,
    ratification_state,
    where_decided,
)
from schemas.days import day_in_england
from schemas.values import Authority, OutcomeVerb

MINIMAL_PARAGRAPHS = 1
"""So little minuted discussion, or less, is minimal."""
RubberStamp: TypeAlias = Literal["signal", "no-signal", "not-proven"]


class WhereLine(Line):
    """One decision, and where it was taken.

    `untraced`: informally or elsewhere, and no meeting has ratified it. The disclosure lag is the
    working time from a decision outside a meeting to its record; its days count every working day
    after the day of the decision. The rubber-stamp signal is said of decisions in meetings: nobody
    dissented, nothing was amended, at most one paragraph of discussion is minuted, and an earlier
    contact had named the outcome. `not-proven`: that contact was logged only after the decision.
    It is a signal to look, and accuses nobody.
    """

    number: str
    decided_on: date
    body: str
    item: str | None
    title: str | None
    outcome: OutcomeVerb
    authority: Authority
    where: Where
    route: Route
    meeting: str | None
    ratification: RatificationState | None
    ratification_meeting: str | None
    disclosure_lag_minutes: int | None
    disclosure_lag_working_days: int | None
    rubber_stamp: RubberStamp | None
    has_dissent: bool | None
    has_amendment: bool | None
    paragraphs: int | None
    contacts: list[str]
    naming_contacts: list[str]
    decision: str
    unknown: str | None


def lines(decision: Decision, _as_of: datetime) -> Iterable[WhereLine]:
    course, naming = decision.course, _naming(decision)
    is_met = decision.route == "in-meeting"
    yield WhereLine(
        number=decision.number,
        decided_on=day_in_england(decision.decided_at),
        body=decision.body,
        item=decision.item,
        title=decision.title,
        outcome=decision.outcome,
        authority=decision.authority,
        where=where_decided(decision),
        route=decision.route,
        meeting=decision.meeting,
        ratification=ratification_state(decision.ratification) if decision.ratification else None,
        ratification_meeting=(
            ratification_meeting(decision.ratification) if decision.ratification else None
        ),
        disclosure_lag_minutes=disclosure_lag_minutes(decision),
        disclosure_lag_working_days=None if is_met else _lag_days(decision),
        rubber_stamp=_rubber_stamp(decision, naming) if is_met else None,
        has_dissent=_has_dissent(decision) if is_met else None,
        has_amendment=bool(course.amendments) if is_met else None,
        paragraphs=len(course.paragraphs) if is_met else None,
        contacts=[one.contact for one in course.contacts],
        naming_contacts=[one.contact for one in naming],
        decision=decision.decision,
        unknown=" ".join(_unknown(decision, naming)) or None,
        evidence=sorted({*decision.evidence, *course.positions}),
    )


def _naming(decision: Decision) -> list[Spoken]:
    """Contacts before the decision that named its outcome, or an outcome that nobody noted."""
    return [
        one
        for one in decision.course.contacts
        if one.named_outcome
        and one.at < decision.decided_at
        and one.outcome in (None, decision.outcome)
    ]


def _has_dissent(decision: Decision) -> bool:
    against = decision.vote.counts.against.seats if decision.vote else 0
    return against > 0 or bool(decision.course.dissents)


def _rubber_stamp(decision: Decision, naming: list[Spoken]) -> RubberStamp:
    course = decision.course
    was_argued = _has_dissent(decision) or course.amendments
    if was_argued or len(course.paragraphs) > MINIMAL_PARAGRAPHS or not naming:
        return "no-signal"
    is_proven = any(one.recorded_at < decision.recorded_at for one in naming)
    return "signal" if is_proven else "not-proven"


def _lag_days(decision: Decision) -> int:
    return working_days_until(decision.decided_at, decision.recorded_at)


def _unknown(decision: Decision, naming: list[Spoken]) -> Iterator[str]:
    if where_decided(decision) == "untraced":
        yield "Nothing recorded shows a meeting, a resolution or an authority that took it."
    if decision.route != "in-meeting" and decision.item is None:
        yield "No item is named for it, so that contacts about it are known only if they name it."
    if any(one.recorded_at >= decision.recorded_at for one in naming):
        yield "A contact that named the outcome was logged only after the decision."
    if any(one.outcome is None for one in naming):
        yield "Which outcome was named in a contact is not recorded."
