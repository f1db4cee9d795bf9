"""Corrections of what is recorded as undone: decisions rescinded, or replaced, by mistake."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.restatement import UndoingRestated
from schemas.values import CorrectionBasis


class RestateUndoing(Command):
    """Take back that a decision was rescinded, or replaced: that did not happen, and it stands.

    It stands as it did: a decision that awaited ratification awaits it again. Where it was
    rescinded and that is regretted, nothing was recorded wrongly: a meeting decides anew.
    """

    decision: Id
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        outcome = facts.outcomes.get(self.decision)
        undone = outcome.rescinded or outcome.superseded
        if undone is None:
            sentence = f"{outcome.taken.number} is not recorded as rescinded or replaced."
            raise Refused("nothing-to-correct", sentence, "decision")
        yield UndoingRestated(
            decision=self.decision,
            body=outcome.taken.body,
            meeting=undone.meeting,
            undone="rescinded" if outcome.rescinded else "superseded",
            basis=self.basis,
            item=undone.item,
            superseded_by=outcome.superseded.superseded_by if outcome.superseded else None,
            reason=self.reason,
        )
