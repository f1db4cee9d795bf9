"""The one writer of each book in this process: takes all commands that wait, commits once."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import structlog

from eventlog.appending import Appended, Turn
from eventlog.connections import Pool
from eventlog.disclosures import MasterKey
from eventlog.known import MOST_BOOKS, Known
from eventlog.sealing import Sealer
from eventlog.watching import Storing, UnwatchedWriter, WatchWriter
from eventlog.work import Recorded, Work

MOST_COMMANDS_PER_BATCH = 256
log = structlog.get_logger("eventlog.writer")


class Signal(Protocol):
    """Told after each commit that a book has grown to a head; must not wait."""

    def __call__(self, book: str, head: int, /) -> None: ...


class Waiting(NamedTuple):
    """A command in the queue, and where its caller waits for the answer."""

    work: Work
    answer: asyncio.Future[Recorded]


class Writer:
    """Records commands. Several processes may each have one: the book's row lock decides."""

    def __init__(
        self,
        pool: Pool,
        master_key: MasterKey,
        clock: Callable[[], datetime],
        signal: Signal,
        watch: WatchWriter | None = None,
    ) -> None:
        self.pool = pool
        self._master_key = master_key
        self._clock = clock
        self._signal = signal
        self._watch = watch or UnwatchedWriter()
        self._queues: defaultdict[str, deque[Waiting]] = defaultdict(deque)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._known: dict[str, Known] = {}

    async def submit(self, book: str, work: Work) -> Recorded:
        """Records one command durably, or raises its refusal. A repeated one gets its first answer.

        Raises `BookNotFoundError`, `CommandConflictError`, or what the slice raises.
        """
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._queues[book].append(waiting)
        if book not in self._tasks:
            self._tasks[book] = asyncio.create_task(self._drain(book))
        with self._watch.command(book, work):
            return await waiting.answer

    async def _drain(self, book: str) -> None:
        queue = self._queues[book]
        try:
            while queue:
                batch = [queue.popleft() for _ in range(min(len(queue), MOST_COMMANDS_PER_BATCH))]
                await self._write(book, batch)
        finally:
            del self._tasks[book], self._queues[book]

    async def _write(self, book: str, waiting: Sequence[Waiting]) -> None:
        """Commits a batch, then answers each caller; what fails the batch is everyone's answer."""
        outcomes: Sequence[Recorded | Exception]
        try:
            outcomes = await self._commit(book, [one.work for one in waiting])
        except Exception as error:  # noqa: BLE001 - every caller is told
            outcomes = [error] * len(waiting)
        for one, outcome in zip(waiting, outcomes, strict=True):
            if one.answer.done():
                continue
            if isinstance(outcome, Exception):
                one.answer.set_exception(outcome)
            else:
                one.answer.set_result(outcome)

    async def _commit(self, book: str, works: Sequence[Work]) -> list[Recorded | Exception]:
        with self._watch.batch(book, works) as storing:
            outcomes, batch = await self._append(book, works, storing)
        if batch.sealed:
            self._signal(book, batch.head)
            log.info("batch", book=book, commands=len(works), events=len(batch.sealed))
        return outcomes

    async def _append(self, book: str, works: Sequence[Work], storing: Storing) -> Appended:
        """Appends by what is known of the book; what it leaves known is for the next batch."""
        known = self._known.pop(book, None) or Known()
        sealer = Sealer(book, self._master_key)
        async with self.pool.acquire() as connection:
            turn = Turn(connection, works, sealer, self._clock, known, storing)
            appended = await turn.append()
        self._known[book] = known
        if len(self._known) > MOST_BOOKS:
            del self._known[next(iter(self._known))]  # the one written longest ago
        return appended
