"""Mandates in a PCN's own word: grant, vary, withhold, revoke.

A mandate is never blocked for being late: one recorded after the vote is recorded too, and
readers tell it from one that was there in time.
"""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.mandates import Given, Mandate
from decisions.facts.reading import says_the_same
from decisions.mandate_scope import InstructionFields, ScopeFields
from decisions.refusal import Refused
from decisions.term import TermFields, overlap
from schemas.event import Event
from schemas.events.mandate import (
    MandateGranted,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)


class GrantMandate(ScopeFields, InstructionFields, Command):
    """Instruct a seat: vote so (bound), prefer so (guided), or use judgement (open)."""

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from self.scope_needs(facts)
        yield facts.mandates.between(self.organisation, self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        event = MandateGranted(
            mandate=context.created_id("mandate", self.mandate),
            organisation=self.organisation,
            seat=self.seat,
            kind=self.kind,
            scope=self.scope,
            term=self.term.as_term(),
            instruction=self.instruction,
            topic=self.topic,
            item=self.item,
            conditions=self.conditions,
        )
        if is_recorded(facts, event):
            return
        self.require_in_scope(facts, context, self.term)
        require_room(facts, self, self.term)
        yield event


class WithholdMandate(ScopeFields, Command):
    """Give the seat no authority, and say so."""

    term: TermFields
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from self.scope_needs(facts)
        yield facts.mandates.between(self.organisation, self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        event = MandateWithheld(
            mandate=context.created_id("mandate", self.mandate),
            organisation=self.organisation,
            seat=self.seat,
            scope=self.scope,
            term=self.term.as_term(),
            topic=self.topic,
            item=self.item,
            reason=self.reason,
        )
        if is_recorded(facts, event):
            return
        self.require_in_scope(facts, context, self.term)
        require_room(facts, self, self.term)
        yield event


class VaryMandate(InstructionFields, Command):
    """Change what a mandate instructs: kind, term, instruction and conditions are all replaced."""

    mandate: Id
    organisation: OrganisationCode

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.mandates.of_mandate(self.mandate)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        mandate = facts.mandates.get(self.mandate)
        require_own(facts, mandate, self.organisation, context)
        _require_variable(mandate)
        term = self.term.as_term()
        is_same = (mandate.kind, mandate.term, mandate.instruction) == (
            self.kind,
            term,
            self.instruction,
        )
        if is_same and not self.conditions:
            raise Refused(
                "nothing-varied",
                f"The mandate {mandate.id} says this already. To take conditions away, revoke it "
                "and grant it anew.",
            )
        yield MandateVaried(
            mandate=mandate.id,
            organisation=mandate.organisation,
            seat=mandate.seat,
            kind=self.kind,
            term=term,
            item=mandate.given.item,
            instruction=self.instruction,
            conditions=self.conditions,
        )


class RevokeMandate(Command):
    """Take a mandate back, or end the withholding of one, from now on."""

    mandate: Id
    organisation: OrganisationCode
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.mandates.of_mandate(self.mandate)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        mandate = facts.mandates.get(self.mandate)
        require_own(facts, mandate, self.organisation, context)
        if mandate.standing == "revoked":
            return
        if mandate.standing == "disputed":
            sentence = f"{mandate.organisation} disputes having given it; nothing is to be revoked."
            raise Refused("mandate-disputed", sentence, "mandate")
        yield MandateRevoked(
            mandate=mandate.id,
            organisation=mandate.organisation,
            seat=mandate.seat,
            item=mandate.given.item,
            reason=self.reason,
        )


def is_recorded(facts: Facts, event: Given) -> bool:
    """Whether a mandate of this id says just this. Raises `Refused` where it says otherwise."""
    found = facts.mandates.find(event.mandate)
    if found and not says_the_same(found.given, event):
        sentence = f"There is a mandate {event.mandate} already. Choose another id."
        raise Refused("mandate-exists", sentence, "mandate")
    return found is not None


def require_room(facts: Facts, scope: ScopeFields, term: TermFields) -> None:
    """Raises `Refused` where the PCN has already said something else for this on a day of it."""
    for one in facts.mandates.given_by(scope.organisation, scope.seat):
        is_about_it = one.covers == (scope.scope, scope.topic, scope.item)
        if one.is_own_word and is_about_it and overlap(one.term, term.as_term()):
            raise Refused(
                "mandate-in-force",
                f"{one.organisation} has the mandate {one.id} ({one.kind or 'withheld'}) with "
                f"{one.seat} for this already. Vary or revoke that one.",
            )


def require_own(facts: Facts, mandate: Mandate, code: str, context: Context) -> None:
    """Raises `Refused` unless it is the PCN's own mandate, or of one whose place it took."""
    if mandate.organisation not in facts.members.places.lineage(code, context.day):
        raise Refused(
            "mandate-of-another-pcn",
            f"The mandate {mandate.id} is that of {mandate.organisation}, not of {code}.",
            "organisation",
        )


def _require_variable(mandate: Mandate) -> None:
    why_not = {
        "unconfirmed": "was only noted by the representative. Confirm or dispute it first.",
        "disputed": "is disputed. Grant another one.",
        "revoked": "was revoked. Grant another one.",
        "withheld": "withholds authority. Revoke it, then grant one.",
    }
    if mandate.standing in why_not:
        sentence = f"The mandate {mandate.id} {why_not[mandate.standing]}"
        raise Refused(f"mandate-{mandate.standing}", sentence, "mandate")
