"""Tiles (C2SP tlog-tiles): where they are served, and any proof computed from them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from auditor.findings import VerificationError
from auditor.merkle import HASH_BYTES
from auditor.tree import Frontier, perfect_root

TILE_WIDTH = 256
TILE_HEIGHT = 8


def tile_number(number: int) -> str:
    """A tile's number as a path: 1234067 is `x001/x234/067`."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    return "/".join(reversed(parts))


def tile_path(level: int | str, number: int, width: int = TILE_WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]`; the level of entry bundles is `entries`."""
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{tile_number(number)}{partial}"


def tile_width(size: int, level: int, number: int) -> int:
    """How many hashes a tile has in a tree of `size`; 0 if there is no such tile."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - number * TILE_WIDTH))


@dataclass
class Tiles:
    """The hashes of a tree of `size`, read from tiles as they are needed.

    `fetch(level, number, width)` gives a tile's bytes. Nothing read is trusted: what is computed
    from tiles has to be a proof, or a root that a checkpoint has.
    """

    size: int
    fetch: Callable[[int, int, int], bytes]
    _kept: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def subtree(self, start: int, width: int) -> bytes:
        """The root over leaves [start, start + width): a power of two, aligned."""
        height = width.bit_length() - 1
        level, within = divmod(height, TILE_HEIGHT)
        first = start >> level * TILE_HEIGHT
        number, offset = divmod(first, TILE_WIDTH)
        tile = self._tile(level, number)
        hashes = [
            tile[i * HASH_BYTES : (i + 1) * HASH_BYTES]
            for i in range(offset, offset + (1 << within))
        ]
        return perfect_root(hashes)

    def range_root(self, start: int, end: int) -> bytes:
        """The root over leaves [start, end) as it stands inside a larger tree, or is one."""
        frontier = Frontier()
        frontier.size = start
        while frontier.size < end:
            width = 1 << ((end - frontier.size).bit_length() - 1)
            if frontier.size:
                width = min(width, frontier.size & -frontier.size)
            frontier.add([(width, self.subtree(frontier.size, width))])
        return frontier.root()

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """From the tree of `old_size` leaves, above 0, to this one (RFC 6962, section 2.1.2)."""
        return self._proof_within(old_size, 0, self.size, is_whole=True)

    def _proof_within(self, old_size: int, start: int, end: int, *, is_whole: bool) -> list[bytes]:
        """SUBPROOF of the RFC, for the leaves [start, end)."""
        if old_size == end:
            return [] if is_whole else [self.range_root(start, end)]
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if old_size <= middle:
            proof = self._proof_within(old_size, start, middle, is_whole=is_whole)
            return [*proof, self.range_root(middle, end)]
        proof = self._proof_within(old_size, middle, end, is_whole=False)
        return [*proof, self.range_root(start, middle)]

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._kept:
            width = tile_width(self.size, level, number)
            tile = self.fetch(level, number, width)
            if len(tile) < width * HASH_BYTES:
                raise VerificationError(
                    "tile", f"The server's tile {tile_path(level, number, width)} is too short."
                )
            self._kept[level, number] = tile
        return self._kept[level, number]


def split_bundle(bundle: bytes) -> list[bytes]:
    """The entries of an entry bundle, each after its length of two bytes. Raises `ValueError`."""
    entries, at = [], 0
    while at < len(bundle):
        length = int.from_bytes(bundle[at : at + 2], "big")
        at += 2
        if at + length > len(bundle):
            raise ValueError("an entry bundle ends in the middle of an entry")
        entries.append(bundle[at : at + length])
        at += length
    return entries
