"""Corrections: what was recorded by mistake is taken back, or put as it was, with a basis.

The mistake stays on the record beside its correction. Votes and minutes have their own (`votes`,
`minutes`), a consultation's are in `canvass_corrections`.
"""

from collections.abc import Iterable, Sequence
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.authority import require_authority, require_ruling
from decisions.command import Command, FreeText, Id, Pence
from decisions.context import Context
from decisions.erasures import Position
from decisions.facts import Facts
from decisions.facts.outcomes import Outcome
from decisions.refusal import NotFound, Refused
from decisions.superseding import require_may_replace
from schemas.event import Event
from schemas.events.correction import (
    AttendanceWithdrawn,
    DecisionRestated,
    DeclarationWithdrawn,
    FeedbackWithdrawn,
    MistakeNoted,
)
from schemas.events.decision import DecisionTaken
from schemas.values import AttendanceRecord, CorrectionBasis, OutcomeVerb


class WithdrawAttendance(Command):
    """Take back that a person was there, or sent apologies. Wrong times are recorded anew."""

    MEMBER = None

    meeting: Id
    person: Id
    record: AttendanceRecord
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.meetings.of_people(self.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        meeting = facts.meetings.get(self.meeting)
        there, away = meeting.attendance.get(self.person), meeting.apologies.get(self.person)
        wrong = there if self.record == "attendance" else away
        if wrong is None:
            sentence = f"No {self.record} of {self.person} at {self.meeting} is on the record."
            raise Refused("nothing-to-correct", sentence, "person")
        yield AttendanceWithdrawn(
            meeting=self.meeting,
            person=self.person,
            record=self.record,
            basis=self.basis,
            seat=wrong.seat,
            reason=self.reason,
        )


class WithdrawDeclaration(Command):
    """Take back that a person declared an interest at a meeting."""

    meeting: Id
    person: Id
    item: Id | None = Field(None, description="The item it was declared for, if for one.")
    interest: Id | None = Field(None, description="The registered interest, if it was one.")
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.declarations.of_person(self.meeting, self.person)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if not facts.declarations.about(self.item, self.interest):
            sentence = f"{self.person} is not recorded as having declared that at {self.meeting}."
            raise Refused("nothing-to-correct", sentence, "person")
        yield DeclarationWithdrawn(
            meeting=self.meeting,
            person=self.person,
            basis=self.basis,
            item=self.item,
            interest=self.interest,
            reason=self.reason,
        )


class RestateDecision(Command):
    """Put a decision as it was: its text, its outcome or its amount had been recorded wrongly."""

    decision: Id
    outcome: OutcomeVerb | None = None
    amount_pence: Pence | None = None
    text: FreeText | None = Field(None, description="What was decided, in its true words.")
    basis: CorrectionBasis
    reason: FreeText

    @model_validator(mode="after")
    def _says_what_was_wrong(self) -> Self:
        if self.outcome is None and self.amount_pence is None and self.text is None:
            raise ValueError("text: say what is to stand: text, outcome or amount_pence")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        outcome = facts.outcomes.find(self.decision)
        if outcome and isinstance(outcome.taken, DecisionTaken) and outcome.taken.motion:
            yield facts.motions.of_life(outcome.taken.motion)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        wrong = facts.outcomes.get(self.decision)
        new_outcome = self.outcome if self.outcome != wrong.outcome else None
        new_amount = self.amount_pence if self.amount_pence != wrong.amount_pence else None
        if new_outcome is None and new_amount is None and self.text is None:
            return
        if new_outcome:
            self._require_may_be(new_outcome, wrong, facts)
        yield DecisionRestated(
            decision=self.decision,
            body=wrong.taken.body,
            basis=self.basis,
            item=wrong.taken.item,
            outcome=new_outcome,
            amount_pence=new_amount,
            text=self.text,
            reason=self.reason,
        )

    @staticmethod
    def _require_may_be(outcome: OutcomeVerb, wrong: Outcome, facts: Facts) -> None:
        """What could not have been decided cannot have been recorded wrongly."""
        taken = wrong.taken
        require_authority(taken.authority, outcome)
        require_may_replace(facts, taken.decision, outcome, "outcome")
        if isinstance(taken, DecisionTaken) and taken.motion:
            ruling = facts.motions.get(taken.motion).ruling
            if ruling:
                require_ruling(ruling, outcome)


class WithdrawFeedback(Command):
    """Take back that an organisation was told: it was not, or another one was."""

    feedback: Id
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.feedback.of_feedback(self.feedback)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        feedback = facts.feedback.get(self.feedback)
        if feedback.is_withdrawn:
            return
        if feedback.is_acknowledged or feedback.is_queried:
            sentence = f"{feedback.issued.organisation} has answered it, so it did arrive."
            raise Refused("feedback-arrived", sentence, "feedback")
        yield FeedbackWithdrawn(
            feedback=self.feedback,
            decision=feedback.issued.decision,
            organisation=feedback.issued.organisation,
            basis=self.basis,
            item=feedback.issued.item,
            reason=self.reason,
        )


class NoteMistake(Command):
    """Say of an entry that it is wrong, where no other command corrects it."""

    entry: Position
    basis: CorrectionBasis
    reason: FreeText = Field(description="What is wrong, and how it was.")

    def texts_at(self) -> Sequence[int]:
        return (self.entry,)

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.texts.of_entry(self.entry)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if self.entry not in facts.texts.entries:
            raise NotFound("entry", str(self.entry))
        yield MistakeNoted(entry=self.entry, basis=self.basis, reason=self.reason)
