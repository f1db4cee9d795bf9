"""What the directory answers as at a day: live PCNs, their practices, names and list sizes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from directory.database import Connection
from directory.sql import (
    FORMER_PRACTICES,
    LIVE_MEMBERSHIPS,
    PCN_FACTS,
    PCN_PRACTICES,
    PRACTICE_NAMES,
    PRACTICES_WITHOUT_PCN,
)


@dataclass(frozen=True, slots=True)
class Membership:
    """A practice in a PCN on the day asked for; `ended_on` is the last day, if it is known."""

    practice: str
    pcn: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Members:
    """The live memberships of England on a day, one per practice."""

    on: date
    memberships: tuple[Membership, ...]

    @property
    def pcns(self) -> frozenset[str]:
        return frozenset(membership.pcn for membership in self.memberships)


@dataclass(frozen=True, slots=True)
class FormerMember:
    """A practice that was in a PCN to a last day."""

    pcn: str
    practice: str
    ended_on: date


@dataclass(frozen=True, slots=True)
class PracticeSize:
    """A practice of a PCN; `patients` is None where no list size is published for it."""

    code: str
    patients: int | None


@dataclass(frozen=True, slots=True)
class Pcn:
    """A PCN as at a day. `closed_on` is its last day, also when announced for the future.

    `patients` adds up the sizes that are known; `practices_without_size` says how many are not.
    `sizes_as_at` is the day of those list sizes.
    """

    code: str
    name: str
    sub_icb: str | None
    sub_icb_name: str | None
    opened_on: date | None
    closed_on: date | None
    sizes_as_at: date | None
    practices: tuple[PracticeSize, ...]

    @property
    def is_live(self) -> bool:
        """Whether any practice belonged to it on the day asked for."""
        return bool(self.practices)

    @property
    def patients(self) -> int | None:
        known = [p.patients for p in self.practices if p.patients is not None]
        return sum(known) if known else None

    @property
    def practices_without_size(self) -> int:
        return sum(practice.patients is None for practice in self.practices)


async def members_as_at(connection: Connection, on: date) -> Members:
    """Every live membership on a day, both its ends included, ordered by PCN and practice.

    Where spells of a practice overlap (ODS has a few), the one that began last counts, and of two
    that began together the one that lasts.
    """
    records = await connection.fetch(LIVE_MEMBERSHIPS, on)
    return Members(on, tuple(Membership(**record) for record in records))


async def pcns_as_at(
    connection: Connection,
    on: date,
    codes: Collection[str] | None = None,
    sub_icb: str | None = None,
) -> tuple[Pcn, ...]:
    """The PCNs of England as at a day, ordered by code: those live, in one sub-ICB if given.

    With `codes`, those PCNs, live or not; codes that the directory does not know are left out.
    List sizes are the latest published for that day or before it.
    """
    wanted = None if codes is None else sorted(set(codes))
    practices: dict[str, list[PracticeSize]] = {}
    for record in await connection.fetch(PCN_PRACTICES, on, wanted):
        size = PracticeSize(record["practice"], record["patients"])
        practices.setdefault(record["pcn"], []).append(size)
    asked = sorted(practices) if wanted is None else wanted
    records = await connection.fetch(PCN_FACTS, on, asked, sub_icb)
    return tuple(
        Pcn(**record, practices=tuple(practices.get(record["code"], ()))) for record in records
    )


async def former_practices(
    connection: Connection, on: date, codes: Collection[str]
) -> tuple[FormerMember, ...]:
    """The practices that were in these PCNs before a day and are not on it, by PCN and code."""
    records = await connection.fetch(FORMER_PRACTICES, on, sorted(set(codes)))
    return tuple(FormerMember(**record) for record in records)


async def practice_names(connection: Connection, codes: Collection[str]) -> dict[str, str]:
    """The names of practices by code; codes without a known name are left out.

    For display only: some practices are named after a person, so names never enter a book.
    """
    records = await connection.fetch(PRACTICE_NAMES, sorted(set(codes)))
    return {record["code"]: record["name"] for record in records}


async def practices_without_pcn(connection: Connection, on: date) -> Sequence[str]:
    """Active GP practices of England (epraccur) that belong to no PCN on the day, by code."""
    records = await connection.fetch(PRACTICES_WITHOUT_PCN, on)
    return tuple(record["code"] for record in records)
