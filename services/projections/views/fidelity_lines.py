"""Lines on fidelity: one for each motion, seat and PCN, and the figure that they add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from projections.reckoning.fidelity import Judgement, Verdict
from projections.reckoning.mandated_motion import MandatedMotion, MandatedSeat
from projections.register import Line
from schemas.counting import counted
from schemas.values import Choice, CorrectionBasis, MandateKind, MandateScope


class FidelityLine(Line):
    """One vote held against what one PCN had told its seat.

    The mandate that applied is the most specific valid one recorded before the vote: for the
    item, else for its topic, else standing. Disputed, revoked, withheld and expired ones are not
    valid. An unconfirmed one counts and is marked. A guided mandate is a preferred choice: a
    departure from it is no breach. *Retrofitted*: a mandate was recorded only after the vote.
    *Departed, reason not recorded*: only a correction put this vote on the record, so nobody could
    record a reason when it was cast; `correction_basis` and `correction_reason` say why the record
    was wrong. *Absent*: no vote was cast for the seat. Motions not yet voted on by the seat have no
    line. `inherited_from`: the mandate is that of a PCN that had closed; it applied because the PCN
    that took its place had said nothing that counts.
    """

    motion: str
    item: str
    meeting: str
    seat: str
    organisation: str
    verdict: Verdict
    kind: MandateKind | None
    instruction: Choice | None
    choice: Choice | None
    reason: str | None
    is_unconfirmed: bool
    mandate: str | None
    scope: MandateScope | None
    inherited_from: str | None
    correction_basis: CorrectionBasis | None
    correction_reason: str | None
    person: str | None
    voted_at: datetime | None
    unknown: str | None


class Fidelity(msgspec.Struct, frozen=True, kw_only=True):
    """`followed` of `instructed` votes were as told; `departed` is the rest of them.

    Never shown without its counts. `verdicts` counts every line, those without an instruction
    included; `guided` and `unconfirmed` count lines within `instructed`.
    """

    followed: int
    departed: int
    instructed: int
    guided: int
    unconfirmed: int
    verdicts: dict[Verdict, int]
    unknown: list[str]
    evidence: list[int]


DEPARTED: tuple[Verdict, ...] = (
    *("departed-with-reason", "departed-without-reason"),
    "departed-reason-not-recorded",
)


def lines(motion: MandatedMotion, _as_of: datetime) -> Iterable[FidelityLine]:
    for name, seat in sorted(motion.seats.items()):
        for organisation in seat.represents:
            if judgement := _judgement(motion, seat, organisation):
                yield _line(motion, name, organisation, judgement)


def _judgement(motion: MandatedMotion, seat: MandatedSeat, organisation: str) -> Judgement | None:
    """A vote that was cast stands, whatever else is recorded of the seat."""
    if seat.vote:
        return seat.judgements[organisation]
    if seat.aside:
        return Judgement(verdict="recused", unknown=_EXCLUDED if seat.aside == "excluded" else [])
    return Judgement(verdict="absent") if motion.closed_at else None


_LEFT_OUT = (
    "The vote had been left out of the record and was put in later: a reason given at the time is "
    "not recorded."
)
_PUT_RIGHT = (
    "The vote had been recorded as another one: a reason given for this one at the time is not "
    "recorded."
)
_EXCLUDED = ["The chair excluded the seat from the item."]


def _line(
    motion: MandatedMotion, name: str, organisation: str, judgement: Judgement
) -> FidelityLine:
    seat = motion.seats[name]
    vote = seat.vote
    put_right = vote.put_right if vote else None
    return FidelityLine(
        motion=motion.motion,
        item=motion.item,
        meeting=motion.meeting,
        seat=name,
        organisation=organisation,
        verdict=judgement.verdict,
        kind=judgement.kind,
        instruction=judgement.instruction,
        choice=vote.choice if vote else None,
        reason=vote.reason if vote else None,
        is_unconfirmed=judgement.is_unconfirmed,
        mandate=judgement.mandate,
        scope=judgement.scope,
        inherited_from=judgement.inherited_from,
        correction_basis=put_right.basis if put_right else None,
        correction_reason=put_right.reason if put_right else None,
        person=vote.person if vote else None,
        voted_at=vote.cast_at if vote else None,
        unknown=" ".join(_unknown(seat, judgement)) or None,
        evidence=sorted({*motion.basis, *seat.evidence, *judgement.evidence}),
    )


def _unknown(seat: MandatedSeat, judgement: Judgement) -> Iterator[str]:
    yield from judgement.unknown
    if seat.vote and seat.vote.has_reason and seat.vote.reason is None:
        yield "A reason was given; its words were erased."
    if seat.vote and seat.vote.put_right and seat.vote.is_known_from_correction:
        if seat.vote.has_reason:
            yield "The vote had been recorded as another one, with this reason."
        elif seat.vote.put_right.cast_as:
            yield _PUT_RIGHT
        else:
            yield _LEFT_OUT
    if seat.vote and seat.aside:
        yield f"The seat is recorded both as {seat.aside} and as having voted."


def fidelity(found: Iterable[FidelityLine]) -> Fidelity:
    """The figure for any lines: those of a seat, of a PCN, of a meeting, or all."""
    every = list(found)
    verdicts = Counter(line.verdict for line in every)
    instructed = [line for line in every if line.verdict in ("followed", *DEPARTED)]
    unconfirmed = sum(line.is_unconfirmed for line in instructed)
    resting = counted(unconfirmed, "rests on a mandate", "rest on mandates")
    untold = len(every) - len(instructed)
    votes = counted(untold, "vote")
    return Fidelity(
        followed=verdicts["followed"],
        departed=sum(verdicts[verdict] for verdict in DEPARTED),
        instructed=len(instructed),
        guided=sum(line.kind == "guided" for line in instructed),
        unconfirmed=unconfirmed,
        verdicts=dict(verdicts),
        unknown=[
            *[f"{resting} that no PCN has confirmed."] * bool(unconfirmed),
            *[f"{votes} had no instruction that could be followed."] * bool(untold),
        ],
        evidence=sorted({position for line in every for position in line.evidence}),
    )
