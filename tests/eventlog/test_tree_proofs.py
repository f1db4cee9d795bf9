"""The tree grows, and proves, as RFC 6962 has it: by vectors of others, and by a naive tree."""

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.merkle import verify_inclusion
from eventlog.proofs import (
    ProofError,
    consistency_ranges,
    inclusion_ranges,
    range_root,
    require_extension,
)
from eventlog.sealing import leaf_hash
from eventlog.tree import EMPTY_ROOT, Frontier, FrontierError
from tests.support.shared import needs_shared, shared
from tests.support.trees import naive_path, naive_proof, naive_root

RFC6962 = shared("vectors", "rfc6962")
VECTORS = sorted(RFC6962.glob("consistency/**/*.json")) if RFC6962.exists() else []
LEAVES = [sha256(b"%d" % n).digest() for n in range(1_300)]
sizes = st.integers(1, len(LEAVES))


def tile_of(level: int, number: int) -> bytes:
    """From the naive roots of whole subtrees, whatever is stored."""
    width = 256**level
    first = number * 256 * width
    starts = range(first, min(first + 256 * width, len(LEAVES) - width + 1), width)
    return b"".join(naive_root(LEAVES[at : at + width]) for at in starts)


def roots(ranges: list[tuple[int, int]]) -> list[bytes]:
    return [range_root(one, tile_of) for one in ranges]


@given(sizes)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_edge_gives_the_root_however_the_leaves_came(size: int) -> None:
    at_once, _ = Frontier().grown(LEAVES[:size])
    in_parts, _ = Frontier().grown(LEAVES[: size // 3])
    in_parts, _ = Frontier.read(in_parts.size, in_parts.stored).grown(LEAVES[size // 3 : size])
    assert at_once == in_parts
    assert at_once.root == naive_root(LEAVES[:size])


@given(sizes, st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_inclusion_proofs_are_those_of_the_standard(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = roots(inclusion_ranges(index, size))
    assert proof == naive_path(index, LEAVES[:size])
    verify_inclusion(LEAVES[index], index, size, proof, naive_root(LEAVES[:size]))


@given(sizes, st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_consistency_proofs_are_those_of_the_standard_and_no_other_is_accepted(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size))
    proof = roots(consistency_ranges(old, size))
    assert proof == naive_proof(old, LEAVES[:size])
    before, after = naive_root(LEAVES[:old]), naive_root(LEAVES[:size])
    require_extension(old, size, before, after, proof)
    rewritten = naive_root([*LEAVES[: old - 1], bytes(32)])
    for bad in ((rewritten, after, proof), (before, after, [*proof, bytes(32)])):
        with pytest.raises(ProofError):
            require_extension(old, size, *bad)


def test_what_no_proof_can_be_of_is_refused() -> None:
    assert Frontier().root == EMPTY_ROOT == naive_root([])
    assert consistency_ranges(0, 9) == consistency_ranges(9, 9) == []
    for index, size in ((0, 0), (5, 5), (-1, 5)):
        with pytest.raises(ValueError, match="outside"):
            inclusion_ranges(index, size)
    with pytest.raises(ValueError, match="no proof"):
        consistency_ranges(6, 5)
    with pytest.raises(FrontierError):
        Frontier.read(3, bytes(32))


@needs_shared("vectors", "rfc6962")
@pytest.mark.parametrize("path", VECTORS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_published_consistency_cases_have_their_verdicts(path: Path) -> None:
    case = json.loads(path.read_text())
    old_root, root = base64.b64decode(case["root1"]), base64.b64decode(case["root2"])
    proof = [base64.b64decode(one) for one in case["proof"] or ()]
    is_wanted = not case["wantErr"] and len(root) == 32  # we take 32 bytes and nothing else
    try:
        require_extension(case["size1"], case["size2"], old_root, root, proof)
    except ProofError:
        assert not is_wanted
    else:
        assert is_wanted


@needs_shared("vectors", "rfc6962")
def test_published_roots_are_ours() -> None:
    tree = json.loads((RFC6962 / "reference_tree.json").read_text())
    entries = [bytes.fromhex(one) for one in tree["leaf_inputs_hex"]]
    for size, wanted in enumerate(tree["root_hash_by_size"]):
        frontier, _ = Frontier().grown([leaf_hash(one) for one in entries[:size]])
        assert frontier.root.hex() == wanted
