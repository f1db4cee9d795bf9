"""The opportunity register's lines: each offer with its verdict, and who heard of it when."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from projections.reckoning.fairness import Fairness, Ground, Recusal, Verdict, ends_at, fairness
from projections.reckoning.replacement import positions
from projections.register import Line
from projections.views.opportunity_documents import Offered, Opportunity
from schemas.values import Channel, OpportunityKind, OpportunityOutcome

Notice: TypeAlias = Literal["told", "not-told", "due", "no-longer-member", "told-besides"]
"""`told`: before applications ended. `due`: not told, and applications are still taken."""


class OpportunityLine(Line):
    """One opportunity, and whether it was offered fairly.

    Minutes are elapsed time. `head_start_minutes` is how long the representative's own PCN knew
    before the last of the others; `alone_minutes`, before the first of them. An organisation that
    did not hear is taken to hear at the end (`over_at`), or now where that is still to come.
    `spread_minutes` is the longest window less the shortest. Fair: neither exceeds the tolerance,
    all heard, and either the own PCN did not apply or its representative was recused from the
    award. `not-proven`: fair as recorded, but the record does not show all of that. `own` are the
    PCNs that representatives come from. `replaced_awards` are the organisations whose award had
    been recorded wrongly, by the entries at `replaced_positions`, the oldest first.
    """

    opportunity: str
    title: str | None
    kind: OpportunityKind
    body: str
    item: str | None
    amount_pence: int | None
    announced_at: datetime
    closes_at: datetime
    over_at: datetime
    outcome: OpportunityOutcome | None
    verdict: Verdict
    grounds: list[Ground]
    head_start_minutes: int | None
    alone_minutes: int | None
    spread_minutes: int
    tolerance_minutes: int
    recusal: Recusal
    offered_to: int
    told: int
    not_told: list[str]
    applied: list[str]
    awarded: list[str]
    reasons: str | None
    award_positions: list[int]
    replaced_awards: list[str]
    replaced_positions: list[int]
    correction_reason: str | None
    own: list[str]
    own_applied: list[str]
    unknown: str | None


class NoticeLine(Line):
    """One organisation and one opportunity: when it heard, how long it had, what it did.

    `knew_at` is when it was told, or applied if that was earlier. `window_minutes` is elapsed time
    until applications ended. What reaches its successor counts for it.
    """

    opportunity: str
    title: str | None
    organisation: str
    name: str | None
    successor: str | None
    notice: Notice
    told_at: datetime | None
    channel: Channel | None
    recorded_at: datetime | None
    knew_at: datetime | None
    minutes_after_first: int | None
    window_minutes: int | None
    is_own: bool
    applied_at: datetime | None
    withdrawn_at: datetime | None
    awarded_at: datetime | None
    awarded_pence: int | None
    reasons: str | None
    unknown: str | None


def lines(opportunity: Opportunity, as_of: datetime) -> Iterable[OpportunityLine]:
    found = fairness(opportunity, as_of)
    notices = [_notice(opportunity, one, as_of) for one in opportunity.offered]
    reasons = [one.reasons for one in opportunity.awards if one.reasons]
    replaced = [one.replaced for one in opportunity.replaced_awards]
    yield OpportunityLine(
        opportunity=opportunity.opportunity,
        title=opportunity.title,
        kind=opportunity.kind,
        body=opportunity.body,
        item=opportunity.item,
        amount_pence=opportunity.amount_pence,
        announced_at=opportunity.announced_at,
        closes_at=opportunity.closes_at,
        over_at=found.over_at,
        outcome=opportunity.outcome,
        verdict=found.verdict,
        grounds=found.grounds,
        head_start_minutes=found.windows.head_start_minutes,
        alone_minutes=found.windows.alone_minutes,
        spread_minutes=found.windows.spread_minutes,
        tolerance_minutes=found.tolerance_minutes,
        recusal=found.recusal,
        offered_to=sum(one.is_offered for one in opportunity.offered),
        told=notices.count("told"),
        not_told=found.windows.not_told,
        applied=[
            o.organisation for o in opportunity.offered if o.applied_at and not o.withdrawn_at
        ],
        awarded=[one.organisation for one in opportunity.awards],
        reasons=" ".join(reasons) or None,
        award_positions=[one.position for one in opportunity.awards],
        replaced_awards=[one.organisation for one in opportunity.replaced_awards],
        replaced_positions=positions(replaced),
        correction_reason=replaced[-1].reason if replaced else None,
        own=found.own,
        own_applied=found.own_applied,
        unknown=" ".join(_unknown(opportunity, found)) or None,
        evidence=_evidence(opportunity),
    )


def _unknown(opportunity: Opportunity, found: Fairness) -> Iterator[str]:
    yield from found.unknown
    competed = {code for one in opportunity.offered if one.applied_at for code in one.codes}
    for award in opportunity.awards:
        if award.organisation not in competed:
            yield f"{award.organisation} was chosen without a recorded application."
        if award.reasons is None:
            yield f"No reasons for choosing {award.organisation} are recorded."
        if (award.decided_at or award.at) < opportunity.closes_at:
            yield f"{award.organisation} was chosen before applications closed."


def _evidence(opportunity: Opportunity) -> list[int]:
    heard = {position for one in opportunity.offered for position in one.evidence}
    awards = {position for one in opportunity.awards for position in one.evidence}
    return sorted({*opportunity.evidence, *heard, *awards})


def notice_lines(opportunity: Opportunity, as_of: datetime) -> Iterable[NoticeLine]:
    own = fairness(opportunity, as_of).own
    first = min((one.knew_at for one in opportunity.offered if one.knew_at), default=None)
    return [_line(opportunity, one, as_of, own, first) for one in opportunity.offered]


def _line(
    opportunity: Opportunity,
    one: Offered,
    as_of: datetime,
    own: list[str],
    first: datetime | None,
) -> NoticeLine:
    told, knew_at = one.told, one.knew_at
    award = next((a for a in opportunity.awards if a.organisation in one.codes), None)
    return NoticeLine(
        opportunity=opportunity.opportunity,
        title=opportunity.title,
        organisation=one.organisation,
        name=one.name,
        successor=one.successors[-1] if one.successors else None,
        notice=_notice(opportunity, one, as_of),
        told_at=told.at if told else None,
        channel=told.channel if told else None,
        recorded_at=told.recorded_at if told else None,
        knew_at=knew_at,
        minutes_after_first=_minutes(knew_at, first),
        window_minutes=_minutes(ends_at(opportunity), knew_at),
        is_own=one.organisation in own,
        applied_at=one.applied_at,
        withdrawn_at=one.withdrawn_at,
        awarded_at=award.at if award else None,
        awarded_pence=award.amount_pence if award else None,
        reasons=award.reasons if award else None,
        unknown=_unknown_of(opportunity, one),
        evidence=sorted(
            {*one.evidence, opportunity.evidence[0], *(award.evidence if award else [])}
        ),
    )


def _notice(opportunity: Opportunity, one: Offered, as_of: datetime) -> Notice:
    over_at = ends_at(opportunity)
    if not one.is_offered:
        return "told-besides"
    if one.knew_at and one.knew_at < over_at:
        return "told"
    if one.left_on and not one.successors:
        return "no-longer-member"
    return "due" if as_of < over_at and not one.knew_at else "not-told"


def _unknown_of(opportunity: Opportunity, one: Offered) -> str | None:
    if one.knew_at and one.knew_at < opportunity.announced_at:
        return "It knew before the opportunity was announced."
    told = one.told
    if one.knew_at and (told is None or one.knew_at < told.at):
        return "It applied before it is recorded as told; how it had heard is not recorded."
    return None


def _minutes(later: datetime | None, earlier: datetime | None) -> int | None:
    if later is None or earlier is None:
        return None
    return (later - earlier) // timedelta(minutes=1)
