"""Who belongs to a place-based partnership, since when, and how large their lists are."""

from datetime import date

from schemas.event import Event
from schemas.values import (
    LeavingReason,
    OrganisationKind,
    PracticeListSize,
    SourceFile,
    SplitPart,
    SuccessionBasis,
)

MEMBERS = "register:members"


class PartnershipEstablished(Event, frozen=True):
    """A partnership exists from a day on; the first entry of its book."""

    TOPIC = "partnership-established.v1"
    TAGS = (MEMBERS,)

    name: str
    established_on: date


class MemberJoined(Event, frozen=True):
    """An organisation became a member, or a practice became part of a member PCN (`within`).

    Practices go by code only: some are named after a person.
    """

    TOPIC = "partnership-member-joined.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    kind: OrganisationKind
    on: date
    name: str | None = None
    within: str | None = None
    sub_icb: str | None = None
    source: str | None = None


class MemberLeft(Event, frozen=True):
    """A member left, or a practice left a member PCN (`within`). `on` is its last day."""

    TOPIC = "partnership-member-left.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    on: date
    reason: LeavingReason
    within: str | None = None
    source: str | None = None


class MemberRenamed(Event, frozen=True):
    """A member goes by another name from a day on."""

    TOPIC = "partnership-member-renamed.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    name: str
    on: date
    source: str | None = None


class MemberTransferred(Event, frozen=True):
    """A member PCN is commissioned by another sub-ICB location from a day on."""

    TOPIC = "partnership-member-transferred.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    sub_icb: str
    on: date
    source: str | None = None


class MemberSucceeded(Event, frozen=True):
    """Another member takes the place of one that closed, its open consultations included."""

    TOPIC = "partnership-member-succeeded.v1"
    TAGS = (MEMBERS, "organisation", "successor")

    organisation: str
    successor: str
    on: date
    basis: SuccessionBasis
    source: str | None = None


class MemberSplit(Event, frozen=True):
    """A PCN that closed was split into several others. Nobody alone stands in its place."""

    TOPIC = "partnership-member-split.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    parts: tuple[SplitPart, ...]
    on: date

    def tags(self) -> list[str]:
        """It is found by each part too."""
        parts = (f"organisation:{one.organisation}" for one in self.parts)
        return sorted({*super().tags(), *parts})


class ListSizePublished(Event, frozen=True):
    """The registered patients of a member PCN and of its practices, as published for a day."""

    TOPIC = "partnership-list-size-published.v1"
    TAGS = (MEMBERS, "organisation")

    organisation: str
    as_at: date
    patients: int
    practices: tuple[PracticeListSize, ...]
    source: str | None = None


class ReferenceDataImported(Event, frozen=True):
    """The members were compared with reference data as at a day; differences stand beside it."""

    TOPIC = "partnership-reference-data-imported.v1"
    TAGS = (MEMBERS,)

    as_at: date
    sources: tuple[SourceFile, ...]
