"""Folds what views have not seen yet of a book, batch by batch, into a generation of each."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec
import structlog
from sqlalchemy.util import greenlet_spawn

from eventlog.books import Book
from eventlog.connections import Connection
from eventlog.errors import UnreadableEntryError
from eventlog.reading import ReadEntry, Reader
from projections import storage
from projections.ahead import ENTRIES_PER_BATCH, Ahead
from projections.folding import ByType, Failure, fold
from projections.kept import KeptRows
from projections.rows import Rows
from projections.storage import Checkpoint, Folded
from projections.view import View
from schemas.events.record import DisclosureErased

LONGEST_PAUSE = timedelta(minutes=5)
log = structlog.get_logger("projections.following")


class Step(msgspec.Struct, frozen=True):
    """Whether a step moved any view, and whether there may be more to fold after it.

    Where there is not, whatever comes is told by a signal that follows its commit.
    """

    moved: bool
    more: bool


def is_before(checkpoint: Checkpoint, failure: Failure | None) -> bool:
    """Whether a view has yet to come to where it will fail."""
    return failure is not None and checkpoint.position < failure.position


NOTHING = Step(moved=False, more=False)
AGAIN = Step(moved=True, more=True)


class Following:
    """Keeps rows between batches, which hold as long as nobody else moves their checkpoint.

    It reads ahead if it may use a second connection while the caller has one.
    """

    def __init__(
        self, reader: Reader, clock: Callable[[], datetime], *, reads_ahead: bool = False
    ) -> None:
        self._ahead = Ahead(reader)
        self._reads_ahead = reads_ahead
        self._clock = clock
        self._kept = KeptRows()

    async def fold_next(
        self,
        connection: Connection,
        book: Book,
        generations: Mapping[str, int],
        due: Mapping[View, Checkpoint],
    ) -> Step:
        """Folds what each view has not seen yet.

        The caller's transaction makes documents and checkpoints one. Folds nothing where texts
        were erased meanwhile: the caller looks again.
        """
        start = min(checkpoint.position for checkpoint in due.values())
        entries, unreadable = await self._read(connection, book, start)
        batch = ByType(entries)
        if DisclosureErased in batch.types:
            return AGAIN
        folded = []
        for view, checkpoint in due.items():
            seen = checkpoint.position - start
            unseen = ByType(entries[seen:]) if seen else batch
            stop = unreadable if is_before(checkpoint, unreadable) else None
            if unseen or stop:
                place = (book.no, view.name, generations[view.name])
                folded.append(await self._fold(connection, place, view, checkpoint, unseen, stop))
        is_full = len(entries) >= ENTRIES_PER_BATCH
        if is_full and self._reads_ahead:
            self._ahead.begin(book.no, entries[-1].position)
        more = is_full or unreadable is not None  # a view that had read that one may go on
        await storage.write(connection, book.no, folded)
        return Step(moved=bool(folded), more=more)

    async def _read(
        self, connection: Connection, book: Book, start: int
    ) -> tuple[list[ReadEntry], Failure | None]:
        """The next entries, up to one that cannot be read; no view can fold that one."""
        try:
            return await self._ahead.after(book.no, start, connection), None
        except UnreadableEntryError as error:
            log.error("an entry cannot be read", book=book.id, why=str(error))  # noqa: TRY400 - it says all
            entries = await self._ahead.up_to(book.no, start, error.position - 1, connection)
            return entries, Failure(error.position, str(error))

    async def _fold(
        self,
        connection: Connection,
        place: tuple[int, str, int],
        view: View,
        checkpoint: Checkpoint,
        batch: ByType,
        stop: Failure | None,
    ) -> Folded:
        """What the view made of the entries, up to where it fails.

        `stop` is where it cannot go on after them.
        """
        load = storage.loading(connection, *place)
        rows = self._kept.take(place, checkpoint.position)
        if rows is None:
            rows = Rows(load) if checkpoint.position else Rows()
        rows.loads_by(load)
        failure = None
        if not view.passes_over().issuperset(batch.types):
            failure = await greenlet_spawn(fold, view, rows, batch)
            await asyncio.sleep(0)  # others of this process have their turn between views
        if failure:
            log.error("view stopped", view=view.name, book_no=place[0], position=failure.position)
            batch = ByType([one for one in batch.entries if one.position < failure.position])
            rows = Rows(load)
            await greenlet_spawn(fold, view, rows, batch)
        failure = failure or stop
        seen = batch.entries[-1].position if batch else checkpoint.position
        changes = rows.take_changes()
        if not failure:
            self._kept.keep(place, seen, rows)
        return Folded(view, place[-1], changes, self.moved(checkpoint, seen, failure))

    def moved(self, before: Checkpoint, position: int, failure: Failure | None) -> Checkpoint:
        """Where a view stands after a fold; one that failed again pauses twice as long."""
        if failure is None:
            return Checkpoint(position)
        failures = before.failures + 1 if before.stopped_at == failure.position else 1
        pause = min(timedelta(seconds=2**failures), LONGEST_PAUSE)
        return Checkpoint(
            position, failure.position, failure.error, failures, self._clock() + pause
        )

    def forget(self) -> None:
        """Drops all kept rows: what is stored was changed by somebody else."""
        self._ahead.forget()
        self._kept = KeptRows()
