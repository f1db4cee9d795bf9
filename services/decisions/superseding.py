"""Decisions in the place of which a later one stands; they stay in the register, and name it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, TypeAlias

from eventsourcing.dcb.domain import Selector
from msgspec.structs import replace
from pydantic import AfterValidator, Field

from decisions.authority import IN_FAVOUR
from decisions.command import Command, Id
from decisions.competence import needs_of_competence, require_competent
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.wording import instant
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.decision import DecisionSuperseded, DecisionTaken
from schemas.values import OutcomeVerb

MOST_REPLACED = 50


def _named_once(decisions: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(decisions)) < len(decisions):
        raise ValueError("each decision is named once")
    return decisions


Replaced: TypeAlias = Annotated[
    tuple[Id, ...],
    Field(max_length=MOST_REPLACED, description="Earlier decisions in whose place it stands."),
    AfterValidator(_named_once),
]


class SupersedeDecision(Command):
    """Record that a decision taken in a meeting stands in the place of an earlier one."""

    decision: Id = Field(description="The earlier decision, which stays in the register.")
    superseded_by: Id = Field(description="The later one, on an item of a meeting.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.superseded_by)
        yield from needs_of_replaced(facts, (self.decision,))

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        later = facts.outcomes.get(self.superseded_by)
        if facts.outcomes.get(self.decision).is_superseded_by(self.superseded_by):
            return
        later.require_in_force("superseded_by")
        if not isinstance(later.taken, DecisionTaken):
            raise Refused(
                "superseded-outside-meeting",
                f"{later.taken.number} was taken outside a meeting. Only what a meeting decides "
                "on an item replaces another decision.",
                "superseded_by",
            )
        at = later.taken_at or context.occurred_at
        as_it_stands = replace(later.taken, outcome=later.outcome)
        yield supersession(facts, self.decision, as_it_stands, at, "decision")


def require_may_replace(facts: Facts, decision: str, outcome: OutcomeVerb, field: str) -> None:
    """Raises `Refused` for an outcome by which a decision could not have replaced what it did."""
    if outcome not in IN_FAVOUR and (replaced := facts.outcomes.replaced_by(decision)):
        sentence = (
            f"It stands in the place of {replaced[0]}, and what was {outcome.replace('-', ' ')} "
            "stands in the place of nothing. Correct first that it was replaced."
        )
        raise Refused("replacement-rests-on-it", sentence, field)


def needs_of_replaced(facts: Facts, decisions: Iterable[str]) -> Iterable[Selector]:
    """Decisions that a later one is to replace, and who may do that."""
    for name in decisions:
        yield facts.outcomes.of_decision(name)
        if earlier := facts.outcomes.find(name):
            yield from needs_of_competence(facts, earlier.taken.body)


def supersession(
    facts: Facts, decision: str, later: DecisionTaken, at: datetime, field: str
) -> DecisionSuperseded:
    """That a later decision, taken at a time, replaces an earlier one. Raises `Refused`."""
    earlier = facts.outcomes.get(decision)
    if decision == later.decision:
        raise Refused("replaces-itself", "A decision replaces another one, not itself.", field)
    earlier.require_in_force(field)
    if later.outcome not in IN_FAVOUR:
        sentence = f"What was {later.outcome.replace('-', ' ')} stands in the place of nothing."
        raise Refused("outcome-replaces-nothing", sentence, field)
    if earlier.taken_at and at <= earlier.taken_at:
        sentence = f"{earlier.taken.number} was taken on {instant(earlier.taken_at)}, not earlier."
        raise Refused("not-the-later-decision", sentence, field)
    require_competent(facts, earlier.taken, later.body, later.authority, day_in_england(at), field)
    return DecisionSuperseded(
        decision=decision,
        superseded_by=later.decision,
        body=earlier.taken.body,
        meeting=later.meeting,
        item=later.item,
    )
