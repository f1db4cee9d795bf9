"""Ids that follow from what was published, so that the same file gives the same ids again."""

import hashlib
import re
import unicodedata
import uuid

SEPARATOR = "\x1f"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.popoloproject.com/specs/motion.html")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LONGEST_WORD = 40


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for these parts, and for no others."""
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()[:12]


def command_id(book: str, *parts: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, SEPARATOR.join((book, *parts)))


def word(text: str) -> str:
    """A text in small letters, digits and hyphens; empty if nothing is left of it."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:_LONGEST_WORD].strip("-")


def readable_id(text: str, *unique: str) -> str:
    """An id that shows what it stands for, and that no other thing has."""
    return f"{word(text) or 'no'}-{digest(*unique)}"


def organisation_code(text: str) -> str:
    """An organisation's code as it is, if it is one; else one made from it."""
    return text if _CODE.fullmatch(text) else readable_id(text, text)


def is_id(text: str) -> bool:
    """Whether a text may be an id as it is."""
    return bool(_ID.fullmatch(text))
