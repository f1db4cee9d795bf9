"""When a pilot or money was on offer, did all of us hear at once, or did one have first choice?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.allocation_lines import AllocationLine
from projections.views.allocation_lines import lines as allocation_lines
from projections.views.opportunity_awards import AWARDING, allocated, award_of, awarding_changed
from projections.views.opportunity_documents import (
    Allocations,
    AwardingDecision,
    AwardingItem,
    Heard,
    Offered,
    OfferedMembers,
    OfferingBody,
    Opportunity,
)
from projections.views.opportunity_lines import (
    NoticeLine,
    OpportunityLine,
    lines,
    notice_lines,
)
from projections.views.opportunity_setting import (
    SETTING,
    members_of,
    predecessors,
    setting_changed,
    speaking_for,
)
from schemas.days import day_in_england
from schemas.events import (
    action,
    consultation,
    contact,
    correction,
    feedback,
    mandate,
    minutes,
    motion,
    poll,
    record,
    restatement,
)
from schemas.events.body import BodyConstituted, BodyDissolved, SeatRetired, TermsAdopted
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    RatificationRefused,
)
from schemas.events.meeting import (
    AgendaPublished,
    ApologiesReceived,
    AttendanceRecorded,
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemWithdrawn,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
    MemberReturned,
    PaperAttached,
)
from schemas.events.opportunity import (
    InterestExpressed,
    InterestWithdrawn,
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
    OrganisationNotified,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberSplit,
    MemberTransferred,
    PartnershipEstablished,
    ReferenceDataImported,
)
from schemas.events.representation import (
    DeputyNominated,
    HoursLogged,
    InterestEnded,
    InterestRegistered,
    RoleResourced,
)

view = View(
    "opportunity-register",
    documents=(
        *(Opportunity, OfferingBody, OfferedMembers),
        *(AwardingItem, AwardingDecision, Allocations),
    ),
    ignores=(
        *(restatement.ReturnRestated, restatement.RulingRestated, restatement.DissentRestated),
        *(restatement.CastingVoteRestated, restatement.RatificationRestated),
        restatement.UndoingRestated,
        *(BodyConstituted, BodyDissolved, TermsAdopted, SeatRetired),
        *(DecisionRatified, RatificationRefused, DecisionRescinded, DecisionSuperseded),
        *(MeetingAdjourned, MeetingResumed),
        *(MeetingCalled, MeetingCancelled, MeetingOpened, MeetingClosed, AgendaPublished),
        *(PaperAttached, AttendanceRecorded, ApologiesReceived, InterestDeclared),
        *(MemberReturned, ItemDiscussed, ItemDeferred, ItemWithdrawn),
        *(PartnershipEstablished, ListSizePublished, ReferenceDataImported, MemberTransferred),
        MemberSplit,
        *(DeputyNominated, InterestRegistered, InterestEnded, RoleResourced, HoursLogged),
        *(action, consultation, contact, correction, feedback, mandate, minutes, motion),
        *(poll, record),
    ),
)
view.on(*SETTING)(setting_changed)
view.on(*AWARDING)(awarding_changed)


@view.on(OpportunityAnnounced)
def announced(rows: Rows, event: OpportunityAnnounced, entry: ReadEntry) -> None:
    body = rows.get(OfferingBody, event.body) or OfferingBody(body=event.body)
    body.on_offer.append(event.opportunity)
    rows.put(body)
    told = members_of(rows)
    told.on_offer.append(event.opportunity)
    rows.put(told)
    day = day_in_england(entry.entry.occurred_at)
    offered = [
        Offered(
            organisation=code,
            name=told.members.name_on(code, day),
            left_on=told.members.left_on(code, day),
            successors=list(told.members.successors(code)),
            predecessors=predecessors(told.members, code),
        )
        for code in event.organisations
    ]
    rows.put(
        Opportunity(
            opportunity=event.opportunity,
            body=event.body,
            kind=event.kind,
            announced_at=entry.entry.occurred_at,
            closes_at=event.closes_at,
            item=event.item,
            title=event.title,
            amount_pence=event.amount_pence,
            tolerance_minutes=event.tolerance_minutes,
            offered=offered,
            seats=speaking_for(body, offered),
            evidence=[entry.position],
        )
    )


def _changed(rows: Rows, opportunity: Opportunity, entry: ReadEntry) -> None:
    opportunity.evidence.append(entry.position)
    rows.put(opportunity)


@view.on(OrganisationNotified)
def notified(rows: Rows, event: OrganisationNotified, entry: ReadEntry) -> None:
    opportunity = rows.require(Opportunity, event.opportunity)
    if not opportunity.through(event.organisation):
        day = day_in_england(opportunity.announced_at)
        name = members_of(rows).members.name_on(event.organisation, day)
        besides = Offered(organisation=event.organisation, name=name, is_offered=False)
        opportunity.offered.append(besides)
    for one in opportunity.through(event.organisation):
        one.heard.append(_heard(event, entry))
        one.evidence.append(entry.position)
    _changed(rows, opportunity, entry)


@view.on(InterestExpressed)
def expressed(rows: Rows, event: InterestExpressed, entry: ReadEntry) -> None:
    opportunity = rows.require(Opportunity, event.opportunity)
    for one in opportunity.through(event.organisation):
        one.heard.append(_heard(event, entry))
        one.applied_at, one.withdrawn_at = entry.entry.occurred_at, None
        one.evidence.append(entry.position)
    _changed(rows, opportunity, entry)


def _heard(event: OrganisationNotified | InterestExpressed, entry: ReadEntry) -> Heard:
    return Heard(
        at=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        channel=event.channel if isinstance(event, OrganisationNotified) else None,
    )


@view.on(InterestWithdrawn)
def withdrawn(rows: Rows, event: InterestWithdrawn, entry: ReadEntry) -> None:
    opportunity = rows.require(Opportunity, event.opportunity)
    for one in opportunity.through(event.organisation):
        one.withdrawn_at = entry.entry.occurred_at
        one.evidence.append(entry.position)
    _changed(rows, opportunity, entry)


@view.on(OpportunityAwarded)
def awarded(rows: Rows, event: OpportunityAwarded, entry: ReadEntry) -> None:
    opportunity = rows.require(Opportunity, event.opportunity)
    opportunity.awards.append(award_of(rows, event, entry))
    _changed(rows, opportunity, entry)
    allocated(rows, opportunity)


@view.on(OpportunityClosed)
def closed(rows: Rows, event: OpportunityClosed, entry: ReadEntry) -> None:
    """From now on, who speaks for whom changes nothing in it."""
    opportunity = rows.require(Opportunity, event.opportunity)
    opportunity.outcome, opportunity.closed_at = event.outcome, entry.entry.occurred_at
    _changed(rows, opportunity, entry)
    body, told = rows.require(OfferingBody, opportunity.body), members_of(rows)
    body.on_offer.remove(event.opportunity)
    told.on_offer.remove(event.opportunity)
    rows.put(body)
    rows.put(told)


register = Register(
    name="opportunities",
    title="Opportunity register",
    view=view,
    kind=Opportunity,
    line=OpportunityLine,
    lines=lines,
    filters=("opportunity", "body", "item", "organisation", "decision"),
)
notice_register = Register(
    name="opportunity-notices",
    title="Who heard of opportunities, and when",
    view=view,
    kind=Opportunity,
    line=NoticeLine,
    lines=notice_lines,
    filters=("opportunity", "body", "item", "organisation", "decision"),
)
allocation_register = Register(
    name="allocations",
    title="How often each was chosen, and how likely that is by chance",
    view=view,
    kind=Allocations,
    line=AllocationLine,
    lines=allocation_lines,
)
