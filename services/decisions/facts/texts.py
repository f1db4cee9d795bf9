"""Texts of earlier entries: which can still be read, which were erased or are exempt."""

from collections.abc import Mapping

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import Refused
from eventlog.work import EarlierEntry
from schemas.event import Event
from schemas.events.record import DisclosureErased, ExemptionLifted, TextExempted
from schemas.marks import BASIS_IN_WORDS
from schemas.values import Exemption

Place = tuple[int, str]
_EVENTS = (DisclosureErased, TextExempted, ExemptionLifted)


class TextFacts:
    """Folds what was said of texts, by position and field; learns which of them are open."""

    def __init__(self) -> None:
        self.entries: dict[int, EarlierEntry] = {}
        self._erased: dict[Place, DisclosureErased] = {}
        self._exempt: dict[Place, Exemption] = {}

    @selects
    def of_entry(position: int) -> Selector:
        return Selector(types=_EVENTS, tags=[f"entry:{position}"])

    def learn(self, entries: Mapping[int, EarlierEntry]) -> None:
        self.entries |= entries

    def exemption(self, position: int, name: str) -> Exemption | None:
        return self._exempt.get((position, name))

    def named_in(self, position: int) -> frozenset[str]:
        """The people and organisations whom the facts of an entry name; and all else they say."""
        entry = self.entries.get(position)
        return entry.names if entry else frozenset()

    def digest(self, position: int, name: str, field: str) -> str:
        """The digest of a text that can still be read. Raises `Refused`, about `field`."""
        if erased := self._erased.get((position, name)):
            words = BASIS_IN_WORDS[erased.basis]
            sentence = f"The text {name!r} of entry {position} was erased before: {words}."
            raise Refused("text-erased", sentence, field)
        there = self._open_texts(position)
        if digest := there.get(name):
            return digest
        known = f"it has {', '.join(there)}" if there else "nor any other that can still be read"
        sentence = f"Entry {position} has no text {name!r}"
        raise Refused("no-such-text", f"{sentence}{';' if there else ','} {known}.", field)

    def require_any(self, position: int, field: str) -> None:
        """Raises `Refused`, about `field`, for an entry without a text that can still be read."""
        if not self._open_texts(position):
            sentence = f"Entry {position} has no text that can still be read."
            raise Refused("no-such-text", sentence, field)

    def _open_texts(self, position: int) -> dict[str, str]:
        entry = self.entries.get(position)
        return entry.texts if entry else {}

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
