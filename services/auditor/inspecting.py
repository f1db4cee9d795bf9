"""Hashes and examines a book piece by piece, on several processor cores where it is large."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from auditor.examining import Examined, examine, positions_only
from auditor.merkle import HASH_BYTES
from auditor.regions import PIECE_BYTES, Region
from auditor.tree import Subtree, leaf_hashes, subtrees

In = TypeVar("In")
Out = TypeVar("Out")
WORTH_SHARING = 4 * PIECE_BYTES


class Mapping(Protocol):
    """Like `map`: results in order."""

    def __call__(self, function: Callable[[In], Out], over: Iterable[In], /) -> Iterator[Out]: ...


@dataclass(frozen=True)
class Task:
    """A piece of the entries, the index at which it starts, and what to look for in it.

    `cuts` are sizes at which the root is wanted; `is_quick` leaves the contents unread.
    """

    piece: Region
    start: int
    book: str
    leaves: Region | None
    cuts: tuple[int, ...]
    is_quick: bool


@dataclass(frozen=True)
class Inspected:
    """A piece's subtrees, in a list for each stretch between cuts, and what its entries say.

    `differing` are the indexes of entries whose hash is not the one in the list of leaf hashes.
    """

    segments: tuple[tuple[Subtree, ...], ...]
    count: int
    examined: Examined
    differing: tuple[int, ...]


def inspect(task: Task) -> Inspected:
    lines = task.piece.lines()
    leaves = leaf_hashes(lines)
    look = (
        positions_only(lines, task.start)
        if task.is_quick
        else examine(lines, task.start, task.book)
    )
    return Inspected(
        segments=tuple(_segments(leaves, task)),
        count=len(lines),
        examined=look,
        differing=tuple(_differing(leaves, task)),
    )


def _segments(leaves: list[bytes], task: Task) -> Iterator[tuple[Subtree, ...]]:
    end = task.start + len(leaves)
    at = task.start
    for cut in (*(c for c in sorted(task.cuts) if task.start < c < end), end):
        yield tuple(subtrees(leaves[at - task.start : cut - task.start], at))
        at = cut


def _differing(leaves: list[bytes], task: Task) -> Iterator[int]:
    if task.leaves is None:
        return
    logged = task.leaves.read(task.start * HASH_BYTES, len(leaves) * HASH_BYTES)
    if logged == b"".join(leaves):
        return
    for i, leaf in enumerate(leaves):
        if logged[i * HASH_BYTES : (i + 1) * HASH_BYTES] != leaf:
            yield task.start + i


@contextmanager
def sharing(workers: int, work: int) -> Iterator[Mapping]:
    """How to map a function over tasks: over processes if there is work (bytes) enough for it."""
    if workers < 2 or work < WORTH_SHARING:
        yield _one_by_one
        return
    try:
        pool = ProcessPoolExecutor(workers)
    except (OSError, NotImplementedError):
        # A machine without semaphores: slower, but no less right.
        yield _one_by_one
        return
    with pool:
        yield pool.map


def _one_by_one(function: Callable[[In], Out], over: Iterable[In]) -> Iterator[Out]:
    return map(function, over)


def tasks(
    entries: Region,
    leaves: Region | None,
    book: str,
    cuts: tuple[int, ...],
    *,
    is_quick: bool,
    mapping: Mapping,
) -> Iterator[Task]:
    """The pieces of a book with the index at which each starts."""
    pieces = list(entries.pieces())
    start = 0
    for piece, count in zip(pieces, mapping(Region.count_lines, pieces), strict=True):
        yield Task(piece, start, book, leaves, cuts, is_quick)
        start += count
