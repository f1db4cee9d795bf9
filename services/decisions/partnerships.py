"""The partnership and its members: establish it, join, leave."""

from collections.abc import Iterable
from typing import ClassVar, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import PCN_CODE, Command, Day, OrganisationCode, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.reading import says_the_same
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.partnership import MemberJoined, MemberLeft, PartnershipEstablished
from schemas.values import LeavingReason, OrganisationKind


class EstablishPartnership(Command):
    """Begin the record of a place-based partnership: the first entry of its book."""

    name: Title
    established_on: Day

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        event = PartnershipEstablished(name=self.name, established_on=self.established_on)
        if says_the_same(facts.members.partnership, event):
            return
        if already := facts.members.partnership:
            raise Refused(
                "partnership-established",
                f"This book is that of {already.name}, established on "
                f"{already.established_on:%-d %B %Y}. Another partnership needs a book of its own.",
            )
        yield event


class JoinMember(Command):
    """Record that an organisation became a member, or a practice part of a member PCN."""

    MEMBER: ClassVar[str | None] = None

    organisation: OrganisationCode
    kind: OrganisationKind
    on: Day = Field(description="Its first day as a member.")
    name: Title | None = Field(None, description="Its name. A practice goes by its code only.")
    within: OrganisationCode | None = Field(None, description="The PCN of a practice.")
    sub_icb: OrganisationCode | None = Field(None, description="The sub-ICB location of a PCN.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind == "practice" and (self.name or not self.within):
            raise ValueError("within, name: a practice has the PCN it is within, and no name")
        if self.kind != "practice" and (self.within or not self.name):
            raise ValueError("within, name: a member has a name, and only a practice is within one")
        if self.kind == "pcn" and not PCN_CODE.fullmatch(self.organisation):
            raise ValueError("organisation: the code of a PCN is U and five digits")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()
        yield facts.members.of_organisation(self.organisation)
        if self.within:
            yield facts.members.of_organisation(self.within)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        if self._is_recorded(facts):
            return
        if self.within and facts.members.member_on(self.within, self.on, "within").kind != "pcn":
            sentence = f"{self.within} is not a PCN; only PCNs have practices."
            raise Refused("not-a-pcn", sentence, "within")
        yield MemberJoined(
            organisation=self.organisation,
            kind=self.kind,
            on=self.on,
            name=self.name,
            within=self.within,
            sub_icb=self.sub_icb,
        )

    def _is_recorded(self, facts: Facts) -> bool:
        """Whether it is a member in just this way. Raises `Refused` if it is one in another."""
        found = facts.members.find(self.organisation)
        if found is None or (spell := found.spell_on(self.on)) is None:
            return False
        if (found.kind, spell.within) == (self.kind, self.within):
            if self.name in (None, found.name_on(self.on)):
                return True
            raise Refused(
                "member-has-other-name",
                f"{self.organisation} is a member already, as {found.name_on(self.on)}. "
                "Record its new name as a renaming.",
                "name",
            )
        if spell.within:
            sentence = f"{self.organisation} is a practice of {spell.within} on that day."
            raise Refused("practice-in-other-pcn", f"{sentence} Record first that it left.")
        sentence = f"{self.organisation} is a member already, as a {found.kind}; end that first."
        raise Refused("member-of-other-kind", sentence, "kind")


class LeaveMember(Command):
    """Record the last day of a member, or of a practice within its PCN.

    With a PCN, its practices leave the partnership.
    """

    MEMBER: ClassVar[str | None] = None

    organisation: OrganisationCode
    on: Day = Field(description="Its last day as a member.")
    reason: LeavingReason = "left"

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_organisation(self.organisation)
        if (found := facts.members.find(self.organisation)) and found.kind == "pcn":
            yield facts.members.of_everyone()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        found = facts.members.get(self.organisation)
        spell = found.spell_on(self.on)
        if spell is None:
            raise Refused(
                "not-a-member",
                f"{self.organisation} is not a member of the partnership on "
                f"{self.on:%-d %B %Y}, so that it cannot leave then.",
                "on",
            )
        if not found.goes_on_after(self.on, spell.within):
            if spell.reason == self.reason:
                return
            sentence = f"{self.organisation} leaves on that day already, as {spell.reason}."
            raise Refused("already-leaving", sentence, "reason")
        for practice in facts.members.practices():
            if practice.goes_on_after(self.on, within=self.organisation):
                yield self._left(practice.code, "left", within=self.organisation)
        yield self._left(self.organisation, self.reason, spell.within)

    def _left(self, organisation: str, reason: LeavingReason, within: str | None) -> Event:
        return MemberLeft(organisation=organisation, on=self.on, reason=reason, within=within)
