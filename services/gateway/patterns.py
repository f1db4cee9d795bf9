"""What each pattern of a field means, as the words that follow *must be*."""

import re

_CHOICE = re.compile(r"\^\((?P<words>[a-z0-9]+(?:\|[a-z0-9]+)*)\)\$")
_NAMELIKE = (
    "letters, digits, dots, hyphens and underscores, 64 or fewer, the first a letter or digit"
)

MEANINGS: dict[str, str] = {
    r"^[a-z0-9][a-z0-9._-]{0,63}$": f"an id: small {_NAMELIKE}",
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$": f"an ODS code, or a local code or id: {_NAMELIKE}",
    r"^U[0-9]{5}$": "the ODS code of a PCN: a capital U and five digits",
    r"^[a-z0-9][a-z0-9-]{0,62}$": "the id of a book: small letters, digits and hyphens, 63 or "
    "fewer, the first a letter or digit",
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$": "text without control characters",
    r"^[0-9a-f]{64}$": "a SHA-256: 64 of the digits 0 to 9 and small letters a to f",
    r"^[a-z][a-z_]{0,63}$": "the name of a field: small letters and underscores, 64 or fewer, the "
    "first a letter",
    r"^[0-9]{1,4}(\.[0-9]{1,4})?$": "the number of an item or paragraph, for example 14 or 014.2",
    r"^(0|[1-9][0-9]?)$": "a whole number from 0 to 99",
    r"^[A-Za-z0-9][A-Za-z0-9.:/-]*$": "the name of a host: letters, digits, dots, colons, slashes "
    "and hyphens, the first a letter or digit",
    "^(https?://.+)?$": "an address that begins with http:// or https://",
}


def meaning(pattern: str) -> str:
    """In words; a plain choice such as `^(pdf|docx)$` says itself. Else the pattern as it is."""
    if found := _CHOICE.fullmatch(pattern):
        *others, last = found["words"].split("|")
        return f"{', '.join(others)} or {last}" if others else last
    return MEANINGS.get(pattern, f"of the form {pattern}")
