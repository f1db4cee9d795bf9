"""How awards came about: by which decision, who stood aside from it, and who had competed."""

import msgspec

from eventlog.reading import ReadEntry
from projections.reckoning.fairness import ends_at, own_organisations
from projections.reckoning.replacement import replacement
from projections.rows import Rows
from projections.views.opportunity_documents import (
    Allocation,
    Allocations,
    Award,
    AwardingDecision,
    AwardingItem,
    Opportunity,
    ReplacedAward,
    Way,
)
from schemas.event import Event
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import ItemTabled, MemberExcluded, MemberRecused
from schemas.events.opportunity import OpportunityAwarded
from schemas.events.restatement import AwardRestated, StandingAsideRestated

AWARDING = (
    *(ItemTabled, MemberRecused, MemberExcluded, StandingAsideRestated),
    *(DecisionTaken, DecisionTakenOutsideMeeting, AwardRestated),
)


def awarding_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case ItemTabled():
            rows.put(AwardingItem(item=event.item))  # tabled again, it starts afresh
        case MemberRecused() | MemberExcluded():
            item = rows.get(AwardingItem, event.item) or AwardingItem(item=event.item)
            item.aside.setdefault(event.seat, entry.position)
            rows.put(item)
        case StandingAsideRestated():
            _part_restated(rows, event, entry)
        case DecisionTaken():
            rows.put(_decided(event, entry, "in-meeting"))
        case DecisionTakenOutsideMeeting():
            rows.put(_decided(event, entry, event.route, event.person))
        case AwardRestated():
            _award_restated(rows, event, entry)
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


def _part_restated(rows: Rows, event: StandingAsideRestated, entry: ReadEntry) -> None:
    """A seat whose part is corrected back stood aside since it was first said to have done so."""
    item = rows.get(AwardingItem, event.item) or AwardingItem(item=event.item)
    said_at = item.aside.pop(event.seat, None) or item.taken_back.pop(event.seat, entry.position)
    (item.aside if event.how else item.taken_back)[event.seat] = said_at
    rows.put(item)
    for name in item.opportunities:
        opportunity = rows.require(Opportunity, name)
        opportunity.awards = [_with_those_aside(rows, one, entry) for one in opportunity.awards]
        rows.put(opportunity)


def _with_those_aside(rows: Rows, award: Award, entry: ReadEntry) -> Award:
    decision = rows.get(AwardingDecision, award.decision) if award.decision else None
    aside = sorted(_aside(rows, decision))
    if aside == award.aside:
        return award
    evidence = sorted({*award.evidence, entry.position})
    return msgspec.structs.replace(award, aside=aside, evidence=evidence)


def _aside(rows: Rows, decision: AwardingDecision | None) -> dict[str, int]:
    """Who stood aside from a decision. Who did so after it was recorded, did so too late."""
    item = rows.get(AwardingItem, decision.item) if decision and decision.item else None
    return {
        seat: position
        for seat, position in (item.aside.items() if item else ())
        if decision and position < decision.position
    }


def award_of(rows: Rows, event: OpportunityAwarded | AwardRestated, entry: ReadEntry) -> Award:
    """The award with its decision, and those who stood aside from it."""
    decision = rows.get(AwardingDecision, event.decision) if event.decision else None
    aside = _aside(rows, decision)
    if decision and decision.item:
        item = rows.get(AwardingItem, decision.item) or AwardingItem(item=decision.item)
        item.opportunities = list(dict.fromkeys([*item.opportunities, event.opportunity]))
        rows.put(item)
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


def _award_restated(rows: Rows, event: AwardRestated, entry: ReadEntry) -> None:
    """What is said of one organisation's award from now on; what was recorded stays beside it."""
    opportunity = rows.require(Opportunity, event.opportunity)
    before = opportunity.award_to(event.organisation)
    earlier = [
        one.replaced
        for one in opportunity.replaced_awards
        if one.organisation == event.organisation
    ]
    was = "awarded" if before else None
    replaced = replacement(was, before.position if before else None, earlier, event, entry)
    opportunity.replaced_awards.append(
        ReplacedAward(organisation=event.organisation, replaced=replaced)
    )
    awards = [one for one in opportunity.awards if one.organisation != event.organisation]
    if before and before.decision:
        opportunity.once_named = sorted({*opportunity.once_named, before.decision})
    if event.is_awarded:
        stands = award_of(rows, event, entry)
        at = before.at if before else stands.at
        reasons = event.reasons or (before.reasons if before else None)
        awards.append(msgspec.structs.replace(stands, at=at, reasons=reasons))
    opportunity.awards = awards
    opportunity.outcome = event.outcome or opportunity.outcome
    opportunity.evidence.append(entry.position)
    rows.put(opportunity)
    allocated(rows, opportunity)


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
    others = [one for one in kept.allocations if one.opportunity != opportunity.opportunity]
    if not winners:
        kept.allocations = others
        rows.put(kept)
        return
    made = Allocation(
        opportunity=opportunity.opportunity,
        candidates=candidates,
        own=[one for one in candidates if one in own],
        winners=winners,
        is_by_application=bool(applied),
        evidence=list(opportunity.evidence),
    )
    kept.allocations = [*others, made]
    rows.put(kept)


def _place(opportunity: Opportunity, organisation: str) -> str:
    """The place in the offer that an organisation holds, its own or one that it took over."""
    held = opportunity.through(organisation)
    return held[0].organisation if held else organisation
