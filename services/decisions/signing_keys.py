"""The keys that sign a book's head: the record says itself when one was replaced."""

from collections.abc import Iterable
from typing import Annotated

from eventsourcing.dcb.domain import Selector
from pydantic import Field, StringConstraints

from decisions.command import Command, Time
from decisions.context import Context
from decisions.facts import Facts
from schemas.event import Event
from schemas.events.record import KeyRotated

Vkey = Annotated[
    str,
    StringConstraints(pattern=r"^[^ +]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$", max_length=400),
    Field(description="A verification key: name, hash and key, joined by plus signs."),
]


class RecordKeyRotation(Command):
    """Record that another key signs this book from now on; who rotates it gives this command."""

    new_key: Vkey
    old_key: Vkey
    old_signs_until: Time

    def needs(self, facts: Facts) -> Iterable[Selector]:
        """Nothing that was recorded before: a key is made anew each time."""
        return ()

    def decide(self, facts: Facts, context: Context) -> Iterable[Event]:
        yield KeyRotated(
            new_key=self.new_key, old_key=self.old_key, old_signs_until=self.old_signs_until
        )
