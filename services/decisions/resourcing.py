"""Resourcing of representation: who pays for a seat's role, and the hours given to it."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from eventsourcing.dcb.domain import Selector
from pydantic import Field

from decisions.command import Command, Day, FreeText, Id, OrganisationCode, Pence
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.reading import says_the_same
from decisions.own_name import require_own_name
from decisions.refusal import Refused
from decisions.term import TermFields
from schemas.event import Event
from schemas.events.representation import HoursLogged, RoleResourced
from schemas.values import ResourcingPeriod

DAY, YEAR = 24 * 60, 366 * 24 * 60
"""In minutes: nobody is paid for more, or works more."""


class ResourceRole(Command):
    """Record who pays for how much of a seat's role. Under the same id: what holds instead."""

    MEMBER: ClassVar[str | None] = None

    resourcing: Id | None = Field(None, description="Its id; made if absent.")
    seat: Id
    organisation: OrganisationCode = Field(description="Who pays.")
    minutes_funded: Annotated[int, Field(strict=True, ge=0, le=YEAR)] = Field(
        description="Minutes of working time in each period."
    )
    period: ResourcingPeriod
    term: TermFields
    person: Id | None = Field(None, description="If only one of the job-sharers is paid for.")
    amount_pence: Pence | None = Field(None, description="The money in each period.")
    note: FreeText | None = None

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)
        if self.resourcing:
            yield facts.resourcing.of_resourcing(self.resourcing)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        resourced = RoleResourced(
            resourcing=context.created_id("resourcing", self.resourcing),
            seat=seat.id,
            body=seat.body,
            organisation=self.organisation,
            minutes_funded=self.minutes_funded,
            period=self.period,
            term=self.term.as_term(),
            person=self.person,
            amount_pence=self.amount_pence,
            note=self.note,
        )
        before = facts.resourcing.resourced(resourced.resourcing)
        if before and before.seat != seat.id:
            sentence = f"{before.resourcing} is about the seat {before.seat}. Choose another id."
            raise Refused("resourcing-of-other-seat", sentence, "resourcing")
        if not says_the_same(before, resourced):
            yield resourced


class LogHours(Command):
    """Record working time given to a seat on a day. Under the same id: what holds instead."""

    MEMBER: ClassVar[str | None] = None

    log: Id | None = Field(None, description="Its id; made if absent.")
    seat: Id
    person: Id
    on: Day
    minutes_worked: Annotated[int, Field(strict=True, ge=0, le=DAY)]
    work: FreeText | None = Field(None, description="What the time went into.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)
        if self.log:
            yield facts.resourcing.of_log(self.log)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        require_own_name(self.person, context)
        logged = HoursLogged(
            log=context.created_id("log", self.log),
            seat=seat.id,
            body=seat.body,
            person=self.person,
            on=self.on,
            minutes_worked=self.minutes_worked,
            work=self.work,
        )
        before = facts.resourcing.logged(logged.log)
        if says_the_same(before, logged):
            return
        if before and (before.seat, before.person) != (seat.id, self.person):
            sentence = f"{before.log} is about {before.person} in {before.seat}. Choose another id."
            raise Refused("log-of-another", sentence, "log")
        if self.on > context.today:
            raise Refused("hours-in-the-future", "Hours are logged once they were worked.", "on")
        if seat.capacity_of(self.person, self.on) is None:
            sentence = f"{self.person} has no place in {seat.id} on {self.on:%-d %B %Y}."
            raise Refused("not-appointed", sentence, "person")
        yield logged
