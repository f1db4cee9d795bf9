"""An entry as it stands in a book: its envelope, and what is wrong with one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from auditor.canonical import NotCanonicalError, read_canonical
from auditor.findings import Finding, VerificationError

FORMAT_VERSION = 1
MAX_ENTRY_BYTES = 65_535
Envelope: TypeAlias = dict[str, Any]

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", re.ASCII)
_TYPE = re.compile(r"[a-z]+(-[a-z]+)+\.v[1-9][0-9]*")
_TAG = re.compile(r"[a-z][a-z_-]*:[^\x00-\x1f]+")
_BOOK = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_NONCE = re.compile(r"[A-Za-z0-9_-]{22}")
_DIGEST = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of an entry that checks ask for. Times are as they are written, in UTC."""

    book: str
    position: int
    id: str
    type: str
    occurred_at: str
    recorded_at: str
    actor: str
    acting_for: str | None
    data: dict[str, Any]
    digests: tuple[str, ...]

    @classmethod
    def of(cls, envelope: Envelope) -> "Entry":
        """From an envelope that `envelope_faults` found nothing wrong with."""
        return cls(
            book=envelope["book"],
            position=envelope["position"],
            id=envelope["id"],
            type=envelope["type"],
            occurred_at=envelope["occurred_at"],
            recorded_at=envelope["recorded_at"],
            actor=envelope["actor"],
            acting_for=envelope.get("acting_for"),
            data=envelope["data"],
            digests=tuple(envelope.get("_sd", ())),
        )


def read_entry(stored: bytes) -> Entry:
    """One entry by itself, all that can be checked of it. Raises `VerificationError`."""
    envelope = read_envelope(stored, None)
    position = envelope.get("position")
    for finding in envelope_faults(envelope, position if isinstance(position, int) else 0):
        raise VerificationError(finding.rule, finding.sentence, finding.position)
    return Entry.of(envelope)


def read_envelope(stored: bytes, position: int | None) -> Envelope:
    """The envelope in an entry's bytes, said to be at a position. Raises `VerificationError`."""
    which = "The entry" if position is None else f"Entry {position}"
    if len(stored) > MAX_ENTRY_BYTES:
        sentence = f"{which} is larger than {MAX_ENTRY_BYTES} bytes."
        raise VerificationError("entry-size", sentence, position)
    try:
        envelope = read_canonical(stored)
    except NotCanonicalError as error:
        raise VerificationError("entry-format", f"{which} {error}.", position) from None
    if not isinstance(envelope, dict):
        raise VerificationError("entry-format", f"{which} is not a JSON object.", position)
    return envelope


def envelope_faults(
    envelope: Envelope, position: int, book: str | None = None
) -> Iterator[Finding]:
    """What is wrong with an envelope that ought to be at a position (of a book, if named)."""
    if not is_well_formed(envelope):
        yield from _malformed(envelope, position)
        return
    if envelope["position"] != position:
        yield Finding(
            "position",
            f"Where entry {position} belongs stands one that says it is {envelope['position']}: "
            "an entry was dropped, inserted or moved.",
            position,
        )
    if book is not None and envelope["book"] != book:
        sentence = f"Entry {position} belongs to the book {envelope['book']!r}, not to {book!r}."
        yield Finding("book", sentence, position)
    if moment(envelope["occurred_at"]) > moment(envelope["recorded_at"]):
        sentence = f"Entry {position} was recorded before it is said to have happened."
        yield Finding("recorded-before-occurred", sentence, position)


def is_well_formed(envelope: Envelope) -> bool:
    """Whether all fields are as `_FIELDS` asks, told at once: a book may have a million entries."""
    try:
        texts = "\n".join([envelope[name] for name in _PATTERNS])
        tags, digests = envelope["tags"], envelope.get("_sd")
        return (
            _ALL_PATTERNS.fullmatch(texts) is not None
            and _FIELDS["tags"](tags)
            and (digests is None or _FIELDS["_sd"](digests))
            and envelope.keys() <= _FIELDS.keys()
            and all(_FIELDS[name](envelope.get(name)) for name in _OTHERS)
        )
    except (KeyError, TypeError):
        return False


def _malformed(envelope: Envelope, position: int) -> Iterator[Finding]:
    wrong = {name for name, is_right in _FIELDS.items() if not is_right(envelope.get(name))}
    for name in sorted(wrong | (envelope.keys() - _FIELDS.keys())):
        why = "has an unknown or malformed" if name in envelope else "has no"
        yield Finding("entry-format", f"Entry {position} {why} field {name!r}.", position)


def moment(time: str) -> str:
    """A time as text that sorts in the order of time: `…:05Z` comes before `…:05.000001Z`."""
    return time[:-1]


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _or_absent(is_right: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or is_right(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_position(value: Any) -> bool:
    return type(value) is int and value >= 1


def _is_version(value: Any) -> bool:
    return type(value) is int and value == FORMAT_VERSION


def _is_set_of(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    """A sorted list without repetition, each of its texts of one form."""
    lines = re.compile(rf"(?:{pattern.pattern}\n)*")

    def is_right(value: Any) -> bool:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return False
        is_sorted = value == sorted(set(value))
        return is_sorted and lines.fullmatch("".join([f"{item}\n" for item in value])) is not None

    return is_right


_PATTERNS: dict[str, re.Pattern[str]] = {
    "book": _BOOK,
    "command": _UUID,
    "id": _UUID,
    "nonce": _NONCE,
    "occurred_at": _TIME,
    "recorded_at": _TIME,
    "type": _TYPE,
}
_ALL_PATTERNS = re.compile("\n".join(one.pattern for one in _PATTERNS.values()), re.ASCII)
_OTHERS: dict[str, Callable[[Any], bool]] = {
    "acting_for": _or_absent(_is_text),
    "actor": _is_text,
    "cause": _or_absent(_is_text),
    "data": lambda value: isinstance(value, dict),
    "position": _is_position,
    "v": _is_version,
}
_FIELDS: dict[str, Callable[[Any], bool]] = {
    "_sd": _or_absent(_is_set_of(_DIGEST)),
    "tags": _is_set_of(_TAG),
    **{name: _matches(pattern) for name, pattern in _PATTERNS.items()},
    **_OTHERS,
}
"""The fields of the envelope, and what is right in each; `None` stands for an absent field."""
