"""The tree in the database: it grows with the book, and every proof is a handful of its rows."""

import asyncpg
import pytest

from auditor.merkle import verify_consistency, verify_inclusion
from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.tiles import consistency_proof, inclusion_proof, read_tile, root_at, tile_width
from eventlog.tree import Frontier
from gateway.migrate import migrate_async
from schemas.events.meeting import MeetingCalled
from tests.support.books import Preparation, open_book, pool_of
from tests.support.clock import NOON
from tests.support.postgres import Databases, run_sql
from tests.support.trees import naive_root

WITHOUT_TREES = """
    DROP TABLE eventlog.subtree, eventlog.checkpoint, eventlog.cosignature, eventlog.timestamp;
    ALTER TABLE eventlog.book DROP COLUMN frontier;
    COMMENT ON TABLE eventlog.book IS NULL;
    ALTER TABLE projections.checkpoint DROP COLUMN shape;
    ALTER TABLE projections.live_generation DROP COLUMN shape,
        DROP CONSTRAINT one_shape_per_generation,
        ADD CONSTRAINT live_generation_pkey PRIMARY KEY (view);
    UPDATE gateway.alembic_version SET version_num = '0003';
"""
PARTS = (1, 250, 5, 1, 255, 300, 700, 88, 1)


def calls(count: int) -> list[MeetingCalled]:
    return [MeetingCalled(meeting=f"m-{n}", body="board", starts_at=NOON) for n in range(count)]


async def grow(pool: Pool, book: str, parts: tuple[int, ...] = PARTS) -> Book:
    """A book that was written in batches of these sizes."""
    writer = await open_book(pool, book)
    for count in parts:
        await writer.submit(book, Preparation(*calls(count)))
    return await find_book(pool, book)


async def leaves_of(pool: Pool, book: Book) -> list[bytes]:
    rows = await pool.fetch(
        "SELECT leaf_hash FROM eventlog.entry WHERE book_no = $1 ORDER BY position", book.no
    )
    return [row["leaf_hash"] for row in rows]


async def frontier_of(pool: Pool, book: Book) -> Frontier:
    stored = await pool.fetchval("SELECT frontier FROM eventlog.book WHERE no = $1", book.no)
    return Frontier.read(book.head, stored)


async def rows_of(pool: Pool, book: Book) -> list[tuple[int, int, bytes, bytes]]:
    found = await pool.fetch(
        "SELECT level, number, root, hashes FROM eventlog.subtree WHERE book_no = $1 "
        "ORDER BY level, number",
        book.no,
    )
    return [tuple(one) for one in found]


async def test_edge_and_subtrees_are_those_of_the_leaves_however_they_came(
    pool: Pool, book: str
) -> None:
    grown = await grow(pool, book)
    leaves = await leaves_of(pool, grown)
    assert (await frontier_of(pool, grown)).root == naive_root(leaves)
    rows = await rows_of(pool, grown)
    assert [row[:2] for row in rows] == [(0, n) for n in range(len(leaves) // 256)]
    for _, number, root, hashes in rows:
        part = leaves[number * 256 : number * 256 + 256]
        assert (root, hashes) == (naive_root(part), b"".join(part))


async def test_every_size_of_the_past_is_proven_from_rows(pool: Pool, book: str) -> None:
    grown = await grow(pool, book)
    leaves = await leaves_of(pool, grown)
    for size in (1, 2, 255, 256, 257, 512, 777, 1_279, 1_280, grown.head):
        root = naive_root(leaves[:size])
        assert await root_at(pool, grown.no, size) == root
        for index in {0, size // 2, size - 1}:
            proof = await inclusion_proof(pool, grown.no, index, size)
            verify_inclusion(leaves[index], index, size, proof, root)
        for old in {1, (size + 1) // 2, size}:
            proof = await consistency_proof(pool, grown.no, old, size)
            verify_consistency(old, size, naive_root(leaves[:old]), root, proof)


async def test_partial_tiles_are_the_beginning_of_full_ones(pool: Pool, book: str) -> None:
    grown = await grow(pool, book)
    for level, number in ((0, 0), (0, 6), (1, 0)):
        width = tile_width(grown.head, level, number)
        whole = await read_tile(pool, grown.no, level, number, width)
        assert len(whole) == 32 * width > 0
        assert await read_tile(pool, grown.no, level, number, 3) == whole[:96]


async def test_a_tree_of_three_levels_is_kept_and_made_again_for_a_book_that_had_none(
    databases: Databases,
) -> None:
    """Takes the migrated tables back to what they were before the tree, and migrates again."""
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        await open_book(pool, "empty")
        grown = await grow(pool, "older", (60_000, 5_000, 1_000, 700))
        await require_proofs(pool, grown)
        wanted = await rows_of(pool, grown), await frontier_of(pool, grown)
    run_sql(database.admin_url, WITHOUT_TREES)
    await migrate_async(database.admin_url)
    async with pool_of(database.admin_url) as pool:
        assert (await rows_of(pool, grown), await frontier_of(pool, grown)) == wanted


async def require_proofs(pool: Pool, grown: Book) -> None:
    """Proofs that cross the border of a subtree of 65,536 leaves."""
    leaves = await leaves_of(pool, grown)
    root = naive_root(leaves)
    assert [row[:3] for row in await rows_of(pool, grown) if row[0] == 1] == [
        (1, 0, naive_root(leaves[:65_536]))
    ]
    for old, index in ((65_535, 0), (65_536, 65_536), (66_000, 1_234)):
        proof = await consistency_proof(pool, grown.no, old, grown.head)
        verify_consistency(old, grown.head, naive_root(leaves[:old]), root, proof)
        path = await inclusion_proof(pool, grown.no, index, grown.head)
        verify_inclusion(leaves[index], index, grown.head, path, root)


async def test_the_head_does_not_move_without_the_tree(pool: Pool, book: str) -> None:
    grown = await grow(pool, book, (5,))
    with pytest.raises(asyncpg.CheckViolationError, match="the_tree_grows_with_the_book"):
        await pool.execute("UPDATE eventlog.book SET head = 7 WHERE no = $1", grown.no)
