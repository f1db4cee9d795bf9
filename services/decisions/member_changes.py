"""What becomes of a member: another name or commissioner, a successor, its list sizes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, Day, OrganisationCode, Patients, PcnCode, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.list_sizes import ListedPractice, require_sum, same_figures, sizes
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.partnership import (
    ListSizePublished,
    MemberRenamed,
    MemberSucceeded,
    MemberTransferred,
)
from schemas.values import SuccessionBasis


class RenameMember(Command):
    """Record that a member goes by another name from a day on."""

    MEMBER: ClassVar[str | None] = None

    organisation: OrganisationCode
    name: Title
    on: Day = Field(description="The first day of the new name.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        found = facts.members.member_on(self.organisation, self.on)
        if found.name_on(self.on) != self.name:
            yield MemberRenamed(organisation=self.organisation, name=self.name, on=self.on)


class TransferMember(Command):
    """Record that another sub-ICB location commissions a PCN from a day on."""

    MEMBER: ClassVar[str | None] = None

    organisation: PcnCode
    sub_icb: OrganisationCode = Field(description="The sub-ICB location from that day on.")
    on: Day = Field(description="Its first day there.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        found = facts.members.member_on(self.organisation, self.on)
        if found.sub_icb_on(self.on) != self.sub_icb:
            yield MemberTransferred(
                organisation=self.organisation, sub_icb=self.sub_icb, on=self.on
            )


class SucceedMember(Command):
    """Record that a member takes the place of one that closed, its open consultations included."""

    MEMBER: ClassVar[str | None] = None

    organisation: OrganisationCode = Field(description="The one that closed.")
    successor: OrganisationCode
    on: Day = Field(description="The first day on which the successor stands in its place.")
    basis: SuccessionBasis = "declared"

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        if self.organisation == self.successor:
            raise ValueError("successor: an organisation is succeeded by another one")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)
        yield facts.members.of_organisation(self.successor)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        closed = facts.members.in_own_right(self.organisation)
        successor = facts.members.member_on(self.successor, self.on, "successor")
        if (closed.kind == "pcn") != (successor.kind == "pcn"):
            sentence = "A PCN takes the place of a PCN, and of no other organisation."
            raise Refused("successor-of-other-kind", sentence, "successor")
        if closed.goes_on_after(self.on - timedelta(days=1)):
            raise Refused(
                "member-has-not-left",
                f"{self.organisation} is still a member on {self.on:%-d %B %Y}. "
                "Record first that it closed.",
                "organisation",
            )
        yield from self._unless_recorded(facts)

    def _unless_recorded(self, facts: Facts) -> Iterable[Event]:
        require_not_split(facts, self.organisation)
        event = MemberSucceeded(
            organisation=self.organisation,
            successor=self.successor,
            on=self.on,
            basis=self.basis,
        )
        recorded = facts.members.places.succession_of(self.organisation)
        if recorded is None:
            yield event
        elif (recorded.successor, recorded.on) != (self.successor, self.on):
            raise Refused(
                "already-succeeded",
                f"{recorded.successor} has taken the place of {self.organisation} since "
                f"{recorded.on:%-d %B %Y}.",
                "successor",
            )


def require_not_split(facts: Facts, code: str) -> None:
    """Raises `Refused` for a PCN that was split: nobody alone stands in its place."""
    if split := facts.members.split_of(code):
        into = ", ".join(one.organisation for one in split.parts)
        sentence = f"{code} was split into {into}, so that none of them stands in its place."
        raise Refused("already-split", sentence, "organisation")


class PublishListSize(Command):
    """Record the registered patients of a PCN and its practices, as published for a day."""

    MEMBER: ClassVar[str | None] = None

    organisation: PcnCode
    as_at: Day = Field(description="The day that the figures are for.")
    patients: Patients
    practices: tuple[ListedPractice, ...] = Field((), max_length=200)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        require_sum(self.patients, self.practices)
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)
        yield facts.members.of_list_sizes(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        event = ListSizePublished(
            organisation=self.organisation,
            as_at=self.as_at,
            patients=self.patients,
            practices=sizes(self.practices),
        )
        recorded = facts.members.get(self.organisation).list_size_on(self.as_at)
        if recorded is None or recorded.as_at < self.as_at or not same_figures(recorded, event):
            yield event
