"""Texts that can be erased: SD-JWT disclosures (RFC 9901), each under a key of its own."""

import base64
import binascii
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

_STANDARD = bytes.maketrans(b"-_", b"+/")
_salted_text = msgspec.json.Decoder(tuple[str, str, str])
SALT_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32


class UndisclosedTextError(Exception):
    """A stored disclosure cannot be opened with this master key, or is not what was recorded."""


def base64url(raw: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    return _from_base64url(text.encode("ascii"))


def _from_base64url(text: bytes) -> bytes:
    return binascii.a2b_base64(text.translate(_STANDARD) + b"=" * (-len(text) % 4))


def disclosure_of(name: str, value: str) -> str:
    """`base64url(JSON [salt, name, value])` with a fresh 128-bit salt (RFC 9901, section 4.2)."""
    salt = base64url(os.urandom(SALT_BYTES))
    return base64url(msgspec.json.encode([salt, name, value]))


def digest_of(disclosure: str) -> bytes:
    """SHA-256 over the disclosure's ASCII bytes; an entry's `_sd` holds it in base64url."""
    return hashlib.sha256(disclosure.encode("ascii")).digest()


class SealedText(msgspec.Struct, frozen=True, gc=False):
    """A disclosure as it is stored: its digest, its wrapped key and its ciphertext."""

    name: str
    digest: bytes
    wrapped_key: bytes
    ciphertext: bytes


@dataclass(frozen=True)
class MasterKey:
    """Wraps the key of each disclosure (RFC 3394). Losing it loses every name and text."""

    key: bytes = field(repr=False)

    def seal(self, name: str, value: str) -> SealedText:
        disclosure = disclosure_of(name, value)
        digest = digest_of(disclosure)
        own_key, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
        ciphertext = AESGCM(own_key).encrypt(nonce, disclosure.encode("ascii"), digest)
        return SealedText(name, digest, aes_key_wrap(self.key, own_key), nonce + ciphertext)

    def open(self, sealed: SealedText) -> str:
        """The text of a stored disclosure. Raises `UndisclosedTextError`."""
        _, name, value = _salted_text.decode(_from_base64url(self._disclosure(sealed)))
        if name != sealed.name:
            raise UndisclosedTextError(f"The text {sealed.name!r} was recorded as {name!r}.")
        return value

    def disclosure(self, sealed: SealedText) -> str:
        """A stored disclosure as it was recorded, with its salt. Raises `UndisclosedTextError`."""
        return self._disclosure(sealed).decode("ascii")

    def _disclosure(self, sealed: SealedText) -> bytes:
        try:
            own_key = aes_key_unwrap(self.key, sealed.wrapped_key)
            nonce, ciphertext = sealed.ciphertext[:NONCE_BYTES], sealed.ciphertext[NONCE_BYTES:]
            disclosure = AESGCM(own_key).decrypt(nonce, ciphertext, sealed.digest)
        except (InvalidUnwrap, InvalidTag, ValueError) as error:
            raise UndisclosedTextError(
                f"The text {sealed.name!r} does not open under this master key."
            ) from error
        if hashlib.sha256(disclosure).digest() != sealed.digest:
            raise UndisclosedTextError(f"The text {sealed.name!r} is not the one recorded.")
        return disclosure

    @classmethod
    def from_file(cls, path: Path) -> "MasterKey":
        """The key kept in a file, made on first use; readable by its owner alone."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_key(path)
        return cls.from_text(path.read_text(encoding="ascii"))

    @classmethod
    def from_text(cls, text: str) -> "MasterKey":
        key = from_base64url(text.strip())
        if len(key) != KEY_BYTES:
            raise ValueError(f"A master key is {KEY_BYTES} bytes in base64url.")
        return cls(key)


def _write_key(path: Path) -> None:
    """Makes a key file, complete from its first moment; of two makers at once the first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64url(os.urandom(KEY_BYTES)))
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
