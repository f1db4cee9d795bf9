"""Roots and proofs agree with the recursive definitions of RFC 6962 at every size."""

import pytest

from auditor.checkpoints import Checkpoint
from auditor.findings import VerificationError
from auditor.merkle import verify_consistency, verify_inclusion
from auditor.singles import require_extension
from auditor.tiles import Tiles, tile_path, tile_width
from auditor.tree import Frontier, root_of, subtrees
from tests.auditor.building import consistency, path_of, seeded, tree_hash

SIZES = range(1, 40)
LEAVES = [seeded("leaf", i) for i in range(700)]


def tiles_of(leaves: list[bytes]) -> Tiles:
    """Tiles made of their definition: `MTH(D[(n * 256 + i) * 256**l : …])`."""

    def fetch(level: int, number: int, width: int) -> bytes:
        each = 256**level
        first = number * 256
        return b"".join(
            tree_hash(leaves[i * each : (i + 1) * each]) for i in range(first, first + width)
        )

    return Tiles(len(leaves), fetch)


@pytest.mark.parametrize("size", [*SIZES, 255, 256, 257, 511, 513])
def test_roots_are_those_of_the_recursive_definition(size: int) -> None:
    assert root_of(LEAVES[:size]) == tree_hash(LEAVES[:size])


@pytest.mark.parametrize("cut", [1, 2, 3, 7, 64, 100, 255, 256, 300])
def test_a_tree_hashed_in_stretches_has_the_same_root_and_the_root_at_the_cut(cut: int) -> None:
    frontier = Frontier()
    frontier.add(subtrees(LEAVES[:cut], 0))
    assert frontier.root() == tree_hash(LEAVES[:cut])
    frontier.add(subtrees(LEAVES[cut:401], cut))
    assert frontier.root() == tree_hash(LEAVES[:401])
    assert frontier.size == 401


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_proven_at_its_own_index_and_no_other(size: int) -> None:
    leaves = LEAVES[:size]
    root = tree_hash(leaves)
    for index in range(size):
        proof = path_of(index, leaves)
        verify_inclusion(leaves[index], index, size, proof, root)
        for other in {index - 1, index + 1, size, -1} - {index}:
            with pytest.raises(VerificationError):
                verify_inclusion(leaves[index], other, size, proof, root)


@pytest.mark.parametrize("size", SIZES)
def test_every_beginning_is_proven_consistent_and_no_other_root_is(size: int) -> None:
    leaves = LEAVES[:size]
    root = tree_hash(leaves)
    for old in range(1, size + 1):
        proof = consistency(old, leaves)
        verify_consistency(old, size, tree_hash(leaves[:old]), root, proof)
        with pytest.raises(VerificationError):
            verify_consistency(old, size, tree_hash(LEAVES[1 : old + 1]), root, proof)


@pytest.mark.parametrize("size", [0, 1, 5])
def test_an_empty_tree_is_the_beginning_of_any_and_needs_no_proof(size: int) -> None:
    empty = Checkpoint("log", 0, tree_hash([]))
    new = Checkpoint("log", size, tree_hash(LEAVES[:size]))
    require_extension(empty, new, [])
    with pytest.raises(VerificationError):
        require_extension(empty, new, [LEAVES[0]])
    with pytest.raises(VerificationError):
        require_extension(Checkpoint("log", 0, LEAVES[0]), new, [])


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 512, 700])
def test_proofs_made_of_tiles_are_those_of_the_recursive_definition(size: int) -> None:
    leaves = LEAVES[:size]
    tiles = tiles_of(leaves)
    assert tiles.range_root(0, size) == tree_hash(leaves)
    for old in {1, 2, size // 2, size - 1, size} & set(range(1, size + 1)):
        assert tiles.consistency_proof(old) == consistency(old, leaves)


def test_tiles_are_where_the_standard_says() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(2, 0, 1) == "tile/2/000.p/1"
    assert tile_path("entries", 5, 112) == "tile/entries/005.p/112"


def test_a_tree_of_70000_has_the_tiles_of_the_standards_example() -> None:
    widths = {
        level: [w for n in range(300) if (w := tile_width(70_000, level, n))] for level in range(4)
    }
    assert (len(widths[0]), widths[0][-1]) == (274, 112)
    assert widths[1] == [256, 17]
    assert widths[2] == [1]
    assert widths[3] == []
    assert tile_width(256, 1, 0) == 1


def test_a_short_tile_is_refused() -> None:
    tiles = Tiles(3, lambda level, number, width: bytes(95))
    with pytest.raises(VerificationError, match="too short"):
        tiles.range_root(0, 3)
