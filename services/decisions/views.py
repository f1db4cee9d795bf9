"""Views: what an organisation answers in a consultation. It says so itself, or it is logged."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.consultations import Answer, Consultation
from decisions.refusal import Refused
from decisions.standing_in import answering_as, needs_of
from schemas.event import Event
from schemas.events.consultation import ViewRevised, ViewSubmitted, ViewWithdrawn
from schemas.values import ViewPosition


class SubmitView(Command):
    """Answer a consultation. An organisation has one live view; it can revise or withdraw it."""

    consultation: Id
    organisation: OrganisationCode
    position: ViewPosition
    conditions: FreeText | None = Field(None, description="Of support with conditions.")
    reasons: FreeText | None = None

    @model_validator(mode="after")
    def _states_its_conditions(self) -> Self:
        require_conditions(self.position, self.conditions)
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation, codes = answering(facts, self.consultation, self.organisation, context)
        live = consultation.answer(codes)
        if live and live.position and not _is_anothers(live, self, consultation):
            raise Refused(
                "view-exists",
                f"{self.organisation} has answered already: {live.position}. Revise that view "
                "instead.",
                "organisation",
            )
        yield ViewSubmitted(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            position=self.position,
            conditions=self.conditions,
            reasons=self.reasons,
        )


class ReviseView(Command):
    """Change an answer; the earlier one remains on the record."""

    consultation: Id
    organisation: OrganisationCode
    position: ViewPosition
    conditions: FreeText | None = Field(None, description="Of support with conditions.")
    reasons: FreeText | None = None

    @model_validator(mode="after")
    def _states_its_conditions(self) -> Self:
        require_conditions(self.position, self.conditions)
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation, codes = answering(facts, self.consultation, self.organisation, context)
        live = consultation.live_view(codes)
        if live is None:
            raise Refused(
                "no-view-to-revise",
                f"{self.organisation} holds no view to revise. Submit one.",
                "organisation",
            )
        if live == self.position and not (self.conditions or self.reasons):
            return
        yield ViewRevised(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            position=self.position,
            conditions=self.conditions,
            reasons=self.reasons,
        )


class WithdrawView(Command):
    """Take an answer back and hold none."""

    consultation: Id
    organisation: OrganisationCode
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation, codes = answering(facts, self.consultation, self.organisation, context)
        if consultation.has_withdrawn_view(codes):
            return
        if consultation.live_view(codes) is None:
            sentence = f"{self.organisation} holds no view to withdraw."
            raise Refused("no-view-to-withdraw", sentence, "organisation")
        yield ViewWithdrawn(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            reason=self.reason,
        )


def answering(
    facts: Facts, consultation: str, organisation: str, context: Context
) -> tuple[Consultation, set[str]]:
    """The open consultation, and the organisations whose answers count as this one's."""
    found = facts.consultations.get(consultation)
    codes = answering_as(facts, found, organisation, context.day)
    found.require_open(context.occurred_at)
    return found, codes


def _is_anothers(live: Answer, given: SubmitView, consultation: Consultation) -> bool:
    """One that was asked itself may have been away: what another one said then is not its word."""
    return given.organisation in consultation.electorate and live.by != given.organisation


def require_conditions(position: ViewPosition, conditions: str | None) -> None:
    """A rule of the fields: conditions stand with support with conditions, and nowhere else."""
    if (position == "support-with-conditions") != (conditions is not None):
        raise ValueError("conditions: support with conditions states them, no other position does")
