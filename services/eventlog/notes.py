"""Signed notes (C2SP signed-note) and the keys that sign and verify them, all Ed25519."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 0x01
"""A log's signature, over the note's text."""
COSIGNATURE = 0x04
"""A witness's signature, over the time and a checkpoint (C2SP tlog-cosignature)."""

MOST_NOTE_BYTES = 1_000_000
MOST_SIGNATURES = 100
_ID_BYTES, _TIME_BYTES, _KEY_BYTES = 4, 8, 32
_LATEST = 2**63 - 1
_LINE = re.compile(r"— ([^ \n]+) ([A-Za-z0-9+/=]+)")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """Bytes are not a signed note, or a text is not a key; the sentence says why."""


@dataclass(frozen=True)
class Signature:
    """One line: whose it claims to be, and its bytes."""

    name: str
    key_id: bytes
    raw: bytes

    @property
    def line(self) -> str:
        return f"— {self.name} {base64_text(self.key_id + self.raw)}\n"

    @classmethod
    def read(cls, line: str) -> "Signature":
        """Raises `NoteError`."""
        found = _LINE.fullmatch(line)
        raw = base64_bytes(found[2]) if found else b""
        if not found or not is_key_name(found[1]) or len(raw) <= _ID_BYTES:
            raise NoteError("a line is not a signature")
        return cls(found[1], raw[:_ID_BYTES], raw[_ID_BYTES:])


@dataclass(frozen=True)
class VerificationKey:
    """A public key, the name it goes by, and the kind of signatures that it verifies."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key)."""
        whole = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(whole).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """`name+hash+key`, as people hand it on ("Verifier keys")."""
        return f"{self.name}+{self.id.hex()}+{base64_text(bytes([self.kind]) + self.public)}"

    @classmethod
    def read(cls, text: str) -> "VerificationKey":
        """Raises `NoteError`."""
        name, _, rest = text.partition("+")
        id_, _, material = rest.partition("+")
        raw = base64_bytes(material)
        if not is_key_name(name) or len(raw) != 1 + _KEY_BYTES:
            raise NoteError(f"{text!r} is not a verification key: name+hash+key")
        key = cls(name, raw[0], raw[1:])
        if key.kind not in (ED25519, COSIGNATURE) or key.id.hex() != id_:
            raise NoteError(f"the verification key of {name} is damaged, or of an unknown kind")
        return key

    def has_signed(self, text: str, signature: Signature) -> bool:
        """Whether a signature is this key's, and genuine."""
        if (signature.name, signature.key_id) != (self.name, self.id):
            return False
        signed, raw = text.encode(), signature.raw
        if self.kind == COSIGNATURE:
            at = int.from_bytes(raw[:_TIME_BYTES], "big")
            signed, raw = cosigned_message(text, at), raw[_TIME_BYTES:]
            if not 0 < at <= _LATEST:
                return False
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(raw, signed)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private key. It has no name of its own: it signs under the one that it is given."""

    seed: bytes

    @classmethod
    def generate(cls) -> "SigningKey":
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def verification_key(self, name: str, kind: int = ED25519) -> VerificationKey:
        return VerificationKey(name, kind, self._private.public_key().public_bytes_raw())

    def sign(self, name: str, text: str) -> Signature:
        """A log's signature over a note's text, which ends in a newline."""
        key = self.verification_key(name)
        return Signature(name, key.id, self._private.sign(text.encode()))

    def cosign(self, name: str, text: str, at: int) -> Signature:
        """A witness's signature over a checkpoint at a time, in seconds since 1970."""
        key = self.verification_key(name, COSIGNATURE)
        raw = at.to_bytes(_TIME_BYTES, "big") + self._private.sign(cosigned_message(text, at))
        return Signature(name, key.id, raw)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class SignedNote:
    """A text and the signatures under it; nothing of it is verified by reading it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(one.line for one in self.signatures)}"

    @classmethod
    def read(cls, raw: bytes) -> "SignedNote":
        """Raises `NoteError` for what is not exactly a signed note."""
        try:
            whole = raw.decode() if len(raw) <= MOST_NOTE_BYTES else ""
        except UnicodeDecodeError:
            raise NoteError("it is not UTF-8 text") from None
        text, blank, below = whole.rpartition("\n\n")
        if not blank or not text or not below.endswith("\n") or _CONTROLS.search(whole):
            raise NoteError("it is not a text, a blank line and lines of signatures")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise NoteError(f"it has more than {MOST_SIGNATURES} signatures")
        return cls(text + "\n", tuple(Signature.read(line) for line in lines))

    def is_signed_by(self, keys: Iterable[VerificationKey]) -> bool:
        """Whether any of these keys has signed it, and no signature in their name is false."""
        by_claim = {(key.name, key.id): key for key in keys}
        claims = [
            key.has_signed(self.text, one)
            for one in self.signatures
            if (key := by_claim.get((one.name, one.key_id)))
        ]
        return bool(claims) and all(claims)


def cosigned_message(text: str, at: int) -> bytes:
    """What a witness signs (C2SP tlog-cosignature, "Ed25519 signed message")."""
    return b"cosignature/v1\ntime %d\n" % at + text.encode()


def is_key_name(name: str) -> bool:
    """Non-empty, without spaces, plus signs or control characters."""
    return bool(name) and name.isprintable() and not any(c == "+" or c.isspace() for c in name)


def base64_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def base64_bytes(text: str) -> bytes:
    """Standard padded base64, canonical only. Raises `NoteError`."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise NoteError("it is not base64") from None
    if base64_text(raw) != text:
        raise NoteError("it is not canonical base64")
    return raw
