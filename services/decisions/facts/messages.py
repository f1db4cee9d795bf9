"""Messages from organisations to the partnership, by id."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound
from schemas.event import Event
from schemas.events.feedback import MessageSent


class MessageFacts:
    """Gathers messages by id."""

    def __init__(self) -> None:
        self._messages: dict[str, MessageSent] = {}

    @selects
    def of_message(message: str) -> Selector:
        return Selector(types=(MessageSent,), tags=[f"message:{message}"])

    def find(self, message: str) -> MessageSent | None:
        return self._messages.get(message)

    def get(self, message: str) -> MessageSent:
        """Raises `NotFound`."""
        if (found := self._messages.get(message)) is None:
            raise NotFound("message", message)
        return found

    def see(self, event: Event) -> None:
        if isinstance(event, MessageSent):
            self._messages[event.message] = event
