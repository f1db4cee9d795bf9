"""Published signed notes and checkpoints, real ones among them, and malformed keys."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from auditor.checkpoints import parse_checkpoint
from auditor.findings import VerificationError
from auditor.keys import ED25519, KeyFormatError, VerificationKey
from auditor.merkle import leaf_hash
from auditor.notes import parse_note, signers
from auditor.policy import simple_trust
from auditor.trust import accept
from tests.support.shared import needs_shared, shared


def read(*parts: str) -> dict[str, Any]:
    path = shared("vectors", *parts)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


NOTES = read("signed-note", "notes.json")
CHECKPOINTS = read("checkpoints", "checkpoints.json")
needs_notes = needs_shared("vectors", "signed-note")
needs_checkpoints = needs_shared("vectors", "checkpoints")


def named(case: dict[str, Any]) -> str:
    return str(case.get("name") or case.get("m"))


@needs_notes
@pytest.mark.parametrize("case", NOTES.get("verify", ()), ids=named)
def test_a_note_is_judged_as_published(case: dict[str, Any]) -> None:
    """A note that no known key signed verifies for nobody; the caller refuses it."""
    keys = [VerificationKey.parse(one) for one in case["vkeys"]]
    raw = case["note"].encode()
    if case["ok"]:
        assert [one.key.name for one in signers(parse_note(raw), keys)] == case["verified"]
        return
    try:
        found = signers(parse_note(raw), keys)
    except VerificationError:
        return
    assert found == ()
    assert case["name"] == "go-no-known-key"


@needs_notes
def test_a_signature_made_with_the_published_key_is_the_published_one() -> None:
    [case] = NOTES["sign"]
    key = VerificationKey.parse(case["vkey"])
    seed = base64.b64decode(case["skey"].split("+", 4)[4])[1:]
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(case["text"].encode())
    line = f"— {key.name} {base64.b64encode(key.id + signature).decode()}\n"
    assert line == case["want_sig_line"]
    [found] = signers(parse_note(f"{case['text']}\n{line}".encode()), [key])
    assert found.key == key


@needs_notes
def test_damaged_keys_are_refused() -> None:
    """Those published, every proper part of a good key, and every byte of it counted up by one."""
    good = NOTES["sign"][0]["vkey"]
    parts = {good[i:j] for i in range(len(good)) for j in range(i, len(good) + 1)} - {good}
    raised = {good[:i] + chr(ord(good[i]) + 1) + good[i + 1 :] for i in range(len(good))}
    for text in (*NOTES["bad_vkeys"], *parts, *raised):
        with pytest.raises(KeyFormatError):
            VerificationKey.parse(text)
    assert str(VerificationKey.parse(good)) == good


@needs_checkpoints
@pytest.mark.parametrize("case", CHECKPOINTS.get("checkpoints", ()), ids=named)
def test_a_real_checkpoint_is_accepted_and_none_of_its_bytes_can_change(
    case: dict[str, Any],
) -> None:
    raw = case["note"].encode()
    key = key_of(case)
    trust = simple_trust([key], [], None, case.get("origin"))
    accepted = accept(raw, trust)
    assert accepted.checkpoint.size == case["size"]
    assert accepted.logs == (key,)
    text_bytes = case["note"].index("\n\n") + 1
    for i in range(text_bytes):
        with pytest.raises(VerificationError):
            accept(raw[:i] + bytes([raw[i] ^ 1]) + raw[i + 1 :], trust)


def key_of(case: dict[str, Any]) -> VerificationKey:
    if "vkey" in case:
        return VerificationKey.parse(case["vkey"])
    seed = bytes.fromhex(case["ed25519_seed_hex"])
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return VerificationKey.of(case["note"].split("\n")[0], ED25519, public)


@needs_checkpoints
@pytest.mark.parametrize("case", CHECKPOINTS.get("parse", {}).get("cases", ()), ids=named)
def test_a_checkpoint_without_a_root_of_32_bytes_is_refused(case: dict[str, Any]) -> None:
    """The published parser takes roots of any length; a log over SHA-256 has none but of 32."""
    with pytest.raises(VerificationError) as refusal:
        parse_checkpoint(case["m"])
    assert refusal.value.rule == "checkpoint-format"
    assert ("32 bytes" in refusal.value.sentence) == case["ok"]


@needs_checkpoints
def test_a_checkpoint_of_a_tree_reads_as_published() -> None:
    case = CHECKPOINTS["tree_format"]
    found = parse_checkpoint(case["want"])
    assert (found.size, found.root) == (case["n"], leaf_hash(case["record_utf8"].encode()))
