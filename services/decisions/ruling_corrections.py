"""Corrections of what the chair ruled, of a casting vote, and of recorded dissent.

What could not have been decided cannot have been recorded wrongly: a decision that rests on a vote
has to fit the ruling that is said to have been given, or is corrected with it.
"""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool

from decisions.authority import fits_ruling, require_authority, require_ruling
from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.counted_votes import needs_of_counting, require_equal
from decisions.facts import Facts
from decisions.facts.motions import Motion
from decisions.facts.outcomes import Outcome
from decisions.refusal import Refused
from decisions.seating import capacity_in, seat_of_body
from decisions.superseding import require_may_replace
from schemas.event import Event
from schemas.events.correction import DecisionRestated
from schemas.events.restatement import CastingVoteRestated, DissentRestated, RulingRestated
from schemas.values import Choice, CorrectionBasis, OutcomeVerb, Ruling


class RestateRuling(Command):
    """Put the chair's ruling on a vote as it was, and with it the outcome that rested on it."""

    motion: Id
    ruling: Ruling
    outcome: OutcomeVerb | None = Field(
        None, description="Of the decision that rests on it, where that does not fit the ruling."
    )
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_life(self.motion)
        yield facts.outcomes.of_motion(self.motion)
        if taken := facts.outcomes.on_motion(self.motion):
            yield facts.outcomes.of_decision(taken.decision)
        if motion := facts.motions.find(self.motion):
            yield facts.outcomes.settled_at(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        if motion.ruling is None:
            sentence = f"No ruling on the motion {motion.id} is on the record."
            raise Refused("nothing-to-correct", sentence, "motion")
        taken = facts.outcomes.on_motion(motion.id)
        decision = facts.outcomes.get(taken.decision) if taken else None
        if motion.ruling == self.ruling:
            self._require_no_other_outcome(decision)
            return
        self._require_settled_nothing(facts, motion)
        restated = list(self._outcome_with_it(facts, decision))
        yield RulingRestated(
            motion=motion.id,
            item=motion.item,
            meeting=motion.meeting,
            ruling=self.ruling,
            basis=self.basis,
            reason=self.reason,
        )
        yield from restated

    def _require_no_other_outcome(self, decision: Outcome | None) -> None:
        """Where the ruling stands, an outcome would be passed over in silence."""
        if self.outcome and (decision is None or decision.outcome != self.outcome):
            sentence = (
                "The ruling is recorded so already. An outcome alone is for restate-decision."
            )
            raise Refused("ruling-stands", sentence, "outcome")

    def _require_settled_nothing(self, facts: Facts, motion: Motion) -> None:
        if self.ruling == "carried":
            return
        if rests := facts.outcomes.ratified_by(motion.id):
            sentence = f"By this motion {rests[0]} was ratified. Correct that first."
            raise Refused("ratification-rests-on-it", sentence, "motion")
        if rests := facts.outcomes.rescinded_by(motion.id):
            sentence = f"By this motion {rests[0]} was rescinded. Correct that first."
            raise Refused("rescission-rests-on-it", sentence, "motion")

    def _outcome_with_it(self, facts: Facts, decision: Outcome | None) -> Iterable[Event]:
        """The outcome as it was, where the decision's does not fit the ruling as it was."""
        if decision is None:
            if self.outcome:
                sentence = "No decision rests on this motion, so it has no outcome."
                raise Refused("no-decision-on-motion", sentence, "outcome")
            return
        outcome = self.outcome or decision.outcome
        if not self.outcome and not fits_ruling(self.ruling, outcome):
            raise Refused(
                "decision-rests-on-it",
                f"{decision.taken.number} is recorded as {outcome}, which does not fit that "
                "ruling. Say in `outcome` what it was.",
                "outcome",
            )
        require_authority(decision.taken.authority, outcome)
        require_ruling(self.ruling, outcome)
        require_may_replace(facts, decision.taken.decision, outcome, "outcome")
        if outcome != decision.outcome:
            yield DecisionRestated(
                decision=decision.taken.decision,
                body=decision.taken.body,
                basis=self.basis,
                item=decision.taken.item,
                outcome=outcome,
                reason=self.reason,
            )


class RestateCastingVote(Command):
    """Put the chair's casting vote as it was; without a choice, none was used."""

    motion: Id
    choice: Choice | None = None
    seat: Id | None = Field(None, description="The chair's, if none was recorded or another.")
    person: Id | None = Field(None, description="Who used it, if none was recorded or another.")
    reasons: FreeText | None = Field(None, description="What the chair gave as reasons.")
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        if motion := facts.motions.find(self.motion):
            yield from needs_of_counting(facts, motion)
            yield facts.meetings.of_meeting(motion.meeting)
            yield facts.meetings.of_people(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        before = motion.chair
        if self.choice is None and motion.casting_vote is None:
            sentence = f"No casting vote on the motion {motion.id} is on the record."
            raise Refused("nothing-to-correct", sentence, "motion")
        seat = self.seat or (before.seat if before else None)
        person = self.person or (before.person if before else None)
        if seat is None or person is None:
            raise Refused("person-not-named", "Name the chair and the chair's seat.", "person")
        is_same = before and (motion.casting_vote, before.seat, before.person) == (
            *(self.choice, seat, person),
        )
        if is_same and self.reasons is None:
            return
        if self.choice:
            self._require_could_be(facts, motion, person)
        yield CastingVoteRestated(
            motion=motion.id,
            item=motion.item,
            seat=seat,
            person=person,
            basis=self.basis,
            choice=self.choice,
            reasons=self.reasons,
            reason=self.reason,
        )

    @staticmethod
    def _require_could_be(facts: Facts, motion: Motion, person: str) -> None:
        if not motion.has_casting_vote or person not in facts.meetings.get(motion.meeting).chairs:
            raise Refused("no-casting-vote", "Only a chair with a casting vote may use one.")
        require_equal(facts, motion)


class RestateDissent(Command):
    """Put a seat's recorded dissent as it was: its words, or that it asked for none."""

    motion: Id
    seat: Id
    has_dissented: StrictBool = False
    person: Id | None = Field(None, description="Who dissented, if another than was recorded.")
    reasons: FreeText | None = Field(None, description="What the dissent was, in its words.")
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        yield facts.seats.of_seat(self.seat)
        if motion := facts.motions.find(self.motion):
            yield facts.meetings.of_meeting(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        stands = self.seat in motion.dissenters
        if not self.has_dissented and not stands:
            sentence = f"{self.seat} is not recorded as dissenting from {motion.id}."
            raise Refused("nothing-to-correct", sentence, "seat")
        if self.has_dissented and stands and not (self.person or self.reasons):
            return
        if self.has_dissented:
            self._require_could(facts, motion)
        yield DissentRestated(
            motion=motion.id,
            item=motion.item,
            seat=self.seat,
            basis=self.basis,
            has_dissented=self.has_dissented,
            person=self.person,
            reasons=self.reasons,
            reason=self.reason,
        )

    def _require_could(self, facts: Facts, motion: Motion) -> None:
        motion.require_had_vote(self.seat)
        meeting = facts.meetings.get(motion.meeting)
        seat = seat_of_body(facts, self.seat, meeting.body, meeting.day)
        if self.person:
            capacity_in(seat, self.person, meeting.day)
