"""Polls: a PCN asks its own practices, by its own rule, before it answers a consultation."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Command, Fields, FreeText, Id, OrganisationCode, PcnCode, Time
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.organisations import Organisation
from decisions.facts.polls import Poll
from decisions.refusal import Refused
from decisions.repetition import is_repeated
from decisions.shares import ShareFields
from decisions.standing_in import answering_as, needs_of
from decisions.views import require_conditions
from schemas.event import Event
from schemas.events.poll import PollClosed, PollOpened, PracticeAnswered
from schemas.values import PollRule, PollRuleKind, PracticeListSize, ViewPosition


class PollRuleFields(Fields):
    """How the answers of a PCN's practices become its position."""

    kind: PollRuleKind = "one-practice-one-vote"
    voices_at_least: ShareFields = Field(
        ShareFields(numerator=1, denominator=2),
        description="Of all its practices (or patients), those that must take a side.",
    )
    support_at_least: ShareFields = Field(
        ShareFields(numerator=1, denominator=2),
        description="Of those that take a side, the share that has it; more than half always.",
    )

    def as_rule(self) -> PollRule:
        return PollRule(
            kind=self.kind,
            voices_at_least=self.voices_at_least.as_share(),
            support_at_least=self.support_at_least.as_share(),
        )


class OpenPoll(Command):
    """Ask a PCN's practices about a consultation. Who is asked is fixed now, with list sizes."""

    poll: Id | None = Field(None, description="Its id; made if absent.")
    consultation: Id
    organisation: PcnCode
    rule: PollRuleFields = PollRuleFields()
    closes_at: Time = Field(description="Until when practices answer.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield from needs_of(facts, self.consultation, self.organisation)
        yield facts.members.of_everyone()
        if self.poll:
            yield facts.polls.of_poll(self.poll)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        consultation = facts.consultations.get(self.consultation)
        day = context.day
        opened = PollOpened(
            poll=context.created_id("poll", self.poll),
            consultation=consultation.id,
            item=consultation.item,
            organisation=self.organisation,
            rule=self.rule.as_rule(),
            practices=tuple(
                PracticeListSize(practice=one.code, patients=patients_of(facts, one, day))
                for one in facts.members.practices()
                if self.organisation in one.pcns(day)
            ),
            closes_at=self.closes_at,
        )
        found = facts.polls.find(opened.poll)
        if is_repeated(found.opened if found else None, opened, "poll"):
            return
        answering_as(facts, consultation, self.organisation, day)
        consultation.require_open(context.occurred_at)
        if not opened.practices:
            sentence = f"No practice of {self.organisation} is on the record."
            raise Refused("no-practices", sentence, "organisation")
        if not context.occurred_at < self.closes_at <= consultation.closes_at:
            raise Refused(
                "closes-outside-consultation",
                "A poll closes after it opens, and no later than the consultation.",
                "closes_at",
            )
        yield opened


class AnswerPoll(Command):
    """Record what a practice answers its PCN, or the PCN in its place; its latest answer holds."""

    poll: Id
    organisation: PcnCode
    practice: OrganisationCode
    position: ViewPosition
    conditions: FreeText | None = Field(None, description="Of support with conditions.")
    reasons: FreeText | None = None

    @model_validator(mode="after")
    def _states_its_conditions(self) -> Self:
        require_conditions(self.position, self.conditions)
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.polls.of_poll(self.poll)
        yield facts.polls.of_practice(self.poll, self.practice)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        poll = poll_of(facts, self.poll, self.organisation, context)
        if self.practice not in {one.practice for one in poll.opened.practices}:
            asked_by = poll.opened.organisation
            sentence = f"{self.practice} was not a practice of {asked_by} when it asked."
            raise Refused("not-asked", sentence, "practice")
        before = poll.answers.get(self.practice)
        if before and before.position == self.position and not (self.conditions or self.reasons):
            return
        poll.require_open(context.occurred_at)
        yield PracticeAnswered(
            poll=poll.id,
            consultation=poll.opened.consultation,
            item=poll.opened.item,
            organisation=poll.opened.organisation,
            practice=self.practice,
            position=self.position,
            conditions=self.conditions,
            reasons=self.reasons,
        )


class ClosePoll(Command):
    """Take no more answers of practices."""

    poll: Id
    organisation: PcnCode

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.polls.of_poll(self.poll)
        yield from facts.members.of_lineage(self.organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        poll = poll_of(facts, self.poll, self.organisation, context)
        if not poll.is_closed:
            yield PollClosed(
                poll=poll.id,
                consultation=poll.opened.consultation,
                item=poll.opened.item,
                organisation=poll.opened.organisation,
            )


def poll_of(facts: Facts, poll: str, organisation: str, context: Context) -> Poll:
    """A poll of this PCN, or of one whose place it took. Raises `NotFound` or `Refused`."""
    found = facts.polls.get(poll)
    lineage = facts.members.places.lineage(organisation, context.day)
    if found.opened.organisation not in lineage:
        sentence = f"{poll} is a poll of {found.opened.organisation}, not of {organisation}."
        raise Refused("poll-of-another", sentence, "organisation")
    return found


def patients_of(facts: Facts, practice: Organisation, day: date) -> int | None:
    """Its registered patients as its PCN's newest list size says; None where it says nothing."""
    sizes = [
        size for pcn in practice.pcns(day) if (size := facts.members.get(pcn).list_size_on(day))
    ]
    found = {one.practice: one.patients for size in sizes for one in size.practices}
    return found.get(practice.code)
