"""The vectors that we publish: the auditor and the log both judge them as they say."""

import base64
import json
from collections.abc import Callable
from functools import reduce
from hashlib import sha256
from typing import Any

import pytest

from auditor import disclosures, merkle
from auditor.entries import envelope_faults, read_envelope
from auditor.findings import VerificationError
from auditor.keys import VerificationKey
from auditor.policy import Trust, simple_trust
from auditor.receipts import parse_receipt, verify_receipt
from auditor.trust import accept
from eventlog import notes
from eventlog.checkpoints import SignedCheckpoint
from eventlog.disclosures import base64url, digest_of
from eventlog.proofs import (
    ProofError,
    consistency_ranges,
    inclusion_ranges,
    range_root,
    require_extension,
)
from eventlog.sealing import leaf_hash
from eventlog.tree import Frontier
from schemas.entry import canonical
from tests.support import vectors

Case = dict[str, Any]


def cases(name: str, *, accepted: bool | None = None) -> pytest.MarkDecorator:
    found = json.loads((vectors.FOLDER / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    chosen = [one for one in found if accepted in (None, one["accept"])]
    assert chosen
    return pytest.mark.parametrize("case", chosen, ids=lambda one: one["name"].replace(" ", "-"))


def judged(case: Case, check: Callable[[], object], *errors: type[Exception]) -> None:
    """Accepts what is to be accepted, and refuses the rest with one of these errors."""
    if case["accept"]:
        check()
    else:
        with pytest.raises(errors):
            check()


def raw(case: Case, name: str) -> bytes:
    return base64.b64decode(case[name])


def proof(case: Case) -> list[bytes]:
    return [base64.b64decode(one) for one in case["proof"]]


def trust(case: Case) -> Trust:
    return simple_trust([VerificationKey.parse(one) for one in case["keys"]], [], None)


def leaves() -> list[bytes]:
    found = json.loads((vectors.FOLDER / "leaves.json").read_text(encoding="utf-8"))["leaves"]
    return [base64.b64decode(one) for one in found]


def tile_of(size: int) -> Callable[[int, int], bytes]:
    """The one tile that so small a tree has."""
    return lambda _level, _number: b"".join(leaves()[:size])


def test_the_published_vectors_are_what_the_program_makes() -> None:
    assert vectors.main(["--check"]) == 0


def test_each_file_has_cases_to_accept_and_to_refuse() -> None:
    for name in vectors.MAKERS:
        found = json.loads((vectors.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        assert {one["accept"] for one in found["cases"]} == {True, False}, name
        assert len({one["name"] for one in found["cases"]}) == len(found["cases"]), name


@cases("entries")
def test_the_auditor_judges_entries(case: Case) -> None:
    stored = case["bytes"].encode()

    def check() -> None:
        envelope = read_envelope(stored, case["position"])
        for finding in envelope_faults(envelope, case["position"]):
            raise VerificationError(finding.rule, finding.sentence)
        assert merkle.leaf_hash(stored).hex() == case["leaf_hash"]

    judged(case, check, VerificationError)


@cases("entries", accepted=True)
def test_the_log_writes_entries_so(case: Case) -> None:
    stored = case["bytes"].encode()
    assert canonical(json.loads(stored)) == stored
    assert leaf_hash(stored).hex() == case["leaf_hash"]


@cases("disclosures")
def test_the_auditor_judges_disclosures(case: Case) -> None:
    def check() -> None:
        opened = disclosures.open_disclosure(case["disclosure"])
        if opened.digest not in case["_sd"]:
            raise VerificationError("text-mismatch", "It was not recorded.")
        assert (opened.name, opened.value) == (case["opens"], case["value"])

    judged(case, check, VerificationError)


@cases("disclosures", accepted=True)
def test_the_log_digests_disclosures_so(case: Case) -> None:
    assert base64url(digest_of(case["disclosure"])) in case["_sd"]


@cases("inclusion")
def test_the_auditor_judges_inclusion(case: Case) -> None:
    def check() -> None:
        leaf, root = raw(case, "leaf"), raw(case, "root")
        merkle.verify_inclusion(leaf, case["index"], case["size"], proof(case), root)

    judged(case, check, VerificationError)


@cases("inclusion", accepted=True)
def test_the_log_makes_these_proofs_of_inclusion(case: Case) -> None:
    index, size = case["index"], case["size"]
    made = [range_root(one, tile_of(size)) for one in inclusion_ranges(index, size)]
    assert made == proof(case)
    frontier, _ = Frontier().grown(leaves()[:size])
    assert frontier.root == raw(case, "root")


@cases("consistency")
def test_the_auditor_and_the_log_judge_consistency(case: Case) -> None:
    old, size = case["old_size"], case["size"]
    roots = raw(case, "old_root"), raw(case, "root")
    judged(
        case,
        lambda: merkle.verify_consistency(old, size, *roots, proof(case)),
        VerificationError,
    )
    judged(case, lambda: require_extension(old, size, *roots, proof(case)), ProofError)


@cases("consistency", accepted=True)
def test_the_log_makes_these_proofs_of_consistency(case: Case) -> None:
    size = case["size"]
    made = [range_root(one, tile_of(size)) for one in consistency_ranges(case["old_size"], size)]
    assert made == proof(case)


@cases("checkpoints")
def test_the_auditor_and_the_log_judge_checkpoints(case: Case) -> None:
    def audited() -> None:
        head = accept(case["note"].encode(), trust(case)).checkpoint
        assert (head.origin, head.size, head.root) == (
            case["origin"],
            case["size"],
            raw(case, "root"),
        )

    def logged() -> None:
        keys = [notes.VerificationKey.read(one) for one in case["keys"]]
        signed = SignedCheckpoint.read(case["note"])
        if not notes.SignedNote.read(case["note"].encode()).is_signed_by(keys):
            raise notes.NoteError("nobody we know signed it")
        assert (signed.size, signed.root) == (case["size"], raw(case, "root"))

    judged(case, audited, VerificationError)
    judged(case, logged, notes.NoteError)


@cases("receipts")
def test_the_auditor_judges_receipts(case: Case) -> None:
    def check() -> None:
        verified = verify_receipt(parse_receipt(case["receipt"].encode()), trust(case))
        assert verified.entry.position == case["position"]

    judged(case, check, VerificationError)


@cases("receipts", accepted=True)
def test_the_log_makes_these_receipts(case: Case) -> None:
    """Its leaf, its proof and its reading of the note, put together."""
    head, _, note = case["receipt"].partition("\n\n")
    _, extra, index, *hashes = head.split("\n")
    position = int(index.removeprefix("index ")) + 1
    stored = base64.b64decode(extra.removeprefix("extra "))
    signed = SignedCheckpoint.read(note)
    ranges = inclusion_ranges(position - 1, signed.size)
    assert leaf_hash(stored) == leaves()[position - 1]
    made = [range_root(one, tile_of(signed.size)) for one in ranges]
    assert made == [base64.b64decode(one) for one in hashes]


def test_the_root_of_the_leaves_is_that_of_the_definition() -> None:
    """RFC 6962, section 2.1, over eleven leaves written out."""

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    level = leaves()
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [reduce(node, pair) for pair in pairs]
    frontier, _ = Frontier().grown(leaves())
    assert level == [frontier.root]
