"""Proofs in a Merkle tree (RFC 6962 and RFC 9162, section 2.1): inclusion and consistency.

Conventions pinned here: hashes are 32 bytes and nothing else; an index beyond the tree is refused;
a tree of size 0 has no proofs, so callers deal with size 0 before they ask.
"""

from collections.abc import Sequence
from hashlib import sha256

from auditor.findings import VerificationError

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without leaves (RFC 6962, section 2.1)."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry bytes)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Checks that a leaf stands at `index` in the tree of `size` leaves with this root.

    `leaf` and `root` are hashes of 32 bytes, `proof` the siblings from the leaf upwards
    (RFC 9162, section 2.1.3.2). Raises `VerificationError`.
    """
    _require_hashes("inclusion", (leaf, root, *proof))
    if not 0 <= index < size:
        raise _failed("inclusion", f"index {index} lies outside a tree of {size}")
    node, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise _failed("inclusion", "the proof is too long")
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            node, last = _up_to_a_right_child(node, last)
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise _failed("inclusion", "the proof is too short")
    if computed != root:
        raise _failed("inclusion", "the proof does not lead to the root")


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Checks that the tree of `size` leaves begins with the one of `old_size` leaves.

    RFC 9162, section 2.1.4.2, for 0 < old_size ≤ size. Raises `VerificationError`.
    """
    _require_hashes("consistency", (old_root, root, *proof))
    if not 0 < old_size <= size:
        raise _failed("consistency", f"there is no proof from size {old_size} to size {size}")
    if old_size == size:
        if proof or old_root != root:
            raise _failed("consistency", "two trees of the same size have different roots")
        return
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise _failed("consistency", "the proof is empty")
    if _roots_from(path, old_size - 1, size - 1) != (old_root, root):
        raise _failed("consistency", "the proof does not lead from the old root to the new one")


def _roots_from(path: Sequence[bytes], node: int, last: int) -> tuple[bytes, bytes]:
    """The old and the new root that a consistency path leads to."""
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise _failed("consistency", "the proof is too long")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = _up_to_a_right_child(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise _failed("consistency", "the proof is too short")
    return old, new


def _up_to_a_right_child(node: int, last: int) -> tuple[int, int]:
    """Skips the levels at which the last node of a tree has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _require_hashes(rule: str, hashes: Sequence[bytes]) -> None:
    if any(len(one) != HASH_BYTES for one in hashes):
        raise _failed(rule, f"a hash is not {HASH_BYTES} bytes long")


def _failed(rule: str, why: str) -> VerificationError:
    return VerificationError(f"{rule}-proof", f"The {rule} proof fails: {why}.")
