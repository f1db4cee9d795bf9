"""Decisions by id, and the numbers that a body has given to its decisions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.correction import DecisionRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.restatement import RatificationRestated, UndoingRestated
from schemas.values import OutcomeVerb, RatificationOutcome

Taken: TypeAlias = DecisionTaken | DecisionTakenOutsideMeeting
_TAKEN = (DecisionTaken, DecisionTakenOutsideMeeting)
_ENDED = (DecisionRescinded, DecisionSuperseded)
_SETTLING = (DecisionRatified, RatificationRefused, RatificationRestated)
_EVENTS = (*_TAKEN, *_ENDED, UndoingRestated, *_SETTLING, DecisionRestated)


Settling: TypeAlias = DecisionRatified | RatificationRefused | RatificationRestated


def settlement_of(event: Settling) -> RatificationOutcome | None:
    """What an entry says that a meeting made of a decision taken outside."""
    match event:
        case DecisionRatified():
            return "ratified"
        case RatificationRefused():
            return "refused"
        case RatificationRestated():
            return event.outcome


@dataclass
class Outcome:
    """A decision as far as the slice has seen it."""

    taken: Taken
    taken_at: datetime | None
    ratified_at: str | None = None
    refused_at: str | None = None
    """The meetings that ratified it, or did not."""

    settled_by: Settling | None = None
    settled_at: datetime | None = None

    rescinded: DecisionRescinded | None = None
    superseded: DecisionSuperseded | None = None
    restated: list[DecisionRestated] = field(default_factory=list)

    def settle(self, event: Settling) -> None:
        """What a meeting made of it, or is recorded as having made of it after all."""
        self.settled_by = event
        self.ratified_at = event.meeting if settlement_of(event) == "ratified" else None
        self.refused_at = event.meeting if settlement_of(event) == "refused" else None
        if isinstance(event, RatificationRestated):
            self.settled_at = event.settled_at or self.settled_at
        else:
            self.settled_at = event.happened_at

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

    @property
    def awaits_ratification(self) -> bool:
        is_settled = self.ratified_at or self.refused_at or self.rescinded or self.superseded
        return self.was_outside_meeting and not is_settled

    def is_superseded_by(self, decision: str) -> bool:
        return self.superseded is not None and self.superseded.superseded_by == decision

    def require_in_force(self, field_name: str) -> None:
        """Raises `Refused` once the decision was rescinded, superseded or not ratified."""
        number = self.taken.number
        if self.rescinded:
            sentence = f"{number} was rescinded at {self.rescinded.meeting}."
            raise Refused("decision-rescinded", sentence, field_name)
        if self.superseded:
            sentence = f"{number} was replaced by {self.superseded.superseded_by}."
            raise Refused("decision-superseded", sentence, field_name)
        if self.refused_at:
            sentence = f"{number} was not ratified at {self.refused_at}, so it is not in force."
            raise Refused("ratification-was-refused", sentence, field_name)


@dataclass
class OutcomeFacts:
    """Folds decisions by id."""

    _outcomes: dict[str, Outcome] = field(default_factory=dict)
    _settlements: dict[str, Settling] = field(default_factory=dict)
    _rescissions: list[DecisionRescinded] = field(default_factory=list)
    _replacements: list[DecisionSuperseded] = field(default_factory=list)

    @selects
    def of_decision(decision: str) -> Selector:
        """A decision and what became of it; also that it replaced earlier ones."""
        return Selector(types=_EVENTS, tags=[f"decision:{decision}"])

    @selects
    def of_body(body: str) -> Selector:
        """All decisions that a body took, without what became of them: for their numbers."""
        return Selector(types=_TAKEN, tags=[f"body:{body}"])

    @selects
    def of_all() -> Selector:
        """Every decision and what became of it. By type alone: for what is done once a life."""
        return Selector(types=_EVENTS)

    @selects
    def settled_at(meeting: str) -> Selector:
        """What a meeting made of earlier decisions, whichever: ratified, refused, rescinded."""
        types = (*_SETTLING, DecisionRescinded, UndoingRestated)
        return Selector(types=types, tags=[f"meeting:{meeting}"])

    def rescinded_by(self, motion: str) -> list[str]:
        """The decisions, of those of which that was read, that a motion rescinded."""
        return [one.decision for one in self._rescissions if one.motion == motion]

    def replaced_by(self, decision: str) -> list[str]:
        """The decisions, of those of which that was read, in whose place a decision stands."""
        return [one.decision for one in self._replacements if one.superseded_by == decision]

    def ratified_by(self, motion: str) -> list[str]:
        """The decisions, of those of which that was read, that a motion ratified."""
        return [
            name
            for name, one in self._settlements.items()
            if settlement_of(one) == "ratified" and getattr(one, "motion", None) == motion
        ]

    @selects
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

    def awaiting_ratification(self, bodies: Collection[str]) -> tuple[str, ...]:
        """The decisions of these bodies, of those that were read, still to be ratified."""
        return tuple(
            name
            for name, one in self._outcomes.items()
            if one.taken.body in bodies and one.awaits_ratification
        )

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
            case DecisionRatified() | RatificationRefused() | RatificationRestated():
                self._settlements[event.decision] = event
                if found := self._outcomes.get(event.decision):
                    found.settle(event)
            case DecisionRescinded():
                self._rescissions.append(event)
                if found := self._outcomes.get(event.decision):
                    found.rescinded = event
            case DecisionSuperseded():
                self._replacements.append(event)
                if found := self._outcomes.get(event.decision):
                    found.superseded = event
            case UndoingRestated():
                self._take_back(event)
            case DecisionRestated():
                self._outcomes[event.decision].restated.append(event)
            case _:
                pass

    def _take_back(self, event: UndoingRestated) -> None:
        """That it was rescinded, or replaced, is no more than a mistake in the record."""
        name = event.decision
        self._rescissions = [one for one in self._rescissions if one.decision != name]
        self._replacements = [one for one in self._replacements if one.decision != name]
        if found := self._outcomes.get(name):
            found.rescinded = found.superseded = None
