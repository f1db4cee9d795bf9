"""Texts of earlier entries: which can still be read, which were erased or are exempt."""

from collections.abc import Mapping

from eventsourcing.dcb.domain import Selector

from decisions.refusal import Refused
from schemas.event import Event
from schemas.events.record import DisclosureErased, ExemptionLifted, TextExempted
from schemas.marks import BASIS_IN_WORDS
from schemas.values import Exemption

Place = tuple[int, str]
_EVENTS = (DisclosureErased, TextExempted, ExemptionLifted)


class TextFacts:
    """Folds what was said of texts, by position and field; learns which of them are open."""

    def __init__(self) -> None:
        self.open: dict[Place, str] = {}
        self._erased: dict[Place, DisclosureErased] = {}
        self._exempt: dict[Place, Exemption] = {}

    @staticmethod
    def of_entry(position: int) -> Selector:
        return Selector(types=_EVENTS, tags=[f"entry:{position}"])

    def learn(self, open_texts: Mapping[Place, str]) -> None:
        self.open |= open_texts

    def exemption(self, position: int, name: str) -> Exemption | None:
        return self._exempt.get((position, name))

    def digest(self, position: int, name: str, field: str) -> str:
        """The digest of a text that can still be read. Raises `Refused`, about `field`."""
        if erased := self._erased.get((position, name)):
            words = BASIS_IN_WORDS[erased.basis]
            sentence = f"The text {name!r} of entry {position} was erased before: {words}."
            raise Refused("text-erased", sentence, field)
        if digest := self.open.get((position, name)):
            return digest
        there = [known for at, known in self.open if at == position]
        sentence = f"Entry {position} has no text {name!r}"
        if there:
            raise Refused("no-such-text", f"{sentence}; it has {', '.join(there)}.", field)
        raise Refused("no-such-text", f"{sentence}, nor any other that can still be read.", field)

    def see(self, event: Event) -> None:
        match event:
            case DisclosureErased():
                self._erased[event.position, event.name] = event
            case TextExempted():
                self._exempt[event.position, event.name] = event.exemption
            case ExemptionLifted():
                self._exempt.pop((event.position, event.name), None)
            case _:
                pass
