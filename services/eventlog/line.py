"""The commands that wait for one book: decided batch by batch, each while the last is stored.

What a batch will have recorded counts as known once its storing begins, so that the next can be
decided on it. If it is not stored after all, the next is decided again: nobody is answered by what
never came to be.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from eventlog.appending import DISTURBED, Decided, Turn
from eventlog.batch import at_once
from eventlog.connections import Pool
from eventlog.disclosures import MasterKey
from eventlog.known import Known
from eventlog.sealing import Sealer
from eventlog.watching import WatchWriter
from eventlog.work import Recorded, Work

MOST_COMMANDS_PER_BATCH = 256
log = structlog.get_logger("eventlog.writer")


class Signal(Protocol):
    """Told after each commit that a book has grown to a head; must not wait."""

    def __call__(self, book: str, head: int, /) -> None: ...


@dataclass(frozen=True)
class Means:
    """What all books of a writer are written with."""

    pool: Pool
    master_key: MasterKey
    clock: Callable[[], datetime]
    signal: Signal
    watch: WatchWriter


@dataclass(frozen=True)
class Waiting:
    """A command in the line, and where its caller waits for the answer."""

    work: Work
    answer: asyncio.Future[Recorded]


class Line:
    """One book's commands in the order in which they came, and what is known of the book."""

    def __init__(self, book: str, means: Means) -> None:
        self.known = Known()
        self._book = book
        self._means = means
        self._queue: deque[Waiting] = deque()
        self._deciding: asyncio.Task[None] | None = None
        self._last: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        return self._last is None or self._last.done()

    def join(self, work: Work) -> asyncio.Future[Recorded]:
        """The answer to a command that now stands last."""
        waiting = Waiting(work, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if not self._deciding:
            self._begin()
        return waiting.answer

    def _begin(self) -> None:
        """Lets the next batch be decided, of all who wait then."""
        self._deciding = None
        if self._queue:
            self._deciding = self._last = asyncio.create_task(self._write(self._last))

    async def _write(self, before: "asyncio.Task[None] | None") -> None:
        """Commits a batch, then answers each caller; what fails the batch is everyone's answer."""
        count = min(len(self._queue), MOST_COMMANDS_PER_BATCH)
        waiting = [self._queue.popleft() for _ in range(count)]
        outcomes: Sequence[Recorded | Exception]
        try:
            outcomes = await self._commit([one.work for one in waiting], before)
        except Exception as error:  # noqa: BLE001 - every caller is told
            outcomes = [error] * count
            self.known = Known()
        finally:
            if self._deciding is asyncio.current_task():
                self._begin()
        for one, outcome in zip(waiting, outcomes, strict=True):
            if one.answer.done():
                continue
            if isinstance(outcome, Exception):
                one.answer.set_exception(outcome)
            else:
                one.answer.set_result(outcome)

    async def _commit(
        self, works: Sequence[Work], before: "asyncio.Task[None] | None"
    ) -> Sequence[Recorded | Exception]:
        means, book = self._means, self._book
        with means.watch.batch(book, works) as storing:
            sealer = Sealer(book, means.master_key)
            turn = Turn(means.pool, works, sealer, means.clock, storing)
            decided = await self._append(turn, before)
        if decided.batch.sealed:
            means.signal(book, decided.batch.head)
            log.info("batch", book=book, commands=len(works), events=len(decided.batch.sealed))
        return decided.outcomes

    async def _append(self, turn: Turn, before: "asyncio.Task[None] | None") -> Decided:
        """Appends at the edge that is known while that holds, and else under the book's lock."""
        known, edge_stored = self.known, partial(asyncio.wait, {before}) if before else at_once
        decided = await turn.decide(known, edge_stored)
        await edge_stored()
        if decided and self.known is known:  # else it was decided on what never came to be
            with suppress(*DISTURBED):
                await turn.store(decided, self._begin)
                return decided
        known, self.known = self.known, Known()  # meanwhile there is nothing to decide on
        decided = await turn.append_under_lock(known)
        self.known = known
        return decided
