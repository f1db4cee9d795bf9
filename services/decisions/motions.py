"""Motions: move, second, amend, open voting, close it."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.motions import Motion
from decisions.facts.seats import Seat
from decisions.quorum import require_quorum
from decisions.refusal import Refused
from decisions.seating import require_part
from decisions.weights import aside, entitled, needed_for_weights
from schemas.event import Event
from schemas.events.motion import (
    AmendmentMoved,
    MotionMoved,
    MotionSeconded,
    VotingClosed,
    VotingOpened,
)
from schemas.values import Ruling, VotingMethod


class MoveMotion(Command):
    """Propose that the body decide something on an item of a meeting in session."""

    motion: Id | None = Field(None, description="Its id; made if absent.")
    item: Id
    mover: Id | None = Field(None, description="The seat that moves it, if one does.")
    text: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        if self.motion:
            yield facts.motions.of_motion(self.motion)
        if self.mover:
            yield facts.seats.of_seat(self.mover)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        item.require_live()
        facts.meetings.get(item.meeting).require_in_session()
        if self.motion and facts.motions.find(self.motion):
            raise Refused("motion-exists", f"There is a motion {self.motion} already.", "motion")
        if self.mover:
            require_part(item, facts.seats.get(self.mover), context, "mover")
        yield MotionMoved(
            motion=context.created_id("motion", self.motion),
            item=item.id,
            meeting=item.meeting,
            body=item.body,
            mover=self.mover,
            text=self.text,
        )


class SecondMotion(Command):
    """Support putting a motion to the vote, as another seat than its mover."""

    motion: Id
    seat: Id

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        yield facts.seats.of_seat(self.seat)
        if motion := facts.motions.find(self.motion):
            yield facts.items.of_item(motion.item)
            yield facts.meetings.of_meeting(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_not_put()
        item = _item_in_session(facts, motion)
        require_part(item, facts.seats.get(self.seat), context, "seat")
        if self.seat == motion.mover:
            raise Refused("mover-cannot-second", "A motion is seconded by another seat.", "seat")
        if motion.seconder == self.seat:
            return
        if motion.seconder:
            raise Refused("already-seconded", f"{motion.seconder} has seconded this motion.")
        yield MotionSeconded(motion=motion.id, item=motion.item, seconder=self.seat)


class MoveAmendment(Command):
    """Propose another wording of a motion before it is put."""

    motion: Id
    mover: Id
    text: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        yield facts.seats.of_seat(self.mover)
        if motion := facts.motions.find(self.motion):
            yield facts.items.of_item(motion.item)
            yield facts.meetings.of_meeting(motion.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_not_put()
        item = _item_in_session(facts, motion)
        require_part(item, facts.seats.get(self.mover), context, "mover")
        yield AmendmentMoved(motion=motion.id, item=motion.item, mover=self.mover, text=self.text)


def _item_in_session(facts: Facts, motion: Motion) -> Item:
    """The item of a motion whose meeting is in session. Raises `Refused` otherwise."""
    item = facts.items.get(motion.item)
    item.require_live()
    item.require_at(motion.meeting)
    facts.meetings.get(motion.meeting).require_in_session()
    return item


class OpenVoting(Command):
    """Put a motion to the vote. The rule is that of the terms of reference in force."""

    motion: Id
    method: VotingMethod = "show-of-hands"

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)
        if motion := facts.motions.find(self.motion):
            yield facts.items.of_item(motion.item)
            yield facts.meetings.of_meeting(motion.meeting)
            yield facts.meetings.of_people(motion.meeting)
            yield facts.bodies.of_body(motion.body)
            yield facts.seats.of_body(motion.body)
            yield from needed_for_weights(facts, motion.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_not_put()
        item, meeting = _item_in_session(facts, motion), facts.meetings.get(motion.meeting)
        day = context.day
        item.require_conflicts_managed()
        everyone = facts.seats.on_body(motion.body, day)
        seats = [one for one in everyone if one.id not in item.stood_aside]
        terms = facts.bodies.get(motion.body).terms_on(day)
        there = meeting.seats_present(context.occurred_at)
        require_quorum(terms.quorum, [seat for seat in seats if seat.id in there])
        yield VotingOpened(
            motion=motion.id,
            item=motion.item,
            meeting=motion.meeting,
            body=motion.body,
            rule=terms.rule,
            entitled=entitled(facts, terms.rule, [s for s in seats if s.is_voting], day),
            method=self.method,
            has_casting_vote=terms.has_casting_vote,
            aside=aside(facts, terms.rule, _voting_but(everyone, seats), day),
        )


def _voting_but(everyone: Iterable[Seat], seats: Iterable[Seat]) -> list[Seat]:
    """The voting seats that are not among some."""
    those = {one.id for one in seats}
    return [one for one in everyone if one.is_voting and one.id not in those]


class CloseVoting(Command):
    """Close the vote and record the chair's ruling; the tally is derived and stands beside it."""

    motion: Id
    ruling: Ruling

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.motions.of_motion(self.motion)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        motion = facts.motions.get(self.motion)
        motion.require_voting_open()
        yield VotingClosed(
            motion=motion.id, item=motion.item, meeting=motion.meeting, ruling=self.ruling
        )
