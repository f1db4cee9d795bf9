"""What the files state, free of their layouts: organisations, membership spells, list sizes.

`key` is what a file may state once, `SAME` says it in words.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias


class FileKind(StrEnum):
    """The publications that the directory knows; each replaces only what its own kind said."""

    CORE_PARTNERS = "core-partners"
    PCN_DETAILS = "pcn-details"
    PRACTICES = "practices"
    COMMISSIONERS = "commissioners"
    LIST_SIZES = "list-sizes"


OrganisationKind: TypeAlias = Literal["practice", "pcn", "sub_icb", "icb", "ccg"]
Status: TypeAlias = Literal["active", "inactive", "dormant", "proposed"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """What one publication says of an organisation; None where it says nothing.

    `closed_on` is the last day. `commissioner` is the sub-ICB of a practice or PCN, and the ICB of
    a sub-ICB. `is_gp_practice` tells GP practices from the other prescribers in epraccur.
    """

    code: str
    kind: OrganisationKind
    name: str | None = None
    status: Status | None = None
    is_gp_practice: bool | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    commissioner: str | None = None
    succeeded_by: str | None = None

    SAME: ClassVar[str] = "code"

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Spell:
    """A practice's membership of a PCN from its first day to its last, both included."""

    practice: str
    pcn: str
    started_on: date
    ended_on: date | None

    SAME: ClassVar[str] = "practice, PCN and start date"

    @property
    def key(self) -> str:
        return f"{self.practice} {self.pcn} {self.started_on}"


@dataclass(frozen=True, slots=True)
class ListSize:
    """The registered patients of a practice; `as_at` is None where the file states no day."""

    practice: str
    patients: int
    as_at: date | None = None

    SAME: ClassVar[str] = "practice"

    @property
    def key(self) -> str:
        return self.practice


Statement: TypeAlias = Organisation | Spell | ListSize
