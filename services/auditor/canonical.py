"""Canonical JSON as entries have it: one way to write each value (RFC 8785, a part of it).

An entry holds objects with ASCII keys, arrays, strings, small integers, true, false and null. Of
these, sorting keys by code point and writing strings as Python's `json` does is what RFC 8785 asks
for; numbers with fractions, where it would not be, are refused.
"""

import json
from typing import Any, NoReturn

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exact (RFC 8785, appendix D)."""


class NotCanonicalError(ValueError):
    """Bytes are not the canonical JSON of a value; the sentence says why."""


def read_canonical(raw: bytes) -> Any:
    """The value of canonical JSON. Raises `NotCanonicalError`."""
    try:
        text = raw.decode("utf-8")
        value = _decoder.decode(text)
    except UnicodeDecodeError:
        raise NotCanonicalError("is not UTF-8 text") from None
    except json.JSONDecodeError:
        raise NotCanonicalError("is not JSON") from None
    except RecursionError:
        raise NotCanonicalError("is nested too deeply") from None
    if not raw.isascii() and not _has_ascii_keys(value):
        raise NotCanonicalError("has a key that is not ASCII")
    if _encoder.encode(value) != text:
        raise NotCanonicalError("is not written in the canonical way")
    return value


def canonical(value: Any) -> bytes:
    """The canonical JSON of a value of the kinds that entries are made of."""
    return _encoder.encode(value).encode()


def _has_ascii_keys(value: Any) -> bool:
    if isinstance(value, dict):
        return all(key.isascii() and _has_ascii_keys(one) for key, one in value.items())
    if isinstance(value, list):
        return all(_has_ascii_keys(one) for one in value)
    return True


def _integer(text: str) -> int:
    if len(text) > len(str(-MAX_INTEGER)) or abs(int(text)) > MAX_INTEGER:
        raise NotCanonicalError("has an integer beyond 53 bits")
    return int(text)


def _not_an_integer(_: str) -> NoReturn:
    raise NotCanonicalError("has a number that is not an integer")


_decoder = json.JSONDecoder(
    parse_int=_integer, parse_float=_not_an_integer, parse_constant=_not_an_integer
)
_encoder = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
)
