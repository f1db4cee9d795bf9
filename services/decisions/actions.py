"""Actions: who is to do what by when, how far it is, and that it is done."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from msgspec.structs import replace
from pydantic import Field, model_validator

from decisions.command import Command, Day, FreeText, Id, OrganisationCode, PersonName
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.actions import Action
from decisions.numbering import next_number
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated

NUMBERING = "A{n}"
"""Actions of a body are numbered for ever: A1, A2, …"""


class RaiseAction(Command):
    """Record that somebody is to do something, perhaps because of a meeting, item or decision."""

    MEMBER = None

    action: Id | None = Field(None, description="Its id; made if absent.")
    body: Id
    meeting: Id | None = None
    item: Id | None = None
    decision: Id | None = None
    person: Id | None = Field(None, description="Who is to do it, if a person in this book.")
    organisation: OrganisationCode | None = Field(None, description="Which organisation is to.")
    due_on: Day | None = None
    owner: PersonName | None = Field(None, description="Who is to do it, in words.")
    text: FreeText = Field(description="What is to be done.")

    @model_validator(mode="after")
    def _has_an_owner(self) -> Self:
        if not (self.person or self.organisation or self.owner):
            raise ValueError("owner: say who is to do it (person, organisation or owner)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_constitution(self.body)
        yield facts.actions.of_body(self.body)
        if self.action:
            yield facts.actions.of_action(self.action)
        if self.meeting:
            yield facts.meetings.of_meeting(self.meeting)
        if self.item:
            yield facts.items.of_item(self.item)
        if self.decision:
            yield facts.outcomes.of_decision(self.decision)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        raised = ActionRaised(
            action=context.created_id("action", self.action),
            number=next_number(NUMBERING, context.day, facts.actions.numbers(self.body)),
            body=facts.bodies.get(self.body).id,
            meeting=self.meeting,
            item=self.item,
            decision=self.decision,
            person=self.person,
            organisation=self.organisation,
            due_on=self.due_on,
            owner=self.owner,
            text=self.text,
        )
        found = facts.actions.find(raised.action)
        same_number = replace(found.raised, number=raised.number) if found else None
        if is_repeated(same_number, raised, "action"):
            return
        facts.bodies.get(self.body).require_not_dissolved(context.occurred_at)
        self._require_of_body(facts)
        if self.due_on and self.due_on < context.day:
            raise Refused(
                "due-before-raised", "An action is due later than it is raised.", "due_on"
            )
        yield raised

    def _require_of_body(self, facts: Facts) -> None:
        """What the action comes from exists, and belongs to the same body."""
        if self.meeting:
            facts.meetings.get(self.meeting).require_of_body(self.body, "meeting")
        if self.item:
            facts.items.get(self.item).require_of_body(self.body)
        if self.decision:
            taken = facts.outcomes.get(self.decision).taken
            if taken.body != self.body:
                sentence = f"{taken.number} is a decision of {taken.body}, not of {self.body}."
                raise Refused("decision-of-other-body", sentence, "decision")


class UpdateAction(Command):
    """Record how far an action is, and perhaps a new date."""

    action: Id
    due_on: Day | None = None
    progress: FreeText | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.due_on is None and self.progress is None:
            raise ValueError("progress: say how far it is, or when it is due now (due_on)")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.actions.of_action(self.action)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        action = facts.actions.get(self.action)
        require_own_action(action, context)
        if action.is_completed:
            sentence = f"The action {action.raised.number} was completed."
            raise Refused("action-completed", sentence, "action")
        if self.progress is None and self.due_on == action.due_on:
            return
        yield ActionUpdated(
            action=self.action,
            item=action.raised.item,
            decision=action.raised.decision,
            due_on=self.due_on,
            progress=self.progress,
        )


class CompleteAction(Command):
    """Record that an action was done."""

    action: Id
    note: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.actions.of_action(self.action)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        action = facts.actions.get(self.action)
        require_own_action(action, context)
        if action.is_completed:
            return
        yield ActionCompleted(
            action=self.action,
            item=action.raised.item,
            decision=action.raised.decision,
            note=self.note,
        )


def require_own_action(action: Action, context: Context) -> None:
    """A PCN or representative speaks of its own actions only; the secretary of any."""
    if context.role not in ("pcn", "representative"):
        return
    raised = action.raised
    is_persons = context.person is not None and raised.person == context.person
    is_organisations = (
        context.organisation is not None and raised.organisation == context.organisation
    )
    if not (is_persons or is_organisations):
        sentence = f"The action {raised.number} is for somebody else to report on."
        raise Refused("not-your-action", sentence, "action")
