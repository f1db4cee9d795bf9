"""Verification keys of signed notes: `name+hash+base64` (C2SP signed-note, "Verifier keys")."""

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from auditor.strict import MAX_SIZE, base64_bytes, base64_text

ED25519 = 0x01
"""A log's signature over the note's text."""
COSIGNATURE = 0x04
"""A witness's timestamped signature over a checkpoint (C2SP tlog-cosignature, Ed25519)."""

_KEY_BYTES = 32
_TIME_BYTES = 8
_ID_BYTES = 4


class KeyFormatError(ValueError):
    """A text is not a verification key that can be used here; the sentence says why."""


class BadSignatureError(Exception):
    """A signature that claims to be of a known key is not."""


@dataclass(frozen=True)
class VerificationKey:
    """A public key with the name it signs under. Two keys may share a name or an id, not both."""

    name: str
    id: bytes
    kind: int
    public: bytes

    @classmethod
    def of(cls, name: str, kind: int, public: bytes) -> "VerificationKey":
        """The key of this name over 32 bytes of Ed25519 public key. Raises `KeyFormatError`."""
        if not is_key_name(name):
            raise KeyFormatError(f"{name!r} is not the name of a key.")
        if kind not in (ED25519, COSIGNATURE):
            raise KeyFormatError(
                f"Keys of type {kind:#04x} are not supported, only Ed25519 ones (0x01, and 0x04 "
                "for witnesses)."
            )
        if len(public) != _KEY_BYTES:
            raise KeyFormatError("An Ed25519 public key is 32 bytes long.")
        return cls(name, _key_id(name, kind, public), kind, public)

    @classmethod
    def parse(cls, text: str) -> "VerificationKey":
        """Reads `<name>+<8 hexadecimal digits>+<base64>`. Raises `KeyFormatError`."""
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise KeyFormatError("A verification key reads name+hash+key, with two plus signs.")
        name, id_, material = parts
        try:
            raw = base64_bytes(material)
        except ValueError as error:
            raise KeyFormatError("The last part of the verification key is damaged.") from error
        if not raw:
            raise KeyFormatError("The last part of the verification key is empty.")
        key = cls.of(name, raw[0], raw[1:])
        if key.id.hex() != id_:
            raise KeyFormatError(
                f"The verification key of {name} is damaged: its name and key give the hash "
                f"{key.id.hex()}, it says {id_}."
            )
        return key

    @property
    def is_witness(self) -> bool:
        return self.kind == COSIGNATURE

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64_text(bytes([self.kind]) + self.public)}"

    def verify(self, text: bytes, signature: bytes) -> int | None:
        """Checks a signature over a note's text; of a cosignature, gives its time.

        The time is in seconds since 1970 (C2SP tlog-cosignature, "Ed25519 signed message").
        Raises `BadSignatureError`.
        """
        signed_at = None
        if self.is_witness:
            signed_at = int.from_bytes(signature[:_TIME_BYTES], "big")
            signature = signature[_TIME_BYTES:]
            text = b"cosignature/v1\ntime %d\n" % signed_at + text
            if not 0 < signed_at <= MAX_SIZE:
                raise BadSignatureError
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature as error:
            raise BadSignatureError from error
        return signed_at


def is_key_name(name: str) -> bool:
    """Non-empty, without spaces, plus signs or control characters."""
    return bool(name) and name.isprintable() and not any(c == "+" or c.isspace() for c in name)


def _key_id(name: str, kind: int, public: bytes) -> bytes:
    """SHA-256(name ‖ 0x0A ‖ type ‖ public key), the first four bytes."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_ID_BYTES]
