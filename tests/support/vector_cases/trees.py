"""Proofs of inclusion and of consistency, to accept and to refuse."""

from collections.abc import Iterator

from tests.auditor.building import Book, b64, consistency, path_of, tree_hash
from tests.support.vector_cases import Case, case

SIZES = (1, 2, 3, 4, 7, 8, 11)


def inclusion(made: Book) -> Iterator[Case]:
    """Leaf, index, size, proof and root; hashes in base64."""
    leaves = made.leaves
    for size in SIZES:
        for index in sorted({0, size // 2, size - 1}):
            proof = path_of(index, leaves[:size])
            yield _inclusion(f"{index} of {size}", leaves, index, size, proof, accept=True)
    good = path_of(3, leaves)
    for name, index, size, proof in (
        ("a proof too short", 3, 11, good[:-1]),
        ("a proof too long", 3, 11, [*good, bytes(32)]),
        ("two hashes changed places", 3, 11, [good[1], good[0], *good[2:]]),
        ("another index", 4, 11, good),
        ("an index at the size", 11, 11, good),
        ("an index in nothing", 0, 0, []),
        ("a hash of 31 bytes", 3, 11, [good[0][:31], *good[1:]]),
    ):
        yield _inclusion(name, leaves, index, size, proof, accept=False)


def _inclusion(
    name: str, leaves: list[bytes], index: int, size: int, proof: list[bytes], *, accept: bool
) -> Case:
    return case(
        name,
        accept=accept,
        leaf=b64(leaves[min(index, 3) if not accept else index]),
        index=index,
        size=size,
        proof=[b64(one) for one in proof],
        root=b64(tree_hash(leaves[:size])),
    )


def consistent(made: Book) -> Iterator[Case]:
    """Two sizes and roots, and the proof that the second tree begins with the first."""
    leaves = made.leaves
    for old in SIZES:
        for size in (one for one in SIZES if one >= old):
            proof = consistency(old, leaves[:size])
            yield _consistency(f"{old} to {size}", leaves, old, size, proof, accept=True)
    good = consistency(3, leaves)
    forked = [*leaves[:2], bytes(32), *leaves[3:]]
    for name, old, size, proof, first in (
        ("a proof too short", 3, 11, good[:-1], leaves),
        ("a proof too long", 3, 11, [*good, bytes(32)], leaves),
        ("no proof", 3, 11, [], leaves),
        ("a proof between equals", 3, 3, [bytes(32)], leaves),
        ("a forked history", 3, 11, good, forked),
        ("a forked history of the same size", 11, 11, [], forked),
        ("a tree that shrank", 11, 3, good, leaves),
    ):
        yield _consistency(name, leaves, old, size, proof, accept=False, first=first)


def _consistency(
    name: str,
    leaves: list[bytes],
    old: int,
    size: int,
    proof: list[bytes],
    *,
    accept: bool,
    first: list[bytes] | None = None,
) -> Case:
    return case(
        name,
        accept=accept,
        old_size=old,
        old_root=b64(tree_hash((first or leaves)[:old])),
        size=size,
        root=b64(tree_hash(leaves[:size])),
        proof=[b64(one) for one in proof],
    )
