"""Interests declared at a meeting, by person."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.reading import says_the_same
from schemas.event import Event
from schemas.events.meeting import InterestDeclared


class DeclarationFacts:
    """Gathers declarations as they were made."""

    def __init__(self) -> None:
        self._made: list[InterestDeclared] = []

    @staticmethod
    def of_person(meeting: str, person: str) -> Selector:
        """What one person declared at one meeting."""
        return Selector((InterestDeclared,), [f"meeting:{meeting}", f"person:{person}"])

    def has(self, declared: InterestDeclared) -> bool:
        """Whether the same was declared before; the description, a sealed text, is not compared."""
        return any(says_the_same(one, declared) for one in self._made)

    def see(self, event: Event) -> None:
        if isinstance(event, InterestDeclared):
            self._made.append(event)
