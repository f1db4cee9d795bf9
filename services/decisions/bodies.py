"""Bodies: constitute one, adopt its terms of reference, create and retire its seats."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, Day, Id, OrganisationCode, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.bodies import Body
from decisions.facts.reading import says_the_same
from decisions.quorum import shortfalls
from decisions.refusal import Refused
from decisions.rules import NumberingTemplate, QuorumFields, RuleFields
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated, SeatRetired, TermsAdopted
from schemas.values import Authority, BodyKind


class ConstituteBody(Command):
    """Bring a place board, PCN forum or sub-committee into being."""

    body: Id | None = Field(None, description="Its id; made if absent.")
    name: Title
    kind: BodyKind
    on: Day

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.members.of_partnership()
        if self.body:
            yield facts.bodies.of_constitution(self.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        facts.members.require_established()
        found = facts.bodies.find(self.body) if self.body else None
        event = BodyConstituted(
            body=context.created_id("body", self.body), name=self.name, kind=self.kind, on=self.on
        )
        if found is None:
            yield event
        elif not says_the_same(found.constituted, event):
            sentence = f"There is a body {found.id} already: {found.name}. Choose another id."
            raise Refused("body-exists", sentence, "body")


class AdoptTerms(Command):
    """Adopt terms of reference, the next version, in force from a day on.

    Durations are in working days and working hours of England.
    """

    body: Id
    effective_on: Day
    authority: Authority
    quorum: QuorumFields
    rule: RuleFields
    numbering: NumberingTemplate
    notice_working_days: int = Field(5, strict=True, ge=0, le=260)
    canvass_lead_working_days: int = Field(5, strict=True, ge=0, le=260)
    canvass_window_working_days: int = Field(5, strict=True, ge=0, le=260)
    feedback_working_hours: int = Field(16, strict=True, ge=1, le=2_000)
    has_casting_vote: StrictBool = False

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_body(self.body)
        yield facts.seats.of_places(self.body)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        if body.versions and says_the_same(body.versions[-1], self._terms(len(body.versions))):
            return
        self._require_in_order(body)
        self._require_quorum_in_reach(facts)
        yield self._terms(len(body.versions) + 1)

    def _require_in_order(self, body: Body) -> None:
        if self.effective_on < body.constituted.on:
            sentence = f"{body.name} exists from {body.constituted.on:%-d %B %Y} on."
            raise Refused("before-body", f"{sentence} Terms cannot be older.", "effective_on")
        if body.versions and self.effective_on < (last := body.versions[-1]).effective_on:
            raise Refused(
                "terms-out-of-order",
                f"Version {last.version} takes effect on {last.effective_on:%-d %B %Y}. The next "
                "version takes effect on that day or later.",
                "effective_on",
            )

    def _require_quorum_in_reach(self, facts: Facts) -> None:
        """Seats may also come after the terms; those that are there must be enough."""
        seats = facts.seats.on_body(self.body, self.effective_on)
        missing = shortfalls(self.quorum.as_quorum(), seats)
        if any(seat.is_voting for seat in seats) and missing:
            raise Refused(
                "quorum-out-of-reach",
                f"With the seats of this body the quorum is never met: it needs "
                f"{' and '.join(missing)}. Create the seats first, or lower the quorum.",
                "quorum",
            )

    def _terms(self, version: int) -> TermsAdopted:
        return TermsAdopted(
            body=self.body,
            version=version,
            effective_on=self.effective_on,
            authority=self.authority,
            quorum=self.quorum.as_quorum(),
            rule=self.rule.as_rule(),
            numbering=self.numbering,
            notice_working_days=self.notice_working_days,
            canvass_lead_working_days=self.canvass_lead_working_days,
            canvass_window_working_days=self.canvass_window_working_days,
            feedback_working_hours=self.feedback_working_hours,
            has_casting_vote=self.has_casting_vote,
        )


class CreateSeat(Command):
    """Create a place on a body, for the organisations that it speaks for."""

    body: Id
    seat: Id | None = Field(None, description="Its id; made if absent.")
    title: Title
    category: Id = Field(description="What a quorum may ask for, for example pcn or trust.")
    constituency: tuple[OrganisationCode, ...] = Field(
        (), max_length=400, description="The members of the partnership that it speaks for."
    )
    is_voting: StrictBool = True
    weight: int = Field(1, strict=True, ge=1, le=1_000_000_000)

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if len(set(self.constituency)) < len(self.constituency):
            raise ValueError("constituency: each organisation is named once")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_constitution(self.body)
        if self.seat:
            yield facts.seats.of_seat(self.seat)
        for organisation in self.constituency:
            yield facts.members.of_organisation(organisation)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        event = SeatCreated(
            body=body.id,
            seat=context.created_id("seat", self.seat),
            title=self.title,
            category=self.category,
            constituency=self.constituency,
            is_voting=self.is_voting,
            weight=self.weight,
        )
        if found := facts.seats.find(event.seat):
            if not says_the_same(found.created, event):
                sentence = f"There is a seat {found.id} already. Choose another id."
                raise Refused("seat-exists", sentence, "seat")
            return
        self._require_members(facts, context)
        yield event

    def _require_members(self, facts: Facts, context: Context) -> None:
        for code in self.constituency:
            day = context.occurred_at.date()
            member = facts.members.member_on(code, day, "constituency")
            if member.kind == "lmc" and self.is_voting:
                raise Refused(
                    "lmc-is-consulted",
                    f"{code} is an LMC, which is consulted and has no vote. Leave it out, or "
                    "make the seat one without a vote.",
                    "constituency",
                )


class RetireSeat(Command):
    """Record the last day of a seat."""

    seat: Id
    on: Day = Field(description="Its last day.")

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.seats.of_seat(self.seat)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        seat = facts.seats.get(self.seat)
        if seat.retired_on == self.on:
            return
        if seat.retired_on:
            sentence = f"The last day of {seat.id} is {seat.retired_on:%-d %B %Y} already."
            raise Refused("seat-retired", sentence, "on")
        yield SeatRetired(body=seat.body, seat=seat.id, on=self.on)
