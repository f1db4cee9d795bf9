"""What the entries of a piece say of themselves: each by itself, and in the order of time."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

from auditor.entries import Envelope, envelope_faults, moment, read_envelope
from auditor.findings import Finding, Findings, VerificationError

ERASURE = "record-disclosure-erased.v1"
_ID_BYTES = 16
_POSITION = re.compile(rb',"position":([1-9][0-9]{0,15}),')


@dataclass(frozen=True, slots=True)
class Erasure:
    """An entry that says a text was erased: which, on what basis, by whose authority."""

    position: int
    of_position: int
    name: str
    digest: str
    basis: str
    authority: str


@dataclass
class Examined:
    """What a run of entries says: its faults, ids, erasures, and its span of recorded times."""

    findings: Findings = field(default_factory=Findings)
    ids: bytearray = field(default_factory=bytearray)
    """16 bytes an entry, in order; noughts for an entry that has none."""
    erasures: list[Erasure] = field(default_factory=list)
    first_at: str | None = None
    last_at: str | None = None


def examine(lines: Sequence[bytes], start: int, book: str) -> Examined:
    """Reads entries that begin at index `start` (position − 1) of a book."""
    found = Examined()
    for position, line in enumerate(lines, start + 1):
        try:
            envelope = read_envelope(line, position)
        except VerificationError as error:
            found.findings.add(error.finding)
            found.ids += bytes(_ID_BYTES)
            continue
        faults = list(envelope_faults(envelope, position, book))
        found.findings.extend(faults)
        if any(one.rule == "entry-format" for one in faults):
            found.ids += bytes(_ID_BYTES)
        else:
            _take(found, envelope, position)
    return found


def positions_only(lines: Sequence[bytes], start: int) -> Examined:
    """Checks no more than that positions follow each other, as canonical entries write them.

    The last `,"position":` of such an entry is its own: what follows has no objects. `map` over
    the methods of `bytes`, since a loop here takes as long as hashing.
    """
    found = Examined()
    numbers = range(start + 1, start + len(lines) + 1)
    asked = (b',"position":%d,"recorded_at":"\n' * len(lines) % tuple(numbers)).split(b"\n")
    starts = list(map(bytes.rfind, lines, repeat(b',"position":')))
    if all(map(bytes.startswith, lines, asked, starts)):
        return found
    for position, line, at, one in zip(numbers, lines, starts, asked, strict=False):
        if not line.startswith(one, at):
            found.findings.add(_misplaced(position, line[max(at, 0) :]))
    return found


def claimed_index(line: bytes) -> int:
    """The index at which an entry says that it belongs; 0 where it says nothing sensible."""
    found = _POSITION.search(line, max(line.rfind(b',"position":'), 0))
    return int(found[1]) - 1 if found else 0


def _misplaced(position: int, rest: bytes) -> Finding:
    digits = rest.removeprefix(b',"position":').partition(b",")[0][:20].decode("ascii", "replace")
    sentence = f"Where entry {position} belongs stands one that says it is {digits}."
    return Finding("position", sentence, position)


def _take(found: Examined, envelope: Envelope, position: int) -> None:
    found.ids += bytes.fromhex(envelope["id"].replace("-", ""))
    at = moment(envelope["recorded_at"])
    if found.last_at is not None and at < found.last_at:
        found.findings.add(goes_back(position))
    found.first_at = found.first_at or at
    found.last_at = at if found.last_at is None else max(at, found.last_at)
    if envelope["type"] == ERASURE:
        found.findings.extend(_erasure(found, envelope, position))


def goes_back(position: int) -> Finding:
    sentence = f"Entry {position} was recorded at an earlier time than the one before it."
    return Finding("recorded-at", sentence, position)


def _erasure(found: Examined, envelope: Envelope, position: int) -> Iterator[Finding]:
    data = envelope["data"]
    texts = [data.get(one) for one in ("name", "digest", "basis", "authority")]
    of_position = data.get("position")
    if not all(isinstance(one, str) for one in texts) or type(of_position) is not int:
        sentence = f"Entry {position} records an erasure without saying of what, or why."
        yield Finding("erasure-format", sentence, position)
        return
    found.erasures.append(Erasure(position, of_position, *texts))
    if not 1 <= of_position < position:
        sentence = (
            f"Entry {position} erases a text of entry {of_position}, which is no earlier one."
        )
        yield Finding("erasure-of-nothing", sentence, position)


def repeated_ids(ids: bytes) -> Iterator[tuple[int, int]]:
    """The positions of entries that have one event id, in pairs. Takes 16 bytes an entry."""
    halves = sorted(array("Q", ids)[::2])
    if all(one != other for one, other in pairwise(halves)):
        return
    seen: dict[bytes, int] = {}
    for position, at in enumerate(range(0, len(ids), _ID_BYTES), start=1):
        id_ = ids[at : at + _ID_BYTES]
        if any(id_) and seen.setdefault(id_, position) != position:
            yield seen[id_], position
