"""Erases texts of a book as an administrator does, and looks for words in every row there is."""

import uuid

from decisions.erasures import EraseTexts, TextPlace
from eventlog.connections import Pool
from eventlog.disclosures import base64url
from eventlog.work import Recorded
from eventlog.writer import Writer
from schemas.values import ErasureBasis
from tests.support.books import work_of

TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = ANY ($1)"
ROOMS = ["eventlog", "projections", "directory", "gateway"]


def erasure(*places: tuple[int, str], basis: ErasureBasis = "right-to-erasure") -> EraseTexts:
    return EraseTexts(
        texts=tuple(TextPlace(position=position, name=name) for position, name in places),
        basis=basis,
        authority="data-protection-officer",
    )


async def erase(writer: Writer, book: str, *places: tuple[int, str]) -> Recorded:
    return await writer.submit(book, work_of(erasure(*places), fingerprint=uuid.uuid4().bytes * 2))


async def rows_with(pool: Pool, words: str) -> list[str]:
    """The tables of Minutebook that hold these words in some row, plain or as the log might."""
    marks = [words, words.encode().hex(), base64url(words.encode())[: len(words)]]
    found = []
    for (table,) in await pool.fetch(TABLES, ROOMS):
        rows = await pool.fetch(f"SELECT t::text FROM {table} AS t")  # noqa: S608 - our own names
        if any(mark in row[0] for row in rows for mark in marks):
            found.append(table)
    return sorted(found)
