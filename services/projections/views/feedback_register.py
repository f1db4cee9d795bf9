"""Were we told, promptly, and all at the same time?"""

from datetime import datetime

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.feedback_audience import (
    AUDIENCE,
    audience_changed,
    body_of,
    members_of,
    to_be_told,
)
from projections.views.feedback_documents import (
    AskedItem,
    AwaitedFeedback,
    Delivery,
    Feedback,
    Query,
    Recipient,
    TellingBody,
    ToldMembers,
)
from projections.views.feedback_lines import FeedbackLine, lines
from projections.working_time import day_in_england
from schemas.events import action, mandate, meeting, minutes, motion, record
from schemas.events.body import BodyConstituted, SeatRetired
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
    MessageAnswered,
    MessageSent,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    PartnershipEstablished,
    ReferenceDataImported,
)
from schemas.events.representation import DeputyNominated, InterestEnded, InterestRegistered

DEFAULT_STANDARD_HOURS = 16

view = View(
    "feedback-register",
    documents=(Feedback, AwaitedFeedback, TellingBody, AskedItem, ToldMembers),
    ignores=(
        *(BodyConstituted, SeatRetired),
        *(OrganisationCanvassed, ReminderSent, ViewSubmitted, ViewRevised, ViewWithdrawn),
        *(ConsultationExtended, ConsultationClosed, DecisionRatified, RatificationRefused),
        *(MessageSent, MessageAnswered, DeputyNominated, InterestRegistered, InterestEnded),
        *(PartnershipEstablished, ListSizePublished, ReferenceDataImported),
        *(action, mandate, meeting, minutes, motion, record),
    ),
)
view.on(*AUDIENCE)(audience_changed)


def member_named(rows: Rows, event: MemberJoined | MemberRenamed, _entry: ReadEntry) -> None:
    told = members_of(rows)
    told.members.see(event)
    rows.put(told)


view.on(MemberJoined)(member_named)
view.on(MemberRenamed)(member_named)


@view.on(MemberLeft)
def member_left(rows: Rows, event: MemberLeft, entry: ReadEntry) -> None:
    """Who has left cannot be told any more; only decisions before that are touched."""
    told = members_of(rows)
    told.members.see(event)
    rows.put(told)
    awaited = rows.get(AwaitedFeedback, event.organisation)
    for decision in awaited.decisions if awaited and event.within is None else []:
        feedback = rows.require(Feedback, decision)
        for recipient in feedback.recipients:
            if recipient.organisation == event.organisation:
                recipient.left_on = event.on
                recipient.evidence.append(entry.position)
        rows.put(feedback)


@view.on(MemberSucceeded)
def member_succeeded(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    """From now on, telling the successor tells the one whose place it took."""
    told = members_of(rows)
    told.members.see(event)
    rows.put(told)
    awaited = rows.get(AwaitedFeedback, event.organisation)
    for decision in awaited.decisions if awaited else []:
        feedback = rows.require(Feedback, decision)
        for recipient in feedback.recipients_through(event.organisation):
            recipient.successors.append(event.successor)
            recipient.evidence.append(entry.position)
        rows.put(feedback)
        _await(rows, event.successor, decision)


def _await(rows: Rows, organisation: str, decision: str) -> None:
    awaited = rows.get(AwaitedFeedback, organisation)
    awaited = awaited or AwaitedFeedback(organisation=organisation)
    if decision not in awaited.decisions:
        awaited.decisions.append(decision)
        rows.put(awaited)


def decided(
    rows: Rows, event: DecisionTaken | DecisionTakenOutsideMeeting, entry: ReadEntry
) -> None:
    decided_at = entry.entry.occurred_at
    day = day_in_england(decided_at)
    body = body_of(rows, event.body)
    standard = body.standard_on(day)
    basis, recipients, evidence = to_be_told(rows, event.item, decided_at)
    rows.put(
        Feedback(
            decision=event.decision,
            number=event.number,
            body=event.body,
            item=event.item,
            decided_at=decided_at,
            basis=basis,
            standard_hours=standard.hours if standard else DEFAULT_STANDARD_HOURS,
            is_standard_assumed=standard is None,
            own_pcns=body.own_pcns([one.organisation for one in recipients], day),
            recipients=recipients,
            evidence=[*([standard.position] if standard else []), *evidence, entry.position],
        )
    )
    for recipient in recipients:
        for organisation in (recipient.organisation, *recipient.successors):
            _await(rows, organisation, event.decision)


view.on(DecisionTaken)(decided)
view.on(DecisionTakenOutsideMeeting)(decided)


@view.on(FeedbackIssued)
def issued(rows: Rows, event: FeedbackIssued, entry: ReadEntry) -> None:
    feedback = rows.require(Feedback, event.decision)
    delivery = Delivery(
        feedback=event.feedback,
        organisation=event.organisation,
        delivered_at=entry.entry.occurred_at,
        recorded_at=entry.entry.recorded_at,
        channel=event.channel,
        message=event.message,
    )
    for recipient in _recipients(rows, feedback, event.organisation):
        recipient.deliveries.append(delivery)
        recipient.evidence.append(entry.position)
        if recipient.first_delivery(feedback.decided_at):
            _told(rows, recipient, event.decision)
    rows.put(feedback)


def _recipients(rows: Rows, feedback: Feedback, organisation: str) -> list[Recipient]:
    if not feedback.recipients_through(organisation):
        day = day_in_england(feedback.decided_at)
        name = members_of(rows).members.name_on(organisation, day)
        besides = Recipient(organisation=organisation, name=name, is_to_be_told=False)
        feedback.recipients.append(besides)
    return feedback.recipients_through(organisation)


def _told(rows: Rows, recipient: Recipient, decision: str) -> None:
    awaited = rows.get(AwaitedFeedback, recipient.organisation)
    if awaited and decision in awaited.decisions:
        awaited.decisions.remove(decision)
        rows.put(awaited)


def replied(
    rows: Rows,
    event: FeedbackAcknowledged | FeedbackQueried | FeedbackAnswered,
    entry: ReadEntry,
) -> None:
    feedback = rows.require(Feedback, event.decision)
    for recipient in feedback.recipients_through(event.organisation):
        _reply(recipient, event, entry.entry.occurred_at)
        recipient.evidence.append(entry.position)
    rows.put(feedback)


def _reply(
    recipient: Recipient,
    event: FeedbackAcknowledged | FeedbackQueried | FeedbackAnswered,
    at: datetime,
) -> None:
    match event:
        case FeedbackAcknowledged():
            recipient.acknowledged_at = recipient.acknowledged_at or at
        case FeedbackQueried():
            query = Query(feedback=event.feedback, asked_at=at, question=event.question)
            recipient.queries.append(query)
        case FeedbackAnswered():
            for query in recipient.queries:
                if query.feedback == event.feedback and query.answered_at is None:
                    query.answered_at, query.answer = at, event.answer


view.on(FeedbackAcknowledged)(replied)
view.on(FeedbackQueried)(replied)
view.on(FeedbackAnswered)(replied)

register = Register(
    name="feedback",
    title="Feedback register",
    view=view,
    kind=Feedback,
    line=FeedbackLine,
    lines=lines,
    filters=("decision", "body", "item", "organisation"),
)
