"""Corrections of who stood aside from an item, and when somebody came back to the meeting.

They are possible once the meeting is over, too. A seat that is found to have stood aside counts in
no vote of the item; that it was recorded later proves nothing of the time before an award.
"""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool

from decisions.command import Command, FreeText, Id, Time
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.refusal import Refused
from decisions.seating import capacity_in, seat_of_body
from schemas.event import Event
from schemas.events.restatement import ReturnRestated, StandingAsideRestated
from schemas.values import CorrectionBasis, StoodAsideAs


class RestateStandingAside(Command):
    """Put a seat's part in an item as it was: recused, excluded, or not aside at all."""

    item: Id
    seat: Id
    how: StoodAsideAs | None = Field(None, description="As it was; absent: it took part.")
    person: Id | None = Field(None, description="Who stood aside, if another than was recorded.")
    left_room: StrictBool = Field(default=False, description="Whether the person left the room.")
    since: Time | None = Field(None, description="When, if at another time than was recorded.")
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.seats.of_seat(self.seat)
        yield facts.motions.of_item(self.item)
        yield facts.motions.of_seat(self.item, self.seat)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        before = item.part.get(self.seat)
        now = item.stood_aside.get(self.seat)
        if self.how is None and now is None:
            sentence = f"{self.seat} is not recorded as having stood aside from {item.id}."
            raise Refused("nothing-to-correct", sentence, "seat")
        person = self.person or (before.person if before else None)
        if person is None:
            raise Refused("person-not-named", "Name the person who stood aside.", "person")
        if now and before and self._says_the_same(now, before.person, before.left_room):
            return
        if self.how:
            self._require_may_have(facts, item, person)
        context.require_past(self.since, "since")
        yield StandingAsideRestated(
            item=item.id,
            meeting=item.meeting,
            seat=self.seat,
            person=person,
            basis=self.basis,
            how=self.how,
            left_room=self.left_room,
            since=self.since or (item.aside_since.get(self.seat) if self.how else None),
            reason=self.reason,
        )

    def _says_the_same(self, how: str, person: str, left_room: bool) -> bool:
        is_same = (how, left_room) == (self.how, self.left_room)
        return is_same and self.person in (None, person) and self.since is None

    def _require_may_have(self, facts: Facts, item: Item, person: str) -> None:
        """Whoever stood aside sat in the seat, and cast no vote."""
        meeting = facts.meetings.get(item.meeting)
        seat = seat_of_body(facts, self.seat, meeting.body, meeting.day)
        capacity_in(seat, person, meeting.day)
        for motion in facts.motions.voted_on_by(self.seat):
            sentence = f"{self.seat} has voted on {motion}: who stands aside casts no vote."
            raise Refused("vote-already-cast", sentence, "seat")


class RestateReturn(Command):
    """Give the true time at which somebody who stood aside came back, or take it back."""

    item: Id
    seat: Id
    returned_at: Time | None = Field(None, description="When; absent: the person did not.")
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        if self.seat not in item.stood_aside:
            sentence = f"{self.seat} is not recorded as having stood aside from {item.id}."
            raise Refused("not-stood-aside", sentence, "seat")
        has_returned = self.seat in item.returned
        if self.returned_at is None and not has_returned:
            sentence = f"{self.seat} is not recorded as having come back."
            raise Refused("nothing-to-correct", sentence, "seat")
        if has_returned and item.return_times.get(self.seat) == self.returned_at:
            return
        context.require_past(self.returned_at, "returned_at")
        yield ReturnRestated(
            item=item.id,
            meeting=item.meeting,
            seat=self.seat,
            person=item.part[self.seat].person,
            basis=self.basis,
            returned_at=self.returned_at,
            reason=self.reason,
        )
