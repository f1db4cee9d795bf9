"""A term as a person fills it in: first and last day of an appointment or a mandate."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from decisions.command import Day, Fields
from schemas.values import Term


class TermFields(Fields):
    """From the first day to the last, both included."""

    from_on: Day
    until_on: Day | None = Field(None, description="Open-ended if absent.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.until_on and self.until_on < self.from_on:
            raise ValueError("until_on: a term does not end before it starts (from_on)")
        return self

    def as_term(self) -> Term:
        return Term(from_on=self.from_on, until_on=self.until_on)


def overlap(one: Term, other: Term) -> bool:
    """Whether two terms have a day in common."""
    return _ends(one) >= other.from_on and _ends(other) >= one.from_on


def _ends(term: Term) -> date:
    return term.until_on or date.max
