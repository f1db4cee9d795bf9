"""Hashes and examines a book piece by piece, on several processor cores where it is large."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from auditor.examining import Examined, claimed_index, examine, positions_only
from auditor.merkle import HASH_BYTES
from auditor.regions import PIECE_BYTES, Region
from auditor.tree import Subtree, leaf_hashes, subtrees

WORTH_SHARING = 4 * PIECE_BYTES


@dataclass(frozen=True)
class Look:
    """What to inspect, and what for.

    `cuts` are sizes at which the root is wanted; `is_quick` leaves the contents unread.
    """

    entries: Region
    leaves: Region | None
    book: str
    cuts: frozenset[int]
    is_quick: bool


@dataclass(frozen=True)
class Task:
    """A piece of the entries, and the index at which it starts."""

    look: Look
    piece: Region
    start: int


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
    if task.look.is_quick:
        examined = positions_only(lines, task.start)
    else:
        examined = examine(lines, task.start, task.look.book)
    return Inspected(
        segments=tuple(_segments(leaves, task)),
        count=len(lines),
        examined=examined,
        differing=tuple(_differing(leaves, task)),
    )


def _segments(leaves: list[bytes], task: Task) -> Iterator[tuple[Subtree, ...]]:
    end = task.start + len(leaves)
    at = task.start
    for cut in (*(c for c in sorted(task.look.cuts) if task.start < c < end), end):
        yield tuple(subtrees(leaves[at - task.start : cut - task.start], at))
        at = cut


def _differing(leaves: list[bytes], task: Task) -> Iterator[int]:
    if task.look.leaves is None:
        return
    logged = task.look.leaves.read(task.start * HASH_BYTES, len(leaves) * HASH_BYTES)
    if logged == b"".join(leaves):
        return
    for i, leaf in enumerate(leaves):
        if logged[i * HASH_BYTES : (i + 1) * HASH_BYTES] != leaf:
            yield task.start + i


def inspect_all(look: Look, workers: int) -> Iterator[Inspected]:
    """Every piece of a book in order: over several processes if there is enough to do."""
    if workers > 1 and look.entries.length >= WORTH_SHARING and (pool := _pool(workers)):
        with pool:
            yield from _shared(look, pool)
        return
    start = 0
    for piece in look.entries.pieces():
        yield (found := inspect(Task(look, piece, start)))
        start += found.count


def _shared(look: Look, pool: ProcessPoolExecutor) -> Iterator[Inspected]:
    """Takes each piece to start where its first entry says, and looks again where that is wrong.

    Counting the lines before a piece would mean to read the book twice.
    """
    pieces = look.entries.pieces()
    tasks = [Task(look, piece, claimed_index(piece.first_line())) for piece in pieces]
    start = 0
    for task, found in zip(tasks, pool.map(inspect, tasks), strict=True):
        yield found if task.start == start else inspect(Task(look, task.piece, start))
        start += found.count


def _pool(workers: int) -> ProcessPoolExecutor | None:
    try:
        return ProcessPoolExecutor(workers)
    except (OSError, NotImplementedError):
        # A machine without semaphores: one process is slower, but no less right.
        return None
