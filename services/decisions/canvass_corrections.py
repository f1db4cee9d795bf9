"""Corrections of a consultation: when the question arrived, and what an organisation answered.

They are possible after it was closed, too. What was recorded later than a discussion proves nothing
of the time before it, so a correction never makes a late canvass an early one.
"""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, FreeText, Id, OrganisationCode, Time
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.standing_in import answering_as, needs_of
from decisions.views import require_conditions
from schemas.event import Event
from schemas.events.correction import CanvassRedated, CanvassWithdrawn, ViewRestated
from schemas.values import CorrectionBasis, ViewPosition


class CorrectCanvass(Command):
    """Give a delivery its true time, or take it back where the question never arrived."""

    MEMBER = None

    consultation: Id
    organisation: OrganisationCode
    recorded_as: Time = Field(description="When it arrived, as it was recorded.")
    delivered_at: Time | None = Field(None, description="When it arrived; absent: it never did.")
    basis: CorrectionBasis
    reason: FreeText

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.consultations.of_consultation(self.consultation)
        yield facts.consultations.of_organisation(self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        if self.delivered_at == self.recorded_as:
            return
        if consultation.delivery(self.organisation, self.recorded_as) is None:
            sentence = f"No delivery to {self.organisation} is recorded for that time."
            raise Refused("nothing-to-correct", sentence, "recorded_as")
        found = {
            "consultation": consultation.id,
            "item": consultation.item,
            "organisation": self.organisation,
        }
        if self.delivered_at is None:
            yield CanvassWithdrawn(
                **found, recorded_as=self.recorded_as, basis=self.basis, reason=self.reason
            )
            return
        context.require_past(self.delivered_at, "delivered_at")
        if consultation.opened_at and self.delivered_at < consultation.opened_at:
            sentence = f"The consultation {consultation.id} opened after that."
            raise Refused("before-opening", sentence, "delivered_at")
        yield CanvassRedated(
            **found,
            recorded_as=self.recorded_as,
            delivered_at=self.delivered_at,
            basis=self.basis,
            reason=self.reason,
        )


class RestateView(Command):
    """Put an organisation's answer as it gave it; without a position, it had given none."""

    consultation: Id
    organisation: OrganisationCode
    position: ViewPosition | None = None
    conditions: FreeText | None = Field(None, description="Of support with conditions.")
    reasons: FreeText | None = Field(None, description="The organisation's reasons.")
    basis: CorrectionBasis
    reason: FreeText = Field(description="Why the record was wrong.")

    @model_validator(mode="after")
    def _states_its_conditions(self) -> Self:
        if self.position is None and (self.conditions or self.reasons):
            raise ValueError("position: an answer without a position has no words either")
        if self.position:
            require_conditions(self.position, self.conditions)
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        day = context.day
        live = consultation.live_view(answering_as(facts, consultation, self.organisation, day))
        if live is None:
            sentence = f"No answer of {self.organisation} is on the record."
            raise Refused("nothing-to-correct", sentence, "organisation")
        if live == self.position and not (self.conditions or self.reasons):
            return
        yield ViewRestated(
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            basis=self.basis,
            position=self.position,
            conditions=self.conditions,
            reasons=self.reasons,
            reason=self.reason,
        )
