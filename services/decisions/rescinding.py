"""Decisions that a meeting takes back; they stay in the register, with their rescission."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id
from decisions.competence import needs_of_competence, require_competent
from decisions.context import Context
from decisions.facts import Facts
from decisions.outside_decisions import item_of, require_carried, require_taken_before
from decisions.quorum import require_quorum_of_item
from schemas.event import Event
from schemas.events.decision import DecisionRescinded


class RescindDecision(Command):
    """Record that a meeting took a decision back: of the body that took it, or of one above it.

    An item on the agenda is the members' notice of it; without one, say why it could not wait.
    """

    decision: Id
    meeting: Id = Field(description="The meeting, in session, that rescinds it.")
    item: Id | None = Field(None, description="The item of that meeting under which it does.")
    motion: Id | None = Field(None, description="The motion by which it does, carried.")
    reason: FreeText | None = Field(None, description="Why; always where no item is named.")

    @model_validator(mode="after")
    def _is_on_the_agenda_or_explained(self) -> Self:
        if self.item is None and self.reason is None:
            raise ValueError("reason: say why, where no item was tabled for it (item)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        yield facts.meetings.of_meeting(self.meeting)
        if self.item:
            yield facts.items.of_item(self.item)
        if self.motion:
            yield facts.motions.of_life(self.motion)
        if outcome := facts.outcomes.find(self.decision):
            yield from needs_of_competence(facts, outcome.taken.body)
        if meeting := facts.meetings.find(self.meeting):
            yield facts.bodies.of_body(meeting.body)
            yield facts.meetings.of_people(self.meeting)
            yield facts.seats.of_body(meeting.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        outcome = facts.outcomes.get(self.decision)
        if outcome.rescinded and outcome.rescinded.meeting == self.meeting:
            return
        outcome.require_in_force("decision")
        meeting = facts.meetings.get(self.meeting)
        day = context.day
        terms = facts.bodies.get(meeting.body).terms_on(day)
        require_competent(facts, outcome.taken, meeting.body, terms.authority, day, "meeting")
        meeting.require_in_session()
        require_taken_before(outcome, context)
        item = item_of(facts, self.item, meeting)
        if self.motion:
            require_carried(facts.motions.get(self.motion), meeting, self.item)
        else:
            require_quorum_of_item(facts, meeting, item, terms.quorum, context.occurred_at)
        yield DecisionRescinded(
            decision=self.decision,
            body=outcome.taken.body,
            meeting=meeting.id,
            item=self.item,
            motion=self.motion,
            reason=self.reason,
        )
