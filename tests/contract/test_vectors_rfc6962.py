"""Published cases of Merkle proofs, with verdicts, and where our conventions are stricter."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from auditor import merkle, tree
from auditor.findings import VerificationError
from tests.support.shared import needs_shared, shared

ROOT = ("vectors", "rfc6962")
HOW_MANY = {
    "inclusion": 98,
    "consistency": 98,
}


def cases(kind: str) -> list[Any]:
    folder = shared(*ROOT, kind)
    found = sorted(p for p in folder.rglob("*.json") if p.is_file())
    return [pytest.param(p, id=str(p.relative_to(folder))) for p in found]


def decoded(case: dict[str, Any], *names: str) -> list[bytes]:
    return [base64.b64decode(case[name]) for name in names]


def proof(case: dict[str, Any]) -> list[bytes]:
    return [base64.b64decode(one) for one in case["proof"] or ()]


@needs_shared(*ROOT)
@pytest.mark.parametrize(("kind", "count"), HOW_MANY.items())
def test_all_published_cases_are_here(kind: str, count: int) -> None:
    assert len(cases(kind)) == count


@needs_shared(*ROOT)
@pytest.mark.parametrize("path", cases("inclusion"))
def test_inclusion_is_judged_as_published(path: Path) -> None:
    case = json.loads(path.read_text())
    leaf, root = decoded(case, "leafHash", "root")

    def verify() -> None:
        merkle.verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof(case), root)

    if case["wantErr"]:
        with pytest.raises(VerificationError):
            verify()
    else:
        verify()


@needs_shared(*ROOT)
@pytest.mark.parametrize("path", cases("consistency"))
def test_consistency_is_judged_as_published(path: Path) -> None:
    """But for one case that has roots of 12 bytes: ours have 32, and nothing else is accepted."""
    case = json.loads(path.read_text())
    old, new = decoded(case, "root1", "root2")

    def verify() -> None:
        merkle.verify_consistency(case["size1"], case["size2"], old, new, proof(case))

    if case["wantErr"] or path.name == "sizes-are-equal-one-and-proof-is-empty.json":
        with pytest.raises(VerificationError):
            verify()
    else:
        verify()


@needs_shared(*ROOT)
def test_the_reference_tree_has_its_published_roots() -> None:
    reference = json.loads(shared(*ROOT, "reference_tree.json").read_text())
    entries = [bytes.fromhex(one) for one in reference["leaf_inputs_hex"]]
    leaves = tree.leaf_hashes(entries)
    assert [one.hex() for one in leaves] == reference["node_hashes_by_level"][0]
    roots = [tree.root_of(leaves[:size]).hex() for size in range(len(leaves) + 1)]
    assert roots == reference["root_hash_by_size"]


@needs_shared(*ROOT)
def test_leaves_and_nodes_are_hashed_as_published() -> None:
    reference = json.loads(shared(*ROOT, "reference_tree.json").read_text())
    empty, of_nothing, of_text, of_nodes = reference["hasher"]
    assert merkle.EMPTY_ROOT.hex() == empty["want"]
    assert merkle.leaf_hash(b"").hex() == of_nothing["want"]
    assert merkle.leaf_hash(of_text["leaf_utf8"].encode()).hex() == of_text["want"]
    halves = (of_nodes["left_utf8"].encode(), of_nodes["right_utf8"].encode())
    assert merkle.node_hash(*halves).hex() == of_nodes["want"]


@needs_shared(*ROOT)
def test_a_real_certificate_stands_in_a_log_of_three_million() -> None:
    case = json.loads(shared(*ROOT, "google-ct-python.json").read_text())["inclusion_real_ct_leaf"]
    leaf = merkle.leaf_hash(bytes.fromhex(case["leaf_hex"]))
    path = [bytes.fromhex(one) for one in case["audit_path"]]
    index, size, root = case["leaf_index"], case["tree_size"], bytes.fromhex(case["root"])
    merkle.verify_inclusion(leaf, index, size, path, root)
    with pytest.raises(VerificationError):
        merkle.verify_inclusion(leaf, index + 1, size, path, root)


@needs_shared(*ROOT)
def test_the_python_vectors_of_certificate_transparency_are_consistent() -> None:
    whole = json.loads(shared(*ROOT, "google-ct-python.json").read_text())
    for case in whole["consistency"]:
        path = [bytes.fromhex(one) for one in case["proof"]]
        roots = [bytes.fromhex(case[one]) for one in ("root1", "root2")]
        merkle.verify_consistency(case["size1"], case["size2"], *roots, path)
