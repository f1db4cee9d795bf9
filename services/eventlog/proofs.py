"""Proofs in a book's tree (RFC 6962, section 2.1; RFC 9162, section 2.1): made, and checked.

A proof is a list of hashes, each the root over a range of leaves. Ranges are made of perfect
subtrees, and these are read from tiles.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from eventlog.tree import HASH_BYTES, TILE_HEIGHT, TILE_WIDTH, folded, node_hash, perfect_root

Range: TypeAlias = tuple[int, int]
"""The leaves [start, end), counted from 0."""
TileOf: TypeAlias = Callable[[int, int], bytes]
"""The hashes of a tile by its level and number, as far as the tree has them."""


class ProofError(ValueError):
    """A tree is not shown to be the beginning of another; the sentence says why."""


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """PATH(index, D[size]), from the leaf upwards. Raises `ValueError` for an index outside."""
    if not 0 <= index < size:
        raise ValueError(f"index {index} lies outside a tree of {size}")
    start, end, found = 0, size, []
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_ranges(old: int, size: int) -> list[Range]:
    """PROOF(old, D[size]); none from size 0 or the same size. Raises `ValueError` if it shrank."""
    if not 0 <= old <= size:
        raise ValueError(f"there is no proof from size {old} to size {size}")
    if old in (0, size):
        return []
    start, end, found = 0, size, []
    while old != end:
        middle = _middle(start, end)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:
        found.append((start, end))
    return found[::-1]


def _middle(start: int, end: int) -> int:
    """Where the left subtree ends: the largest power of two below the number of leaves."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def perfect_subtrees(wanted: Range) -> Iterator[tuple[int, int]]:
    """The perfect subtrees that a range is made of: their first leaf, and how many leaves."""
    start, end = wanted
    while start < end:
        width = 1 << ((end - start).bit_length() - 1)
        if start:
            width = min(width, start & -start)
        yield start, width
        start += width


def tiles_of(wanted: Sequence[Range]) -> set[tuple[int, int]]:
    """The tiles (level, number) that the roots over these ranges are computed from."""
    found = set()
    for one in wanted:
        for start, width in perfect_subtrees(one):
            level, number, _, _ = _place(start, width)
            found.add((level, number))
    return found


def range_root(wanted: Range, tile_of: TileOf) -> bytes:
    """The root over a range of leaves."""
    return folded([_subtree(start, width, tile_of) for start, width in perfect_subtrees(wanted)])


def _subtree(start: int, width: int, tile_of: TileOf) -> bytes:
    level, number, first, count = _place(start, width)
    tile = tile_of(level, number)
    places = range(first * HASH_BYTES, (first + count) * HASH_BYTES, HASH_BYTES)
    return perfect_root([tile[at : at + HASH_BYTES] for at in places])


def _place(start: int, width: int) -> tuple[int, int, int, int]:
    """Where a perfect subtree stands: level and number of its tile, first hash, how many."""
    level, height = divmod(width.bit_length() - 1, TILE_HEIGHT)
    number, first = divmod(start >> level * TILE_HEIGHT, TILE_WIDTH)
    return level, number, first, 1 << height


def require_extension(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Checks that the tree of `size` leaves begins with that of `old` leaves, which is above 0.

    RFC 9162, section 2.1.4.2. Raises `ProofError`.
    """
    if any(len(one) != HASH_BYTES for one in (old_root, root, *proof)):
        raise ProofError(f"a hash is not {HASH_BYTES} bytes long")
    if not 0 < old <= size:
        raise ProofError(f"there is no proof from size {old} to size {size}")
    if old == size:
        if proof or old_root != root:
            raise ProofError("two trees of the same size have different roots")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path or _roots(path, old - 1, size - 1) != (old_root, root):
        raise ProofError("the proof does not lead from the old root to the new one")


def _roots(path: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes] | None:
    """The old and the new root that a path leads to; None if it is too long or too short."""
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return None if last else (old, new)
