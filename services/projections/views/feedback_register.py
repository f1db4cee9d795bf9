"""Were we told, promptly, and all at the same time?"""

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
from projections.views.feedback_deliveries import await_feedback, issued, replied, withdrawn
from projections.views.feedback_documents import (
    AskedItem,
    AwaitedFeedback,
    Feedback,
    TellingBody,
    ToldMembers,
)
from projections.views.feedback_lines import FeedbackLine, lines
from schemas.days import day_in_england
from schemas.events import (
    action,
    contact,
    correction,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    poll,
    record,
    restatement,
)
from schemas.events.body import BodyConstituted, BodyDissolved, SeatRetired
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    OrganisationCanvassed,
    ReminderSent,
    ViewRevised,
    ViewSubmitted,
    ViewWithdrawn,
)
from schemas.events.correction import FeedbackWithdrawn
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
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
    MemberSplit,
    MemberSucceeded,
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

DEFAULT_STANDARD_HOURS = 16

view = View(
    "feedback-register",
    documents=(Feedback, AwaitedFeedback, TellingBody, AskedItem, ToldMembers),
    without_texts_of=(ConsultationOpened, DecisionTaken, DecisionTakenOutsideMeeting),
    ignores=(
        restatement,
        poll,
        *(correction.AttendanceWithdrawn, correction.DeclarationWithdrawn),
        *(correction.CanvassRedated, correction.CanvassWithdrawn, correction.ViewRestated),
        *(correction.DecisionRestated, correction.MistakeNoted),
        *(RoleResourced, HoursLogged),
        *(contact, opportunity),
        *(BodyConstituted, BodyDissolved, SeatRetired, DecisionRescinded, DecisionSuperseded),
        *(OrganisationCanvassed, ReminderSent, ViewSubmitted, ViewRevised, ViewWithdrawn),
        *(ConsultationExtended, ConsultationClosed, DecisionRatified, RatificationRefused),
        *(MessageSent, MessageAnswered, DeputyNominated, InterestRegistered, InterestEnded),
        *(PartnershipEstablished, MemberTransferred, ListSizePublished, ReferenceDataImported),
        MemberSplit,
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
        await_feedback(rows, event.successor, decision)


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
            await_feedback(rows, organisation, event.decision)


view.on(DecisionTaken)(decided)
view.on(DecisionTakenOutsideMeeting)(decided)
view.on(FeedbackIssued)(issued)
view.on(FeedbackWithdrawn)(withdrawn)
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
