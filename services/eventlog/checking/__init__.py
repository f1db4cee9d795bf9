"""Compares every row of the log with what the entries' bytes say: for whoever keeps the database.

The auditor checks what was exported; this checks also what an export does not hold, such as the
tags that decisions are found by. It trusts nothing but the bytes, and names each row that differs.
"""

from collections.abc import Iterable

import msgspec

from eventlog.books import Book
from eventlog.checking.heads import head_faults
from eventlog.checking.rows import RowCheck
from eventlog.connections import Connection
from eventlog.notes import VerificationKey
from eventlog.reading import Reader


class Fault(msgspec.Struct, frozen=True):
    """A row that does not agree with the entries. `rule` is stable; the sentence is for people."""

    book: str
    rule: str
    sentence: str
    position: int | None = None


async def check_log(
    connection: Connection, reader: Reader, book: Book, keys: Iterable[VerificationKey]
) -> list[Fault]:
    """What is wrong with the rows of a book. The caller's transaction is one snapshot.

    `keys` are those that may have signed its checkpoints.
    """
    rows = RowCheck(connection, reader, book)
    await rows.run()
    found = [*rows.faults, *await head_faults(connection, book, rows.leaves, list(keys))]
    return [Fault(book.id, *one) for one in sorted(found, key=lambda one: one[2] or 0)]
