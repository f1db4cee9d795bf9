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
_TAG = re.compile(r"[a-z]+(-[a-z]+)*:[!-~]+")
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
    wrong = [name for name, is_right in _FIELDS.items() if not is_right(envelope.get(name))]
    if unknown := envelope.keys() - _FIELDS.keys():
        wrong.extend(unknown)
    for name in sorted(wrong):
        value = envelope.get(name)
        why = "has no" if value is None else "has an unknown or malformed"
        yield Finding("entry-format", f"Entry {position} {why} field {name!r}.", position)
    if wrong:
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
    is_one = _matches(pattern)
    return lambda value: (
        isinstance(value, list)
        and all(is_one(item) for item in value)
        and all(value[i] < value[i + 1] for i in range(len(value) - 1))
    )


_FIELDS: dict[str, Callable[[Any], bool]] = {
    "_sd": _or_absent(_is_set_of(_DIGEST)),
    "acting_for": _or_absent(_is_text),
    "actor": _is_text,
    "book": _matches(_BOOK),
    "cause": _or_absent(_is_text),
    "command": _matches(_UUID),
    "data": lambda value: isinstance(value, dict),
    "id": _matches(_UUID),
    "nonce": _matches(_NONCE),
    "occurred_at": _matches(_TIME),
    "position": _is_position,
    "recorded_at": _matches(_TIME),
    "tags": _is_set_of(_TAG),
    "type": _matches(_TYPE),
    "v": _is_version,
}
"""The fields of the envelope, and what is right in each; `None` stands for an absent field."""
