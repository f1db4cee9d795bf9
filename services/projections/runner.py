"""Keeps the views of all books up to date: exactly once, and never past an entry that fails.

A batch of a book is read and decoded once; every view folds it; documents and checkpoints are
written in one transaction. A view that fails on an entry stops there for that book alone, and
tries again later; the others go on. After an erasure, views are folded again from the first entry,
so that none holds words that the record no longer has.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from time import monotonic, time_ns

import structlog

from eventlog.books import Book, all_books
from eventlog.connections import DATABASE_FAILED, Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import Reader
from eventlog.watching import WatchFold, unwatched_fold
from projections import generations, storage
from projections.afresh import Afresh
from projections.following import AGAIN, NOTHING, Following, Step
from projections.storage import Checkpoint
from projections.view import View
from projections.waiting import Progress

log = structlog.get_logger("projections.runner")
LEAST_PAUSE_SECONDS, MOST_PAUSE_SECONDS = 0.01, 0.03
PAUSE_PER_FOLD = 4.0


def pause_after(took: float) -> float:
    """Seconds between folds, longer after one that took long.

    Where much is written, or others need the processor, folds are then fewer and larger, for which
    every view costs less an entry.
    """
    return min(max(PAUSE_PER_FOLD * took, LEAST_PAUSE_SECONDS), MOST_PAUSE_SECONDS)


class Runner:
    """Folds books into views. Several may run: a book is folded by one of them at a time."""

    def __init__(
        self,
        pool: Pool,
        reader: Reader,
        views: Sequence[View],
        clock: Callable[[], datetime],
        progress: Progress,
        poll_seconds: float = 1.0,
        watch: WatchFold = unwatched_fold,
    ) -> None:
        self._pool = pool
        self._reader = reader
        self._views = tuple(views)
        self._clock = clock
        self._progress = progress
        self._poll_seconds = poll_seconds
        self._watch = watch
        self._following = Following(reader, clock, reads_ahead=True)
        self._live: dict[str, int] = {}
        self._books: dict[str, Book] = {}  # by id; their heads are not looked at
        self._left_until: dict[str, float] = {}

    async def run(self) -> None:
        """Follows all books until cancelled; woken by signals, and looking by itself besides."""
        try:
            await self._follow_all()
        finally:
            self._following.forget()  # what is being read ahead is for nobody any more

    async def _follow_all(self) -> None:
        while True:
            grown = await self._progress.wait_for_signal(self._poll_seconds)
            began = monotonic()
            try:
                if await self._catch_up_all(grown):
                    await asyncio.sleep(pause_after(monotonic() - began))
            except DATABASE_FAILED:
                # Checkpoints stand where the last transaction left them: look again from there.
                log.exception("the database failed the runner; it looks again")
                await asyncio.sleep(self._poll_seconds)

    async def _catch_up_all(self, grown: Collection[str] | None) -> bool:
        """Folds what books have now, all or those named; False where there was nothing to fold."""
        if grown is None or not set(grown) <= self._books.keys():
            self._books = {book.id: book for book in await all_books(self._pool)}
        moved = False
        for book in [b for id_, b in self._books.items() if grown is None or id_ in grown]:
            if monotonic() >= self._left_until.get(book.id, 0.0):
                moved |= await self._try_to_catch_up(book)
        return moved

    async def _try_to_catch_up(self, book: Book) -> bool:
        """What fails otherwise than a view does, or the database, is the book's own too."""
        try:
            return await self.catch_up(book)
        except DATABASE_FAILED:
            raise
        except Exception:
            log.exception("a book cannot be folded; the others go on", book=book.id)
            self._following.forget()
            self._left_until[book.id] = monotonic() + self._poll_seconds
            return False

    async def catch_up(self, book: Book) -> bool:
        """Folds all entries that a book has now; False where there was nothing to fold."""
        step, moved = AGAIN, False
        while step.more:
            step = await self.fold_batch(book)
            moved |= step.moved
        return moved

    async def fold_batch(self, book: Book) -> Step:
        """Folds the next batch of a book; nothing where there is none, or another runner has it."""
        began_at = time_ns()
        async with self._pool.acquire() as connection, connection.transaction():
            if not await generations.try_claim(connection, book.no):
                return NOTHING
            live = await self._live_generations(connection)
            seen = await storage.checkpoints(connection, book.no, live)
            made = [view for view in self._views if view.name in live]
            due = {v: c for v in made if self._is_due(c := seen.get(v.name, Checkpoint()))}
            if not due:
                return NOTHING
            erased_at = await last_erasure(connection, book.no)
            if outdated := {v: c for v, c in due.items() if c.position < erased_at}:
                await storage.forget_before(connection, book.no, list(outdated), erased_at)
                await generations.forget_abandoned(connection, book.no)
                await self._fold_afresh(connection, book, live, outdated)
                step = AGAIN
            else:
                step = await self._following.fold_next(connection, book, live, due)
        if step.moved:
            self._progress.views_moved(book.id)
            self._watch(book.id, began_at)
        return step

    async def _live_generations(self, connection: Connection) -> dict[str, int]:
        """Rows kept in memory are of the generations that were live when they were folded.

        Views that only another build has made are not among them: see `projections.renewing`.
        """
        live = await storage.live_generations(connection, self._views)
        if len(live) < len(self._views):
            await generations.begin(connection, self._views)
            live = await storage.live_generations(connection, self._views)
        if live != self._live:
            self._following.forget()
        self._live = live
        return live

    def _is_due(self, checkpoint: Checkpoint) -> bool:
        return checkpoint.retry_at is None or checkpoint.retry_at <= self._clock()

    async def _fold_afresh(
        self,
        connection: Connection,
        book: Book,
        live: Mapping[str, int],
        outdated: Mapping[View, Checkpoint],
    ) -> None:
        """Makes views again that may hold words of a text that was erased since.

        What they held is deleted in the same transaction, in every generation. A view that has
        stopped before the erasure is made again whenever it tries again.
        """
        of = {view.name: live[view.name] for view in outdated}
        fold = Afresh(self._reader, book.no, list(outdated), of)
        await fold.read_all(connection)
        await fold.mend(connection)
        after = {
            view: self._following.moved(before, fold.reached(view), fold.failures.get(view))
            for view, before in outdated.items()
        }
        await fold.store(connection, after)
        self._following.forget()
        log.info(
            "views made again after an erasure",
            book=book.id,
            views=len(outdated),
            stopped=len(fold.failures),
        )
