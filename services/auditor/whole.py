"""One pass over all entries of a book: its root, now and at earlier sizes, and what they say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor.examining import Erasure, Examined, goes_back, repeated_ids
from auditor.findings import Finding, Findings
from auditor.inspecting import Inspected, Look, inspect_all
from auditor.merkle import EMPTY_ROOT
from auditor.regions import Region
from auditor.tree import Frontier


@dataclass(frozen=True)
class Options:
    """How much to check, on how many processor cores; `tell` is called with entries done.

    `is_quick` leaves the contents of entries unread: hashes, root, signature and positions only.
    `all_texts` insists that an export has every text that was not erased.
    """

    is_quick: bool = False
    all_texts: bool = False
    workers: int = 1
    tell: Callable[[int], None] = lambda _: None


@dataclass
class Whole:
    """What the entries of a book add up to. `roots` has the root at each size asked for."""

    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, bytes] = field(default_factory=lambda: {0: EMPTY_ROOT})
    findings: Findings = field(default_factory=Findings)
    erasures: list[Erasure] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)
    first_at: str | None = None
    last_at: str | None = None
    ids: bytearray = field(default_factory=bytearray)

    @property
    def size(self) -> int:
        return self.frontier.size

    @property
    def root(self) -> bytes:
        return self.frontier.root()

    def add(self, piece: Inspected, sizes: frozenset[int]) -> None:
        start = self.size
        for segment in piece.segments:
            self.frontier.add(segment)
            if self.size in sizes:
                self.roots[self.size] = self.root
        self.differing.extend(piece.differing)
        self._hear(piece.examined, start + 1)

    def _hear(self, piece: Examined, position: int) -> None:
        self.findings.extend(piece.findings)
        self.erasures.extend(piece.erasures)
        self.ids += piece.ids
        if piece.first_at is None:
            return
        if self.last_at is not None and piece.first_at < self.last_at:
            self.findings.add(goes_back(position))
        self.first_at = self.first_at or piece.first_at
        self.last_at = max(self.last_at or "", piece.last_at or "")


def read_whole(
    entries: Region, leaves: Region | None, book: str, sizes: Iterable[int], options: Options
) -> Whole:
    """Reads the entries of a book; `sizes` are those at which its root is wanted."""
    whole = Whole()
    look = Look(entries, leaves, book, frozenset(sizes), options.is_quick)
    for piece in inspect_all(look, options.workers):
        whole.add(piece, look.cuts)
        options.tell(whole.size)
    if entries.length and entries.read(entries.length - 1) != b"\n":
        sentence = "The file of entries is cut off in its last line."
        whole.findings.add(Finding("bundle-format", sentence, whole.size))
    for first, again in repeated_ids(bytes(whole.ids)):
        sentence = f"Entries {first} and {again} have the same event id."
        whole.findings.add(Finding("event-id", sentence, again))
    return whole
