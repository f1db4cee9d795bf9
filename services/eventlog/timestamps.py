"""Timestamps (RFC 3161) of checkpoints: what an authority answered, and over which signed note."""

from datetime import datetime

import msgspec

from eventlog.connections import Connection, Pool

Source = Connection | Pool


class Timestamp(msgspec.Struct, frozen=True):
    """That a signed note over `size` entries was there at a time, as an authority says.

    `response` is its whole answer (a TimeStampResp in DER) over the bytes of `note`; `stamped_at`
    and `authority`, the subject of its certificate, repeat what stands in it.
    """

    size: int
    stamped_at: datetime
    authority: str
    note: str
    response: bytes


async def keep_timestamp(source: Source, book_no: int, one: Timestamp) -> None:
    await source.execute(
        "INSERT INTO eventlog.timestamp (book_no, size, stamped_at, authority, note, response) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        book_no,
        one.size,
        one.stamped_at,
        one.authority,
        one.note,
        one.response,
    )


async def timestamps(source: Source, book_no: int, most: int) -> list[Timestamp]:
    """The newest timestamps of a book, the newest first."""
    rows = await source.fetch(
        "SELECT size, stamped_at, authority, note, response FROM eventlog.timestamp "
        "WHERE book_no = $1 ORDER BY size DESC, no DESC LIMIT $2",
        book_no,
        most,
    )
    return [Timestamp(*row) for row in rows]


async def timestamp_of(source: Source, book_no: int, size: int) -> Timestamp | None:
    """The timestamp of the checkpoint over so many entries; the newest, were there several."""
    row = await source.fetchrow(
        "SELECT size, stamped_at, authority, note, response FROM eventlog.timestamp "
        "WHERE book_no = $1 AND size = $2 ORDER BY no DESC LIMIT 1",
        book_no,
        size,
    )
    return None if row is None else Timestamp(*row)
