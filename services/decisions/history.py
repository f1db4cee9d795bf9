"""Motions that were decided before this book: their vote, as published, as events of their time."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.authority import require_authority, require_ruling
from decisions.command import Command, Fields, FreeText, Id, OrganisationCode, Time, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.bodies import Body
from decisions.refusal import NotFound, Refused
from decisions.rules import RuleFields
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.decision import DecisionTaken
from schemas.events.meeting import ItemTabled, MeetingCalled, MeetingOpened
from schemas.events.motion import MotionMoved, VoteCast, VotingClosed, VotingOpened
from schemas.values import Authority, Choice, DecisionRule, EntitledSeat, OutcomeVerb, Ruling


class PastVoteFields(Fields):
    """What one seat did; no choice where it was entitled and did not vote."""

    seat: Id
    choice: Choice | None = None
    person: Id | None = None
    weight: int = Field(1, strict=True, ge=1, le=1_000_000_000)
    represents: tuple[OrganisationCode, ...] = ()


class RecordMotionHistory(Command):
    """Record a motion of the past with its votes, ruling and decision, all as at its own time.

    The meeting is recorded with its first motion. A rule or an authority that is not given is that
    of the terms of reference of its day, if the body had any.
    """

    MEMBER: ClassVar[str | None] = None

    occurred_at: Time = Field(description="When the vote was taken.")
    body: Id
    meeting: Id
    item: Id
    motion: Id
    decision: Id
    number: Title = Field(description="What the decision is called where it was published.")
    title: Title
    text: FreeText | None = None
    originator: OrganisationCode | None = Field(None, description="The PCN that raised it.")
    topic: Id | None = None
    mover: Id | None = Field(None, description="The seat that moved it.")
    rule: RuleFields | None = None
    votes: tuple[PastVoteFields, ...] = Field(min_length=1, max_length=5_000)
    ruling: Ruling
    outcome: OutcomeVerb | None = Field(None, description="If absent, what the ruling means.")
    authority: Authority = "delegated-committee"
    basis: FreeText | None = Field(None, description="Where this was published.")

    @model_validator(mode="after")
    def _one_vote_a_seat(self) -> Self:
        if len({vote.seat for vote in self.votes}) < len(self.votes):
            raise ValueError("votes: each seat has one vote")
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_body(self.body)
        yield facts.seats.of_places(self.body)
        yield facts.meetings.of_meeting(self.meeting)
        yield facts.motions.of_life(self.motion)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        if facts.motions.find(self.motion):
            raise Refused("motion-exists", f"There is a motion {self.motion} already.", "motion")
        self._require_seats(facts)
        yield from self._meeting(facts)
        yield from self._vote(body)
        yield self._decision(body)

    def _require_seats(self, facts: Facts) -> None:
        for vote in self.votes:
            if facts.seats.find(vote.seat) is None:
                raise NotFound("seat", vote.seat)

    def _meeting(self, facts: Facts) -> Iterable[Event]:
        """A meeting at which something was decided was called and opened."""
        meeting = facts.meetings.find(self.meeting)
        if meeting:
            meeting.require_of_body(self.body, "meeting")
            return
        yield MeetingCalled(meeting=self.meeting, body=self.body, starts_at=self.occurred_at)
        yield MeetingOpened(meeting=self.meeting, body=self.body)

    def _vote(self, body: Body) -> Iterable[Event]:
        yield ItemTabled(
            item=self.item,
            meeting=self.meeting,
            body=self.body,
            purpose="decision",
            originator_kind="pcn" if self.originator else "system",
            originator=self.originator,
            topic=self.topic,
            title=self.title,
        )
        yield MotionMoved(
            motion=self.motion,
            item=self.item,
            meeting=self.meeting,
            body=self.body,
            mover=self.mover,
            text=self.text,
        )
        yield VotingOpened(
            motion=self.motion,
            item=self.item,
            meeting=self.meeting,
            body=self.body,
            rule=self._rule(body),
            entitled=tuple(
                EntitledSeat(seat=vote.seat, weight=vote.weight, represents=vote.represents)
                for vote in self.votes
            ),
            method="roll-call",
        )
        for vote in self.votes:
            if vote.choice:
                yield VoteCast(
                    motion=self.motion,
                    item=self.item,
                    seat=vote.seat,
                    choice=vote.choice,
                    person=vote.person,
                )
        yield VotingClosed(
            motion=self.motion, item=self.item, meeting=self.meeting, ruling=self.ruling
        )

    def _decision(self, body: Body) -> DecisionTaken:
        terms = body.terms_in_force(self._day)
        authority = terms.authority if terms else self.authority
        outcome = self.outcome or meaning(self.ruling, authority)
        require_authority(authority, outcome)
        require_ruling(self.ruling, outcome)
        return DecisionTaken(
            decision=self.decision,
            number=self.number,
            body=self.body,
            meeting=self.meeting,
            item=self.item,
            motion=self.motion,
            outcome=outcome,
            authority=authority,
            text=self.text,
            basis=self.basis,
        )

    def _rule(self, body: Body) -> DecisionRule:
        if self.rule:
            return self.rule.as_rule()
        terms = body.terms_in_force(self._day)
        return terms.rule if terms else DecisionRule(kind="simple-majority")

    @property
    def _day(self) -> date:
        return day_in_england(self.occurred_at)


def meaning(ruling: Ruling, authority: Authority) -> OutcomeVerb:
    """The outcome of a ruling where none is given: an advisory body recommends."""
    if ruling == "not-carried":
        return "not-approved"
    return "recommended" if authority == "advisory" else "approved"
