"""A meeting that was broken off: when it went on, and whether it was quorate then."""

from msgspec import UNSET, UnsetType

from projections.minutes.composing.numbering import Label
from projections.minutes.composing.quorum import is_met, voting_seats
from projections.minutes.composing.sources import Sources
from projections.minutes.document import Adjournment, UndoneDecision
from projections.views import meeting_items as recorded
from schemas.days import day_in_england


def adjournments(sources: Sources) -> tuple[Adjournment, ...] | UnsetType:
    """Each adjournment in its order; nothing at all where there was none."""
    made = sources.record.adjournments
    return tuple(_adjournment(sources, one) for one in made) if made else UNSET


def _adjournment(sources: Sources, one: recorded.Adjournment) -> Adjournment:
    told = Adjournment(
        adjourned_at=one.at,
        resumes_at=one.resumes_at,
        resumed_at=one.resumed_at,
        reason=one.reason,
    )
    if one.resumed_at is None or sources.attendance is None:
        return told
    sitting = sources.attendance.at_the_time(one.resumed_at)
    terms = sources.body.terms_on(day_in_england(one.resumed_at))
    there = voting_seats(sources.body, sitting, None)
    return Adjournment(
        adjourned_at=one.at,
        resumes_at=one.resumes_at,
        resumed_at=one.resumed_at,
        reason=one.reason,
        present=len(there),
        met=is_met(terms.quorum if terms else None, sources.body, there),
    )


def undone_decisions(
    sources: Sources, labels: dict[str, Label]
) -> tuple[UndoneDecision, ...] | UnsetType:
    """Earlier decisions that the meeting rescinded or replaced; nothing at all if none."""
    made = sources.record.undone
    return tuple(_undone(sources, one, labels) for one in made) if made else UNSET


def _undone(sources: Sources, one: recorded.Undone, labels: dict[str, Label]) -> UndoneDecision:
    decision = sources.decisions.get(one.decision)
    later = sources.decisions.get(one.by) if one.by else None
    return UndoneDecision(
        number=decision.number if decision else None,
        item=labels[one.item].number if one.item in labels else None,
        decided_on=day_in_england(decision.decided_at) if decision else None,
        text=decision.text if decision else None,
        by=later.number if later else UNSET,
        reason=decision.ended.reason if decision and decision.ended else None,
    )
