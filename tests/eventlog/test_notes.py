"""Notes, keys and checkpoints are those of C2SP, by the examples that others have published."""

import json
from typing import Any

import pytest

from eventlog.checkpoints import Checkpoint
from eventlog.notes import (
    COSIGNATURE,
    NoteError,
    Signature,
    SignedNote,
    SigningKey,
    VerificationKey,
    base64_bytes,
)
from tests.support.shared import needs_shared, shared

NOTES = shared("vectors", "signed-note", "notes.json")
CHECKPOINTS = shared("vectors", "checkpoints", "checkpoints.json")
KNOWN: dict[str, Any] = json.loads(NOTES.read_text()) if NOTES.exists() else {}
HEADS: dict[str, Any] = json.loads(CHECKPOINTS.read_text()) if CHECKPOINTS.exists() else {}
TEXT = "example.nhs.uk/place\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def is_genuine(case: dict[str, Any]) -> bool:
    try:
        note = SignedNote.read(case["note"].encode())
        return note.is_signed_by([VerificationKey.read(one) for one in case["vkeys"]])
    except NoteError:
        return False


@needs_shared("vectors", "signed-note")
@pytest.mark.parametrize("case", KNOWN.get("verify", ()), ids=lambda case: case["name"])
def test_published_notes_have_their_verdicts(case: dict[str, Any]) -> None:
    assert is_genuine(case) == case["ok"]


@needs_shared("vectors", "signed-note")
def test_a_published_text_is_signed_byte_for_byte_the_same() -> None:
    for case in KNOWN["sign"]:
        name = VerificationKey.read(case["vkey"]).name
        key = SigningKey(base64_bytes(case["skey"].split("+", 4)[4])[1:])
        assert str(key.verification_key(name)) == case["vkey"]
        assert key.sign(name, case["text"]).line == case["want_sig_line"]


@needs_shared("vectors", "signed-note")
def test_keys_that_are_damaged_anywhere_are_refused() -> None:
    vkey = KNOWN["sign"][0]["vkey"]
    increments = [vkey[:at] + chr(ord(vkey[at]) + 1) + vkey[at + 1 :] for at in range(len(vkey))]
    prefixes = [vkey[:at] for at in range(len(vkey))] + [vkey[at:] for at in range(1, len(vkey))]
    for bad in (*KNOWN["bad_vkeys"], *increments, *prefixes):
        with pytest.raises(NoteError):
            VerificationKey.read(bad)


@needs_shared("vectors", "checkpoints")
@pytest.mark.parametrize("case", HEADS.get("checkpoints", ()), ids=lambda case: case["name"])
def test_heads_of_logs_in_production_are_read(case: dict[str, Any]) -> None:
    note = SignedNote.read(case["note"].encode())
    head = Checkpoint.read(note.text)
    assert head.size == case["size"]
    if vkey := case.get("vkey"):
        assert note.is_signed_by([VerificationKey.read(vkey)])
        assert head.origin == case["origin"]


def test_a_cosignature_is_of_its_time_and_text_alone() -> None:
    key = SigningKey(bytes(32))
    line = key.cosign("witness", TEXT, 1_800_000_000).line
    found = Signature.read(line.removesuffix("\n"))
    witness = key.verification_key("witness", COSIGNATURE)
    assert VerificationKey.read(str(witness)) == witness
    assert witness.has_signed(TEXT, found)
    later = Signature(found.name, found.key_id, b"\x00" * 7 + b"\x01" + found.raw[8:])
    assert not witness.has_signed(TEXT, later)
    assert not witness.has_signed(TEXT.replace("place", "other"), found)
    assert not key.verification_key("witness").has_signed(TEXT, found)


def test_one_false_signature_in_a_known_name_makes_a_note_worthless() -> None:
    key, other = SigningKey(bytes(32)), SigningKey(b"1" * 32)
    good = key.sign("log", TEXT)
    false = Signature("log", other.verification_key("log").id, bytes(64))
    keys = [one.verification_key("log") for one in (key, other)]
    assert SignedNote(TEXT, (good,)).is_signed_by(keys)
    assert not SignedNote(TEXT, (good, false)).is_signed_by(keys)
    assert SignedNote(TEXT, (good, false)).is_signed_by(keys[:1])


@pytest.mark.parametrize(
    "text",
    [
        "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "log\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "log\n5\nAAAA\n",
        "log\n5\n",
        "\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.read(text)
