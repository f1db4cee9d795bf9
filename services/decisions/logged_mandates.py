"""Mandates heard by the representative: log one, and the PCN's confirming or disputing it."""

from collections.abc import Iterable
from typing import ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.mandates import Mandate, Standing
from decisions.mandate_scope import InstructionFields, ScopeFields
from decisions.mandates import is_recorded, require_own
from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.mandate import MandateConfirmed, MandateDisputed, MandateLogged
from schemas.values import Channel


class LogMandate(ScopeFields, InstructionFields, Command):
    """Note a mandate heard from a PCN. It is unconfirmed until the PCN confirms it."""

    MEMBER: ClassVar[str | None] = None

    channel: Channel
    heard_from: FreeText | None = Field(None, description="Who said it for the PCN.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from self.scope_needs(facts)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        event = MandateLogged(
            mandate=context.created_id("mandate", self.mandate),
            organisation=self.organisation,
            seat=self.seat,
            kind=self.kind,
            scope=self.scope,
            term=self.term.as_term(),
            channel=self.channel,
            instruction=self.instruction,
            topic=self.topic,
            item=self.item,
            conditions=self.conditions,
            heard_from=self.heard_from,
        )
        self._require_in_seat(facts, context)
        if is_recorded(facts, event):
            return
        self.require_in_scope(facts, context, self.term)
        yield event

    def _require_in_seat(self, facts: Facts, context: Context) -> None:
        if context.role != "representative":
            return
        day = context.day
        if not context.person or not facts.seats.get(self.seat).capacity_of(context.person, day):
            sentence = f"Who holds {self.seat} or deputises in it logs what PCNs tell it."
            raise Refused("not-seat-holder", sentence, "seat")


class ConfirmMandate(Command):
    """Say, as the PCN, that the mandate logged in its name is right."""

    mandate: Id
    organisation: OrganisationCode

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.mandates.of_mandate(self.mandate)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        mandate = facts.mandates.get(self.mandate)
        require_own(facts, mandate, self.organisation, context)
        if _is_answered(mandate, "confirmed"):
            return
        yield MandateConfirmed(
            mandate=mandate.id,
            organisation=mandate.organisation,
            seat=mandate.seat,
            item=mandate.given.item,
        )


class DisputeMandate(Command):
    """Say, as the PCN, that the mandate logged in its name is wrong."""

    mandate: Id
    organisation: OrganisationCode
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.mandates.of_mandate(self.mandate)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        mandate = facts.mandates.get(self.mandate)
        require_own(facts, mandate, self.organisation, context)
        if _is_answered(mandate, "disputed"):
            return
        yield MandateDisputed(
            mandate=mandate.id,
            organisation=mandate.organisation,
            seat=mandate.seat,
            item=mandate.given.item,
            reason=self.reason,
        )


def _is_answered(mandate: Mandate, answer: Standing) -> bool:
    """Whether the PCN has answered so. Raises `Refused` if it cannot answer any more."""
    if mandate.standing == answer:
        return True
    if not isinstance(mandate.given, MandateLogged):
        sentence = f"The mandate {mandate.id} is the PCN's own word and needs no answer."
        raise Refused("mandate-not-logged", sentence, "mandate")
    if mandate.standing != "unconfirmed":
        instead = {
            "confirmed": "Vary or revoke it.",
            "disputed": "Grant a mandate instead.",
            "revoked": "Grant a mandate instead.",
        }
        raise Refused(
            f"mandate-{mandate.standing}",
            f"The mandate {mandate.id} is {mandate.standing}. {instead[mandate.standing]}",
            "mandate",
        )
    return False
