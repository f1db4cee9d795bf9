"""Has a timestamp authority date each book's newest checkpoint once a day, where one is set."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx2
import structlog

from eventlog.books import Book, all_books
from eventlog.checkpoints import SignedCheckpoint, first_checkpoint_beyond, newest_checkpoint
from eventlog.connections import DATABASE_FAILED, Pool
from eventlog.notes import NoteError
from eventlog.timestamps import Timestamp, keep_timestamp, timestamps
from gateway.stamps import NotStampedError, ask, read_certificates
from schemas.counting import counted

LOOK_EVERY_SECONDS = 60.0
ASK_AGAIN_AFTER_SECONDS = 300.0
OVERDUE = timedelta(days=2)
log = structlog.get_logger("gateway.timestamping")


@dataclass(frozen=True)
class Authority:
    """Where it is asked, and the file of certificates that its answers must lead to."""

    url: str
    certificates: Path


class Timestamping:
    """Stamps what grew since the day of the last stamp. An authority that fails is left alone."""

    def __init__(
        self,
        pool: Pool,
        authority: Authority | None,
        client: httpx2.AsyncClient,
        clock: Callable[[], datetime],
    ) -> None:
        self._pool = pool
        self._authority = authority
        self._client = client
        self._clock = clock
        self._left_alone_until = 0.0
        self.failure: str | None = None

    async def run(self) -> None:
        """Looks for what is to be stamped until cancelled."""
        while self._authority is not None:
            try:
                await self.stamp_all()
            except DATABASE_FAILED:
                log.exception("the database failed; checkpoints are stamped later")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def stamp_all(self) -> None:
        """Stamps each book that is due, unless the authority failed a moment ago."""
        if self._authority is None or time.monotonic() < self._left_alone_until:
            return
        try:
            for book in await all_books(self._pool):
                if signed := await self._due(book):
                    await self._stamp(self._authority, book, signed)
        except NotStampedError as error:
            self._left_alone_until = time.monotonic() + ASK_AGAIN_AFTER_SECONDS
            self.failure = str(error)
            log.warning("not stamped", authority=self._authority.url, why=self.failure)
        else:
            self.failure = None

    async def _due(self, book: Book) -> SignedCheckpoint | None:
        """The newest checkpoint, if it has more entries than an earlier day's stamp."""
        try:
            signed = await newest_checkpoint(self._pool, book.no)
        except NoteError:
            return None  # the signer refuses this book, and says why
        if signed is None or signed.size == 0:
            return None
        last = await self.newest(book)
        is_covered = last is not None and (
            last.size >= signed.size or last.stamped_at.date() >= self._clock().date()
        )
        return None if is_covered else signed

    async def _stamp(self, authority: Authority, book: Book, signed: SignedCheckpoint) -> None:
        certificates = await asyncio.to_thread(read_certificates, authority.certificates)
        response, stamp = await ask(self._client, authority.url, certificates, signed.note.encode())
        one = Timestamp(signed.size, stamp.at, stamp.authority, signed.note, response)
        await keep_timestamp(self._pool, book.no, one)
        log.info("stamped", book=book.id, size=one.size, at=one.stamped_at.isoformat())

    async def newest(self, book: Book) -> Timestamp | None:
        return next(iter(await timestamps(self._pool, book.no, 1)), None)

    async def overdue(self, book: Book) -> str | None:
        """Which entries have waited for a stamp for two days or longer; None if none have."""
        if self._authority is None:
            return None
        last = await self.newest(book)
        size = last.size if last else 0
        waiting_since = await first_checkpoint_beyond(self._pool, book.no, size)
        if waiting_since is None or self._clock() - waiting_since < OVERDUE:
            return None
        covered = counted(size, "entry", "entries") if last else "none of its entries"
        return (
            f"The book {book.id!r} has a timestamp over {covered}; later ones have waited for one "
            f"since {waiting_since:%d %B %Y}. The server's log says why."
        )
