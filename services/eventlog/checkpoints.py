"""Checkpoints (C2SP tlog-checkpoint): signed heads of a book's tree, and where they are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from eventlog import statements
from eventlog.connections import Connection, Pool
from eventlog.notes import NoteError, SignedNote, base64_bytes, base64_text
from eventlog.tree import EMPTY_ROOT, HASH_BYTES

Source = Connection | Pool
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Checkpoint:
    """The head of a tree: whose it is, how many entries it has, and its root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64_text(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """Raises `NoteError`. Extension lines are passed over, as other logs may have some."""
        lines = text.split("\n")
        if len(lines) < 4 or not all(lines[:-1]) or not _DECIMAL.fullmatch(lines[1]):
            raise NoteError("it is not a checkpoint: origin, size, root")
        origin, size, root = lines[0], int(lines[1]), base64_bytes(lines[2])
        if len(root) != HASH_BYTES or (size == 0 and root != EMPTY_ROOT):
            raise NoteError("it is not a checkpoint: its root is not one of its size")
        return cls(origin, size, root)


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint with its signed note, byte for byte."""

    checkpoint: Checkpoint
    note: str

    @classmethod
    def read(cls, note: str) -> "SignedCheckpoint":
        """Raises `NoteError`."""
        return cls(Checkpoint.read(SignedNote.read(note.encode()).text), note)

    @property
    def size(self) -> int:
        return self.checkpoint.size

    @property
    def root(self) -> bytes:
        return self.checkpoint.root

    def cosigned(self, lines: Iterable[str]) -> "SignedCheckpoint":
        """With further lines of signatures under it."""
        return SignedCheckpoint(self.checkpoint, self.note + "".join(lines))


async def keep_checkpoint(
    source: Source, book_no: int, signed: SignedCheckpoint, at: datetime
) -> None:
    """Keeps a signed checkpoint; one that is kept already is not kept twice.

    The signer's own file is what lasts: if a power cut takes this row, it is made again from that.
    So nobody waits here for the disk.
    """
    await source.execute(
        statements.KEEP_CHECKPOINT,
        book_no,
        signed.size,
        at,
        signed.root,
        signed.note,
    )


async def newest_checkpoint(source: Source, book_no: int) -> SignedCheckpoint | None:
    """The last checkpoint that was signed, without cosignatures."""
    note = await source.fetchval(
        "SELECT note FROM eventlog.checkpoint WHERE book_no = $1 "
        "ORDER BY size DESC, no DESC LIMIT 1",
        book_no,
    )
    return None if note is None else SignedCheckpoint.read(note)


class SignedHead(msgspec.Struct, frozen=True):
    """How many entries a book has, and its last signed head; since when there are more than that.

    `unsigned_since` is when the first entry beyond the signed head was recorded.
    """

    book: str
    head: int
    signed: int
    unsigned_since: datetime | None


async def signed_heads(source: Source) -> list[SignedHead]:
    """Of all books, in one statement."""
    return [SignedHead(*row) for row in await source.fetch(statements.READ_SIGNED)]


async def keep_cosignature(
    source: Source, book_no: int, size: int, witness: str, line: str, at: datetime
) -> None:
    """Keeps what a witness, by its verification key, said to the checkpoint of a size."""
    await source.execute(
        "INSERT INTO eventlog.cosignature (book_no, size, witness, cosigned_at, line) "
        "VALUES ($1, $2, $3, $4, $5)",
        book_no,
        size,
        witness,
        at,
        line,
    )


async def cosignatures(source: Source, book_no: int, size: int) -> dict[str, str]:
    """The newest line of each witness, by its verification key, under the checkpoint of a size."""
    rows = await source.fetch(
        "SELECT DISTINCT ON (witness) witness, line FROM eventlog.cosignature "
        "WHERE book_no = $1 AND size = $2 ORDER BY witness, cosigned_at DESC",
        book_no,
        size,
    )
    return {row["witness"]: row["line"] for row in rows}


async def cosigned_size(source: Source, book_no: int, witness: str) -> int:
    """The largest size that a witness has cosigned for us; 0 if none."""
    found = await source.fetchval(
        "SELECT max(size) FROM eventlog.cosignature WHERE book_no = $1 AND witness = $2",
        book_no,
        witness,
    )
    return found or 0


async def first_checkpoint_beyond(source: Source, book_no: int, size: int) -> datetime | None:
    """When a head with more entries than this was signed for the first time."""
    found: datetime | None = await source.fetchval(
        "SELECT min(signed_at) FROM eventlog.checkpoint WHERE book_no = $1 AND size > $2",
        book_no,
        size,
    )
    return found
