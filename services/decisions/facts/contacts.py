"""Informal contacts, by id."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from schemas.event import Event
from schemas.events.contact import ContactLogged


class ContactFacts:
    """Gathers contacts by id."""

    def __init__(self) -> None:
        self._contacts: dict[str, ContactLogged] = {}

    @selects
    def of_contact(contact: str) -> Selector:
        return Selector(types=(ContactLogged,), tags=[f"contact:{contact}"])

    def find(self, contact: str) -> ContactLogged | None:
        return self._contacts.get(contact)

    def see(self, event: Event) -> None:
        if isinstance(event, ContactLogged):
            self._contacts[event.contact] = event
