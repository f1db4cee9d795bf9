"""Interests declared at a meeting, by person."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.reading import says_the_same
from decisions.facts.selecting import selects
from schemas.event import Event
from schemas.events.correction import DeclarationWithdrawn
from schemas.events.meeting import InterestDeclared


class DeclarationFacts:
    """Gathers declarations as they were made."""

    def __init__(self) -> None:
        self._made: list[InterestDeclared] = []

    @selects
    def of_person(meeting: str, person: str) -> Selector:
        """What one person declared at one meeting."""
        return Selector(
            (InterestDeclared, DeclarationWithdrawn), [f"meeting:{meeting}", f"person:{person}"]
        )

    def has(self, declared: InterestDeclared) -> bool:
        """Whether the same was declared before; the description, a sealed text, is not compared."""
        return any(says_the_same(one, declared) for one in self._made)

    def about(self, item: str | None, interest: str | None) -> list[InterestDeclared]:
        """Those that stand, on an item (or none), of a registered interest (or none)."""
        return [one for one in self._made if (one.item, one.interest) == (item, interest)]

    def see(self, event: Event) -> None:
        match event:
            case InterestDeclared():
                self._made.append(event)
            case DeclarationWithdrawn():
                gone = self.about(event.item, event.interest)
                self._made = [one for one in self._made if one not in gone]
            case _:
                pass
