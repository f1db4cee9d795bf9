"""Folds the books of a rebuild in several processes: one takes a processor, and PostgreSQL half."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection as Pipe
from typing import NamedTuple

import asyncpg
from uvicorn.loops.auto import auto_loop_factory

from eventlog.books import Book
from eventlog.connections import left_as_found
from eventlog.disclosures import MasterKey
from eventlog.reading import Reader
from gateway.collecting import OBJECTS_BETWEEN_LOOKS_OF_FOLDS, rarely_collecting
from projections import generations
from projections.beside import Beside, RebuildFailedError, Told
from projections.catalogue import VIEWS
from projections.generations import Generations
from projections.rebuild import fold_all

MOST_PROCESSES = 2
"""Unless more are asked for: each may hold some 300 MB, and all together stay below a gigabyte."""
WORTH_SHARING = 100_000
"""Entries. Fewer are folded before a second process has begun."""
CONNECTIONS = 5
"""Of each process: to read, to read on, to store, to store the end of a book, and for its leave."""
_spawning = multiprocessing.get_context("spawn")


def usual_processes() -> int:
    """One for each processor, but not many."""
    return min(os.cpu_count() or 1, MOST_PROCESSES)


class Share(NamedTuple):
    """What one process of a crew folds: these books, for the rebuild of that session."""

    books: Sequence[Book]
    of: Generations
    rebuilder: int


@dataclass(frozen=True)
class Crew:
    """Processes that fold views of the catalogue, each with connections of its own."""

    url: str = field(repr=False)
    key: MasterKey
    processes: int = field(default_factory=usual_processes)
    worth_sharing: int = WORTH_SHARING

    async def fold_all(self, beside: Beside, books: Sequence[Book]) -> None:
        """Folds and stores all books; what one process raises ends the others."""
        is_worth_it = sum(book.head for book in books) >= self.worth_sharing
        shares = dealt(books, self.processes if is_worth_it else 1)
        rebuilder = await generations.rebuilder(beside.pool)
        if len(shares) == 1 or rebuilder is None:
            await fold_all(beside, books)
            return
        with ExitStack() as ended:
            helpers = [Helper(self, Share(some, beside.of, rebuilder), ended) for some in shares]
            await asyncio.gather(*(helper.hear(beside.told) for helper in helpers))


def dealt(books: Sequence[Book], hands: int) -> list[list[Book]]:
    """The books in so many shares at most, about as many entries in each; at least one share."""
    shares: list[list[Book]] = [[] for _ in range(max(1, min(hands, len(books))))]
    for book in sorted(books, key=lambda book: book.head, reverse=True):
        min(shares, key=lambda share: sum(one.head for one in share)).append(book)
    return shares


class Helper:
    """One process of a crew, as who started it sees it."""

    def __init__(self, crew: Crew, share: Share, ended: ExitStack) -> None:
        self._ours, theirs = _spawning.Pipe(duplex=False)
        self._process = _spawning.Process(
            target=help_out, args=(crew.url, crew.key, share, theirs), daemon=True
        )
        with deaf():
            self._process.start()
        ended.callback(self._end)
        theirs.close()  # so that ours ends when theirs does

    async def hear(self, told: Told) -> None:
        """Passes on how far it is, until it is done. Raises `RebuildFailedError`."""
        while said := await asyncio.to_thread(self._next):
            if isinstance(said, RebuildFailedError):
                raise said
            told(*said)

    def _next(self) -> tuple[str, int] | RebuildFailedError | None:
        """A book and how far it has been folded, or why it cannot be; nothing when all is done."""
        try:
            said: tuple[str, int] | RebuildFailedError | None = self._ours.recv()
        except EOFError:
            return RebuildFailedError("A process that folded some of the books has ended early.")
        return said

    def _end(self) -> None:
        """What it was storing is undone; there is nothing to end where it is done."""
        self._process.terminate()
        self._process.join()


@contextmanager
def deaf() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl+C: whoever starts it does, and ends it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def help_out(url: str, key: MasterKey, share: Share, pipe: Pipe) -> None:
    """What a process of a crew does. It ends when nobody listens any more."""
    loop = asyncio.Runner(loop_factory=auto_loop_factory())
    with suppress(BrokenPipeError), rarely_collecting(OBJECTS_BETWEEN_LOOKS_OF_FOLDS), loop:
        try:
            loop.run(_fold(url, key, share, lambda *said: pipe.send(said)))
        except RebuildFailedError as why:
            pipe.send(why)
        else:
            pipe.send(None)


async def _fold(url: str, key: MasterKey, share: Share, told: Told) -> None:
    views = [view for view in VIEWS if view.name in share.of]
    connect = partial(asyncpg.create_pool, min_size=1, max_size=CONNECTIONS, reset=left_as_found)
    async with connect(url) as pool, generations.helping(pool, share.rebuilder) as may_write:
        if not may_write:
            raise RebuildFailedError("The rebuild that this process was to help has ended.")
        await fold_all(Beside(pool, Reader(pool, key), views, share.of, told), share.books)
