"""Strict readers of small encodings: what could be written in two ways is refused in one."""

import base64
import re

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
MAX_SIZE = 2**63 - 1


def base64_bytes(text: str) -> bytes:
    """Standard padded base64 (RFC 4648, section 4), canonical only. Raises `ValueError`."""
    raw = base64.b64decode(text.encode("ascii"), validate=True)
    if base64.b64encode(raw).decode("ascii") != text:
        raise ValueError("not canonical base64")
    return raw


def base64_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def base64url_bytes(text: str) -> bytes:
    """Base64url without padding (RFC 7515, section 2), canonical only. Raises `ValueError`."""
    if not _BASE64URL.fullmatch(text):
        raise ValueError("not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url_text(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


def base64url_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def decimal(text: str) -> int:
    """A number from 0 to 2^63 − 1 without leading noughts. Raises `ValueError`."""
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_SIZE:
        raise ValueError("not a plain decimal number")
    return int(text)
