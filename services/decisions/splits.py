"""A PCN that closes is split into several: who they are, and which practices went to each."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, ClassVar, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, Day, PcnCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.members import MemberFacts
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.partnership import MemberSplit
from schemas.values import SplitPart

MOST_PARTS = 20


class SplitMember(Command):
    """Record that a PCN that closed was split into several. No place, mandate or poll passes on."""

    MEMBER: ClassVar[str | None] = None

    organisation: PcnCode = Field(description="The one that closed.")
    parts: Annotated[tuple[PcnCode, ...], Field(min_length=2, max_length=MOST_PARTS)] = Field(
        description="The PCNs that it was split into; their practices are taken from the record."
    )
    on: Day = Field(description="The first day after it closed.")

    @model_validator(mode="after")
    def _are_several(self) -> Self:
        if len({*self.parts, self.organisation}) <= len(self.parts):
            raise ValueError("parts: name each PCN once, and not the one that closed")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_everyone()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        members = facts.members
        closed = members.in_own_right(self.organisation)
        parts = [members.member_on(one, self.on, "parts") for one in sorted(self.parts)]
        if any(one.kind != "pcn" for one in [closed, *parts]):
            raise Refused("not-a-pcn", "A PCN is split, and into PCNs.", "parts")
        if closed.goes_on_after(self.on - timedelta(days=1)):
            sentence = f"{self.organisation} is still a member on {self.on:%-d %B %Y}."
            raise Refused("member-has-not-left", f"{sentence} Record first that it closed.")
        split = MemberSplit(
            organisation=self.organisation,
            parts=tuple(
                SplitPart(
                    organisation=one.code,
                    practices=moved(members, self.organisation, one.code, self.on),
                )
                for one in parts
            ),
            on=self.on,
        )
        yield from self._unless_recorded(members, split)

    def _unless_recorded(self, members: MemberFacts, split: MemberSplit) -> Iterable[Event]:
        if taken := members.places.succession_of(self.organisation):
            sentence = f"{taken.successor} has taken the place of {self.organisation}."
            raise Refused("already-succeeded", sentence, "organisation")
        recorded = members.split_of(self.organisation)
        if recorded is None:
            yield split
        elif {one.organisation for one in recorded.parts} != {*self.parts}:
            sentence = f"Another split of {self.organisation} is on the record."
            raise Refused("already-split", sentence, "parts")


def moved(members: MemberFacts, closed: str, part: str, on: date) -> tuple[str, ...]:
    """The practices that were in one PCN to the day before, and are in another on the day."""
    before = on - timedelta(days=1)
    return tuple(
        one.code
        for one in members.practices()
        if closed in one.pcns(before) and part in one.pcns(on)
    )
