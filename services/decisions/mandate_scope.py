"""What a mandate is about and what it instructs: the rules of shape that all mandates share."""

from collections.abc import Iterable
from typing import Self

from eventsourcing.dcb.domain import Selector
from pydantic import Field, model_validator

from decisions.command import Fields, FreeText, Id, OrganisationCode
from decisions.context import Context
from decisions.facts import Facts
from decisions.refusal import Refused
from decisions.term import TermFields
from schemas.values import Choice, MandateKind, MandateScope


class InstructionFields(Fields):
    """What a PCN instructs, from when until when."""

    kind: MandateKind
    term: TermFields
    instruction: Choice | None = Field(
        None, description="How to vote: with bound and guided mandates, not with open ones."
    )
    conditions: FreeText | None = Field(None, description="The limits within which to negotiate.")

    @model_validator(mode="after")
    def _instructs_as_its_kind(self) -> Self:
        if self.kind == "open" and self.instruction:
            raise ValueError("instruction: an open mandate leaves the choice to the seat")
        if self.kind != "open" and not self.instruction:
            raise ValueError(f"instruction: a {self.kind} mandate says how to vote")
        return self


class ScopeFields(Fields):
    """Whose mandate it is, to which seat, and about what."""

    mandate: Id | None = Field(None, description="Its id; made if absent.")
    organisation: OrganisationCode = Field(description="The PCN whose mandate it is.")
    seat: Id
    scope: MandateScope
    topic: Id | None = Field(None, description="With the scope topic.")
    item: Id | None = Field(None, description="With the scope item.")

    @model_validator(mode="after")
    def _names_what_it_covers(self) -> Self:
        if (self.topic is not None) != (self.scope == "topic"):
            raise ValueError("topic: a mandate on a topic names it, and no other mandate does")
        if (self.item is not None) != (self.scope == "item"):
            raise ValueError("item: a mandate on one item names it, and no other mandate does")
        return self

    def scope_needs(self, facts: Facts) -> Iterable[Selector]:
        """The PCN and those whose place it took, the seat, the item."""
        yield from facts.members.of_lineage(self.organisation)
        yield facts.seats.of_seat(self.seat)
        if self.mandate:
            yield facts.mandates.of_mandate(self.mandate)
        if self.item:
            yield facts.items.of_item(self.item)

    def require_in_scope(self, facts: Facts, context: Context, term: TermFields) -> None:
        """Raises `Refused` or `NotFound` unless this PCN may give this seat such a mandate."""
        require_constituent(facts, self.organisation, self.seat, context)
        seat = facts.seats.get(self.seat)
        if seat.is_retired(term.from_on):
            sentence = f"{seat.id} is retired; a mandate is given to a seat that is held."
            raise Refused("seat-retired", sentence, "seat")
        if self.item and facts.items.get(self.item).body != seat.body:
            sentence = f"The item {self.item} is not before the body on which {seat.id} sits."
            raise Refused("item-of-other-body", sentence, "item")


def require_constituent(facts: Facts, code: str, seat: str, context: Context) -> None:
    """Raises `Refused` unless it is a PCN for which the seat speaks, or took such a one's place."""
    day = context.day
    if facts.members.member_on(code, day).kind != "pcn":
        raise Refused(
            "not-a-pcn",
            f"{code} is not a PCN. Other organisations are consulted; only PCNs give mandates.",
            "organisation",
        )
    lineage = facts.members.places.lineage(code, day)
    if lineage.isdisjoint(facts.seats.get(seat).constituency_on(day)):
        raise Refused(
            "not-in-constituency",
            f"{seat} does not speak for {code}, so that {code} has no mandate to give it.",
            "organisation",
        )
