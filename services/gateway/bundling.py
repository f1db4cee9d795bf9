"""A whole book as one file that anyone can check (format: services/auditor/README.md)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import msgspec

from eventlog.books import Book
from eventlog.checkpoints import SignedCheckpoint, cosignatures, newest_checkpoint
from eventlog.connections import Connection
from eventlog.notes import NoteError
from eventlog.reading import Reader
from eventlog.signer import SigningRefusedError
from eventlog.tiles import read_tile, tile_width
from eventlog.timestamps import timestamps
from eventlog.tree import TILE_WIDTH
from gateway.application import Application

FORMAT = "minutebook-book/1"
ENTRIES_PER_READ, TEXTS_PER_READ = 2_000, 2_000


class NotSignedError(Exception):
    """A book has no signed head, and none can be made; the sentence says why."""


class Bundled(msgspec.Struct, frozen=True):
    """What an export holds. `unreadable` texts do not open under the master key; left out."""

    book: str
    size: int
    entries: int
    texts: int
    unreadable: int = 0
    warning: str | None = None


async def write_bundle(app: Application, book: Book, file: Path, *, texts: bool = True) -> Bundled:
    """Writes the book up to its last signed head. Raises `NotSignedError`.

    Everything is read in one snapshot of the database; the file appears when it is complete.
    """
    signed, warning = await _signed_head(app, book)
    draft = file.with_name(f"{file.name}.part")
    try:
        async with (
            app.pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            source = Source(connection, app.reader, book, signed)
            written = await source.write(draft, texts=texts)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return msgspec.structs.replace(written, warning=warning)


async def _signed_head(app: Application, book: Book) -> tuple[SignedCheckpoint, str | None]:
    """The head, signed now if it can be; else the last that was, and why it is no newer one."""
    warning = None
    try:
        signed = await app.signer.checkpoint(book, book.head)
    except (SigningRefusedError, NoteError) as error:
        warning = str(error)
        signed = await _last_signed(app, book, warning)
    lines = await cosignatures(app.pool, book.no, signed.size)
    return signed.cosigned(lines.values()), warning


async def _last_signed(app: Application, book: Book, warning: str) -> SignedCheckpoint:
    try:
        newest = await newest_checkpoint(app.pool, book.no)
    except NoteError as error:
        raise NotSignedError(f"The last checkpoint in the database is damaged: {error}.") from error
    if newest is None:
        raise NotSignedError(warning)
    return newest


@dataclass(frozen=True)
class Source:
    """What is exported: a book up to a signed head, in one snapshot of the database."""

    connection: Connection
    reader: Reader
    book: Book
    signed: SignedCheckpoint

    async def write(self, file: Path, *, texts: bool) -> Bundled:
        entries = given = unreadable = 0
        with ZipFile(file, "w", ZIP_STORED) as archive:
            with archive.open("entries.ndjson", "w", force_zip64=True) as out:
                async for stored in self._entries():
                    entries += len(stored)
                    out.write(b"".join(one + b"\n" for one in stored))
            with archive.open("leaf-hashes.bin", "w", force_zip64=True) as out:
                async for hashes in self._leaf_hashes():
                    out.write(hashes)
            if texts:
                with archive.open("disclosures.ndjson", "w", force_zip64=True) as out:
                    async for lines, lost in self._disclosures():
                        given, unreadable = given + len(lines), unreadable + lost
                        out.write(b"".join(one + b"\n" for one in lines))
            archive.writestr("checkpoint", self.signed.note)
            for one in await timestamps(self.connection, self.book.no, 1):
                archive.writestr("timestamp.note", one.note)
                archive.writestr("timestamp.tsr", one.response)
            archive.writestr("manifest.json", self._manifest(entries, texts=texts))
        return Bundled(self.book.id, self.signed.size, entries, given, unreadable)

    def _manifest(self, entries: int, *, texts: bool) -> bytes:
        said = {
            "format": FORMAT,
            "book": self.book.id,
            "entries": entries,
            "texts": "all" if texts else "none",
        }
        return msgspec.json.format(msgspec.json.encode(said))

    async def _entries(self) -> AsyncIterator[list[bytes]]:
        """The entries up to the signed size, as they were written; gaps stay gaps."""
        size = self.signed.size
        for after in range(0, size, ENTRIES_PER_READ):
            until = min(after + ENTRIES_PER_READ, size)
            yield await self.reader.stored_between(self.book.no, after, until, self.connection)

    async def _leaf_hashes(self) -> AsyncIterator[bytes]:
        size = self.signed.size
        for number in range(-(-size // TILE_WIDTH)):
            width = tile_width(size, 0, number)
            yield await read_tile(self.connection, self.book.no, 0, number, width)

    async def _disclosures(self) -> AsyncIterator[tuple[list[bytes], int]]:
        """Lines of the file of texts, and how many do not open."""
        place = (0, "")
        while found := await self.reader.disclosed_after(
            self.book.no, place, self.signed.size, TEXTS_PER_READ, self.connection
        ):
            place = (found[-1].position, found[-1].name)
            lines = [
                msgspec.json.encode({"position": one.position, "disclosure": one.disclosure})
                for one in found
                if one.disclosure is not None
            ]
            yield lines, len(found) - len(lines)
