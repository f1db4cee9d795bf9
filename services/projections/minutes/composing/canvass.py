"""The canvass that preceded an item, round by round, and the mandates behind its vote."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import UNSET

from projections.minutes.business import Canvass, Mandate, Objection, Response
from projections.minutes.composing.names import Names
from projections.minutes.composing.rules import consensus_rule
from projections.reckoning.canvassing import CanvassState
from projections.reckoning.consensus import Consensus
from projections.reckoning.consultation import Consultation
from projections.reckoning.mandates import MandateStanding
from projections.views import canvass_register, consultation_outcome
from projections.views.canvass_register import CanvassLine, CanvassSummary
from projections.views.consultation_outcome import OutcomeLine
from projections.views.mandate_documents import RegisteredMandate
from schemas.days import day_in_england

_OUTCOMES: dict[Consensus, str] = {
    "reached": "Consensus reached",
    "not-reached": "No consensus reached",
    "too-few-voices": "Too few voices for a consensus",
}


def canvasses(
    rounds: Iterable[Consultation], names: Names, until: datetime, as_of: datetime
) -> tuple[Canvass, ...]:
    """Every round that was opened by then and not withdrawn."""
    return tuple(
        _canvass(one, names, as_of)
        for one in rounds
        if one.opened_at <= until and one.withdrawn_at is None
    )


def _canvass(asked: Consultation, names: Names, as_of: datetime) -> Canvass:
    summary = canvass_register.summary(asked, as_of)
    (outcome,) = consultation_outcome.lines(asked, as_of)

    def called(state: CanvassState) -> tuple[str, ...]:
        return tuple(_organisation(line, names) for line in summary.organisations(state))

    return Canvass(
        question=asked.question,
        opened_on=day_in_england(asked.opened_at),
        closed_on=day_in_england(asked.window_ends_at),
        rule=consensus_rule(asked.rule),
        pcns_reached=summary.pcns_reached,
        pcns_total=summary.pcns,
        patients_reached=summary.patients_reached,
        patients_total=summary.patients,
        responded=tuple(_response(line, names) for line in summary.organisations("responded")),
        declined=called("declined"),
        silent=called("silent"),
        late_notice=called("late-notice"),
        not_reached=called("not-reached"),
        exempt=called("exempt"),
        outcome=_outcome(outcome, summary, names),
        objections=tuple(
            Objection(
                organisation=one.name or names.organisation(one.organisation), text=one.reasons
            )
            for one in consultation_outcome.objections(asked)
        ),
        has_changed_paper=True if asked.changed_papers() else UNSET,
    )


def _organisation(line: CanvassLine, names: Names) -> str:
    """As it was called when the electorate was frozen."""
    return line.name or names.organisation(line.organisation)


def _response(line: CanvassLine, names: Names) -> Response:
    return Response(
        organisation=_organisation(line, names),
        position=line.position,
        conditions=line.conditions,
    )


def _outcome(outcome: OutcomeLine, summary: CanvassSummary, names: Names) -> str:
    """The rule's verdict with its counts; who may still answer, or owes no answer, is named."""
    said = (
        f"{_OUTCOMES[outcome.outcome]}: {outcome.support} in support, "
        f"{outcome.support_with_conditions} with conditions, {outcome.oppose} opposed, of "
        f"{outcome.electorate} asked"
    )
    if awaiting := [_organisation(line, names) for line in summary.organisations("awaiting")]:
        said = f"{said}. No answer owed yet, or any more: {'; '.join(awaiting)}"
    if carried := [one for one in summary.lines if one.carried_position]:
        answers = "; ".join(f"{_organisation(o, names)} ({_position(o)})" for o in carried)
        said = f"{said}. Answered the paper only as it was before, and not counted: {answers}"
    return said


def _position(line: CanvassLine) -> str:
    return (line.carried_position or "").replace("-", " ")


_STANDING: dict[MandateStanding, Literal["confirmed", "unconfirmed", "disputed"]] = {
    "active": "confirmed",
    "confirmed": "confirmed",
    "withheld": "confirmed",
    "unconfirmed": "unconfirmed",
    "disputed": "disputed",
}


def mandates(
    given: Iterable[RegisteredMandate], names: Names, moment: datetime
) -> tuple[Mandate, ...]:
    """Mandates as they had been recorded when the item was dealt with.

    What was recorded later, or had been revoked or run out by then, is behind no vote. A PCN's own
    word counts as confirmed.
    """
    found = sorted(given, key=lambda one: (one.mandate.organisation, one.mandate.seat))
    told = (_mandate(one, names, moment) for one in found)
    return tuple(one for one in told if one)


def _mandate(one: RegisteredMandate, names: Names, moment: datetime) -> Mandate | None:
    mandate = one.mandate
    standing = mandate.standing_before(moment)
    version = mandate.version_on(day_in_england(moment), moment)
    if standing is None or standing == "revoked" or version is None:
        return None
    return Mandate(
        organisation=names.organisation(mandate.organisation),
        successor=names.organisation(heir) if (heir := one.holder_on(names.day)) else UNSET,
        seat=names.seat(mandate.seat),
        kind=version.kind or "withheld",
        instruction=version.instruction,
        conditions=version.conditions,
        standing=_STANDING[standing],
    )
