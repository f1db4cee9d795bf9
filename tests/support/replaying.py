"""Documents of every view, folded from entries that a test gives."""

from collections.abc import AsyncIterator, Iterable, Sequence

import msgspec

from eventlog.reading import ReadEntry
from projections.catalogue import VIEW_OF, VIEWS
from projections.replay import ReplayedDocuments, replay
from tests.support.batches import as_stored


async def _each(entries: Iterable[ReadEntry]) -> AsyncIterator[ReadEntry]:
    for one in entries:
        yield one


async def replayed(entries: Iterable[ReadEntry]) -> ReplayedDocuments:
    """What all views hold after these entries, as if it had been stored and read back."""
    documents = await replay(_each(entries), VIEWS, VIEW_OF)
    for kind, view in VIEW_OF.items():
        rows = documents._rows[view.name]
        for one in rows.of_kind(kind):
            rows.put(msgspec.json.decode(as_stored(one), type=kind))
    return documents


class HeldEntries:
    """A book in memory, read as `eventlog.reading.Reader` reads one."""

    def __init__(self, entries: Sequence[ReadEntry]) -> None:
        self._entries = entries

    async def at(self, _book_no: int, positions: Sequence[int]) -> list[ReadEntry]:
        return [one for one in self._entries if one.position in positions]

    async def tagged(self, _book_no: int, tags: Iterable[str]) -> list[ReadEntry]:
        wanted = set(tags)
        return [one for one in self._entries if wanted & set(one.entry.tags)]
