"""Corrections of what a meeting made of a decision that was taken outside."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id, Time
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.meetings import Meeting
from decisions.facts.outcomes import Outcome, Settling, settlement_of
from decisions.outside_decisions import require_carried
from decisions.quorum import require_quorum_of_item
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.restatement import RatificationRestated
from schemas.values import CorrectionBasis, RatificationOutcome


class RestateRatification(Command):
    """Put what a meeting made of a decision taken outside as it was; absent: nothing."""

    decision: Id
    outcome: RatificationOutcome | None = Field(
        None, description="As it was; absent: no meeting has ratified it or refused to."
    )
    meeting: Id | None = Field(None, description="Which did, if another than was recorded.")
    item: Id | None = Field(None, description="The item of that meeting under which it did.")
    motion: Id | None = Field(None, description="The motion by which it ratified, carried.")
    settled_at: Time | None = Field(None, description="When, if at another time.")
    reasons: FreeText | None = Field(None, description="Why it was refused.")
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.outcome is None and (self.meeting or self.item or self.motion or self.settled_at):
            raise ValueError("outcome: where nothing was settled, there is no meeting that did")
        if self.motion and self.outcome == "refused":
            raise ValueError("motion: a refusal needs none")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.outcomes.of_decision(self.decision)
        outcome = facts.outcomes.find(self.decision)
        if outcome:
            yield from facts.bodies.of_line(outcome.taken.body)
        if name := self.meeting or _meeting_of(outcome):
            yield facts.meetings.of_meeting(name)
            yield facts.meetings.of_people(name)
            if meeting := facts.meetings.find(name):
                yield facts.bodies.of_body(meeting.body)
                yield facts.seats.of_body(meeting.body)
        for item in filter(None, (self.item, _item_of(outcome))):
            yield facts.items.of_item(item)
        if self.motion:
            yield facts.motions.of_life(self.motion)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        wrong = facts.outcomes.get(self.decision)
        before = wrong.settled_by
        if before is None:
            sentence = f"No meeting is recorded as ratifying {wrong.taken.number} or refusing to."
            raise Refused("nothing-to-correct", sentence, "decision")
        if self._says_the_same(before):
            return
        if self.outcome is None:
            yield self._restated(before.meeting, before.body, None, None)
            return
        meeting = facts.meetings.get(self.meeting or before.meeting)
        context.require_past(self.settled_at, "settled_at")
        self._require_could(facts, wrong, meeting)
        if meeting.id != before.meeting and settlement_of(before):
            yield self._restated(before.meeting, before.body, None, None)
        yield self._restated(meeting.id, meeting.body, self.outcome, self._item(before, meeting))

    def _item(self, before: Settling, meeting: Meeting) -> str | None:
        return self.item or (before.item if meeting.id == before.meeting else None)

    def _says_the_same(self, before: Settling) -> bool:
        if settlement_of(before) != self.outcome:
            return False
        known = (before.meeting, before.item, getattr(before, "motion", None))
        given = (self.meeting, self.item, self.motion)
        is_same = all(new in (None, old) for new, old in zip(given, known, strict=True))
        return self.outcome is None or (is_same and not (self.settled_at or self.reasons))

    def _require_could(self, facts: Facts, wrong: Outcome, meeting: Meeting) -> None:
        """What could not have been ratified cannot have been recorded wrongly."""
        at = self.settled_at or wrong.settled_at or meeting.starts_at
        if not meeting.is_opened:
            sentence = f"The meeting {meeting.id} has not been opened."
            raise Refused("meeting-not-in-session", sentence, "meeting")
        body = wrong.taken.body
        meeting.require_of_body(body, "meeting", heirs=facts.bodies.line(body))
        if wrong.taken_at and at < wrong.taken_at:
            sentence = f"{wrong.taken.number} was taken after that."
            raise Refused("before-decision", sentence, "settled_at")
        item = facts.items.get(self.item) if self.item else None
        if item:
            item.require_at(meeting.id)
        if self.outcome == "refused":
            self._require_was_not_undone(wrong)
            return
        if self.motion:
            require_carried(facts.motions.get(self.motion), meeting, self.item)
            return
        terms = facts.bodies.get(meeting.body).terms_on(meeting.day)
        require_quorum_of_item(facts, meeting, item, terms.quorum, at)

    @staticmethod
    def _require_was_not_undone(wrong: Outcome) -> None:
        """What was not ratified is not in force: no meeting takes it back or replaces it."""
        if wrong.rescinded or wrong.superseded:
            how = "rescinded" if wrong.rescinded else "replaced"
            sentence = (
                f"{wrong.taken.number} was {how}, which rests on its being in force. Correct that "
                "first, if it was recorded by mistake too; else note the mistake on the entry of "
                "its ratification."
            )
            raise Refused("rescission-rests-on-it", sentence, "outcome")

    def _restated(
        self, meeting: str, body: str, outcome: RatificationOutcome | None, item: str | None
    ) -> RatificationRestated:
        return RatificationRestated(
            decision=self.decision,
            body=body,
            meeting=meeting,
            basis=self.basis,
            outcome=outcome,
            item=item,
            motion=self.motion if outcome else None,
            settled_at=self.settled_at if outcome else None,
            reasons=self.reasons if outcome else None,
            reason=self.reason,
        )


def _meeting_of(outcome: Outcome | None) -> str | None:
    return outcome.settled_by.meeting if outcome and outcome.settled_by else None


def _item_of(outcome: Outcome | None) -> str | None:
    return outcome.settled_by.item if outcome and outcome.settled_by else None
