"""The one writer of each book in this process: takes all commands that wait, commits once."""

from collections.abc import Callable
from datetime import datetime

from eventlog.connections import Pool
from eventlog.disclosures import MasterKey
from eventlog.known import MOST_BOOKS
from eventlog.line import Line, Means, Signal
from eventlog.watching import UnwatchedWriter, WatchWriter
from eventlog.work import Recorded, Work


class Writer:
    """Records commands. Several processes may each have one: the edge of a book's tree decides."""

    def __init__(
        self,
        pool: Pool,
        master_key: MasterKey,
        clock: Callable[[], datetime],
        signal: Signal,
        watch: WatchWriter | None = None,
    ) -> None:
        self.pool = pool
        self._watch = watch or UnwatchedWriter()
        self._means = Means(pool, master_key, clock, signal, self._watch)
        self._lines: dict[str, Line] = {}

    async def submit(self, book: str, work: Work) -> Recorded:
        """Records one command durably, or raises its refusal. A repeated one gets its first answer.

        Raises `BookNotFoundError`, `CommandConflictError`, or what the slice raises.
        """
        answer = self._line(book).join(work)
        with self._watch.command(book, work):
            return await answer

    def _line(self, book: str) -> Line:
        """The line at a book; of those where nobody waits, the longest unused are forgotten."""
        line = self._lines.pop(book, None) or Line(book, self._means)
        if (beyond := len(self._lines) + 1 - MOST_BOOKS) > 0:
            idle = [name for name, one in self._lines.items() if one.is_idle]
            for name in idle[:beyond]:
                del self._lines[name]
        self._lines[book] = line
        return line
