"""Every disclosed text of a book against the digests in its entries: opened, withheld, erased."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from auditor.disclosures import open_disclosure
from auditor.examining import Erasure
from auditor.findings import Finding, VerificationError
from auditor.regions import Region
from auditor.strict import MAX_SIZE


@dataclass(frozen=True)
class Given:
    """A disclosure as the export gives it for a position; the digest is computed, not believed."""

    position: int
    digest: str | None
    name: str | None


@dataclass
class Texts:
    """Walks a book's entries and its disclosures side by side.

    `is_all` says that every text is there that was not erased: then one that is missing is an
    alarm, otherwise it is withheld.
    """

    is_all: bool
    given: Iterator[Given]
    erasures: dict[tuple[int, str], Erasure]
    counts: Counter[str] = field(default_factory=Counter)
    _next: Given | None = None
    _found: set[tuple[int, str]] = field(default_factory=set)

    def see(
        self, position: int, digests: Sequence[str], fields: Iterable[str]
    ) -> Iterator[Finding]:
        """The texts of the entry at a position, which come in the order of the book."""
        unopened = dict.fromkeys(digests)
        mismatches = 0
        for one in self._of(position):
            if one.position == position and one.digest in unopened:
                del unopened[one.digest]
                yield from self._opened(one, set(fields))
            else:
                mismatches += 1
                self.counts["MISMATCH"] += 1
                yield _mismatch(one)
        yield from self._unopened(position, list(unopened), mismatches)

    def finish(self) -> Iterator[Finding]:
        """Disclosures of no entry, and erasures of texts that no entry has."""
        yield from (_mismatch(one) for one in self._rest())
        for key, erasure in self.erasures.items():
            if key not in self._found:
                sentence = (
                    f"Entry {erasure.position} erases a text of entry {erasure.of_position} that "
                    "this entry never had."
                )
                yield Finding("erasure-of-nothing", sentence, erasure.position)

    def _opened(self, one: Given, fields: set[str]) -> Iterator[Finding]:
        self.counts["opened"] += 1
        key = (one.position, one.digest or "")
        if erasure := self.erasures.get(key):
            self._found.add(key)
            sentence = (
                f"The text {one.name!r} of entry {one.position} was erased by entry "
                f"{erasure.position}, and is still here."
            )
            yield Finding("erased-text-present", sentence, one.position)
        if one.name in fields:
            sentence = f"The text {one.name!r} of entry {one.position} would replace a fact of it."
            yield Finding("disclosure-format", sentence, one.position)

    def _unopened(self, position: int, digests: list[str], mismatches: int) -> Iterator[Finding]:
        missing = []
        for digest in digests:
            if (position, digest) in self.erasures:
                self._found.add((position, digest))
                self.counts["erased"] += 1
            else:
                missing.append(digest)
        # A text that does not match takes the place of one that is missing: one alarm for both.
        self.counts["missing" if self.is_all else "withheld"] += max(0, len(missing) - mismatches)
        if self.is_all and len(missing) > mismatches:
            how_many = len(missing) - mismatches
            sentence = (
                f"{how_many} text(s) of entry {position} are missing, and no entry of the book "
                "says that they were erased."
            )
            yield Finding("text-missing", sentence, position)

    def _of(self, position: int) -> Iterator[Given]:
        """What is given for a position, and whatever came too late for an earlier one."""
        self._next = self._next or next(self.given, None)
        while self._next and self._next.position <= position:
            yield self._next
            self._next = next(self.given, None)

    def _rest(self) -> Iterator[Given]:
        if self._next:
            yield self._next
        yield from self.given


def erasures_by_text(erasures: Iterable[Erasure]) -> dict[tuple[int, str], Erasure]:
    return {(one.of_position, one.digest): one for one in erasures}


def given_texts(region: Region | None) -> Iterator[Given]:
    """The disclosures of an export in the order of the book, whatever order they are in."""
    if region is None:
        return
    positions = array("q", map(_position, region.each_line()))
    if all(one <= other for one, other in pairwise(positions)):
        yield from map(_given, region.each_line())
        return
    lines = list(region.each_line())
    yield from (_given(lines[i]) for i in sorted(range(len(lines)), key=positions.__getitem__))


def _position(line: bytes) -> int:
    """0 for a line that names none."""
    try:
        position = json.loads(line)["position"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return position if type(position) is int and 0 < position <= MAX_SIZE else 0


def _given(line: bytes) -> Given:
    """A line of the disclosures; one that is damaged matches no digest of any entry."""
    position = _position(line)
    try:
        disclosure = open_disclosure(json.loads(line)["disclosure"])
    except (ValueError, KeyError, TypeError, RecursionError, VerificationError):
        return Given(position, None, None)
    return Given(position, disclosure.digest, disclosure.name)


def _mismatch(one: Given) -> Finding:
    what = f"text {one.name!r}" if one.name else "damaged text"
    sentence = f"A {what} is given for entry {one.position} that is not the one recorded."
    return Finding("text-mismatch", sentence, one.position or None)
