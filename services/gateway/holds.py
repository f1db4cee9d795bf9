"""Which legal holds are in force in a book: what nobody may erase now."""

from datetime import datetime

import msgspec

from eventlog.books import Book
from eventlog.reading import ReadEntry, Reader
from schemas.events.record import HOLDS, LegalHoldPlaced, LegalHoldReleased
from schemas.marks import GROUND_IN_WORDS
from schemas.values import HoldAuthority, HoldGround


class HoldInForce(msgspec.Struct, frozen=True):
    """A legal hold: since when, for what, by whose authority, and what it extends to."""

    hold: str
    position: int
    since: datetime
    ground: HoldGround
    authority: HoldAuthority
    entries: tuple[int, ...]
    persons: tuple[str, ...]
    organisations: tuple[str, ...]
    whole_book: bool
    reason: str | None

    def sentence(self) -> str:
        named = [
            *(["every text"] if self.whole_book else []),
            *(f"entry {position}" for position in self.entries),
            *(f"what names {one}" for one in (*self.persons, *self.organisations)),
        ]
        return (
            f"The legal hold {self.hold!r} ({GROUND_IN_WORDS[self.ground]}), in force since entry "
            f"{self.position}, keeps from erasure: {', '.join(named)}."
        )


async def holds_in_force(reader: Reader, book: Book) -> list[HoldInForce]:
    """In the order in which they were placed."""
    found: dict[str, HoldInForce] = {}
    for one in await reader.tagged(book.no, [HOLDS]):
        match one.event:
            case LegalHoldPlaced(hold=hold):
                found[hold] = _in_force(one.event, one)
            case LegalHoldReleased(hold=hold):
                found.pop(hold, None)
    return list(found.values())


def _in_force(event: LegalHoldPlaced, read: ReadEntry) -> HoldInForce:
    return HoldInForce(
        hold=event.hold,
        position=read.entry.position,
        since=read.entry.recorded_at,
        ground=event.ground,
        authority=event.authority,
        entries=event.entries,
        persons=event.persons,
        organisations=event.organisations,
        whole_book=event.whole_book,
        reason=event.reason,
    )
