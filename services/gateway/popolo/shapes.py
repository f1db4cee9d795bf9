"""What we read of Popolo's motions, vote events, votes, persons and organisations.

The Popolo specification (popoloproject.com): nearly every field is optional there, so it is here.
Fields that are not listed are passed over.
"""

from typing import TypeAlias

import msgspec

Key: TypeAlias = str | int | None
"""Popolo's ids are texts; numbers are seen as well."""


class Named(msgspec.Struct):
    """A person or an organisation; only organisations have a classification or a founding date."""

    id: Key = None
    name: str | None = None
    classification: str | None = None
    founding_date: str | None = None

    @property
    def is_organisation(self) -> bool:
        return self.classification is not None or self.founding_date is not None


class Vote(msgspec.Struct):
    """What one voter did. `group` is the organisation that the voter spoke for."""

    voter_id: Key = None
    voter: Named | None = None
    option: str | None = None
    group_id: Key = None
    group: Named | None = None
    weight: int | float | None = None


class Count(msgspec.Struct):
    """A published total, of all voters or of one group."""

    option: str
    value: int
    group_id: Key = None
    group: Named | None = None


class Motion(msgspec.Struct):
    """A motion apart from its vote events."""

    id: Key = None
    organization_id: Key = None
    organization: Named | None = None
    creator_id: Key = None
    creator: Named | None = None
    text: str | None = None
    identifier: str | None = None
    classification: str | None = None
    date: str | None = None
    requirement: str | None = None
    result: str | None = None


class VoteEvent(msgspec.Struct):
    """An event at which people voted on a motion."""

    id: Key = None
    organization_id: Key = None
    organization: Named | None = None
    identifier: str | None = None
    motion_id: Key = None
    motion: Motion | None = None
    start_date: str | None = None
    result: str | None = None
    counts: list[Count] = []
    votes: list[Vote] = []


class MotionWithVotes(Motion):
    """A motion as it is published together with its vote events."""

    vote_events: list[VoteEvent] = []
