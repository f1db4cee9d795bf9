"""Canvassing: when the question reached each organisation, and who was reminded."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector

from decisions.command import Command, Id, OrganisationCode, PersonName
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.standing_in import answering_as, needs_of
from schemas.event import Event
from schemas.events.consultation import OrganisationCanvassed, ReminderSent
from schemas.values import Channel


class CanvassOrganisation(Command):
    """Record that the question reached an organisation; `occurred_at` is when it was delivered."""

    MEMBER = None

    consultation: Id
    organisation: OrganisationCode
    channel: Channel
    addressed_to: PersonName | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        answering_as(facts, consultation, self.organisation, context.day)
        canvassed = OrganisationCanvassed(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            channel=self.channel,
            addressed_to=self.addressed_to,
        )
        if consultation.was_asked(canvassed, context.occurred_at):
            return
        consultation.require_open(context.occurred_at)
        yield canvassed


class RemindOrganisation(Command):
    """Record that an organisation that was canvassed and has not answered was reminded."""

    MEMBER = None

    consultation: Id
    organisation: OrganisationCode
    channel: Channel

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        codes = answering_as(facts, consultation, self.organisation, context.day)
        reminded = ReminderSent(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            channel=self.channel,
        )
        if consultation.was_asked(reminded, context.occurred_at):
            return
        consultation.require_open(context.occurred_at)
        if not consultation.was_canvassed(codes):
            raise Refused(
                "not-canvassed",
                f"{self.organisation} has not been canvassed yet, so there is nothing to remind "
                "it of. Canvass it instead.",
                "organisation",
            )
        if consultation.live_view(codes):
            sentence = f"{self.organisation} has answered already."
            raise Refused("already-answered", sentence, "organisation")
        yield reminded
