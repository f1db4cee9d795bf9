"""A naive Merkle tree by the letter of RFC 6962, section 2.1: what ours is compared with."""

from collections.abc import Sequence
from hashlib import sha256


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = _split(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(index, leaves)."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*naive_path(index, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(index - k, leaves[k:]), naive_root(leaves[:k])]


def naive_proof(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PROOF(old, leaves), for 0 < old ≤ size."""
    return _subproof(old, leaves, is_whole=True)


def _subproof(old: int, leaves: Sequence[bytes], *, is_whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if is_whole else [naive_root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], is_whole=is_whole), naive_root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], is_whole=False), naive_root(leaves[:k])]


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)
