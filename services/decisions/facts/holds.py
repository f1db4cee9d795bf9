"""Legal holds in force: which texts must not be erased until they are released."""

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.record import HOLDS, LegalHoldPlaced, LegalHoldReleased
from schemas.marks import GROUND_IN_WORDS


class HoldFacts:
    """Folds the holds of a book, by id."""

    def __init__(self) -> None:
        self.placed: dict[str, LegalHoldPlaced] = {}
        self._released: set[str] = set()

    @selects
    def of_all() -> Selector:
        return Selector(types=(LegalHoldPlaced, LegalHoldReleased), tags=[HOLDS])

    @selects
    def of_hold(hold: str) -> Selector:
        return Selector(types=(LegalHoldPlaced, LegalHoldReleased), tags=[f"hold:{hold}"])

    def is_in_force(self, hold: str) -> bool:
        """Raises `NotFound`."""
        if hold not in self.placed:
            raise NotFound("hold", hold)
        return hold not in self._released

    def require_free(self, position: int, names: frozenset[str], name: str, field: str) -> None:
        """Raises `Refused`, about `field`, if a text of an entry that names these is held."""
        for hold in self.placed.values():
            if hold.hold not in self._released and holds(hold, position, names):
                raise Refused(
                    "under-legal-hold",
                    f"The text {name!r} of entry {position} is under the legal hold "
                    f"{hold.hold!r} ({GROUND_IN_WORDS[hold.ground]}). Nothing is erased; it can "
                    "be once the hold is released.",
                    field,
                )

    def see(self, event: Event) -> None:
        match event:
            case LegalHoldPlaced():
                self.placed[event.hold] = event
            case LegalHoldReleased():
                self._released.add(event.hold)
            case _:
                pass


def holds(hold: LegalHoldPlaced, position: int, names: frozenset[str]) -> bool:
    """Whether a hold extends to the texts of an entry that names these people and organisations."""
    return (
        hold.whole_book
        or position in hold.entries
        or not names.isdisjoint((*hold.persons, *hold.organisations))
    )
