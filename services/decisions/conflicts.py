"""Conflicts of interest at a meeting: declared, and seats that stand aside from an item."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, FreeText, Id
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.meetings import Meeting
from decisions.own_name import require_own_name
from decisions.refusal import Refused
from decisions.seating import capacity_in, seat_of_body
from schemas.event import Event
from schemas.events.meeting import (
    InterestDeclared,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.values import ConflictManagement, InterestKind, InterestNature


class DeclareInterest(Command):
    """Declare an interest at a meeting, registered before or not, and how it is managed."""

    meeting: Id
    person: Id
    item: Id | None = Field(None, description="If it concerns one item only.")
    seat: Id | None = Field(None, description="The seat in which the person sits, if any.")
    interest: Id | None = Field(
        None, description="The registered interest; it says the kind and nature."
    )
    kind: InterestKind | None = Field(None, description="Of an interest that is not registered.")
    nature: InterestNature | None = Field(
        None, description="Of an interest that is not registered."
    )
    management: ConflictManagement
    description: FreeText | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Self:
        if self.interest is None and (self.kind is None or self.nature is None):
            raise ValueError("interest: name a registered one, or else say its kind and nature")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.declarations.of_person(self.meeting, self.person)
        if self.item:
            yield facts.items.of_item(self.item)
        if self.seat:
            yield facts.seats.of_seat(self.seat)
        if self.interest:
            yield facts.interests.of_interest(self.interest)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        require_own_name(self.person, context)
        meeting = facts.meetings.get(self.meeting)
        if self.item:
            facts.items.get(self.item).require_at(meeting.id)
        if self.seat:
            seat = seat_of_body(facts, self.seat, meeting.body, meeting.day)
            capacity_in(seat, self.person, meeting.day)
        kind, nature = self._registered(facts, meeting)
        declared = InterestDeclared(
            meeting=meeting.id,
            person=self.person,
            kind=kind,
            nature=nature,
            management=self.management,
            item=self.item,
            seat=self.seat,
            interest=self.interest,
            description=self.description,
        )
        if facts.declarations.has(declared):
            return
        meeting.require_not_closed()
        yield declared

    def _registered(self, facts: Facts, meeting: Meeting) -> tuple[InterestKind, InterestNature]:
        """Kind and nature: of the registered interest, if one is named."""
        if self.interest is None:
            assert self.kind is not None  # noqa: S101 - a rule of the fields, for the checker
            assert self.nature is not None  # noqa: S101 - likewise
            return self.kind, self.nature
        found = facts.interests.get(self.interest)
        if found.person != self.person:
            sentence = f"{self.interest} is an interest of {found.person}."
            raise Refused("interest-of-another", sentence, "interest")
        if found.ended_on and found.ended_on < meeting.day:
            sentence = f"{self.interest} ended on {found.ended_on:%-d %B %Y}, before the meeting."
            raise Refused("interest-ended", sentence, "interest")
        return self.kind or found.registered.kind, self.nature or found.registered.nature


class StandAside(Command):
    """What recusal and exclusion have in common: a seat takes no part in an item."""

    item: Id
    seat: Id
    person: Id | None = Field(
        None, description="Who stands aside. If absent: whoever is there in the seat."
    )
    left_room: StrictBool = Field(default=False, description="Whether the person left the room.")
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.seats.of_seat(self.seat)
        yield facts.motions.of_item(self.item)
        yield facts.motions.of_seat(self.item, self.seat)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)
            yield facts.meetings.of_people(item.meeting)

    def standing_aside(self, facts: Facts, context: Context, how: str) -> tuple[Item, str] | None:
        """The item, and who stands aside from it; None where that is so already."""
        item = facts.items.get(self.item)
        item.require_live()
        meeting = facts.meetings.get(item.meeting)
        meeting.require_not_closed()
        person = sitter(facts, meeting, self.seat, self.person, context)
        before = item.stood_aside.get(self.seat)
        if before == how:
            return None
        if before:
            sentence = f"{self.seat} is {before} from this item already."
            raise Refused(f"seat-{before}", sentence, "seat")
        self._require_no_vote(facts)
        return item, person

    def _require_no_vote(self, facts: Facts) -> None:
        for motion in facts.motions.voting_open():
            if self.seat in motion.votes:
                raise Refused(
                    "vote-already-cast",
                    f"{self.seat} has voted on {motion.id}, and voting is open. A seat stands "
                    "aside before it votes; close the vote first.",
                    "seat",
                )


class RecuseMember(StandAside):
    """Record that a member chose to take no part in an item."""

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if found := self.standing_aside(facts, context, "recused"):
            item, person = found
            yield MemberRecused(
                item=item.id,
                meeting=item.meeting,
                seat=self.seat,
                person=person,
                left_room=self.left_room,
                reason=self.reason,
            )


class ExcludeMember(StandAside):
    """Record that the chair ruled that a member takes no part in an item."""

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        if found := self.standing_aside(facts, context, "excluded"):
            item, person = found
            yield MemberExcluded(
                item=item.id,
                meeting=item.meeting,
                seat=self.seat,
                person=person,
                left_room=self.left_room,
                reason=self.reason,
            )


class ReturnMember(Command):
    """Record that a member is back at the meeting; that item went on without their seat."""

    item: Id
    seat: Id
    person: Id | None = Field(None, description="If absent: whoever is there in the seat.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.seats.of_seat(self.seat)
        if item := facts.items.find(self.item):
            yield facts.meetings.of_meeting(item.meeting)
            yield facts.meetings.of_people(item.meeting)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        meeting = facts.meetings.get(item.meeting)
        person = sitter(facts, meeting, self.seat, self.person, context)
        if self.seat not in item.stood_aside:
            sentence = f"{self.seat} has not stood aside from this item."
            raise Refused("not-stood-aside", sentence, "seat")
        if self.seat in item.returned:
            return
        meeting.require_not_closed()
        yield MemberReturned(item=item.id, meeting=meeting.id, seat=self.seat, person=person)


def sitter(facts: Facts, meeting: Meeting, seat: str, person: str | None, context: Context) -> str:
    """Who sits in a seat: the person named, or the one who is there. Raises `Refused`."""
    found = seat_of_body(facts, seat, meeting.body, meeting.day)
    if context.role == "representative":
        person = person or context.person
    if person is None:
        there = meeting.seats_present(context.occurred_at).get(seat)
        if there is None:
            sentence = f"Nobody is recorded as there in {seat}. Name the person."
            raise Refused("person-not-named", sentence, "person")
        return there.person
    require_own_name(person, context)
    capacity_in(found, person, meeting.day)
    return person
