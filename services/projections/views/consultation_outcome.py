"""Was a consensus reached ahead of time, and who objected?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.consultation import Consultation
from projections.register import Line, Register
from projections.views import consultations
from projections.voices import Answer, Voice
from projections.working_time import working_days_between
from schemas.values import ConsensusRule, Share, ViewPosition

Consensus: TypeAlias = Literal["reached", "not-reached", "too-few-voices"]
"""Whether the rule is met by the positions current when the discussion starts."""

VOICES: tuple[ViewPosition, ...] = ("support", "support-with-conditions", "oppose")


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
    """

    consultation: str
    item: str
    round: int
    outcome: Consensus
    is_final: bool
    electorate: int
    voices: int
    support: int
    support_with_conditions: int
    oppose: int
    no_view: int
    declined: int
    objections: list[str]
    reached_at: datetime | None
    lead_working_days: int | None
    discussed_at: datetime | None
    unknown: str | None


def by_rule(rule: ConsensusRule, electorate: int, positions: Counter[ViewPosition]) -> Consensus:
    """Enough voices of the electorate, enough support among them, few enough objections. Exact."""
    voices = sum(positions[position] for position in VOICES)
    support = voices - positions["oppose"]
    if not voices or not _is_share(voices, electorate, rule.voices_at_least):
        return "too-few-voices"
    is_opposed = rule.objections_at_most is not None and (
        positions["oppose"] > rule.objections_at_most
    )
    is_supported = _is_share(support, voices, rule.support_at_least)
    return "reached" if is_supported and not is_opposed else "not-reached"


def _is_share(part: int, whole: int, at_least: Share) -> bool:
    return part * at_least.denominator >= at_least.numerator * whole


def lines(consultation: Consultation, as_of: datetime) -> Iterable[OutcomeLine]:
    start = consultation.discussion
    positions = _positions(consultation)
    reached_at = _reached_at(consultation)
    yield OutcomeLine(
        consultation=consultation.consultation,
        item=consultation.item,
        round=consultation.round,
        outcome=by_rule(consultation.rule, _electorate(consultation), positions),
        is_final=start is not None and start.is_actual and start.at <= as_of,
        electorate=_electorate(consultation),
        voices=sum(positions[position] for position in VOICES),
        support=positions["support"],
        support_with_conditions=positions["support-with-conditions"],
        oppose=positions["oppose"],
        no_view=positions["no-view"],
        declined=positions["declined"],
        objections=[one.organisation for one in objections(consultation)],
        reached_at=reached_at,
        lead_working_days=working_days_between(reached_at, start.at)
        if reached_at and start
        else None,
        discussed_at=start.at if start else None,
        unknown=" ".join(_unknown(consultation)) or None,
        evidence=sorted(set(consultation.evidence)),
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
        for voice, answer in _current(consultation)
        if answer.view == "oppose"
    ]


def _current(consultation: Consultation) -> Iterator[tuple[Voice, Answer]]:
    for voice in consultation.voices:
        if answer := voice.answer_at(consultation.discussion):
            yield voice, answer


def _positions(consultation: Consultation) -> Counter[ViewPosition]:
    return Counter(a.view for _, a in _current(consultation) if a.view is not None)


def _electorate(consultation: Consultation) -> int:
    heard = {
        voice.organisation for voice, answer in _current(consultation) if answer.view in VOICES
    }
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
                yield at, voice.organisation, answer.view


def _unknown(consultation: Consultation) -> Iterator[str]:
    start = consultation.discussion
    if consultation.withdrawn_at:
        yield "The consultation was withdrawn."
    if start is None:
        yield "The item is on no agenda with a date: these are the positions so far."
        return
    if not start.is_actual:
        yield "No discussion is recorded; its scheduled time stands in for it."
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
