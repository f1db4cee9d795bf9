"""Motions with their votes, and votes that departed from what a PCN had bound its seat to."""

from datetime import datetime

from projections.minutes import voting
from projections.minutes.business import Departure
from projections.minutes.composing.names import Names
from projections.minutes.composing.rules import decision_rule, weight_unit
from projections.reckoning.ballot import Count
from projections.reckoning.fidelity import Verdict
from projections.reckoning.mandated_motion import MandatedMotion
from projections.reckoning.motion_record import VotedMotion
from projections.views import fidelity_lines, weight_lines
from projections.views.vote_lines import VoteLine, VoteRecord, vote_record

_DEPARTED: tuple[Verdict, ...] = fidelity_lines.DEPARTED
_NOT_RECORDED: Verdict = "departed-reason-not-recorded"


def motion(one: VotedMotion, names: Names, as_of: datetime) -> voting.Motion:
    record = vote_record(one, as_of)
    casting = record.casting_vote
    return voting.Motion(
        text=record.text,
        moved_by=names.sitter(record.mover),
        seconded_by=names.sitter(record.seconder),
        amendments=tuple(
            voting.Amendment(text=a.text, moved_by=names.sitter(a.mover)) for a in record.amendments
        ),
        rule=decision_rule(record.rule) if record.rule else None,
        method=one.ballot.method,
        vote=_vote(one, record, names, as_of) if record.rule else None,
        result=record.ruling,
        result_by_rule=record.tally.result if record.tally and record.ruling else None,
        casting_vote=voting.CastingVote(
            cast_by=names.person(casting.person) or names.seat(casting.seat),
            choice=casting.choice,
            reason=casting.reason,
        )
        if casting
        else None,
        dissent=tuple(
            voting.Dissent(
                dissent_by=names.person(d.person) or names.sitter(d.seat),
                seat=names.seat(d.seat),
                text=d.reason,
            )
            for d in record.dissents
        ),
    )


def _vote(one: VotedMotion, record: VoteRecord, names: Names, as_of: datetime) -> voting.Vote:
    parts = _parts(one, names, as_of)
    counts, is_weighted = one.ballot.counts(), one.ballot.is_weighted
    absent = [line for line in record.seats if line.state == "absent"]
    gone = Count(seats=len(absent), weight=sum(line.weight or 0 for line in absent))

    def tally(count: Count) -> voting.Tally:
        return voting.Tally(seats=count.seats, weight=count.weight if is_weighted else None)

    return voting.Vote(
        in_favour=tally(counts.in_favour),
        against=tally(counts.against),
        abstained=tally(counts.abstained),
        recused=tally(counts.recused),
        excluded=tally(counts.excluded) if counts.excluded.seats else None,
        absent=tally(gone),
        weight_unit=weight_unit(record.rule) if is_weighted else None,
        by_seat=tuple(
            _seat_vote(line, parts.get(line.seat, []), names, is_weighted=is_weighted)
            for line in record.seats
        ),
    )


def _parts(one: VotedMotion, names: Names, as_of: datetime) -> dict[str, list[voting.Part]]:
    """By seat, where it speaks for several."""
    found: dict[str, list[voting.Part]] = {}
    for line in weight_lines.lines(one, as_of):
        exact, name = weight_lines.exactly(line), names.organisation(line.organisation)
        part = voting.Part(organisation=name, weight=None if exact is None else str(exact))
        found.setdefault(line.seat, []).append(part)
    return {seat: parts for seat, parts in found.items() if len(parts) > 1}


def _seat_vote(
    line: VoteLine, parts: list[voting.Part], names: Names, *, is_weighted: bool
) -> voting.SeatVote:
    """A seat that was there and cast no vote has no choice: that is not an abstention."""
    cast_by = names.person(line.person)
    if cast_by and line.capacity == "deputy":
        cast_by = f"{cast_by}, deputy"
    aside = line.state if line.state in ("recused", "excluded", "absent") else None
    return voting.SeatVote(
        seat=names.seat(line.seat),
        cast_by=cast_by,
        choice=line.choice or aside,
        weight=line.weight if is_weighted else None,
        parts=tuple(parts) if is_weighted else (),
        corrected_from=line.replaced_choices[-1] if line.replaced_choices else None,
    )


def departures(put: list[MandatedMotion], motion: str | None, names: Names) -> list[Departure]:
    """Votes on a motion against a mandate that bound them; a guided one leaves room."""
    lines = (
        line
        for one in put
        if one.motion == motion
        for line in fidelity_lines.lines(one, one.opened_at)
    )
    return [
        Departure(
            organisation=names.organisation(line.organisation),
            seat=names.seat(line.seat),
            instruction=line.instruction,
            vote=line.choice,
            reason=line.reason,
            is_recorded_later=line.verdict == _NOT_RECORDED,
            correction_basis=line.correction_basis,
            correction_reason=line.correction_reason,
        )
        for line in lines
        if line.verdict in _DEPARTED and line.kind == "bound"
    ]
