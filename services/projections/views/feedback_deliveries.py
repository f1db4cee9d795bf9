"""What reached organisations of a decision, what they said to it: the fold of that."""

from datetime import datetime

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.views.feedback_audience import members_of
from projections.views.feedback_documents import (
    AwaitedFeedback,
    Delivery,
    Feedback,
    Query,
    Recipient,
)
from schemas.days import day_in_england
from schemas.events.correction import FeedbackWithdrawn
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)


def await_feedback(rows: Rows, organisation: str, decision: str) -> None:
    awaited = rows.get(AwaitedFeedback, organisation)
    awaited = awaited or AwaitedFeedback(organisation=organisation)
    if decision not in awaited.decisions:
        awaited.decisions.append(decision)
        rows.put(awaited)


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


def withdrawn(rows: Rows, event: FeedbackWithdrawn, entry: ReadEntry) -> None:
    """Who has been told by nothing else is to be told again."""
    feedback = rows.require(Feedback, event.decision)
    for recipient in feedback.recipients_through(event.organisation):
        wrong = [one for one in recipient.deliveries if one.feedback == event.feedback]
        recipient.deliveries = [one for one in recipient.deliveries if one not in wrong]
        recipient.withdrawn += wrong
        recipient.evidence.append(entry.position)
        if recipient.is_to_be_told and not recipient.first_delivery(feedback.decided_at):
            for organisation in (recipient.organisation, *recipient.successors):
                await_feedback(rows, organisation, event.decision)
    rows.put(feedback)
