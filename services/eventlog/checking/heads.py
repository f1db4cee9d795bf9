"""The tree and the signed heads of a book against the leaf hashes that its entries have."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from eventlog.books import Book
from eventlog.checking.rows import Found
from eventlog.checkpoints import Checkpoint
from eventlog.connections import Connection
from eventlog.notes import NoteError, SignedNote, VerificationKey
from eventlog.tree import EMPTY_ROOT, HASH_BYTES, TILE_WIDTH, Frontier, perfect_root
from schemas.counting import counted

_SUBTREES = "SELECT level, number, root, hashes FROM eventlog.subtree WHERE book_no = $1"
_CHECKPOINTS = "SELECT size, root, note FROM eventlog.checkpoint WHERE book_no = $1 ORDER BY size"


async def head_faults(
    connection: Connection, book: Book, leaves: Sequence[bytes], keys: Sequence[VerificationKey]
) -> list[Found]:
    """What is wrong with the edge of the tree, its completed subtrees, and its checkpoints."""
    edge = await connection.fetchval("SELECT frontier FROM eventlog.book WHERE no = $1", book.no)
    checkpoints = await connection.fetch(_CHECKPOINTS, book.no)
    roots, frontier = _roots_at(leaves, [row["size"] for row in checkpoints])
    found: list[Found] = []
    if frontier.stored != edge:
        said = counted(len(leaves), "entry", "entries")
        sentence = f"What is stored, {said}, does not add up to the edge of the book's tree."
        found.append(("tree", sentence, None))
    stored = {
        (row["level"], row["number"]): (row["root"], row["hashes"])
        for row in await connection.fetch(_SUBTREES, book.no)
    }
    found += _subtree_faults(stored, leaves)
    for row in checkpoints:
        found += _checkpoint_faults(row["size"], row["root"], row["note"], roots, keys)
    return found


def _roots_at(leaves: Sequence[bytes], sizes: Sequence[int]) -> tuple[dict[int, bytes], Frontier]:
    """The roots at these sizes, as far as there are so many leaves, and the edge at the end."""
    frontier, roots = Frontier(), {0: EMPTY_ROOT}
    cuts = sorted({0, len(leaves), *(size for size in sizes if 0 < size < len(leaves))})
    for start, end in pairwise(cuts):
        frontier, _ = frontier.grown(leaves[start:end])
        roots[end] = frontier.root
    return roots, frontier


def _subtree_faults(
    stored: dict[tuple[int, int], tuple[bytes, bytes]], leaves: Sequence[bytes]
) -> Iterator[Found]:
    left, level, hashes = dict(stored), 0, list(leaves)
    while len(hashes) >= TILE_WIDTH:
        roots = []
        for number in range(len(hashes) // TILE_WIDTH):
            own = hashes[number * TILE_WIDTH : (number + 1) * TILE_WIDTH]
            roots.append(perfect_root(own))
            kept = left.pop((level, number), None)
            if kept != (roots[-1], b"".join(own)):
                position = _first_difference(kept[1], own) if kept and level == 0 else None
                at = None if position is None else number * TILE_WIDTH + position + 1
                what = "is missing" if kept is None else "is not that of the entries"
                yield ("tree", f"Subtree {number} of level {level} {what}.", at)
        level, hashes = level + 1, roots
    for level, number in left:
        yield ("tree", f"Subtree {number} of level {level} should not be there.", None)


def _first_difference(kept: bytes, own: Sequence[bytes]) -> int | None:
    """The place of the first leaf hash that differs."""
    for i, one in enumerate(own):
        if kept[i * HASH_BYTES : (i + 1) * HASH_BYTES] != one:
            return i
    return None


def _checkpoint_faults(
    size: int, root: bytes, note: str, roots: dict[int, bytes], keys: Sequence[VerificationKey]
) -> Iterator[Found]:
    name = f"The checkpoint over {counted(size, 'entry', 'entries')}"
    try:
        signed = SignedNote.read(note.encode())
        said = Checkpoint.read(signed.text)
    except NoteError as error:
        yield ("checkpoint", f"{name} cannot be read: {error}.", None)
        return
    if not signed.is_signed_by(keys):
        yield ("checkpoint", f"{name} is not signed by a key of this book.", None)
    if (said.size, said.root) != (size, root):
        yield ("checkpoint", f"{name} says something else in its note.", None)
    if roots.get(said.size) != said.root:
        yield ("checkpoint", f"The entries do not add up to the checkpoint over {said.size}.", None)
