"""Actions: who is to do what, until when, and whether it was done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.action import ActionCompleted, ActionRaised, ActionUpdated

_EVENTS = (ActionRaised, ActionUpdated, ActionCompleted)


@dataclass
class Action:
    """An action as far as the slice has seen it."""

    raised: ActionRaised
    due_on: date | None
    is_completed: bool = False


class ActionFacts:
    """Folds actions by id."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}

    @selects
    def of_action(action: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"action:{action}"])

    @selects
    def of_body(body: str) -> Selector:
        """All actions that a body raised, without what became of them: for their numbers."""
        return Selector(types=(ActionRaised,), tags=[f"body:{body}"])

    @selects
    def of_all() -> Selector:
        """Every action and what became of it. Read by type alone: for what is done once a life."""
        return Selector(types=_EVENTS)

    def open_ones(self, bodies: Collection[str]) -> tuple[str, ...]:
        """The actions of these bodies, of those that were read, that nobody has completed."""
        return tuple(
            name
            for name, one in self._actions.items()
            if one.raised.body in bodies and not one.is_completed
        )

    def find(self, action: str) -> Action | None:
        return self._actions.get(action)

    def get(self, action: str) -> Action:
        """Raises `NotFound`."""
        if (found := self._actions.get(action)) is None:
            raise NotFound("action", action)
        return found

    def numbers(self, body: str) -> set[str]:
        """The numbers of the body's actions that were read."""
        return {one.raised.number for one in self._actions.values() if one.raised.body == body}

    def see(self, event: Event) -> None:
        match event:
            case ActionRaised():
                self._actions[event.action] = Action(event, event.due_on)
            case ActionUpdated():
                action = self._actions[event.action]
                action.due_on = event.due_on or action.due_on
            case ActionCompleted():
                self._actions[event.action].is_completed = True
            case _:
                pass
