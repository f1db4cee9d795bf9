"""A share as a person fills it in: an exact fraction above nothing, up to the whole."""

from typing import Self

from pydantic import Field, model_validator

from decisions.command import Fields
from schemas.values import Share


class ShareFields(Fields):
    """An exact fraction, for example two thirds: 2 and 3."""

    numerator: int = Field(strict=True, ge=1, le=1_000_000_000)
    denominator: int = Field(strict=True, ge=1, le=1_000_000_000)

    @model_validator(mode="after")
    def _is_at_most_the_whole(self) -> Self:
        if self.numerator > self.denominator:
            raise ValueError("numerator: a share is at most the whole (numerator ≤ denominator)")
        return self

    def as_share(self) -> Share:
        return Share(numerator=self.numerator, denominator=self.denominator)
