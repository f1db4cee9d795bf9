"""Was every PCN canvassed before the item was discussed, in good time?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec

from projections.reckoning.canvassing import CanvassState, Standing, standing
from projections.reckoning.consultation import Consultation
from projections.reckoning.voices import Voice
from projections.register import Line, Register
from projections.views import consultations
from schemas.values import Channel, ViewPosition


class CanvassLine(Line):
    """One place in the electorate of one consultation: what reached it when, what came back.

    *Silent* is said only of a PCN that was reached in good time, once the window was over, and
    only if the item had not been deferred or withdrawn before. `late-notice` are those that were
    told, but not in good time; `awaiting` those that may still answer, or owe no answer. Notice
    and window are in clear working days. A closed PCN's place is held by its `successor`.
    `replaced_positions` had been recorded wrongly. `carried_position` is what it answered in an
    earlier round, on the papers as they were then, and has not answered anew.
    """

    consultation: str
    item: str
    round: int
    organisation: str
    name: str | None
    patients: int | None
    state: CanvassState
    is_reached: bool
    channel: Channel | None
    delivered_at: datetime | None
    notice_working_days: int | None
    window_working_days: int | None
    reminders: int
    position: ViewPosition | None
    conditions: str | None
    reasons: str | None
    answered_at: datetime | None
    replaced_positions: list[ViewPosition | None]
    carried_position: ViewPosition | None
    carried_from_round: int | None
    successor: str | None
    succeeded_on: date | None
    discussed_at: datetime | None
    unknown: str | None


class CanvassSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one consultation: coverage, by PCNs and by registered patients.

    `pcns` counts the electorate without those exempt; patients are those of PCNs whose list size
    was known when it opened. Organisations stand in `lines`, in the order of the electorate.
    """

    consultation: str
    item: str
    body: str
    round: int
    question: str | None
    opened_at: datetime
    closes_at: datetime
    discussed_at: datetime | None
    has_been_discussed: bool
    every_pcn_was_canvassed: bool
    pcns_reached: int
    pcns: int
    patients_reached: int
    patients: int
    states: dict[CanvassState, int]
    lines: list[CanvassLine]
    unknown: list[str]
    evidence: list[int]

    def organisations(self, state: CanvassState) -> list[CanvassLine]:
        """The lines of those in one state."""
        return [line for line in self.lines if line.state == state]


def lines(consultation: Consultation, as_of: datetime) -> Iterable[CanvassLine]:
    for voice in consultation.voices:
        yield _line(consultation, voice, standing(consultation, voice, as_of), as_of)


def _line(
    consultation: Consultation, voice: Voice, found: Standing, as_of: datetime
) -> CanvassLine:
    answer, delivery, start = voice.answer, found.delivery, consultation.discussion
    carried = voice.carried if answer is None else None
    place = consultation.place_of(voice, as_of)
    return CanvassLine(
        consultation=consultation.consultation,
        item=consultation.item,
        round=consultation.round,
        organisation=voice.organisation,
        name=voice.name,
        patients=voice.patients,
        state=found.state,
        is_reached=found.is_reached,
        channel=delivery.channel if delivery else None,
        delivered_at=delivery.delivered_at if delivery else None,
        notice_working_days=found.notice_working_days,
        window_working_days=found.window_working_days,
        reminders=len(voice.reminded_at),
        position=answer.view if answer else None,
        conditions=answer.conditions if answer else None,
        reasons=answer.reasons if answer else None,
        answered_at=answer.answered_at if answer else None,
        replaced_positions=[one.view for one in voice.mistaken],
        carried_position=carried.answer.view if carried else None,
        carried_from_round=carried.round if carried else None,
        successor=place.successor if place else None,
        succeeded_on=place.on if place else None,
        discussed_at=start.at if start else None,
        unknown=" ".join(found.unknown) or None,
        evidence=sorted(
            {*consultation.basis, *voice.evidence, *(carried.evidence if carried else ())}
        ),
    )


def summary(consultation: Consultation, as_of: datetime) -> CanvassSummary:
    """What can be said of one consultation at a moment."""
    found = list(lines(consultation, as_of))
    asked = [
        line for line, voice in zip(found, consultation.voices, strict=True) if not voice.is_exempt
    ]
    reached = [line for line in asked if line.is_reached]
    start = consultation.discussion
    is_full = bool(asked) and len(reached) == len(asked)
    return CanvassSummary(
        consultation=consultation.consultation,
        item=consultation.item,
        body=consultation.body,
        round=consultation.round,
        question=consultation.question,
        opened_at=consultation.opened_at,
        closes_at=consultation.window_ends_at,
        discussed_at=start.at if start else None,
        has_been_discussed=start is not None and start.is_actual,
        every_pcn_was_canvassed=is_full and not consultation.changed_papers(),
        pcns_reached=len(reached),
        pcns=len(asked),
        patients_reached=sum(line.patients or 0 for line in reached),
        patients=sum(line.patients or 0 for line in asked),
        states=_counted(found),
        lines=found,
        unknown=list(_unknown(consultation, asked)),
        evidence=sorted(set(consultation.evidence)),
    )


def _counted(found: Iterable[CanvassLine]) -> dict[CanvassState, int]:
    states: dict[CanvassState, int] = {}
    for line in found:
        states[line.state] = states.get(line.state, 0) + 1
    return states


def _unknown(consultation: Consultation, asked: Iterable[CanvassLine]) -> Iterator[str]:
    start = consultation.discussion
    if start is None:
        yield "The item is on no agenda with a date."
    elif not start.is_actual:
        yield "No discussion is recorded; its scheduled time stands in for it."
    if consultation.withdrawn_at:
        yield "The consultation was withdrawn."
    if changed := consultation.changed_papers():
        later = consultation.later_rounds
        then = f"round {later[-1]} asks anew" if later else "a new round is due"
        yield f"Papers changed after PCNs were asked ({', '.join(changed)}): {then}."
    if nameless := [line.organisation for line in asked if line.patients is None]:
        yield f"Registered patients are not known of {', '.join(nameless)}."


def summary_of_item(rounds: Sequence[Consultation], as_of: datetime) -> CanvassSummary | None:
    """The answer for an item: that of its last round that was not withdrawn. None without one."""
    asked = [one for one in rounds if one.withdrawn_at is None]
    last = max(asked, key=lambda one: one.round, default=None)
    return summary(last, as_of) if last else None


register = Register(
    name="canvass",
    title="Canvass register",
    view=consultations.view,
    kind=Consultation,
    line=CanvassLine,
    lines=lines,
    filters=("item", "organisation"),
)
