"""An item as far as influence goes: who raised it, what was decided on it, as events make it."""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from eventlog.reading import ReadEntry
from schemas.events.correction import DecisionRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import ItemTabled
from schemas.events.restatement import RatificationRestated, UndoingRestated
from schemas.values import OriginatorKind, OutcomeVerb

Stance: TypeAlias = Literal["for", "against", "none", "too-few-voices", "not-asked", "open"]
"""What PCNs agreed on; *against*: as many as a consensus asks for opposed it;
*open*: they were asked, and nothing was decided that it could be held against."""


class PcnConsensus(msgspec.Struct, frozen=True, kw_only=True):
    """What the PCNs asked about an item agreed on ahead of time, with the counts behind it."""

    consultation: str
    stance: Stance
    electorate: int
    support: int
    oppose: int
    evidence: list[int]


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who raised an item, when it was tabled first."""

    kind: OriginatorKind
    originator: str | None
    title: str | None
    tabled_at: datetime
    position: int


class Settled(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A decision on an item as it stands."""

    decision: str
    number: str
    outcome: OutcomeVerb
    decided_at: datetime
    is_refused: bool = False
    is_rescinded: bool = False
    evidence: list[int] = []

    @property
    def is_in_force(self) -> bool:
        return not (self.is_refused or self.is_rescinded)


DecisionEvent = (
    DecisionTaken
    | DecisionTakenOutsideMeeting
    | DecisionRatified
    | RatificationRefused
    | DecisionRescinded
    | UndoingRestated
    | RatificationRestated
    | DecisionRestated
)


def originated(event: ItemTabled, entry: ReadEntry) -> Origin:
    return Origin(
        kind=event.originator_kind,
        originator=event.originator,
        title=event.title,
        tabled_at=entry.entry.occurred_at,
        position=entry.position,
    )


def settle(settled: list[Settled], event: DecisionEvent, entry: ReadEntry) -> None:
    """Changes the decisions on an item with what was recorded of one of them."""
    if isinstance(event, DecisionTaken | DecisionTakenOutsideMeeting):
        settled.append(
            Settled(
                decision=event.decision,
                number=event.number,
                outcome=event.outcome,
                decided_at=entry.entry.occurred_at,
                evidence=[entry.position],
            )
        )
        return
    for one in settled:
        if one.decision == event.decision:
            one.evidence.append(entry.position)
            match event:
                case DecisionRescinded():
                    one.is_rescinded = True
                case UndoingRestated():
                    one.is_rescinded = False
                case RatificationRefused():
                    one.is_refused = True
                case RatificationRestated():
                    one.is_refused = event.outcome == "refused"
                case DecisionRestated():
                    one.outcome = event.outcome or one.outcome
                case _:
                    pass
