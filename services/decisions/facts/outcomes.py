"""Decisions by id, and the numbers that a body has given to its decisions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsourcing.dcb.domain import Selector

from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.correction import DecisionRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.values import OutcomeVerb

Taken: TypeAlias = DecisionTaken | DecisionTakenOutsideMeeting
_TAKEN = (DecisionTaken, DecisionTakenOutsideMeeting)
_EVENTS = (*_TAKEN, DecisionRatified, RatificationRefused, DecisionRestated)


@dataclass
class Outcome:
    """A decision as far as the slice has seen it."""

    taken: Taken
    taken_at: datetime | None
    ratified_at: str | None = None
    refused_at: str | None = None
    """The meetings that ratified it, or did not."""

    restated: list[DecisionRestated] = field(default_factory=list)

    @property
    def outcome(self) -> OutcomeVerb:
        """The outcome as it stands, corrections included."""
        return next((r.outcome for r in reversed(self.restated) if r.outcome), self.taken.outcome)

    @property
    def amount_pence(self) -> int | None:
        """The amount as it stands, corrections included."""
        given = [one.amount_pence for one in self.restated if one.amount_pence is not None]
        return given[-1] if given else self.taken.amount_pence

    @property
    def was_outside_meeting(self) -> bool:
        return isinstance(self.taken, DecisionTakenOutsideMeeting)


@dataclass
class OutcomeFacts:
    """Folds decisions by id."""

    _outcomes: dict[str, Outcome] = field(default_factory=dict)

    @staticmethod
    def of_decision(decision: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"decision:{decision}"])

    @staticmethod
    def of_body(body: str) -> Selector:
        """All decisions that a body took, without what became of them: for their numbers."""
        return Selector(types=_TAKEN, tags=[f"body:{body}"])

    @staticmethod
    def of_motion(motion: str) -> Selector:
        return Selector(types=(DecisionTaken,), tags=[f"motion:{motion}"])

    def find(self, decision: str) -> Outcome | None:
        return self._outcomes.get(decision)

    def get(self, decision: str) -> Outcome:
        """Raises `NotFound`."""
        if (found := self._outcomes.get(decision)) is None:
            raise NotFound("decision", decision)
        return found

    def numbers(self, body: str) -> set[str]:
        """The numbers of the body's decisions that were read."""
        return {one.taken.number for one in self._outcomes.values() if one.taken.body == body}

    def on_motion(self, motion: str) -> Taken | None:
        """The decision that a motion led to, if it was read."""
        return next(
            (
                one.taken
                for one in self._outcomes.values()
                if isinstance(one.taken, DecisionTaken) and one.taken.motion == motion
            ),
            None,
        )

    def see(self, event: Event) -> None:
        match event:
            case DecisionTaken() | DecisionTakenOutsideMeeting():
                self._outcomes[event.decision] = Outcome(event, event.happened_at)
            case DecisionRatified():
                self._outcomes[event.decision].ratified_at = event.meeting
            case RatificationRefused():
                self._outcomes[event.decision].refused_at = event.meeting
            case DecisionRestated():
                self._outcomes[event.decision].restated.append(event)
            case _:
                pass
