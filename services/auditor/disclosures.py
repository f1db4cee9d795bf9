"""Texts that can be erased: SD-JWT disclosures (RFC 9901), checked against an entry's digests."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from auditor.findings import VerificationError
from auditor.strict import base64url_bytes, base64url_text

_PARTS = 3
_MIN_SALT_BYTES = 16
_RESERVED = ("_sd", "...")


@dataclass(frozen=True)
class Disclosure:
    """An opened text: the field's name, its value, and the digest that an entry holds of it."""

    name: str
    value: Any
    digest: str


def digest_of(disclosure: str) -> str:
    """`base64url(SHA-256(ASCII(disclosure)))` (RFC 9901, section 4.2.3)."""
    return base64url_text(sha256(disclosure.encode("ascii")).digest())


def open_disclosure(disclosure: str) -> Disclosure:
    """Reads `base64url(JSON [salt, name, value])`. Raises `VerificationError` or `TypeError`."""
    try:
        parts = json.loads(base64url_bytes(disclosure).decode("utf-8"))
    except (ValueError, RecursionError):
        raise _malformed("it is not JSON in base64url") from None
    if not isinstance(parts, list) or len(parts) != _PARTS:
        raise _malformed("it is not a salt, a name and a value")
    salt, name, value = parts
    if not isinstance(salt, str) or not isinstance(name, str) or name in _RESERVED:
        raise _malformed("its salt or its name is not a text that it may be")
    if not _is_long_enough(salt):
        raise _malformed("its salt is shorter than 128 bits")
    return Disclosure(name, value, digest_of(disclosure))


def _is_long_enough(salt: str) -> bool:
    try:
        return len(base64url_bytes(salt)) >= _MIN_SALT_BYTES
    except ValueError:
        return False


def _malformed(why: str) -> VerificationError:
    return VerificationError("disclosure-format", f"This is not a disclosed text: {why}.")
