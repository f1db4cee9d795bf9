"""Tiles of a book's tree, read from rows, and every proof made of them."""

from collections.abc import Iterable, Sequence

from eventlog import statements
from eventlog.connections import Connection, Pool
from eventlog.proofs import Range, consistency_ranges, inclusion_ranges, range_root, tiles_of
from eventlog.tree import HASH_BYTES, TILE_HEIGHT, TILE_WIDTH

Source = Connection | Pool


def tile_width(size: int, level: int, number: int) -> int:
    """How many hashes a tile has in a tree of `size`; 0 if there is no such tile."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - number * TILE_WIDTH))


async def read_tiles(
    source: Source, book_no: int, wanted: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], bytes]:
    """The hashes of tiles (level, number), as far as the book has them, in one round trip."""
    places = sorted(wanted)
    rows = await source.fetch(
        statements.READ_TILES, book_no, [level for level, _ in places], [n for _, n in places]
    )
    return {(row["level"], row["number"]): row["hashes"] for row in rows}


async def read_tile(source: Source, book_no: int, level: int, number: int, width: int) -> bytes:
    """The first `width` hashes of a tile; fewer if the book does not have so many."""
    found = await read_tiles(source, book_no, [(level, number)])
    return found[level, number][: width * HASH_BYTES]


async def inclusion_proof(source: Source, book_no: int, index: int, size: int) -> list[bytes]:
    """That leaf `index` stands in the tree of `size` leaves. Raises `ValueError` if it cannot."""
    return await _roots(source, book_no, inclusion_ranges(index, size))


async def consistency_proof(source: Source, book_no: int, old: int, size: int) -> list[bytes]:
    """That the tree of `size` leaves begins with that of `old`. Raises `ValueError` if not."""
    return await _roots(source, book_no, consistency_ranges(old, size))


async def root_at(source: Source, book_no: int, size: int) -> bytes:
    """The root of the tree as it was at an earlier size, above 0."""
    (root,) = await _roots(source, book_no, [(0, size)])
    return root


async def _roots(source: Source, book_no: int, ranges: Sequence[Range]) -> list[bytes]:
    if not ranges:
        return []
    tiles = await read_tiles(source, book_no, tiles_of(ranges))
    return [range_root(one, lambda level, number: tiles[level, number]) for one in ranges]
