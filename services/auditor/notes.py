"""Signed notes (C2SP signed-note): a text, a blank line, and lines of signatures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.findings import VerificationError
from auditor.keys import BadSignatureError, VerificationKey, is_key_name
from auditor.strict import base64_bytes

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")
_LINE = re.compile(r"— (?P<name>[^ ]+) (?P<signature>[A-Za-z0-9+/=]+)")
_ID_BYTES = 4


@dataclass(frozen=True)
class Signature:
    """One signature line: whose it claims to be, and its bytes."""

    name: str
    key_id: bytes
    raw: bytes


@dataclass(frozen=True)
class SignedNote:
    """A note as it was read. Its text means nothing until a trusted key has signed it."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Signed:
    """A key that did sign a note, and when, if its kind of signature says so."""

    key: VerificationKey
    at: int | None


def parse_note(raw: bytes) -> SignedNote:
    """Reads a signed note. Raises `VerificationError` for what is not exactly one."""
    if len(raw) > MAX_NOTE_BYTES:
        raise _malformed("it is too long")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8 text") from None
    if _CONTROLS.search(whole):
        raise _malformed("it has control characters in it")
    text, blank, signatures = whole.rpartition("\n\n")
    if not blank or not text or not signatures.endswith("\n"):
        raise _malformed("it is not a text, a blank line and lines of signatures")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise _malformed(f"it has more than {MAX_SIGNATURES} signatures")
    return SignedNote(text + "\n", tuple(_signature(line) for line in lines))


def _signature(line: str) -> Signature:
    found = _LINE.fullmatch(line)
    if not found or not is_key_name(found["name"]):
        raise _malformed("a line among its signatures is not one")
    try:
        raw = base64_bytes(found["signature"])
    except ValueError:
        raise _malformed(f"the signature of {found['name']} is not base64") from None
    if len(raw) <= _ID_BYTES:
        raise _malformed(f"the signature of {found['name']} is too short")
    return Signature(found["name"], raw[:_ID_BYTES], raw[_ID_BYTES:])


def signers(note: SignedNote, known: Iterable[VerificationKey]) -> tuple[Signed, ...]:
    """Which of the known keys signed the note, each once; unknown signatures are passed over.

    A signature that claims to be of a known key but is not makes the whole note worthless
    (C2SP signed-note, "Signatures"). Raises `VerificationError`.
    """
    by_claim = {(key.name, key.id): key for key in known}
    found: dict[VerificationKey, Signed] = {}
    for signature in note.signatures:
        if key := by_claim.get((signature.name, signature.key_id)):
            found.setdefault(key, _verified(note, signature, key))
    return tuple(found.values())


def _verified(note: SignedNote, signature: Signature, key: VerificationKey) -> Signed:
    try:
        return Signed(key, key.verify(note.text.encode(), signature.raw))
    except BadSignatureError:
        raise VerificationError(
            "signature",
            f"The signature of {key.name} is not genuine: the text was changed after signing, or "
            "somebody else signed it.",
        ) from None


def _malformed(why: str) -> VerificationError:
    return VerificationError("note-format", f"This is not a signed note: {why}.")
