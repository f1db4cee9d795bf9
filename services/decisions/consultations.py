"""Consultations: ask members before an item, take answers for longer, close, withdraw."""

from collections.abc import Iterable

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, Fields, FreeText, Id, Time
from decisions.context import Context
from decisions.electorate import ElectorateFields
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from decisions.shares import ShareFields
from decisions.standing_in import needs_of_kin, places_of
from decisions.wording import instant
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationOpened,
    ConsultationWithdrawn,
)
from schemas.values import ConsensusRule, PaperDigest


class ConsensusRuleFields(Fields):
    """When there is a consensus: enough voices, enough support among them, few objections."""

    voices_at_least: ShareFields = ShareFields(numerator=1, denominator=2)
    support_at_least: ShareFields = ShareFields(numerator=2, denominator=3)
    objections_at_most: int | None = Field(default=None, strict=True, ge=0, le=10_000)

    def as_rule(self) -> ConsensusRule:
        return ConsensusRule(
            voices_at_least=self.voices_at_least.as_share(),
            support_at_least=self.support_at_least.as_share(),
            objections_at_most=self.objections_at_most,
        )


class OpenConsultation(Command):
    """Ask members a question before an item. Who is asked is fixed now, with the papers so far."""

    consultation: Id | None = Field(None, description="Its id; made if absent.")
    item: Id
    question: FreeText
    closes_at: Time = Field(description="Until when answers are taken.")
    rule: ConsensusRuleFields = ConsensusRuleFields()
    electorate: ElectorateFields = ElectorateFields()
    lead_working_days: int | None = Field(
        None,
        strict=True,
        ge=0,
        le=260,
        description="How long before the discussion members are reached; the terms' if absent.",
    )
    window_working_days: int | None = Field(
        None,
        strict=True,
        ge=0,
        le=260,
        description="How long members have to answer; the terms' if absent.",
    )

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.items.of_item(self.item)
        yield facts.items.of_papers(self.item)
        yield from self.electorate.needs(facts)
        if self.consultation:
            yield facts.consultations.of_consultation(self.consultation)
        if item := facts.items.find(self.item):
            yield facts.bodies.of_body(item.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        item = facts.items.get(self.item)
        day = context.day
        if not (self.consultation and facts.consultations.find(self.consultation)):
            facts.bodies.get(item.body).require_not_dissolved(context.occurred_at, "item")
        terms = facts.bodies.get(item.body).terms_on(day)
        lead, window = self.lead_working_days, self.window_working_days
        opened = ConsultationOpened(
            consultation=context.created_id("consultation", self.consultation),
            item=item.id,
            body=item.body,
            rule=self.rule.as_rule(),
            electorate=self.electorate.frozen(facts, item.body, day),
            closes_at=self.closes_at,
            lead_working_days=terms.canvass_lead_working_days if lead is None else lead,
            window_working_days=terms.canvass_window_working_days if window is None else window,
            papers=tuple(PaperDigest(paper=p, sha256=d) for p, d in sorted(item.papers.items())),
            question=self.question,
            reminder_working_days=terms.reminder_working_days,
        )
        found = facts.consultations.find(opened.consultation)
        if is_repeated(found.opened if found else None, opened, "consultation"):
            return
        item.require_live()
        if self.closes_at <= context.occurred_at:
            sentence = "A consultation closes after it opens."
            raise Refused("closes-before-opening", sentence, "closes_at")
        yield opened


class ExtendConsultation(Command):
    """Take answers for longer."""

    consultation: Id
    closes_at: Time
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.consultations.of_consultation(self.consultation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        consultation.require_not_ended()
        if self.closes_at == consultation.closes_at:
            return
        if self.closes_at < max(consultation.closes_at, context.occurred_at):
            raise Refused(
                "not-extended",
                f"Answers are taken until {instant(consultation.closes_at)}; an extension ends "
                "later than that, and later than now.",
                "closes_at",
            )
        yield ConsultationExtended(
            consultation=consultation.id,
            item=consultation.item,
            closes_at=self.closes_at,
            reason=self.reason,
        )


class CloseConsultation(Command):
    """Take no more answers, and name who of the electorate did not answer."""

    consultation: Id

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.consultations.of_consultation(self.consultation)
        yield facts.consultations.of_views(self.consultation)
        if consultation := facts.consultations.find(self.consultation):
            for code in sorted({one.by for one in consultation.answers}):
                yield from needs_of_kin(facts, code)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        if consultation.is_closed:
            return
        consultation.require_not_ended()
        answering: dict[str, set[str]] = {code: {code} for code in consultation.electorate}
        for code in {one.by for one in consultation.answers}:
            for place in places_of(facts, consultation, code, context.day):
                answering[place].add(code)
        yield ConsultationClosed(
            consultation=consultation.id,
            item=consultation.item,
            non_responders=tuple(
                elector.organisation
                for elector in consultation.electorate.values()
                if not elector.exempt
                and not any(consultation.live_view({c}) for c in answering[elector.organisation])
            ),
        )


class WithdrawConsultation(Command):
    """Ask the question no longer."""

    consultation: Id
    reason: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.consultations.of_consultation(self.consultation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        if consultation.is_withdrawn:
            return
        consultation.require_not_ended()
        yield ConsultationWithdrawn(
            consultation=consultation.id, item=consultation.item, reason=self.reason
        )
