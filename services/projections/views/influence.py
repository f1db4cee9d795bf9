"""Does general practice set the agenda, or only react? Does its voice change outcomes?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from projections.reckoning.consultation import ConsultedItem
from projections.reckoning.settled_items import Settled, Stance
from projections.register import Line, Register
from projections.views import consultations
from schemas.counting import counted
from schemas.values import OriginatorKind, OutcomeVerb

Adoption: TypeAlias = Literal["adopted", "not-adopted", "noted", "put-off", "withdrawn", "open"]
"""What became of an item. *Noted* (or received) neither adopts nor rejects it; *put-off*: deferred
or referred; *open*: nothing has been decided on it."""
Comparison: TypeAlias = Literal["equal", "contrary", "no-consensus", "not-comparable", "undecided"]
"""A decision beside the PCN consensus. *Not-comparable*: it neither adopted nor rejected."""

ADOPTS: frozenset[OutcomeVerb] = frozenset(
    {"approved", "agreed", "endorsed", "ratified", "supported", "recommended"}
)
_BECOMES: dict[OutcomeVerb, Adoption] = {
    **dict.fromkeys(ADOPTS, "adopted"),
    "noted": "noted",
    "received": "noted",
    "deferred": "put-off",
    "referred": "put-off",
    "not-approved": "not-adopted",
    "withdrawn": "withdrawn",
}


class InfluenceLine(Line):
    """One item: who raised it, what became of it, and how that compares with the PCN consensus.

    `pcn_consensus` is what the PCNs asked agreed on ahead of time, by the consultation's rule, from
    the positions current when the discussion started; `pcns_for` of `pcns_asked` supported it. The
    decision that counts is the last one on the item that was not refused ratification.
    """

    item: str
    title: str | None
    originator_kind: OriginatorKind
    originator: str | None
    tabled_at: datetime
    adoption: Adoption
    decision: str | None
    number: str | None
    outcome: OutcomeVerb | None
    consultation: str | None
    pcn_consensus: Stance
    pcns_asked: int | None
    pcns_for: int | None
    pcns_against: int | None
    comparison: Comparison
    unknown: str | None


class InfluenceFigure(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of one originator come to: a PCN, all PCNs, or the system.

    Shares are `of` counts, never without n: `items` of `all_items` were raised by it; `adopted` of
    `decided` items were adopted; `equal` of `compared` decisions did as the PCN consensus said.
    """

    originator: str
    items: int
    all_items: int
    adopted: int
    decided: int
    equal: int
    compared: int
    unknown: list[str]
    evidence: list[int]


def lines(item: ConsultedItem, _as_of: datetime) -> Iterable[InfluenceLine]:
    """None for an item that was never tabled: nobody has raised it."""
    if item.origin is None:
        return
    counted, consensus = _counted(item), item.consensus
    asked: Stance = "open" if item.consultations and not item.settled else "not-asked"
    stance = consensus.stance if consensus else asked
    adoption = _adoption(item, counted)
    yield InfluenceLine(
        item=item.item,
        title=item.origin.title,
        originator_kind=item.origin.kind,
        originator=item.origin.originator,
        tabled_at=item.origin.tabled_at,
        adoption=adoption,
        decision=counted.decision if counted else None,
        number=counted.number if counted else None,
        outcome=counted.outcome if counted else None,
        consultation=consensus.consultation if consensus else None,
        pcn_consensus=stance,
        pcns_asked=consensus.electorate if consensus else None,
        pcns_for=consensus.support if consensus else None,
        pcns_against=consensus.oppose if consensus else None,
        comparison=_comparison(adoption, stance),
        unknown=" ".join(_unknown(item, adoption, stance)) or None,
        evidence=sorted(
            {
                *(item.origin.position, *item.evidence),
                *(position for one in item.settled for position in one.evidence),
                *(consensus.evidence if consensus else ()),
            }
        ),
    )


def _counted(item: ConsultedItem) -> Settled | None:
    """The last decision on the item; one not in force only where there is no other."""
    standing = [one for one in item.settled if one.is_in_force]
    return (standing or item.settled)[-1] if item.settled else None


def _adoption(item: ConsultedItem, counted: Settled | None) -> Adoption:
    if counted is None:
        is_off = bool(item.sittings) and item.sittings[-1].left == "withdrawn"
        return "withdrawn" if is_off else "open"
    return _BECOMES[counted.outcome] if counted.is_in_force else "not-adopted"


def _comparison(adoption: Adoption, stance: Stance) -> Comparison:
    if adoption == "open":
        return "undecided"
    if stance not in ("for", "against"):
        return "no-consensus"
    if adoption in ("adopted", "not-adopted"):
        return "equal" if (adoption == "adopted") == (stance == "for") else "contrary"
    return "not-comparable"


def _unknown(item: ConsultedItem, adoption: Adoption, stance: Stance) -> Iterator[str]:
    if item.origin and item.origin.originator is None:
        yield "Who raised it is not recorded."
    if stance == "not-asked":
        yield "PCNs were not asked about it."
    if stance == "too-few-voices":
        yield "Too few PCNs took a side for a consensus either way."
    if adoption == "open":
        yield "Nothing has been decided on it."
    if any(one.is_refused for one in item.settled):
        yield "A decision on it taken outside a meeting was refused ratification."
    if any(one.is_rescinded for one in item.settled):
        yield "A decision on it was rescinded."


def figures(found: Sequence[InfluenceLine]) -> list[InfluenceFigure]:
    """All PCNs together, the system, then each PCN that raised an item, by code."""
    of_pcns = [line for line in found if line.originator_kind == "pcn"]
    of_system = [line for line in found if line.originator_kind == "system"]
    codes = sorted({line.originator for line in of_pcns if line.originator})
    each = [(code, [line for line in of_pcns if line.originator == code]) for code in codes]
    groups = [("pcns", of_pcns), ("system", of_system), *each]
    return [_figure(name, mine, len(found)) for name, mine in groups]


def _figure(name: str, mine: Sequence[InfluenceLine], all_items: int) -> InfluenceFigure:
    decided = [one for one in mine if one.adoption in ("adopted", "not-adopted")]
    compared = [one for one in mine if one.comparison in ("equal", "contrary")]
    neither = len(mine) - len(decided)
    apart = len(decided) - sum(one in compared for one in decided)
    of = f"of {counted(len(mine), 'item')}"
    left_open = counted(neither, f"{of} was", f"{of} were")
    unasked = counted(apart, "decision was", "decisions were")
    return InfluenceFigure(
        originator=name,
        items=len(mine),
        all_items=all_items,
        adopted=sum(one.adoption == "adopted" for one in decided),
        decided=len(decided),
        equal=sum(one.comparison == "equal" for one in compared),
        compared=len(compared),
        unknown=[
            *[f"{left_open} neither adopted nor rejected."] * bool(neither),
            *[f"{unasked} on items without a PCN consensus."] * bool(apart),
        ],
        evidence=sorted({position for one in mine for position in one.evidence}),
    )


register = Register(
    name="influence",
    title="Who raised what, what was adopted, and how it compares with the PCN consensus",
    view=consultations.view,
    kind=ConsultedItem,
    line=InfluenceLine,
    lines=lines,
    filters=("item", "organisation"),
)
