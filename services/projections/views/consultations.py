"""What were the members asked before an item, whom did it reach when, and what came back?"""

from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.consultation import (
    AttachedPaper,
    Closing,
    Consultation,
    ConsultedItem,
    ConsultedMeeting,
    OpenConsultations,
)
from projections.reckoning.consulted_items import adjourned, moved, starts_at
from projections.reckoning.consulted_members import joined, split, succeeded
from projections.reckoning.rounds import asked
from projections.reckoning.settled_items import originated
from projections.reckoning.settling import DecidedItem, decided, reconsider
from projections.reckoning.sittings import Sitting
from projections.reckoning.voices import Exchange
from projections.rows import Rows
from projections.view import View
from schemas.days import day_in_england
from schemas.events import (
    action,
    body,
    contact,
    correction,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationWithdrawn,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import (
    CanvassRedated,
    CanvassWithdrawn,
    DecisionRestated,
    ViewRestated,
)
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MeetingAdjourned,
    MeetingCalled,
    MeetingResumed,
    PaperAttached,
)
from schemas.events.partnership import MemberJoined, MemberSplit, MemberSucceeded

view = View(
    "consultations",
    documents=(Consultation, ConsultedItem, ConsultedMeeting, OpenConsultations, DecidedItem),
    without_texts_of=(ItemDiscussed, DecisionTaken, DecisionTakenOutsideMeeting),
    ignores=(
        *(restatement.StandingAsideRestated, restatement.ReturnRestated),
        *(restatement.RulingRestated, restatement.CastingVoteRestated),
        *(restatement.DissentRestated, restatement.AwardRestated),
        *(poll, contact, opportunity, meeting.MeetingCancelled),
        *(correction.AttendanceWithdrawn, correction.DeclarationWithdrawn),
        *(correction.FeedbackWithdrawn, correction.MistakeNoted),
        *(partnership.PartnershipEstablished, partnership.ReferenceDataImported),
        *(partnership.MemberLeft, partnership.MemberRenamed),
        *(partnership.MemberTransferred, partnership.ListSizePublished),
        *(meeting.AgendaPublished, meeting.MeetingOpened, meeting.MeetingClosed),
        DecisionSuperseded,
        *(meeting.AttendanceRecorded, meeting.ApologiesReceived, meeting.InterestDeclared),
        *(meeting.MemberRecused, meeting.MemberExcluded, meeting.MemberReturned),
        *(action, body, feedback, mandate, minutes, motion, record, representation),
    ),
)

view.on(DecisionTaken)(decided)
view.on(DecisionTakenOutsideMeeting)(decided)
view.on(DecisionRatified)(decided)
view.on(RatificationRefused)(decided)
view.on(DecisionRescinded)(decided)
view.on(restatement.RatificationRestated)(decided)
view.on(restatement.UndoingRestated)(decided)
view.on(DecisionRestated)(decided)


@view.on(MeetingCalled)
def called(rows: Rows, event: MeetingCalled, entry: ReadEntry) -> None:
    rows.put(
        ConsultedMeeting(
            meeting=event.meeting, starts_at=event.starts_at, evidence=[entry.position]
        )
    )


@view.on(ItemTabled)
def tabled(rows: Rows, event: ItemTabled, entry: ReadEntry) -> None:
    item = rows.get(ConsultedItem, event.item) or ConsultedItem(item=event.item)
    meeting = rows.get(ConsultedMeeting, event.meeting)
    begins_at = starts_at(rows, item, event.meeting)
    if meeting and event.item not in meeting.items:
        meeting.items.append(event.item)
        rows.put(meeting)
    item.origin = item.origin or originated(event, entry)
    item.sittings.append(Sitting(meeting=event.meeting, starts_at=begins_at))
    moved(rows, item, entry)


@view.on(ItemDiscussed)
def discussed(rows: Rows, event: ItemDiscussed, entry: ReadEntry) -> None:
    item = rows.require(ConsultedItem, event.item)
    number, at = item.sitting_at(event.meeting), entry.entry.occurred_at
    sitting = item.sittings[number]
    if sitting.discussed_at is None or at < sitting.discussed_at:
        item.sittings[number] = replace(sitting, discussed_at=at)
        moved(rows, item, entry)


def left(rows: Rows, event: ItemDeferred | ItemWithdrawn, entry: ReadEntry) -> None:
    item = rows.require(ConsultedItem, event.item)
    following = event.to_meeting if isinstance(event, ItemDeferred) else None
    number = item.sitting_at(event.meeting)
    item.sittings[number] = replace(
        item.sittings[number],
        left="deferred" if isinstance(event, ItemDeferred) else "withdrawn",
        left_at=entry.entry.occurred_at,
        next_starts_at=starts_at(rows, item, following) if following else None,
    )
    moved(rows, item, entry)


view.on(MeetingAdjourned)(adjourned)
view.on(MeetingResumed)(adjourned)
view.on(ItemDeferred)(left)
view.on(ItemWithdrawn)(left)


@view.on(PaperAttached)
def attached(rows: Rows, event: PaperAttached, entry: ReadEntry) -> None:
    item = rows.require(ConsultedItem, event.item)
    item.attached.append(
        AttachedPaper(paper=event.paper, sha256=event.sha256, attached_at=entry.entry.occurred_at)
    )
    moved(rows, item, entry)


@view.on(ConsultationOpened)
def opened(rows: Rows, event: ConsultationOpened, entry: ReadEntry) -> None:
    item = rows.get(ConsultedItem, event.item) or ConsultedItem(item=event.item)
    item.consultations.append(event.consultation)
    rows.put(item)
    before = [rows.require(Consultation, one) for one in item.consultations[:-1]]
    taking = rows.get(OpenConsultations, OpenConsultations.KEY) or OpenConsultations()
    asking = asked(event, item, entry, before, taking.places)
    rows.put(asking)
    for one in before:
        one.later_rounds.append(asking.round)
        one.evidence.append(entry.position)
        rows.put(one)
    taking.consultations.append(event.consultation)
    rows.put(taking)


def exchanged(rows: Rows, event: Exchange, entry: ReadEntry) -> None:
    """Changes every place in the electorate that the organisation holds on that day."""
    consultation = rows.require(Consultation, event.consultation)
    at = entry.entry.occurred_at
    if isinstance(event, CanvassRedated | CanvassWithdrawn):
        at = event.recorded_as
    for voice in consultation.voices_of(event.organisation, day_in_england(at)):
        voice.see(event, entry)
    consultation.evidence.append(entry.position)
    rows.put(consultation)
    reconsider(rows, event.item)


view.on(OrganisationCanvassed)(exchanged)
view.on(ReminderSent)(exchanged)
view.on(ViewSubmitted)(exchanged)
view.on(ViewRevised)(exchanged)
view.on(ViewWithdrawn)(exchanged)
view.on(CanvassRedated)(exchanged)
view.on(CanvassWithdrawn)(exchanged)
view.on(ViewRestated)(exchanged)


@view.on(ConsultationExtended)
def extended(rows: Rows, event: ConsultationExtended, entry: ReadEntry) -> None:
    consultation = rows.require(Consultation, event.consultation)
    consultation.closings.append(
        Closing(closes_at=event.closes_at, recorded_at=entry.entry.recorded_at)
    )
    consultation.rests_on(entry.position)
    rows.put(consultation)


def ended(rows: Rows, event: ConsultationClosed | ConsultationWithdrawn, entry: ReadEntry) -> None:
    consultation = rows.require(Consultation, event.consultation)
    if isinstance(event, ConsultationClosed):
        consultation.closed_at = entry.entry.occurred_at
    else:
        consultation.withdrawn_at = entry.entry.occurred_at
        _asks_no_more(rows, consultation, entry)
    consultation.rests_on(entry.position)
    rows.put(consultation)
    taking = rows.require(OpenConsultations, OpenConsultations.KEY)
    taking.consultations = [one for one in taking.consultations if one != event.consultation]
    rows.put(taking)
    reconsider(rows, event.item)


def _asks_no_more(rows: Rows, withdrawn: Consultation, entry: ReadEntry) -> None:
    """The rounds before one that was withdrawn have it no more after them."""
    for name in rows.require(ConsultedItem, withdrawn.item).consultations:
        one = rows.require(Consultation, name)
        if withdrawn.round in one.later_rounds:
            one.later_rounds.remove(withdrawn.round)
            one.evidence.append(entry.position)
            rows.put(one)


view.on(ConsultationClosed)(ended)
view.on(ConsultationWithdrawn)(ended)


view.on(MemberSucceeded)(succeeded)
view.on(MemberJoined)(joined)
view.on(MemberSplit)(split)
