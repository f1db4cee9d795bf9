"""What reference data says of a PCN on a day, as it is handed to the comparison with the book."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from decisions.command import Day, Fields, OrganisationCode, Patients, PcnCode, Title
from decisions.list_sizes import ListedPractice, require_sum
from schemas.values import SuccessionBasis


class ListedMembership(ListedPractice):
    """A practice in a PCN, and since when if that is known."""

    since: Day | None = None


class FormerMembership(Fields):
    """A practice that is not in the PCN any more, and its last day there."""

    practice: OrganisationCode
    until: Day


class ListedSuccessor(Fields):
    """The PCN that took the place of one that closed, and how that is known."""

    code: PcnCode
    basis: SuccessionBasis


class ListedPcn(Fields):
    """A PCN as at the day of the comparison, with the practices that are in it on that day."""

    code: PcnCode
    name: Title
    sub_icb: OrganisationCode | None = None
    patients: Patients | None = Field(None, description="Absent where no size is published.")
    practices: tuple[ListedMembership, ...] = Field((), max_length=200)
    former: tuple[FormerMembership, ...] = Field(
        (), max_length=400, description="Practices that were in it before, where that is known."
    )
    opened_on: Day | None = None
    closed_on: Day | None = Field(None, description="Its last day, also one announced ahead.")
    successor: ListedSuccessor | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.successor and self.closed_on is None:
            raise ValueError("successor: only a PCN that has a last day (closed_on) has one")
        if self.successor and self.successor.code == self.code:
            raise ValueError("successor: a PCN is succeeded by another one")
        if self.patients is not None:
            require_sum(self.patients, self.practices)
        return self

    def last_day(self, as_at: date) -> date | None:
        """Its last day where it has closed by then. One that still has practices has not: ODS
        sometimes closes a PCN before it moves them."""
        if self.closed_on is None or self.closed_on >= as_at or self.practices:
            return None
        return self.closed_on
