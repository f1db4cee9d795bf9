"""How often each PCN was chosen for what was on offer, and how likely that is by chance alone."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal

from projections.reckoning.chance import Draw, expected, in_decimals, tail
from projections.register import Line
from projections.views.opportunity_documents import Allocation, Allocations


class AllocationLine(Line):
    """One organisation, or the own PCNs of representatives together, over all awards.

    `opportunities` (n) counts offers for which it competed with others and not all were chosen.
    `tail_probability` is that of being chosen as often as it was or oftener, if each who competed
    had the same chance: an exact fraction (hypergeometric, summed over offers), and rounded for
    reading. It judges nobody: with small n it says little, and of many organisations some stand
    out by chance.
    """

    whose: Literal["own-pcns", "organisation"]
    organisation: str | None
    opportunities: int
    competed: int
    awards: int
    expected_awards: str
    tail_probability: str
    tail_rounded: str
    unknown: str | None


FEW = 5
"""Below so many offers a tail probability can hardly be small."""


def lines(kept: Allocations, _as_of: datetime) -> Iterable[AllocationLine]:
    yield _line(kept.allocations, None)
    every = {code for one in kept.allocations for code in one.candidates}
    for code in sorted(every):
        yield _line(kept.allocations, code)


def _line(allocations: list[Allocation], organisation: str | None) -> AllocationLine:
    taken = [(one, _draw(one, _marked(one, organisation))) for one in allocations]
    open_ = [(one, draw) for one, draw in taken if draw.is_open]
    draws = [draw for _, draw in open_]
    awards = sum(len(set(one.winners) & _marked(one, organisation)) for one, _ in open_)
    probability, mean = tail(draws, awards), expected(draws)
    return AllocationLine(
        whose="organisation" if organisation else "own-pcns",
        organisation=organisation,
        opportunities=len(draws),
        competed=sum(draw.marked > 0 for _, draw in taken),
        awards=awards,
        expected_awards=str(mean),
        tail_probability=str(probability),
        tail_rounded=in_decimals(probability),
        unknown=_unknown([one for one, _ in open_]),
        evidence=sorted({position for one, _ in open_ for position in one.evidence}),
    )


def _marked(one: Allocation, organisation: str | None) -> set[str]:
    return set(one.own if organisation is None else [organisation]) & set(one.candidates)


def _draw(one: Allocation, marked: Collection[str]) -> Draw:
    return Draw(candidates=len(one.candidates), marked=len(marked), drawn=len(one.winners))


def _unknown(open_: list[Allocation]) -> str | None:
    said = []
    if len(open_) < FEW:
        said.append(f"n = {len(open_)} is too few to tell a habit from chance.")
    if not all(one.is_by_application for one in open_):
        said.append("Where no application is recorded, all who were offered it count as competing.")
    return " ".join(said) or None
