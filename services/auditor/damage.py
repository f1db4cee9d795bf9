"""Names what happened to a book whose entries do not add up to the signed root."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.findings import Finding



@dataclass(frozen=True)
class Comparison:
    """The leaf hashes that the log signed, and those of the entries at hand (32 bytes each)."""

    logged: Sequence[bytes]
    found: Sequence[bytes]

    def findings(self) -> Iterator[Finding]:
        """One finding an entry that was changed, dropped, inserted or moved."""
        start, end = self._agreement()
        logged, found = self.logged[start:end[0]], self.found[start:end[1]]
        place_of = _first_places(found)
        kept = [one for one in dict.fromkeys(logged) if one in place_of]
        extra = _ranked(found, set(kept), start)
        for position, rank in _ranked(logged, set(kept), start):
            if (partner := next((p for p, r in extra if r == rank), None)) is not None:
                extra = [(p, r) for p, r in extra if p != partner]
                yield _changed(position, partner)
            else:
                yield _dropped(position)
        yield from (_inserted(position) for position, _ in extra)
        yield from self._moved(kept, place_of, start)

    def _agreement(self) -> tuple[int, tuple[int, int]]:
        """Where the two begin to differ, and where, from each one's end, they agree again."""
        start, shorter = 0, min(len(self.logged), len(self.found))
        while start < shorter and self.logged[start] == self.found[start]:
            start += 1
        tail = 0
        while tail < shorter - start and self.logged[-1 - tail] == self.found[-1 - tail]:
            tail += 1
        return start, (len(self.logged) - tail, len(self.found) - tail)

    def _moved(
        self, kept: list[bytes], place_of: dict[bytes, int], start: int
    ) -> Iterator[Finding]:
        """Entries that are all there, but not in their order."""
        found = sorted(kept, key=place_of.__getitem__)
        logged_at = {one: i for i, one in enumerate(self.logged)}
        for one, other in zip(kept, found, strict=True):
            if one != other:
                yield _is_elsewhere(logged_at[one] + 1, place_of[one] + start + 1)


def _first_places(hashes: Sequence[bytes]) -> dict[bytes, int]:
    places: dict[bytes, int] = {}
    for i, one in enumerate(hashes):
        places.setdefault(one, i)
    return places


def _ranked(hashes: Sequence[bytes], kept: set[bytes], start: int) -> list[tuple[int, int]]:
    """The positions of hashes that only one side has, each with how many common ones precede."""
    ranked, rank, seen = [], 0, set[bytes]()
    for position, one in enumerate(hashes, start + 1):
        if one in kept and one not in seen:
            seen.add(one)
            rank += 1
        else:
            ranked.append((position, rank))
    return ranked


def _changed(position: int, _: int) -> Finding:
    sentence = f"Entry {position} is not the one that was logged: it was changed."
    return Finding("entry-changed", sentence, position)


def _dropped(position: int) -> Finding:
    return Finding("entry-dropped", f"Entry {position}, which was logged, is missing.", position)


def _inserted(position: int) -> Finding:
    sentence = f"What stands as entry {position} was never logged: it was inserted."
    return Finding("entry-inserted", sentence, position)


def _is_elsewhere(logged: int, now: int) -> Finding:
    sentence = f"The entry logged at position {logged} stands at {now}: entries were moved."
    return Finding("entry-moved", sentence, logged)
