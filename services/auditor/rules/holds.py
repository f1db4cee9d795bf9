"""Legal holds: no text of an entry that a hold names is erased before the hold is released."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, fault_at, text


@dataclass
class Holds:
    """Replays the holds of a book that name entries, or all of it.

    Those that name people or organisations are not replayed: an erasure is judged without its text.
    """

    _in_force: dict[str, frozenset[int] | None] = field(default_factory=dict)
    """The positions that a hold names; None for the whole book."""

    def handlers(self) -> Handlers:
        return {
            "record-legal-hold-placed.v1": self._was_placed,
            "record-legal-hold-released.v1": self._was_released,
            "record-disclosure-erased.v1": self._was_erased,
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def _was_placed(self, entry: Entry) -> Iterator[Finding]:
        is_whole = entry.data.get("whole_book", False)
        named = frozenset(entry.data.get("entries", ()))
        self._in_force[text(entry.data, "hold")] = None if is_whole else named
        yield from ()

    def _was_released(self, entry: Entry) -> Iterator[Finding]:
        hold = text(entry.data, "hold")
        if hold not in self._in_force:
            yield fault_at("hold-not-in-force", f"the hold {hold} was not in force", entry)
        self._in_force.pop(hold, None)

    def _was_erased(self, entry: Entry) -> Iterator[Finding]:
        position = entry.data["position"]
        for hold, named in self._in_force.items():
            if named is None or position in named:
                what = f"a text of entry {position} was erased under the legal hold {hold}"
                yield fault_at("erased-under-hold", what, entry)
