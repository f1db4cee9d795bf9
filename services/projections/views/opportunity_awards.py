"""How awards came about: by which decision, who stood aside from it, and who had competed."""

from eventlog.reading import ReadEntry
from projections.fairness import ends_at, own_organisations
from projections.rows import Rows
from projections.views.opportunity_documents import (
    Allocation,
    Allocations,
    Award,
    AwardingDecision,
    AwardingItem,
    Opportunity,
    Way,
)
from schemas.event import Event
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import ItemTabled, MemberExcluded, MemberRecused
from schemas.events.opportunity import OpportunityAwarded

AWARDING = (
    *(ItemTabled, MemberRecused, MemberExcluded),
    *(DecisionTaken, DecisionTakenOutsideMeeting),
)


def awarding_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case ItemTabled():
            rows.put(AwardingItem(item=event.item))  # tabled again, it starts afresh
        case MemberRecused() | MemberExcluded():
            item = rows.get(AwardingItem, event.item) or AwardingItem(item=event.item)
            item.aside.setdefault(event.seat, entry.position)
            rows.put(item)
        case DecisionTaken():
            rows.put(_decided(event, entry, "in-meeting"))
        case DecisionTakenOutsideMeeting():
            rows.put(_decided(event, entry, event.route, event.person))
        case _:
            pass


def _decided(
    event: DecisionTaken | DecisionTakenOutsideMeeting,
    entry: ReadEntry,
    way: Way,
    person: str | None = None,
) -> AwardingDecision:
    return AwardingDecision(
        decision=event.decision,
        way=way,
        decided_at=entry.entry.occurred_at,
        position=entry.position,
        item=event.item,
        person=person,
    )


def award_of(rows: Rows, event: OpportunityAwarded, entry: ReadEntry) -> Award:
    """The award with its decision. Who stood aside after that was recorded, did so too late."""
    decision = rows.get(AwardingDecision, event.decision) if event.decision else None
    item = rows.get(AwardingItem, decision.item) if decision and decision.item else None
    aside = {
        seat: position
        for seat, position in (item.aside.items() if item else ())
        if decision and position < decision.position
    }
    return Award(
        organisation=event.organisation,
        at=entry.entry.occurred_at,
        position=entry.position,
        decision=event.decision,
        amount_pence=event.amount_pence,
        reasons=event.reasons,
        way=decision.way if decision else None,
        person=decision.person if decision else None,
        decided_at=decision.decided_at if decision else None,
        aside=sorted(aside),
        evidence=sorted(
            {entry.position, *aside.values(), *([decision.position] if decision else [])}
        ),
    )


def allocated(rows: Rows, opportunity: Opportunity) -> None:
    """Keeps who competed and who was chosen: those who had applied when it was over.

    Where nobody's application is recorded, all to whom it was offered are taken to compete.
    """
    over_at = ends_at(opportunity)
    winners = list(
        dict.fromkeys(_place(opportunity, one.organisation) for one in opportunity.awards)
    )
    applied = [one.organisation for one in opportunity.offered if one.has_applied(over_at)]
    offered = [one.organisation for one in opportunity.offered if one.is_offered]
    candidates = list(dict.fromkeys([*(applied or offered), *winners]))
    own = own_organisations(opportunity, over_at)
    kept = rows.get(Allocations, "allocations") or Allocations()
    made = Allocation(
        opportunity=opportunity.opportunity,
        candidates=candidates,
        own=[one for one in candidates if one in own],
        winners=winners,
        is_by_application=bool(applied),
        evidence=list(opportunity.evidence),
    )
    others = [one for one in kept.allocations if one.opportunity != made.opportunity]
    kept.allocations = [*others, made]
    rows.put(kept)


def _place(opportunity: Opportunity, organisation: str) -> str:
    """The place in the offer that an organisation holds, its own or one that it took over."""
    held = opportunity.through(organisation)
    return held[0].organisation if held else organisation
