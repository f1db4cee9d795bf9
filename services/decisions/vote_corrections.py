"""Corrections of votes: what a seat voted, and that it did although no vote was recorded."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.motions import Motion
from decisions.refusal import Refused
from decisions.seating import capacity_in
from schemas.event import Event
from schemas.events.motion import VoteCorrected
from schemas.values import Capacity, Choice, CorrectionBasis


class CorrectVote(Command):
    """Record what the vote of a seat really was, and why the record was wrong.

    A vote that was left out is put in once voting has closed. A seat recorded by mistake as
    standing aside is corrected first (`restate-standing-aside`), then its vote.
    """

    motion: Id
    seat: Id
    choice: Choice
    person: Id | None = Field(None, description="Who cast it, where no vote had been recorded.")
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.without_votes(self.motion)
        yield facts.motions.of_vote(self.motion, self.seat)
        motion = facts.motions.find(self.motion)
        if motion and self.seat not in motion.votes:
            yield facts.items.of_item(motion.item)
            yield facts.meetings.of_meeting(motion.meeting)
            yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        if motion.votes.get(self.seat) == self.choice:
            return
        was_left_out = self.seat not in motion.votes
        if was_left_out:
            self._require_had_vote(facts, motion)
        yield VoteCorrected(
            motion=motion.id,
            item=motion.item,
            seat=self.seat,
            choice=self.choice,
            person=self.person if was_left_out else None,
            capacity=self._capacity(facts, motion) if was_left_out else None,
            basis=self.basis,
            reason=self.reason,
        )

    def _require_had_vote(self, facts: Facts, motion: Motion) -> None:
        """A vote that was left out is of a seat that took part, and voting is over."""
        if not motion.is_closed:
            sentence = f"{self.seat} has no vote on this motion. While voting is open, it votes."
            raise Refused("no-vote-to-correct", sentence, "seat")
        item = facts.items.at(motion.item, motion.meeting)
        if how := item.aside_by(self.seat, motion.closed_at):
            sentence = f"{self.seat} is {how} from this item and has no vote. Correct that first."
            raise Refused(f"seat-{how}", sentence, "seat")
        if not motion.is_entitled(self.seat) and self.seat not in item.restated:
            raise Refused("seat-not-entitled", f"{self.seat} has no vote on this motion.", "seat")

    def _capacity(self, facts: Facts, motion: Motion) -> Capacity | None:
        if self.person is None:
            return None
        day = facts.meetings.get(motion.meeting).day
        return capacity_in(facts.seats.get(self.seat), self.person, day)
