"""Names what happened to a book whose entries do not add up to the signed root."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from auditor.findings import Finding


def compare(logged: Sequence[bytes], found: Sequence[bytes]) -> Iterator[Finding]:
    """One finding for each entry that was changed, dropped, inserted or moved.

    Takes the leaf hashes that the log signed, and those of the entries at hand.
    """
    start, tail = _agreement(logged, found)
    was, now = logged[start : len(logged) - tail], found[start : len(found) - tail]
    now_at = {one: i for i, one in reversed(list(enumerate(now)))}
    common = [one for one in dict.fromkeys(was) if one in now_at]
    strangers: defaultdict[int, deque[int]] = defaultdict(deque)
    for position, rank in _others(now, set(common), start):
        strangers[rank].append(position)
    for position, rank in _others(was, set(common), start):
        if strangers[rank]:
            strangers[rank].popleft()
            yield _changed(position)
        else:
            yield _dropped(position)
    for positions in strangers.values():
        yield from map(_inserted, positions)
    was_at = {one: i for i, one in reversed(list(enumerate(was)))}
    for one in _out_of_order(common, now_at):
        yield _moved(was_at[one] + start + 1, now_at[one] + start + 1)


def _agreement(logged: Sequence[bytes], found: Sequence[bytes]) -> tuple[int, int]:
    """How many hashes agree at the beginning, and of the others, how many at the end."""
    shorter = min(len(logged), len(found))
    start = 0
    while start < shorter and logged[start] == found[start]:
        start += 1
    tail = 0
    while tail < shorter - start and logged[-1 - tail] == found[-1 - tail]:
        tail += 1
    return start, tail


def _others(hashes: Sequence[bytes], common: set[bytes], start: int) -> Iterator[tuple[int, int]]:
    """The positions of hashes that only one side has, each with how many common ones precede."""
    seen: set[bytes] = set()
    for position, one in enumerate(hashes, start + 1):
        if one in common and one not in seen:
            seen.add(one)
        else:
            yield position, len(seen)


def _out_of_order(common: Sequence[bytes], now_at: dict[bytes, int]) -> list[bytes]:
    """As few as need to be put elsewhere for the others to stand in order.

    Those others are a longest increasing subsequence, by patience sorting.
    """
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for i, one in enumerate(common):
        pile = bisect_left(ends, now_at[one])
        ends[pile : pile + 1] = [now_at[one]]
        tops[pile : pile + 1] = [i]
        before.append(tops[pile - 1] if pile else -1)
    in_order, i = set(), tops[-1] if tops else -1
    while i >= 0:
        in_order.add(i)
        i = before[i]
    return [one for i, one in enumerate(common) if i not in in_order]


def _changed(position: int) -> Finding:
    sentence = f"Entry {position} is not the one that was logged: it was changed."
    return Finding("entry-changed", sentence, position)


def _dropped(position: int) -> Finding:
    return Finding("entry-dropped", f"Entry {position}, which was logged, is missing.", position)


def _inserted(position: int) -> Finding:
    sentence = f"What stands as entry {position} was never logged: it was inserted."
    return Finding("entry-inserted", sentence, position)


def _moved(logged: int, now: int) -> Finding:
    sentence = f"The entry logged at position {logged} stands at {now}: entries were moved."
    return Finding("entry-moved", sentence, logged)
