"""The weight of each PCN's voice in votes: a line for each motion, seat and organisation."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from projections.reckoning.motion_record import VotedMotion
from projections.reckoning.own_weights import adding_up_to
from projections.register import Line, Register
from projections.views import vote_lines
from projections.views.vote_lines import VoteLine, VoteState
from projections.views.vote_record import view
from schemas.values import Choice


class WeightLine(Line):
    """One organisation's part of the weight of a seat that speaks for it, and what the seat did.

    The part is `weight_numerator` / `weight_denominator`, exactly, in two columns, because a
    spreadsheet takes a fraction for a day. A fixed weight is shared equally among all for whom the
    seat spoke when the motion was put, of whom one that took another's place stands for both, once.
    By registered patients each PCN weighs its own as published by that day, and other organisations
    weigh nothing. The parts of a seat add up to `seat_weight`, so that those of the seats that
    voted for a motion are its weight in favour. Where the book's figures do not add up to it (a
    vote taken over from an older record), no part is known.
    """

    motion: str
    item: str
    meeting: str
    seat: str
    title: str | None
    organisation: str
    state: VoteState
    choice: Choice | None
    weight_numerator: int | None
    weight_denominator: int | None
    seat_weight: int | None
    unknown: str | None


def lines(motion: VotedMotion, as_of: datetime) -> Iterable[WeightLine]:
    """None before the motion is put, nor of seats that speak for nobody but themselves."""
    for one in vote_lines.lines(motion, as_of):
        yield from _lines(motion, one)


def _lines(motion: VotedMotion, vote: VoteLine) -> Iterable[WeightLine]:
    for part in adding_up_to(vote.weight, motion.own_weights.get(vote.seat, ())):
        weight = part.weight
        yield WeightLine(
            motion=motion.motion,
            item=motion.item,
            meeting=motion.meeting,
            seat=vote.seat,
            title=vote.title,
            organisation=part.organisation,
            state=vote.state,
            choice=vote.choice,
            weight_numerator=weight.numerator if weight else None,
            weight_denominator=weight.denominator if weight else None,
            seat_weight=vote.weight,
            unknown=None if weight else "What of the seat's weight is its is not recorded.",
            evidence=sorted({*vote.evidence, *([part.position] if part.position else [])}),
        )


def exactly(line: WeightLine) -> Fraction | None:
    """The part in one value; None where it is not known."""
    if line.weight_numerator is None or line.weight_denominator is None:
        return None
    return Fraction(line.weight_numerator, line.weight_denominator)


register = Register(
    name="vote-weights",
    title="Weight of each organisation in votes",
    view=view,
    kind=VotedMotion,
    line=WeightLine,
    lines=lines,
    filters=("item", "meeting", "seat", "motion"),
)
