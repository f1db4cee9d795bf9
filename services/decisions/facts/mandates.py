"""Mandates: what a PCN has a seat do, whether it said so itself, and whether that still holds."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.values import Choice, MandateKind, MandateScope, Term

_EVENTS = (
    MandateGranted,
    MandateLogged,
    MandateConfirmed,
    MandateDisputed,
    MandateVaried,
    MandateWithheld,
    MandateRevoked,
)
Given: TypeAlias = MandateGranted | MandateLogged | MandateWithheld
Standing: TypeAlias = Literal[
    "granted", "unconfirmed", "confirmed", "disputed", "withheld", "revoked"
]


@dataclass
class Mandate:
    """A mandate as it stands now. `kind` is None where the PCN withholds its authority."""

    given: Given
    standing: Standing
    term: Term
    kind: MandateKind | None = None
    instruction: Choice | None = None
    conditions: str | None = None

    @property
    def id(self) -> str:
        return self.given.mandate

    @property
    def organisation(self) -> str:
        return self.given.organisation

    @property
    def seat(self) -> str:
        return self.given.seat

    @property
    def covers(self) -> tuple[MandateScope, str | None, str | None]:
        """What it is about: its scope, with the topic or the item."""
        return self.given.scope, self.given.topic, self.given.item

    @property
    def is_own_word(self) -> bool:
        """Whether the PCN has said it itself, and it still holds."""
        return self.standing in ("granted", "confirmed", "withheld")


class MandateFacts:
    """Folds mandates by id."""

    def __init__(self) -> None:
        self._mandates: dict[str, Mandate] = {}

    @selects
    def of_mandate(mandate: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"mandate:{mandate}"])

    @selects
    def between(organisation: str, seat: str) -> Selector:
        """All that one PCN ever gave one seat."""
        return Selector(types=_EVENTS, tags=[f"organisation:{organisation}", f"seat:{seat}"])

    def find(self, mandate: str) -> Mandate | None:
        return self._mandates.get(mandate)

    def get(self, mandate: str) -> Mandate:
        """Raises `NotFound`."""
        if (found := self._mandates.get(mandate)) is None:
            raise NotFound("mandate", mandate)
        return found

    def given_by(self, organisation: str, seat: str) -> list[Mandate]:
        """The mandates of one PCN to one seat, in the order they were recorded."""
        return [
            one
            for one in self._mandates.values()
            if (one.organisation, one.seat) == (organisation, seat)
        ]

    def see(self, event: Event) -> None:
        match event:
            case MandateGranted():
                self._start(event, "granted", event.kind, event.instruction, event.conditions)
            case MandateLogged():
                self._start(event, "unconfirmed", event.kind, event.instruction, event.conditions)
            case MandateWithheld():
                self._start(event, "withheld")
            case MandateVaried():
                mandate = self._mandates[event.mandate]
                mandate.kind, mandate.term = event.kind, event.term
                mandate.instruction, mandate.conditions = event.instruction, event.conditions
            case MandateConfirmed():
                self._mandates[event.mandate].standing = "confirmed"
            case MandateDisputed():
                self._mandates[event.mandate].standing = "disputed"
            case MandateRevoked():
                self._mandates[event.mandate].standing = "revoked"
            case _:
                pass

    def _start(
        self,
        event: Given,
        standing: Standing,
        kind: MandateKind | None = None,
        instruction: Choice | None = None,
        conditions: str | None = None,
    ) -> None:
        self._mandates[event.mandate] = Mandate(
            event, standing, event.term, kind, instruction, conditions
        )
