"""A member as events make it: memberships, names, list sizes, and who took its place."""

from datetime import date

import msgspec

from projections.documents import Document
from schemas.values import LeavingReason, OrganisationKind, SuccessionBasis


class Membership(msgspec.Struct, kw_only=True, omit_defaults=True):
    """From its first day to its last, both included; `within` a PCN for a practice.

    After it ended, a `successor` may have taken the place; or it was split. Of a later membership
    of the same organisation that says nothing.
    """

    joined_on: date
    within: str | None = None
    left_on: date | None = None
    reason: LeavingReason | None = None
    successor: str | None = None
    succeeded_on: date | None = None
    succession_basis: SuccessionBasis | None = None
    split_into: list[str] = []
    evidence: list[int] = []

    def covers(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


class NameFrom(msgspec.Struct, frozen=True, kw_only=True):
    """A name, and the first day on which it was borne."""

    name: str
    on: date
    position: int


class SubIcbFrom(msgspec.Struct, frozen=True, kw_only=True):
    """The sub-ICB location that commissions a PCN, and since when."""

    code: str
    on: date
    position: int


class ListSize(msgspec.Struct, frozen=True, kw_only=True):
    """Registered patients as published for a day."""

    as_at: date
    patients: int | None
    position: int


class Member(Document):
    """An organisation that is or was a member, or a practice of one."""

    KIND = "member"

    organisation: str
    kind: OrganisationKind
    sub_icbs: list[SubIcbFrom] = msgspec.field(default_factory=list)
    names: list[NameFrom] = msgspec.field(default_factory=list)
    memberships: list[Membership] = msgspec.field(default_factory=list)
    list_sizes: list[ListSize] = msgspec.field(default_factory=list)
    split_from: list[str] = msgspec.field(default_factory=list)
    split_positions: list[int] = msgspec.field(default_factory=list)

    def key(self) -> str:
        return self.organisation

    def about(self) -> list[str]:
        return [f"organisation:{self.organisation}"]

    @property
    def last_in_own_right(self) -> Membership | None:
        """Its latest membership of the partnership itself."""
        return next((one for one in reversed(self.memberships) if one.within is None), None)

    def named_on(self, day: date) -> NameFrom | None:
        """The name that it bore on a day."""
        borne = [one for one in self.names if one.on <= day]
        return max(borne, key=lambda one: one.on, default=None)

    def sub_icb_on(self, day: date) -> SubIcbFrom | None:
        """Its commissioner on a day, as far as that is known."""
        known = [one for one in self.sub_icbs if one.on <= day]
        return max(reversed(known), key=lambda one: one.on, default=None)

    def list_size_on(self, day: date) -> ListSize | None:
        """The latest that was published for a day no later than this one."""
        sizes = [one for one in self.list_sizes if one.as_at <= day]
        return max(sizes, key=lambda one: one.as_at, default=None)
