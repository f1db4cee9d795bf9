"""Keeps the views of all books up to date: exactly once, and never past an entry that fails.

A batch of a book is read and decoded once; every view folds it; documents and checkpoints are
written in one transaction. A view that fails on an entry stops there for that book alone, and
tries again later; the others go on. After an erasure, views are folded again from the first entry,
so that none holds words that the record no longer has.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import asyncpg
import structlog
from sqlalchemy.util import await_only, greenlet_spawn

from eventlog.books import Book, all_books
from eventlog.connections import Connection, Pool
from eventlog.erasing import last_erasure
from eventlog.reading import ReadEntry, Reader
from projections import storage
from projections.afresh import Afresh
from projections.documents import Document
from projections.folding import Failure, fold
from projections.rows import Rows
from projections.storage import Checkpoint, Folded
from projections.view import View
from projections.waiting import Progress
from schemas.events.record import DisclosureErased

ENTRIES_PER_BATCH = 1_000
ROWS_KEPT = 20_000
LONGEST_PAUSE = timedelta(minutes=5)
log = structlog.get_logger("projections.runner")


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
    ) -> None:
        self._pool = pool
        self._reader = reader
        self._views = tuple(views)
        self._clock = clock
        self._progress = progress
        self._poll_seconds = poll_seconds
        self._rows: dict[tuple[int, str], tuple[int, Rows]] = {}

    async def run(self) -> None:
        """Follows all books until cancelled; woken by signals, and looking by itself besides."""
        while True:
            grown = await self._progress.wait_for_signal(self._poll_seconds)
            try:
                for book in await all_books(self._pool):
                    if grown is None or book.id in grown:
                        await self.catch_up(book)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                # Checkpoints stand where the last transaction left them: look again from there.
                log.exception("the database failed the runner; it looks again")
                await asyncio.sleep(self._poll_seconds)

    async def catch_up(self, book: Book) -> None:
        """Folds all entries that a book has now."""
        while await self.fold_batch(book):
            pass

    async def fold_batch(self, book: Book) -> bool:
        """Folds the next batch of a book; False where there was none, or another runner has it."""
        async with self._pool.acquire() as connection, connection.transaction():
            if not await _claim(connection, book.no):
                return False
            generations = await storage.live_generations(connection)
            seen = await storage.checkpoints(connection, book.no, generations)
            due = {v: c for v in self._views if self._is_due(c := seen.get(v.name, Checkpoint()))}
            if not due:
                return False
            erased_at = await last_erasure(connection, book.no)
            if outdated := {v: c for v, c in due.items() if c.position < erased_at}:
                await self._fold_afresh(connection, book, generations, outdated)
                moved = True
            else:
                moved = await self._fold_next(connection, book, generations, due)
        if moved:
            self._progress.views_moved(book.id)
        return moved

    def _is_due(self, checkpoint: Checkpoint) -> bool:
        return checkpoint.retry_at is None or checkpoint.retry_at <= self._clock()

    async def _fold_next(
        self,
        connection: Connection,
        book: Book,
        generations: dict[str, int],
        due: dict[View, Checkpoint],
    ) -> bool:
        """Folds what each view has not seen yet; False where all have seen everything."""
        start = min(checkpoint.position for checkpoint in due.values())
        entries = await self._reader.after(book.no, start, ENTRIES_PER_BATCH, connection)
        if any(isinstance(one.event, DisclosureErased) for one in entries):
            return True  # erased since we looked: look again
        folded = []
        for view, checkpoint in due.items():
            if unseen := entries[checkpoint.position - start :]:
                generation = generations.get(view.name, storage.FIRST_GENERATION)
                folded.append(
                    await self._fold_view(connection, book, view, generation, checkpoint, unseen)
                )
        await storage.write(connection, book.no, folded)
        return bool(folded)

    async def _fold_afresh(
        self,
        connection: Connection,
        book: Book,
        generations: dict[str, int],
        outdated: dict[View, Checkpoint],
    ) -> None:
        """Makes views again that may hold words of a text that was erased since.

        What they held is deleted in the same transaction, in every generation. A view that has
        stopped before the erasure is made again whenever it tries again.
        """
        fold = Afresh(self._reader, book.no, list(outdated))
        await fold.read_all(connection)
        await fold.mend(connection)
        await storage.forget(connection, book.no, fold.views)
        folded = []
        for view, before in outdated.items():
            self._rows.pop((book.no, view.name), None)
            after = self._moved(before, fold.reached(view), fold.failures.get(view))
            generation = generations.get(view.name, storage.FIRST_GENERATION)
            folded.append(Folded(view, generation, fold.rows[view].take_changes(), after))
        await storage.write(connection, book.no, folded)
        log.info("views made again after an erasure", book=book.id, views=len(outdated))

    async def _fold_view(
        self,
        connection: Connection,
        book: Book,
        view: View,
        generation: int,
        checkpoint: Checkpoint,
        entries: Sequence[ReadEntry],
    ) -> Folded:
        """What the view made of the entries, up to the first that it fails on."""

        def load(kind: type[Document], key: str) -> Document | None:
            wanted = storage.load(connection, book.no, view.name, generation, kind, key)
            found: Document | None = await_only(wanted)
            return found

        kept_at, rows = self._rows.pop((book.no, view.name), (-1, Rows()))
        rows = rows if kept_at == checkpoint.position else Rows()
        rows.loads_by(load)
        failure = await greenlet_spawn(fold, view, rows, entries)
        if failure:
            entries = [entry for entry in entries if entry.position < failure.position]
            rows = Rows(load)
            await greenlet_spawn(fold, view, rows, entries)
        seen = entries[-1].position if entries else checkpoint.position
        after = self._moved(checkpoint, seen, failure)
        if failure:
            log.error("view stopped", view=view.name, book=book.id, position=failure.position)
        elif len(rows) <= ROWS_KEPT:
            self._rows[book.no, view.name] = (after.position, rows)
        return Folded(view, generation, rows.take_changes(), after)

    def _moved(self, before: Checkpoint, position: int, failure: Failure | None) -> Checkpoint:
        if failure is None:
            return Checkpoint(position)
        failures = before.failures + 1 if before.stopped_at == failure.position else 1
        pause = min(timedelta(seconds=2**failures), LONGEST_PAUSE)
        return Checkpoint(
            position, failure.position, failure.error, failures, self._clock() + pause
        )


async def _claim(connection: Connection, book_no: int) -> bool:
    """Takes the book for this transaction, unless another runner has it."""
    return bool(
        await connection.fetchval(
            "SELECT pg_try_advisory_xact_lock(hashtext('projections'), $1)", book_no
        )
    )
