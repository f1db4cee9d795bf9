"""Who waits for what: runners for books that grow, readers for views that reach a position."""

import asyncio
from collections.abc import Callable, Collection

from eventlog.bells import Bells, heard
from eventlog.books import Book
from eventlog.connections import Pool
from projections import storage
from projections.generations import require_made
from projections.storage import Checkpoint
from projections.view import View

LOOK_EVERY_SECONDS = 0.25
Told = Callable[[str], None]


def _nobody(_book: str) -> None:
    """Where no other process is told."""


class Progress:
    """Tells of growth within this process. A lost signal loses nothing: everybody also looks.

    `tell_others` is told the book when its views moved here, for readers of other processes.
    """

    def __init__(self, tell_others: Told = _nobody) -> None:
        self._grown: set[str] = set()
        self._signal = asyncio.Event()
        self._moves = Bells()
        self._tell_others = tell_others

    def book_grew(self, book: str, _head: int) -> None:
        """Called after each commit."""
        self._grown.add(book)
        self._signal.set()

    async def wait_for_signal(self, at_most: float) -> set[str] | None:
        """The books that grew since the last time; None when it is time to look at all."""
        try:
            async with asyncio.timeout(at_most):
                await self._signal.wait()
        except TimeoutError:
            return None
        self._signal.clear()
        grown, self._grown = self._grown, set()
        return grown

    def views_moved(self, book: str) -> None:
        """Called when views of a book have folded a batch."""
        self.views_moved_elsewhere(book)
        self._tell_others(book)

    def views_moved_elsewhere(self, book: str) -> None:
        """Called when another process says so."""
        self._moves.ring(book)

    def next_move(self, book: str) -> asyncio.Event:
        """Rings when views of a book move next; take it before you look how far they are."""
        return self._moves.of(book)


async def reach(
    pool: Pool,
    progress: Progress,
    book: Book,
    views: Collection[View],
    position: int,
    at_most: float,
) -> int:
    """Waits until these views have seen a position, and returns how far the last of them is.

    Gives up after `at_most` seconds: the answer is then less than `position`. Raises
    `ViewNotMadeError` at once.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + at_most
    while True:
        move = progress.next_move(book.id)
        live = await storage.live_generations(pool, views)
        for view in views:
            require_made(view.name, live)
        seen = await storage.checkpoints(pool, book.no, live)
        reached = min(seen.get(view.name, Checkpoint()).position for view in views)
        left = deadline - clock()
        if reached >= position or left <= 0:
            return reached
        await heard(move, min(left, LOOK_EVERY_SECONDS))
