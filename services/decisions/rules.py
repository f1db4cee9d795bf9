"""The decision rule, quorum and numbering of terms of reference, as a person fills them in."""

import re
from collections import Counter
from typing import Annotated, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from decisions.command import Fields, Id
from decisions.shares import ShareFields
from schemas.values import (
    CountedOf,
    DecisionRule,
    Quorum,
    QuorumCategory,
    RuleKind,
    Weights,
)

MAJORITIES: tuple[RuleKind, ...] = ("simple-majority", "weighted")
"""The rules under which a vote can be equal, so that a casting vote may decide it."""

_FILLED_IN = re.compile(r"\{n(?::0?[1-9])?\}|\{fy\}")
_REST = re.compile(r"[A-Za-z0-9/ ._-]*")


def _numbers_each_once(template: str) -> str:
    found = _FILLED_IN.findall(template)
    if not _REST.fullmatch(_FILLED_IN.sub("", template)):
        raise ValueError(
            "a template is made of letters, digits, / . _ - and spaces, with {n} or {n:03} for "
            "the number and {fy} for the financial year"
        )
    if len(found) - found.count("{fy}") != 1 or found.count("{fy}") > 1:
        raise ValueError("a template has the number, {n} or {n:03}, once, and {fy} at most once")
    return template


NumberingTemplate: TypeAlias = Annotated[
    str,
    Field(
        min_length=3,
        max_length=60,
        description="How decisions are numbered: {n} is the running number (filled up with noughts "
        "to three places by {n:03}), {fy} the financial year, 2627. For example PB/{fy}/{n:03}.",
    ),
    AfterValidator(_numbers_each_once),
]


class RuleFields(Fields):
    """How votes become an outcome."""

    kind: RuleKind
    counted_of: CountedOf = "voting"
    at_least: ShareFields | None = Field(
        None, description="The share that a qualified or double majority reaches."
    )
    weight_at_least: ShareFields | None = Field(
        None, description="The share of the weight that a double majority reaches as well."
    )

    weights: Weights = Field(
        default="fixed",
        description="Of a weighted vote or double majority: the weights of the seats as they were "
        "created, or the registered patients of the PCNs that they speak for on the day.",
    )

    @model_validator(mode="after")
    def _has_weights_where_they_count(self) -> Self:
        if self.weights != "fixed" and self.kind not in ("weighted", "double-majority"):
            raise ValueError("weights: a weighted vote and a double majority have them, no other")
        return self

    @model_validator(mode="after")
    def _has_the_shares_of_its_kind(self) -> Self:
        is_double = self.kind == "double-majority"
        if (self.at_least is not None) != (is_double or self.kind == "qualified-majority"):
            raise ValueError("at_least: a qualified and a double majority have it, no other rule")
        if (self.weight_at_least is not None) != is_double:
            raise ValueError("weight_at_least: a double majority has it, and no other rule")
        return self

    def as_rule(self) -> DecisionRule:
        return DecisionRule(
            kind=self.kind,
            counted_of=self.counted_of,
            at_least=self.at_least.as_share() if self.at_least else None,
            weight_at_least=self.weight_at_least.as_share() if self.weight_at_least else None,
            weights=self.weights,
        )


class QuorumCategoryFields(Fields):
    """So many voting seats of one category must be there."""

    category: Id
    count: int = Field(strict=True, ge=1, le=1_000)


class QuorumFields(Fields):
    """How many voting seats must be there, and how many of named categories."""

    count: int = Field(strict=True, ge=1, le=1_000)
    categories: tuple[QuorumCategoryFields, ...] = Field((), max_length=50)

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        named = Counter(one.category for one in self.categories)
        if any(times > 1 for times in named.values()):
            raise ValueError("categories: each category is named once")
        if sum(one.count for one in self.categories) > self.count:
            raise ValueError("count: a quorum is no smaller than its categories together")
        return self

    def as_quorum(self) -> Quorum:
        categories = (QuorumCategory(category=c.category, count=c.count) for c in self.categories)
        return Quorum(count=self.count, categories=tuple(categories))
