"""One generation of some views, brought up to the books beside the one that readers see."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from eventlog.books import Book, all_books
from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from projections import generations, storage
from projections.afresh import Afresh
from projections.following import Following
from projections.generations import Generations
from projections.storage import Checkpoint
from projections.view import View

MOST_AT_FLIP = 2_000
"""Entries that are folded while no runner moves; more of them are folded before."""
TRIES = 20

Told = Callable[[str, int], None]
"""Told the book and how far it has been folded. What it raises ends the fold."""


class RebuildFailedError(Exception):
    """What is asked cannot be; what readers see is unchanged."""


class CannotFoldError(RebuildFailedError):
    """A view cannot fold an entry."""


class Beside:
    """Folds books into generations that nobody reads yet, then lets readers see them."""

    def __init__(
        self,
        pool: Pool,
        reader: Reader,
        views: Sequence[View],
        of: Generations,
        told: Told,
    ) -> None:
        self.pool = pool
        self._reader = reader
        self._views = tuple(views)
        self.of = of
        self.told = told
        self._following = Following(reader, lambda: datetime.now(UTC))

    async def fold(self, book: Book) -> Afresh:
        """Folds a book from nothing; what memory still holds afterwards is not stored yet."""
        for view in self._views:
            await storage.clear(self.pool, book.no, [view], self.of[view.name])
        fold = Afresh(self._reader, book.no, self._views, self.of)

        def look(fold: Afresh) -> None:
            for view, failure in fold.failures.items():
                raise _cannot_fold(view, book, failure.position, failure.error)
            self.told(book.id, fold.position)

        await fold.read_all(self.pool, look)
        return fold

    async def store(self, fold: Afresh) -> None:
        """Stores the rest of a fold and how far it came."""
        async with self.pool.acquire() as connection, connection.transaction():
            await fold.store(connection, dict.fromkeys(fold.views, Checkpoint(fold.position)))

    async def catch_up(self, book: Book) -> None:
        """Folds what came since; all of it again where a text was erased since."""
        while True:
            if await self.is_outdated(self.pool, book):
                await self.store(await self.fold(book))
            async with self.pool.acquire() as connection, connection.transaction():
                if not await self._follow(connection, book):
                    return

    async def follow_all(self, connection: Connection, book: Book) -> bool:
        """Folds what came since, within a transaction; False where a text was erased since."""
        while not await self.is_outdated(connection, book):
            if not await self._follow(connection, book):
                return True
        return False

    async def _follow(self, connection: Connection, book: Book) -> bool:
        """Folds the next entries; whether there may be more."""
        seen = await self.seen(connection, book.no)
        step = await self._following.fold_next(connection, book, self.of, seen)
        for view, at in (await self.seen(connection, book.no)).items():
            if at.stopped_at is not None:
                raise _cannot_fold(view, book, at.stopped_at, at.error or "")
            self.told(book.id, at.position)
        return step.more

    async def seen(self, source: Connection | Pool, book_no: int) -> dict[View, Checkpoint]:
        """How far each view is with a book."""
        found = await storage.checkpoints(source, book_no, self.of)
        return {view: found.get(view.name, Checkpoint()) for view in self._views}

    async def is_outdated(self, source: Connection | Pool, book: Book) -> bool:
        """Whether some view may hold a text that was erased since it read it, or is missing."""
        seen = await self.seen(source, book.no)
        erased_at = await last_erasure(source, book.no)
        return any(at.position < erased_at for at in seen.values())

    async def flip(self) -> None:
        """Lets readers see these generations, no entry behind what they saw before."""
        for _ in range(TRIES):
            for book in await all_books(self.pool):
                await self.catch_up(book)
            async with self.pool.acquire() as connection, connection.transaction():
                await generations.claim_all(connection)
                if await self._close_up(connection):
                    await self._forget_erased(connection)
                    await generations.flip(connection, self._views, self.of)
                    return
        raise RebuildFailedError("The books grew faster than they could be folded.")

    async def _close_up(self, connection: Connection) -> bool:
        """Folds the last few entries that live views have seen; False if they are not few."""
        live = await storage.live_generations(connection, self._views)
        behind = await generations.behind(connection, live, self.of)
        if sum(behind.values()) > MOST_AT_FLIP:
            return False
        for book in await all_books(connection):
            if book.no in behind and not await self.follow_all(connection, book):
                return False
        return True

    async def _forget_erased(self, connection: Connection) -> None:
        """Nothing that may hold erased words stays, not even where nobody reads it any more."""
        for book in await all_books(connection):
            if erased_at := await last_erasure(connection, book.no):
                await storage.forget_before(connection, book.no, self._views, erased_at)


def _cannot_fold(view: View, book: Book, position: int, error: str) -> CannotFoldError:
    return CannotFoldError(
        f"{view.name} cannot fold position {position} of the book {book.id}: {error}"
    )
