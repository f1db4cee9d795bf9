"""Reads entries in order, with the texts that are still open: what views, feeds and exports use."""

from collections.abc import Collection, Container, Iterable, Sequence

import asyncpg
import msgspec

from eventlog import statements
from eventlog.connections import Connection, Pool
from eventlog.disclosures import MasterKey, SealedText, UndisclosedTextError
from eventlog.erasing import erased_texts
from eventlog.errors import UnreadableEntryError
from schemas.entry import UNREADABLE, Envelope, read_envelope, read_event
from schemas.event import Event
from schemas.marks import erased_mark

Source = Connection | Pool
_UNREADABLE = (*UNREADABLE, UndisclosedTextError)


class ReadEntry(msgspec.Struct, frozen=True, gc=False):
    """An entry as a reader gets it: the envelope, the event with its open texts, and the bytes."""

    entry: Envelope
    event: Event
    stored: bytes

    @property
    def position(self) -> int:
        return self.entry.position


class Disclosed(msgspec.Struct, frozen=True):
    """A text as it was recorded, with its salt (RFC 9901); None where it does not open."""

    position: int
    name: str
    disclosure: str | None


class Reader:
    """Reads books. Texts open under the master key; of one that was erased, words say so.

    Whatever decodes entries raises `UnreadableEntryError` for the first that cannot be read.
    """

    def __init__(self, pool: Pool, master_key: MasterKey) -> None:
        self._pool = pool
        self._master_key = master_key

    async def after(
        self, book_no: int, position: int, limit: int, connection: Source | None = None
    ) -> list[ReadEntry]:
        """Up to `limit` entries beyond a position, without gaps."""
        source = connection or self._pool
        rows = await source.fetch(statements.READ_AFTER, book_no, position, limit)
        return await self._decoded(source, book_no, rows)

    async def of_types(
        self,
        book_no: int,
        after: int,
        until: int,
        limit: int,
        types: Collection[str],
        texts_of: Container[str],
        source: Source,
    ) -> list[ReadEntry]:
        """Up to `limit` entries of some types beyond a position, up to another.

        Texts open in entries of the types in `texts_of` only; others read as if none was given.
        """
        rows = await source.fetch(
            statements.READ_OF_TYPES, book_no, after, until, limit, list(types)
        )
        return await self._decoded(source, book_no, rows, texts_of)

    async def stored_between(
        self, book_no: int, after: int, until: int, source: Source
    ) -> list[bytes]:
        """The entries beyond a position, up to another, as the bytes that were written."""
        rows = await source.fetch(
            "SELECT bytes FROM eventlog.entry "
            "WHERE book_no = $1 AND position > $2 AND position <= $3 ORDER BY position",
            book_no,
            after,
            until,
        )
        return [row["bytes"] for row in rows]

    async def stored_after(self, book_no: int, position: int, limit: int) -> list[bytes]:
        """Up to `limit` entries beyond a position, as the bytes that were written."""
        rows = await self._pool.fetch(statements.READ_AFTER, book_no, position, limit)
        return [row["bytes"] for row in rows]

    async def at(self, book_no: int, positions: Sequence[int]) -> list[ReadEntry]:
        """The entries at these positions, in order."""
        rows = await self._pool.fetch(
            "SELECT position, bytes FROM eventlog.entry "
            "WHERE book_no = $1 AND position = ANY ($2) ORDER BY position",
            book_no,
            sorted(positions),
        )
        return await self._decoded(self._pool, book_no, rows)

    async def tagged(self, book_no: int, tags: Iterable[str]) -> list[ReadEntry]:
        """All entries that carry any of these tags, in order."""
        rows = await self._pool.fetch(statements.READ_TAGGED, book_no, list(tags))
        return await self.at(book_no, [row["position"] for row in rows])

    async def disclosed_after(
        self, book_no: int, place: tuple[int, str], until: int, limit: int, source: Source
    ) -> list[Disclosed]:
        """Up to `limit` open texts beyond a position and field, of entries up to a position."""
        rows = await source.fetch(statements.READ_DISCLOSURES_AFTER, book_no, *place, until, limit)
        found = []
        for row in rows:
            sealed = SealedText(row["name"], row["digest"], row["wrapped_key"], row["ciphertext"])
            try:
                disclosure = self._master_key.disclosure(sealed)
            except UndisclosedTextError:
                disclosure = None
            found.append(Disclosed(row["position"], sealed.name, disclosure))
        return found

    async def _decoded(
        self,
        source: Source,
        book_no: int,
        rows: Sequence[asyncpg.Record],
        texts_of: Container[str] | None = None,
    ) -> list[ReadEntry]:
        try:
            return await self._decode(source, book_no, [row["bytes"] for row in rows], texts_of)
        except _UNREADABLE:
            for position, stored in rows:
                await self._require_readable(source, book_no, position, stored, texts_of)
            raise  # it was mended meanwhile

    async def _require_readable(
        self,
        source: Source,
        book_no: int,
        position: int,
        stored: bytes,
        texts_of: Container[str] | None,
    ) -> None:
        try:
            await self._decode(source, book_no, [stored], texts_of)
        except _UNREADABLE as error:
            raise UnreadableEntryError(position, str(error)) from error

    async def _decode(
        self,
        source: Source,
        book_no: int,
        stored: Sequence[bytes],
        texts_of: Container[str] | None,
    ) -> list[ReadEntry]:
        entries = [read_envelope(one) for one in stored]
        with_texts = [e for e in entries if e.sd and (texts_of is None or e.type in texts_of)]
        texts = await self._texts(source, book_no, with_texts) if with_texts else {}
        gone = [e.position for e in with_texts if len(e.sd) > len(texts.get(e.position, ()))]
        for position, marks in (await self._marks(source, book_no, gone) if gone else {}).items():
            texts[position] = {**marks, **texts.get(position, {})}
        return [
            ReadEntry(entry, read_event(entry.type, entry.data, texts.get(entry.position)), one)
            for entry, one in zip(entries, stored, strict=True)
        ]

    async def _texts(
        self, source: Source, book_no: int, entries: Sequence[Envelope]
    ) -> dict[int, dict[str, str]]:
        positions = [one.position for one in entries]
        rows = await source.fetch(statements.READ_DISCLOSURES, book_no, positions)
        found: dict[int, dict[str, str]] = {}
        for row in rows:
            sealed = SealedText(row["name"], row["digest"], row["wrapped_key"], row["ciphertext"])
            found.setdefault(row["position"], {})[sealed.name] = self._master_key.open(sealed)
        return found

    @staticmethod
    async def _marks(
        source: Source, book_no: int, positions: Sequence[int]
    ) -> dict[int, dict[str, str]]:
        """What to read in the place of erased texts; one that is gone without an event has none."""
        erased = await erased_texts(source, book_no, positions)
        return {
            position: {name: erased_mark(one.basis) for name, one in by_name.items()}
            for position, by_name in erased.items()
        }
