"""How the writer and the runner let themselves be watched, for metrics and traces.

They know no metric and no span by name: `gateway.telemetry` does.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeAlias

from eventlog.work import Work

Storing: TypeAlias = Callable[[int], None]
"""Told how many entries a batch has, when only to store and commit them is left to be done."""
WatchFold: TypeAlias = Callable[[str, int], None]
"""Told of each batch of entries that was folded: the book, and when that began, in ns of 1970."""


class WatchWriter(Protocol):
    """What surrounds each command and each batch. It must not wait, nor keep an exception."""

    def command(self, book: str, work: Work) -> AbstractContextManager[None]:
        """From when a command is given to when its caller is answered."""

    def batch(self, book: str, works: Sequence[Work]) -> AbstractContextManager[Storing]:
        """From when its commands are taken to the end of its last transaction."""


class UnwatchedWriter:
    """Where nobody watches."""

    def command(self, _book: str, _work: Work) -> AbstractContextManager[None]:
        return nullcontext()

    def batch(self, _book: str, _works: Sequence[Work]) -> AbstractContextManager[Storing]:
        return nullcontext(_ignored)


def _ignored(_entries: int) -> None:
    """Nothing is done with it."""


def unwatched_fold(_book: str, _began_at: int) -> None:
    """Where nobody watches."""
