"""Decisions outside a meeting: recorded as such, then ratified at a later one, or not."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.authority import require_authority
from decisions.command import Command, FreeText, Id, Pence
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.meetings import Meeting
from decisions.facts.motions import Motion
from decisions.facts.outcomes import Outcome
from decisions.numbering import next_number
from decisions.outcomes import is_recorded, ruling_on
from decisions.quorum import require_quorum_of_item
from decisions.refusal import Refused
from decisions.wording import instant
from schemas.event import Event
from schemas.events.decision import (
    DecisionRatified,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.values import OutcomeVerb, OutsideRoute


class TakeDecisionOutsideMeeting(Command):
    """Record a decision between meetings: by what route, by whom and why it could not wait."""

    decision: Id | None = Field(None, description="Its id; made if absent.")
    body: Id
    route: OutsideRoute
    outcome: OutcomeVerb
    item: Id | None = Field(None, description="The item that it concerns, if there is one.")
    person: Id | None = Field(None, description="Who took it; for chair's action always.")
    amount_pence: Pence | None = None
    text: FreeText = Field(description="What was decided, in the words of the register.")
    reason: FreeText = Field(description="Why it was not left to a meeting.")

    @model_validator(mode="after")
    def _chair_is_named(self) -> Self:
        if self.route == "chairs-action" and self.person is None:
            raise ValueError("person: name who took chair's action (route chairs-action)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_body(self.body)
        yield facts.outcomes.of_body(self.body)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)
        if self.item:
            yield facts.items.of_item(self.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        day = context.day
        terms = facts.bodies.get(self.body).terms_on(day)
        taken = DecisionTakenOutsideMeeting(
            decision=context.created_id("decision", self.decision),
            number=next_number(terms.numbering, day, facts.outcomes.numbers(self.body)),
            body=self.body,
            route=self.route,
            outcome=self.outcome,
            authority=terms.authority,
            item=self.item,
            person=self.person,
            amount_pence=self.amount_pence,
            text=self.text,
            reason=self.reason,
        )
        if is_recorded(facts, taken):
            return
        facts.bodies.get(self.body).require_not_dissolved(context.occurred_at)
        require_authority(terms.authority, self.outcome)
        if self.item:
            self._require_usable(facts.items.get(self.item))
        yield taken

    def _require_usable(self, item: Item) -> None:
        item.require_of_body(self.body)
        if item.is_withdrawn:
            item.require_live()


class RatifyDecision(Command):
    """Record that a later meeting made a decision taken outside a meeting its own."""

    decision: Id
    meeting: Id
    item: Id | None = Field(None, description="The item of that meeting under which it did.")
    motion: Id | None = Field(None, description="The motion by which it did, carried.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        yield facts.meetings.of_meeting(self.meeting)
        if self.item:
            yield facts.items.of_item(self.item)
        if outcome := facts.outcomes.find(self.decision):
            yield from facts.bodies.of_line(outcome.taken.body)
        if self.motion:
            yield facts.motions.of_life(self.motion)
        elif meeting := facts.meetings.find(self.meeting):
            yield facts.meetings.of_people(self.meeting)
            yield facts.bodies.of_body(meeting.body)
            yield facts.seats.of_body(meeting.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        outcome = facts.outcomes.get(self.decision)
        require_outside(outcome)
        if outcome.ratified_at == self.meeting:
            return
        require_unsettled(outcome)
        meeting = meeting_to_ratify(facts, outcome, self.meeting, context)
        item = item_of(facts, self.item, meeting)
        if self.motion:
            require_carried(facts.motions.get(self.motion), meeting, self.item)
        else:
            terms = facts.bodies.get(meeting.body).terms_on(context.day)
            require_quorum_of_item(facts, meeting, item, terms.quorum, context.occurred_at)
        yield DecisionRatified(
            decision=self.decision,
            body=meeting.body,
            meeting=meeting.id,
            item=self.item or outcome.taken.item,
            motion=self.motion,
        )


class RefuseRatification(Command):
    """Record that a later meeting did not make the decision its own."""

    decision: Id
    meeting: Id
    item: Id | None = Field(None, description="The item of that meeting under which it did.")
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        yield facts.meetings.of_meeting(self.meeting)
        if outcome := facts.outcomes.find(self.decision):
            yield from facts.bodies.of_line(outcome.taken.body)
        if self.item:
            yield facts.items.of_item(self.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        outcome = facts.outcomes.get(self.decision)
        require_outside(outcome)
        if outcome.refused_at == self.meeting:
            return
        require_unsettled(outcome)
        meeting = meeting_to_ratify(facts, outcome, self.meeting, context)
        item_of(facts, self.item, meeting)
        yield RatificationRefused(
            decision=self.decision,
            body=meeting.body,
            meeting=meeting.id,
            item=self.item or outcome.taken.item,
            reason=self.reason,
        )


def require_outside(outcome: Outcome) -> None:
    """Raises `Refused` for a decision that a meeting took itself."""
    if not outcome.was_outside_meeting:
        raise Refused(
            "taken-in-meeting",
            f"{outcome.taken.number} was taken in a meeting and needs no ratification.",
            "decision",
        )


def require_unsettled(outcome: Outcome) -> None:
    """Raises `Refused` once a meeting has ratified the decision or refused to."""
    number = outcome.taken.number
    if outcome.rescinded or outcome.superseded:
        outcome.require_in_force("decision")
    if outcome.ratified_at:
        sentence = f"{number} was ratified at {outcome.ratified_at}."
        raise Refused("already-ratified", sentence, "decision")
    if outcome.refused_at:
        raise Refused(
            "ratification-was-refused",
            f"{number} was not ratified at {outcome.refused_at}. A meeting that wants it after all "
            "takes a decision of its own.",
            "decision",
        )


def meeting_to_ratify(facts: Facts, outcome: Outcome, meeting: str, context: Context) -> Meeting:
    """The meeting of the body or its heir, in session, after the decision. Raises `Refused`."""
    found = facts.meetings.get(meeting)
    body = outcome.taken.body
    found.require_of_body(body, "meeting", heirs=facts.bodies.line(body))
    found.require_in_session()
    require_taken_before(outcome, context)
    return found


def require_taken_before(outcome: Outcome, context: Context) -> None:
    """Raises `Refused` for what happened to a decision before it was taken."""
    if outcome.taken_at and context.occurred_at < outcome.taken_at:
        sentence = f"The decision was taken on {instant(outcome.taken_at)}, after that."
        raise Refused("before-decision", sentence, "occurred_at")


def require_carried(motion: Motion, meeting: Meeting, item: str | None) -> None:
    """Raises `Refused` unless the motion is one of that meeting, on the item if named, carried."""
    if motion.meeting != meeting.id:
        sentence = f"{motion.id} is a motion of the meeting {motion.meeting}."
        raise Refused("motion-of-other-meeting", sentence, "motion")
    if ruling_on(motion, item or motion.item) != "carried":
        sentence = f"{motion.id} was not carried, so it settles nothing."
        raise Refused("motion-not-carried", sentence, "motion")


def item_of(facts: Facts, item: str | None, meeting: Meeting) -> Item | None:
    """The item of that meeting, if one is named. Raises `Refused`."""
    if item is None:
        return None
    found = facts.items.get(item)
    found.require_at(meeting.id)
    found.require_live()
    return found
