"""Feedback: each organisation is told of a decision, and may acknowledge or query it."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.feedback import Feedback
from decisions.refusal import Refused
from decisions.wording import instant
from schemas.event import Event
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)
from schemas.values import Channel


class IssueFeedback(Command):
    """Record that an organisation was told of a decision; `occurred_at` is when it arrived."""

    MEMBER = None

    feedback: Id | None = Field(None, description="Its id; made if absent.")
    decision: Id
    organisation: OrganisationCode
    channel: Channel
    message: FreeText | None = Field(None, description="What it was told.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        yield facts.members.of_organisation(self.organisation)
        yield facts.feedback.of_organisation(self.decision, self.organisation)
        if self.feedback:
            yield facts.feedback.of_feedback(self.feedback)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        outcome = facts.outcomes.get(self.decision)
        issued = FeedbackIssued(
            feedback=context.created_id("feedback", self.feedback),
            decision=self.decision,
            organisation=self.organisation,
            channel=self.channel,
            item=outcome.taken.item,
            message=self.message,
        )
        if facts.feedback.was_issued(issued, context.occurred_at):
            return
        if facts.feedback.find(issued.feedback):
            sentence = f"There is feedback {issued.feedback} already. Choose another id."
            raise Refused("feedback-exists", sentence, "feedback")
        facts.members.get(self.organisation)
        if outcome.taken_at and context.occurred_at < outcome.taken_at:
            raise Refused(
                "feedback-before-decision",
                f"{outcome.taken.number} was decided on {instant(outcome.taken_at)}; nobody can "
                "have been told before.",
                "occurred_at",
            )
        yield issued


class AcknowledgeFeedback(Command):
    """An organisation says that it has read the feedback."""

    feedback: Id
    organisation: OrganisationCode

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.feedback.of_feedback(self.feedback)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        feedback = facts.feedback.get(self.feedback)
        require_recipient(feedback, self.organisation)
        if feedback.is_acknowledged:
            return
        require_delivered(feedback, context)
        yield FeedbackAcknowledged(
            feedback=self.feedback,
            decision=feedback.issued.decision,
            organisation=self.organisation,
            item=feedback.issued.item,
        )


class QueryFeedback(Command):
    """An organisation asks about the feedback."""

    feedback: Id
    organisation: OrganisationCode
    question: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.feedback.of_feedback(self.feedback)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        feedback = facts.feedback.get(self.feedback)
        require_recipient(feedback, self.organisation)
        require_delivered(feedback, context)
        yield FeedbackQueried(
            feedback=self.feedback,
            decision=feedback.issued.decision,
            organisation=self.organisation,
            item=feedback.issued.item,
            question=self.question,
        )


class AnswerFeedback(Command):
    """Answer an organisation's query; a further answer may follow."""

    feedback: Id
    answer: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.feedback.of_feedback(self.feedback)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        feedback = facts.feedback.get(self.feedback)
        if not feedback.is_queried:
            sentence = f"{feedback.issued.organisation} has asked nothing about this feedback."
            raise Refused("nothing-to-answer", sentence, "feedback")
        yield FeedbackAnswered(
            feedback=self.feedback,
            decision=feedback.issued.decision,
            organisation=feedback.issued.organisation,
            item=feedback.issued.item,
            answer=self.answer,
        )


def require_recipient(feedback: Feedback, organisation: str) -> None:
    """Raises `Refused` where the feedback went to another organisation, or to nobody after all."""
    if feedback.is_withdrawn:
        sentence = "This feedback was recorded by mistake, and taken back."
        raise Refused("feedback-withdrawn", sentence, "feedback")
    if feedback.issued.organisation != organisation:
        sentence = f"This feedback went to {feedback.issued.organisation}, not to {organisation}."
        raise Refused("feedback-to-another", sentence, "organisation")


def require_delivered(feedback: Feedback, context: Context) -> None:
    """Raises `Refused` for a reaction earlier than the feedback."""
    if feedback.delivered_at and context.occurred_at < feedback.delivered_at:
        raise Refused(
            "before-feedback",
            f"The feedback arrived on {instant(feedback.delivered_at)}, after that.",
            "occurred_at",
        )
