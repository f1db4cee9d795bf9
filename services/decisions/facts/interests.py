"""Interests that people have registered, and whether they have ended."""

from dataclasses import dataclass
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.representation import InterestEnded, InterestRegistered

_EVENTS = (InterestRegistered, InterestEnded)


@dataclass
class Interest:
    """An interest as far as the slice has seen it."""

    registered: InterestRegistered
    ended_on: date | None = None

    @property
    def person(self) -> str:
        return self.registered.person


class InterestFacts:
    """Folds interests by id."""

    def __init__(self) -> None:
        self._interests: dict[str, Interest] = {}

    @selects
    def of_interest(interest: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"interest:{interest}"])

    def find(self, interest: str) -> Interest | None:
        return self._interests.get(interest)

    def get(self, interest: str) -> Interest:
        """Raises `NotFound`."""
        if (found := self._interests.get(interest)) is None:
            raise NotFound("interest", interest)
        return found

    def see(self, event: Event) -> None:
        match event:
            case InterestRegistered():
                self._interests[event.interest] = Interest(event)
            case InterestEnded():
                self._interests[event.interest].ended_on = event.on
            case _:
                pass
