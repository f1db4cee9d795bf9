"""A book's Merkle tree (RFC 6962 and RFC 9162, section 2.1): how its right edge grows.

The edge alone gives the root. Each subtree of 256 hashes that is completed on the way is kept as
one row: it is a full tile of C2SP tlog-tiles, and any proof comes from a handful of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without leaves (RFC 6962, section 2.1)."""


class FrontierError(ValueError):
    """What is stored as the edge of a tree cannot be one of that size."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a number of hashes that is a power of two."""
    level = list(hashes)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return level[0]


def folded(edge: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees that shrink from left to right."""
    return reduce(lambda right, left: node_hash(left, right), reversed(edge))


@dataclass(frozen=True)
class Subtree:
    """A subtree of 256 hashes that was completed: tile `number` of its level.

    Level 0 holds leaf hashes, level 1 the roots of 256 of those, and so on. `hashes` are the last
    of its children, those that came when it was completed; the rows before hold the others.
    """

    level: int
    number: int
    root: bytes
    hashes: bytes


@dataclass(frozen=True)
class Frontier:
    """The right edge of a tree of `size` leaves: its perfect subtrees, the largest first."""

    size: int = 0
    edge: tuple[bytes, ...] = ()

    @classmethod
    def read(cls, size: int, stored: bytes) -> "Frontier":
        """The edge as a book's row keeps it. Raises `FrontierError`."""
        if len(stored) != HASH_BYTES * size.bit_count():
            raise FrontierError(f"A tree of {size} leaves has {size.bit_count()} perfect subtrees.")
        starts = range(0, len(stored), HASH_BYTES)
        return cls(size, tuple(stored[at : at + HASH_BYTES] for at in starts))

    @property
    def stored(self) -> bytes:
        return b"".join(self.edge)

    @property
    def root(self) -> bytes:
        return folded(self.edge) if self.edge else EMPTY_ROOT

    def grown(self, leaves: Iterable[bytes]) -> tuple["Frontier", list[Subtree]]:
        """The edge after these leaf hashes, and the subtrees that they completed, in order."""
        hash_, size, edge = sha256, self.size, list(self.edge)
        children: defaultdict[int, list[bytes]] = defaultdict(list)
        completed = []
        for leaf in leaves:
            children[0].append(leaf)
            node, height = leaf, 0
            while size >> height & 1:
                node = hash_(b"\x01" + edge.pop() + node).digest()
                height += 1
                if not height % TILE_HEIGHT:
                    level = height // TILE_HEIGHT - 1
                    hashes = b"".join(children.pop(level))
                    completed.append(Subtree(level, size >> height, node, hashes))
                    children[level + 1].append(node)
            edge.append(node)
            size += 1
        return Frontier(size, tuple(edge)), completed
