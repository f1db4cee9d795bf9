"""Was a consensus reached ahead of time, and who objected?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec

from projections.reckoning.consensus import VOICES, Consensus, by_rule, current
from projections.reckoning.consultation import Consultation
from projections.reckoning.working_time import working_days_between
from projections.register import Line, Register
from projections.views import consultations
from schemas.values import ViewPosition


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """Who opposed, and why (None where no reason was given, or it was erased)."""

    organisation: str
    name: str | None
    reasons: str | None
    evidence: list[int]


class OutcomeLine(Line):
    """The outcome of one consultation, by its own rule.

    A voice is a position: support, support with conditions, or oppose. Who has no view, declined
    or did not answer has none, and silence is not assent. `electorate` leaves out those exempt
    that took none. `reached_at` is since when there was a consensus without a break, and
    `lead_working_days` the clear working days from then to the discussion. As long as the item
    has not been discussed, the outcome is that of the positions so far (`is_final` is false).
    `carried` answered only an earlier round, on other papers: their answers are not counted here;
    `outcome_if_carried` says what the outcome would be if they were.
    """

    consultation: str
    item: str
    round: int
    outcome: Consensus
    outcome_if_carried: Consensus
    is_final: bool
    electorate: int
    voices: int
    support: int
    support_with_conditions: int
    oppose: int
    no_view: int
    declined: int
    carried: list[str]
    objections: list[str]
    reached_at: datetime | None
    lead_working_days: int | None
    discussed_at: datetime | None
    unknown: str | None


def lines(consultation: Consultation, as_of: datetime) -> Iterable[OutcomeLine]:
    start = consultation.discussion
    positions = _positions(consultation)
    reached_at = _reached_at(consultation)
    carried = _carried(consultation)
    with_carried = positions + Counter(carried.values())
    yield OutcomeLine(
        consultation=consultation.consultation,
        item=consultation.item,
        round=consultation.round,
        outcome=by_rule(consultation.rule, _electorate(consultation), positions),
        outcome_if_carried=by_rule(
            consultation.rule, _electorate(consultation, carried), with_carried
        ),
        is_final=start is not None and start.is_actual and start.at <= as_of,
        electorate=_electorate(consultation),
        voices=sum(positions[position] for position in VOICES),
        support=positions["support"],
        support_with_conditions=positions["support-with-conditions"],
        oppose=positions["oppose"],
        no_view=positions["no-view"],
        declined=positions["declined"],
        carried=sorted(carried),
        objections=[one.organisation for one in objections(consultation)],
        reached_at=reached_at,
        lead_working_days=working_days_between(reached_at, start.at)
        if reached_at and start
        else None,
        discussed_at=start.at if start else None,
        unknown=" ".join(_unknown(consultation)) or None,
        evidence=sorted({*consultation.evidence, *_carried_evidence(consultation, carried)}),
    )


def objections(consultation: Consultation) -> list[Objection]:
    """Who opposes when the discussion starts, in the order of the electorate."""
    return [
        Objection(
            organisation=voice.organisation,
            name=voice.name,
            reasons=answer.reasons,
            evidence=voice.evidence,
        )
        for voice, answer in current(consultation)
        if answer.view == "oppose"
    ]


def _positions(consultation: Consultation) -> Counter[ViewPosition]:
    return Counter(a.view for _, a in current(consultation) if a.view is not None)


def _carried(consultation: Consultation) -> dict[str, ViewPosition]:
    """What those who have not answered this round had answered in an earlier one."""
    answered = {voice.organisation for voice, _ in current(consultation)}
    return {
        v.organisation: v.carried.answer.view
        for v in consultation.voices
        if v.organisation not in answered and v.carried and v.carried.answer.view
    }


def _carried_evidence(consultation: Consultation, carried: Collection[str]) -> set[int]:
    found = (v.carried for v in consultation.voices if v.carried and v.organisation in carried)
    return {position for one in found for position in one.evidence}


def _electorate(consultation: Consultation, carried: Collection[str] = ()) -> int:
    heard = {
        voice.organisation for voice, answer in current(consultation) if answer.view in VOICES
    } | set(carried)
    return sum(not v.is_exempt or v.organisation in heard for v in consultation.voices)


def _reached_at(consultation: Consultation) -> datetime | None:
    """Since when there was a consensus that lasted until the discussion."""
    held: dict[str, ViewPosition | None] = {}
    electorate, since = _electorate(consultation), None
    for at, organisation, position in sorted(_given(consultation), key=lambda one: one[0]):
        held[organisation] = position
        now = by_rule(consultation.rule, electorate, Counter(p for p in held.values() if p))
        since = (since or at) if now == "reached" else None
    return since


def _given(consultation: Consultation) -> Iterator[tuple[datetime, str, ViewPosition | None]]:
    """The positions that count, each from when it was given, none before the one it replaced."""
    start = consultation.discussion
    for voice in consultation.voices:
        at = consultation.opened_at
        for answer in voice.answers:
            if start is None or answer.is_ahead_of(start.at):
                at = max(at, answer.answered_at)
                yield at, voice.organisation, None if answer.is_mistaken else answer.view


def _unknown(consultation: Consultation) -> Iterator[str]:
    start = consultation.discussion
    if consultation.withdrawn_at:
        yield "The consultation was withdrawn."
    if start is None:
        yield "The item is on no agenda with a date: these are the positions so far."
        return
    if not start.is_actual:
        yield "No discussion is recorded; its scheduled time stands in for it."
    mistaken = [v.organisation for v in consultation.voices if v.mistaken]
    if mistaken:
        yield f"Recorded wrongly, and corrected: {', '.join(mistaken)}."
    if carried := sorted(_carried(consultation)):
        yield f"Answered only an earlier round, on other papers: {', '.join(carried)}."
    late = [v.organisation for v in consultation.voices if v.answer != v.answer_at(start)]
    if late:
        yield f"Answered or recorded too late to count: {', '.join(late)}."


register = Register(
    name="consensus",
    title="Outcomes of consultations",
    view=consultations.view,
    kind=Consultation,
    line=OutcomeLine,
    lines=lines,
    filters=("item", "organisation"),
)
