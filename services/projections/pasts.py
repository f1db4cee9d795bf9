"""Histories kept between reads of what was known, within bounds, and never past an erasure."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakMethod

from eventlog.connections import Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from projections.documents import Document
from projections.history import History
from projections.past import PastDocuments, PastView
from projections.publication import Publication, publication_of
from projections.replay import Replay
from projections.view import View

MOST_BYTES = 256 * 2**20
"""Of all histories of this process together, or one if it takes more. Others are folded again."""
UNUSED_SECONDS = 900.0
"""Twice as long at most, words of a book stay in memory after anybody asked for its past."""

Place: TypeAlias = tuple[int, str, bool]
"""A book's number, a view's name, and whether exempt texts are withheld."""


@dataclass(frozen=True)
class Open:
    """Which texts a history may show: none that was erased by a position, none that is exempt."""

    erased_at: int
    publication: Publication | None


@dataclass(frozen=True)
class Kept:
    """A history, the texts it may show, and when (`time.monotonic`) it was last asked for."""

    open: Open
    history: History
    used_at: float


@dataclass
class Pasts:
    """What this process holds of the past of books; made once, for all readers.

    Every key that opens a book reads the same of it, so histories differ by book and rendition
    only. Whether one may still show its texts is looked up before each use.
    """

    most_bytes: int = MOST_BYTES
    unused_seconds: float = UNUSED_SECONDS
    _kept: dict[Place, Kept] = field(default_factory=dict)
    _folding: dict[tuple[int, bool], asyncio.Lock] = field(default_factory=dict)
    _looking: asyncio.TimerHandle | None = None

    async def documents(
        self,
        reader: Reader,
        pool: Pool,
        book_no: int,
        position: int,
        views: Collection[View],
        view_of: Mapping[type[Document], View],
        *,
        is_public: bool = False,
    ) -> PastDocuments:
        """The documents of some views as they were at a position, with the texts open today."""
        lock = self._folding.setdefault((book_no, is_public), asyncio.Lock())
        while True:
            open_ = await _open(reader, pool, book_no, is_public=is_public)
            async with lock:  # whoever asks next finds what was folded, and does not fold it too
                past = [self._past(book_no, view, position, open_, is_public) for view in views]
                await Replay(reader, pool, book_no, open_.publication).fold(past, position)
            self._let_go()
            if await _open(reader, pool, book_no, is_public=is_public) == open_:
                return PastDocuments({one.view.name: one for one in past}, view_of)

    def held(self) -> set[Place]:
        """What is kept now."""
        return set(self._kept)

    def _past(
        self, book_no: int, view: View, position: int, open_: Open, is_public: bool
    ) -> PastView:
        place = (book_no, view.name, is_public)
        found = self._kept.pop(place, None)
        history = found.history if found and found.open == open_ else History()
        self._kept[place] = Kept(open_, history, time.monotonic())
        return PastView(view, history, position)

    def _let_go(self) -> None:
        """Drops the longest unused until the rest is within bounds; never the last asked for."""
        held = sum(one.history.bytes for one in self._kept.values())
        for place in list(self._kept)[:-1]:
            if held <= self.most_bytes:
                break
            held -= self._kept.pop(place).history.bytes
        self._look_later()

    def _look_later(self) -> None:
        if self._kept and self._looking is None:
            loop, look = asyncio.get_running_loop(), WeakMethod(self._let_unused_go)
            self._looking = loop.call_later(self.unused_seconds, _call, look)

    def _let_unused_go(self) -> None:
        since = time.monotonic() - self.unused_seconds
        self._kept = {p: one for p, one in self._kept.items() if one.used_at > since}
        self._looking = None
        self._look_later()


def _call(look: WeakMethod[Callable[[], None]]) -> None:
    """Looks, if who wanted to is still there: a timer alone keeps no histories."""
    if there := look():
        there()


async def _open(reader: Reader, pool: Pool, book_no: int, *, is_public: bool) -> Open:
    publication = await publication_of(reader, book_no) if is_public else None
    return Open(await last_erasure(pool, book_no), publication)
