"""Reads of registers and trails as the API makes them, timed, at places chosen by a seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import quantiles
from time import perf_counter

import msgspec

from bench.years_setting import Chance
from eventlog.books import Book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections.catalogue import REGISTER_BY_NAME, VIEW_OF
from projections.live import LiveDocuments
from projections.views.decision_documents import Decision
from projections.views.trail import trail
from tests.support.books import KEY

READS = 1_000
WARMING = 20
PAGE = 50
MOST = 10_000
AS_OF = datetime(2027, 1, 1, tzinfo=UTC)
REGISTERS = ("decisions", "canvass", "votes", "mandate-gaps")


@dataclass(frozen=True)
class Times:
    """Seconds, of half and of 99 in 100 reads."""

    p50: float
    p99: float


Reads = dict[str, Times]
"""By what was read."""


class Reading:
    """Reads of some books: a page of a register from anywhere, one item's, a decision's trail."""

    def __init__(self, pool: Pool, reader: Reader, books: Sequence[Book]) -> None:
        self._pool = pool
        self._reader = reader
        self._books = books
        self._chance = Chance(7)
        self._decisions: dict[int, list[Decision]] = {}

    async def chosen(self) -> tuple[Book, LiveDocuments, Decision]:
        """Any decision of any book: what is read next stands around it."""
        book = self._chance.choice(self._books)
        documents = LiveDocuments(self._pool, book.no, VIEW_OF)
        if book.no not in self._decisions:
            self._decisions[book.no] = await documents.page(Decision, limit=MOST)
        return book, documents, self._chance.choice(self._decisions[book.no])

    async def page(self, name: str, about: tuple[str, ...], documents: LiveDocuments) -> None:
        register = REGISTER_BY_NAME[name]
        after = None if about else (f"{self._chance.randrange(30_000):012}", "")
        found = await documents.page(register.kind, about=about, after=after, limit=PAGE)
        msgspec.json.encode([line for one in found for line in register.lines(one, AS_OF)])

    async def trail(self, book: Book, documents: LiveDocuments, decision: str) -> None:
        found = await trail(self._reader, book.no, documents, decision, AS_OF)
        msgspec.json.encode(found)


Side = tuple[Pool, Sequence[Book]]
"""A database, and the books of it that are read."""


async def reads(sides: Sequence[Side]) -> list[Reads]:
    """How long each kind of read takes on each side; in turns, so that all share each moment."""
    kinds: dict[str, tuple[str | None, bool]] = {
        **{f"{name}, a page": (name, False) for name in REGISTERS},
        **{f"{name} of an item": (name, True) for name in ("canvass", "votes")},
        "trail": (None, False),
    }
    found: list[Reads] = [{} for _ in sides]
    for kind, (name, is_filtered) in kinds.items():
        readings = [Reading(pool, Reader(pool, KEY), books) for pool, books in sides]
        times: list[list[float]] = [[] for _ in sides]
        for _ in range(WARMING + READS):
            for reading, taken in zip(readings, times, strict=True):
                taken.append(await _timed(reading, name, is_filtered=is_filtered))
        for one, taken in zip(found, times, strict=True):
            cuts = quantiles(taken[WARMING:], n=100)
            one[kind] = Times(cuts[49], cuts[98])
    return found


async def _timed(reading: Reading, name: str | None, *, is_filtered: bool) -> float:
    book, documents, decision = await reading.chosen()
    about = (f"item:{decision.item}",) if is_filtered else ()
    start = perf_counter()
    if name is None:
        await reading.trail(book, documents, decision.decision)
    else:
        await reading.page(name, about, documents)
    return perf_counter() - start
