"""Bodies: constitute one, and adopt its terms of reference."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StrictBool, model_validator

from decisions.command import Command, Day, Id, Title
from decisions.context import Context
from decisions.facts import Facts
from decisions.facts.bodies import Body
from decisions.facts.reading import says_the_same
from decisions.quorum import shortfalls
from decisions.refusal import Refused
from decisions.rules import MAJORITIES, NumberingTemplate, QuorumFields, RuleFields
from schemas.event import Event
from schemas.events.body import BodyConstituted, TermsAdopted
from schemas.values import Authority, BodyKind, RetentionClass


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
    reminder_working_days: int = Field(
        2,
        strict=True,
        ge=0,
        le=260,
        description="Clear working days that a reminder leaves to answer a consultation in.",
    )
    feedback_working_hours: int = Field(16, strict=True, ge=1, le=2_000)
    has_casting_vote: StrictBool = Field(
        default=False, description="Whether the chair decides an equal vote."
    )
    retention: RetentionClass | None = Field(
        None,
        description="How long the record is kept, by appendix II of the NHS Records Management "
        "Code of Practice (corporate governance): of board meetings, and of committees listed in "
        "the scheme of delegation, up to 20 years, then transferred to a place of deposit; of "
        "groups not listed there 6 years, then reviewed.",
    )
    accountable_to: Id | None = Field(
        None, description="The body that it answers to, which may rescind its decisions."
    )

    @model_validator(mode="after")
    def _has_an_equal_vote_to_decide(self) -> Self:
        if self.has_casting_vote and self.rule.kind not in MAJORITIES:
            raise ValueError(
                "has_casting_vote: a casting vote decides a simple or weighted majority only"
            )
        return self

    def needs(self, facts: Facts) -> Iterable[Selector]:
        yield facts.bodies.of_body(self.body)
        yield facts.bodies.of_all_terms()
        yield facts.seats.of_places(self.body)
        if self.accountable_to:
            yield facts.bodies.of_constitution(self.accountable_to)

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        body = facts.bodies.get(self.body)
        if body.versions and says_the_same(body.versions[-1], self._terms(len(body.versions))):
            return
        body.require_not_dissolved(context.occurred_at)
        self._require_in_order(body)
        self._require_other_body_above(facts)
        self._require_numbers_of_its_own(facts)
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

    def _require_other_body_above(self, facts: Facts) -> None:
        if self.accountable_to == self.body:
            sentence = "A body answers to another one; or leave it out."
            raise Refused("accountable-to-itself", sentence, "accountable_to")
        if self.accountable_to:
            above = facts.bodies.get(self.accountable_to)
            if above.dissolution and self.effective_on > above.dissolution.on:
                sentence = f"{above.name} was dissolved on {above.dissolution.on:%-d %B %Y}."
                raise Refused("body-dissolved", sentence, "accountable_to")

    def _require_numbers_of_its_own(self, facts: Facts) -> None:
        """A number that two bodies give is no number: also one that is out of force is taken."""
        if others := facts.bodies.numbered_alike(self.numbering) - {self.body}:
            raise Refused(
                "numbering-of-another-body",
                f"The decisions of {min(others)} are, or were, numbered {self.numbering} too. "
                "Choose a template that tells the two bodies apart.",
                "numbering",
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
            retention=self.retention,
            accountable_to=self.accountable_to,
            reminder_working_days=self.reminder_working_days,
        )
