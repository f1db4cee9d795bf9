"""Reads entries in order, with the texts that are still open: what views, feeds and exports use."""

from collections.abc import Iterable, Sequence

import msgspec

from eventlog import statements
from eventlog.connections import Connection, Pool
from eventlog.disclosures import MasterKey, SealedText
from schemas.entry import Entry, read_entry, read_event
from schemas.event import Event

Source = Connection | Pool


class ReadEntry(msgspec.Struct, frozen=True):
    """An entry as a reader gets it: the envelope, the event with its open texts, and the bytes."""

    entry: Entry
    event: Event
    stored: bytes

    @property
    def position(self) -> int:
        return self.entry.position


class Reader:
    """Reads books. Texts open under the master key; an erased text reads as None."""

    def __init__(self, pool: Pool, master_key: MasterKey) -> None:
        self._pool = pool
        self._master_key = master_key

    async def after(
        self, book_no: int, position: int, limit: int, connection: Source | None = None
    ) -> list[ReadEntry]:
        """Up to `limit` entries beyond a position, without gaps."""
        source = connection or self._pool
        rows = await source.fetch(statements.READ_AFTER, book_no, position, limit)
        return await self._decoded(source, book_no, [row["bytes"] for row in rows])

    async def stored_after(self, book_no: int, position: int, limit: int) -> list[bytes]:
        """Up to `limit` entries beyond a position, as the bytes that were written."""
        rows = await self._pool.fetch(statements.READ_AFTER, book_no, position, limit)
        return [row["bytes"] for row in rows]

    async def at(self, book_no: int, positions: Sequence[int]) -> list[ReadEntry]:
        """The entries at these positions, in order."""
        rows = await self._pool.fetch(
            "SELECT bytes FROM eventlog.entry WHERE book_no = $1 AND position = ANY ($2) "
            "ORDER BY position",
            book_no,
            sorted(positions),
        )
        return await self._decoded(self._pool, book_no, [row["bytes"] for row in rows])

    async def tagged(self, book_no: int, tags: Iterable[str]) -> list[ReadEntry]:
        """All entries that carry any of these tags, in order."""
        rows = await self._pool.fetch(statements.READ_TAGGED, book_no, list(tags))
        return await self.at(book_no, [row["position"] for row in rows])

    async def _decoded(
        self, source: Source, book_no: int, stored: Sequence[bytes]
    ) -> list[ReadEntry]:
        entries = [read_entry(one) for one in stored]
        with_texts = [entry.position for entry in entries if entry.sd]
        texts = await self._texts(source, book_no, with_texts) if with_texts else {}
        return [
            ReadEntry(entry, read_event(entry.type, entry.data, texts.get(entry.position)), one)
            for entry, one in zip(entries, stored, strict=True)
        ]

    async def _texts(
        self, source: Source, book_no: int, positions: Sequence[int]
    ) -> dict[int, dict[str, str]]:
        rows = await source.fetch(statements.READ_DISCLOSURES, book_no, positions)
        found: dict[int, dict[str, str]] = {}
        for row in rows:
            sealed = SealedText(row["name"], row["digest"], row["wrapped_key"], row["ciphertext"])
            found.setdefault(row["position"], {})[sealed.name] = self._master_key.open(sealed)
        return found
