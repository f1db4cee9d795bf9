"""Votes: cast, the chair's casting vote, recorded dissent."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.counted_votes import needs_of_counting, require_equal
from decisions.facts import Facts
from decisions.facts.motions import Motion
from decisions.facts.seats import Seat
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.motion import CastingVoteUsed, DissentRecorded, VoteCast
from schemas.values import Capacity, Choice


class CastVote(Command):
    """Cast the one live vote of a seat. A vote against a mandate is recorded, never blocked."""

    motion: Id
    seat: Id
    choice: Choice
    person: Id | None = Field(
        None, description="Who votes: holder, job-sharer or deputy. A representative's key says it."
    )
    reason: FreeText | None = Field(None, description="Why, where it departs from a mandate.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.without_votes(self.motion)
        yield facts.motions.of_vote(self.motion, self.seat)
        yield facts.seats.of_seat(self.seat)
        if motion := facts.motions.find(self.motion):
            yield facts.items.of_item(motion.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        require_may_vote(facts, motion, self.seat)
        if self.seat in motion.votes:
            raise Refused(
                "vote-already-cast",
                f"{self.seat} has voted {motion.votes[self.seat]} on this motion; holder, "
                "job-sharers and deputy share one vote. A wrong record can be corrected.",
                "seat",
            )
        person, capacity = voter(facts.seats.get(self.seat), self.person, context)
        yield VoteCast(
            motion=motion.id,
            item=motion.item,
            seat=self.seat,
            choice=self.choice,
            person=person,
            capacity=capacity,
            reason=self.reason,
        )


class UseCastingVote(Command):
    """Decide an equal vote from the chair, where the terms of reference give a casting vote."""

    motion: Id
    seat: Id
    person: Id | None = None
    choice: Choice
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        yield facts.seats.of_seat(self.seat)
        if motion := facts.motions.find(self.motion):
            yield from needs_of_counting(facts, motion)
            yield facts.items.of_item(motion.item)
            yield facts.meetings.of_meeting(motion.meeting)
            yield facts.meetings.of_people(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_voting_open()
        require_takes_part(facts, motion, self.seat)
        chairs = facts.meetings.get(motion.meeting).chairs
        person, _ = voter(facts.seats.get(self.seat), self.person, context)
        if not motion.has_casting_vote or person not in chairs:
            raise Refused("no-casting-vote", "Only a chair with a casting vote may use one.")
        require_equal(facts, motion)
        if motion.casting_vote:
            raise Refused("casting-vote-used", "The casting vote has been used.")
        yield CastingVoteUsed(
            motion=motion.id,
            item=motion.item,
            seat=self.seat,
            person=person,
            choice=self.choice,
            reason=self.reason,
        )


class RecordDissent(Command):
    """Have a seat's dissent stand in the minutes."""

    motion: Id
    seat: Id
    person: Id | None = None
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        yield facts.seats.of_seat(self.seat)
        if motion := facts.motions.find(self.motion):
            yield facts.meetings.of_meeting(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_had_vote(self.seat)
        person, _ = voter(facts.seats.get(self.seat), self.person, context)
        if self.seat in motion.dissenters:
            return
        facts.meetings.get(motion.meeting).require_not_closed()
        yield DissentRecorded(
            motion=motion.id,
            item=motion.item,
            seat=self.seat,
            person=person,
            reason=self.reason,
        )


def require_may_vote(facts: Facts, motion: Motion, seat: str) -> None:
    """Raises `Refused` unless voting is open and the seat may take part."""
    motion.require_voting_open()
    require_takes_part(facts, motion, seat)
    if not motion.is_entitled(seat):
        raise Refused("seat-not-entitled", f"{seat} has no vote on this motion.", "seat")


def require_takes_part(facts: Facts, motion: Motion, seat: str) -> None:
    """Raises `Refused` for a seat that stood aside from the item, or is still to do so."""
    item = facts.items.get(motion.item)
    if how := item.stood_aside.get(seat):
        raise Refused(f"seat-{how}", f"{seat} is {how} from this item and has no vote.", "seat")
    if seat in item.to_stand_aside:
        item.require_conflicts_managed()


def voter(seat: Seat, person: str | None, context: Context) -> tuple[str | None, Capacity]:
    """Who acts in a seat, and as what. Raises `Refused` for someone without that right."""
    if context.role == "representative":
        if person not in (None, context.person):
            raise Refused("not-yourself", "A representative acts in their own name.", "person")
        person = context.person
    if person is None:
        return None, "representative"
    capacity = seat.capacity_of(person, context.day)
    if capacity is None:
        raise Refused(
            "not-seat-holder", f"{person} neither holds {seat.id} nor deputises in it.", "person"
        )
    return person, capacity
