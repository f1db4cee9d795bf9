"""Roots from leaves, fast: whole levels at a time, in pieces that can be hashed apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from auditor.merkle import EMPTY_ROOT, node_hash

Subtree: TypeAlias = tuple[int, bytes]
"""A perfect subtree: how many leaves it has, a power of two, and its root."""


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hashes of many entries (see `merkle.leaf_hash`).

    Copying a hash that has begun is faster than beginning one.
    """
    begun, hashes = sha256(b"\x00").copy, []
    for one in entries:
        leaf = begun()
        leaf.update(one)
        hashes.append(leaf.digest())
    return hashes


def perfect_root(leaves: Sequence[bytes]) -> bytes:
    """The root over a number of leaf hashes that is a power of two."""
    level = leaves
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    """The node hashes (see `merkle.node_hash`) over an even number of hashes."""
    begun, hashes, each = sha256(b"\x01").copy, [], iter(level)
    for left, right in zip(each, each, strict=True):
        node = begun()
        node.update(left + right)
        hashes.append(node.digest())
    return hashes


def subtrees(leaves: Sequence[bytes], start: int) -> Iterator[Subtree]:
    """The perfect subtrees, from left to right, of leaves that begin at index `start`."""
    done = 0
    while done < len(leaves):
        width = 1 << ((len(leaves) - done).bit_length() - 1)
        if at := start + done:
            width = min(width, at & -at)
        yield width, perfect_root(leaves[done : done + width])
        done += width


@dataclass
class Frontier:
    """The right edge of a growing tree: perfect subtrees, each smaller than the one before it."""

    edge: list[Subtree] = field(default_factory=list)
    size: int = 0

    def add(self, found: Iterable[Subtree]) -> None:
        """Appends subtrees as `subtrees` yields them for leaves that begin at `size`."""
        for width, root in found:
            self.size += width
            self.edge.append((width, root))
            while len(self.edge) > 1 and self.edge[-1][0] == self.edge[-2][0]:
                (half, right), (_, left) = self.edge.pop(), self.edge.pop()
                self.edge.append((2 * half, node_hash(left, right)))

    def root(self) -> bytes:
        """The root of the tree as it stands (RFC 6962, section 2.1)."""
        if not self.edge:
            return EMPTY_ROOT
        root = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, from the first leaf on."""
    frontier = Frontier()
    frontier.add(subtrees(leaves, 0))
    return frontier.root()
