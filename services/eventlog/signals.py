"""Tells the other processes on a database what happened in this one, and hears what they tell.

A NOTIFY makes its transaction hold one lock of the whole database while it commits, so that all
commits that notify wait for each other and for each other's disk. It is therefore never sent by a
transaction that appends: it follows the commit, on a connection of its own that waits for no disk,
at most once in 20 ms for a book. A signal may be lost: with its process, with the connection. So
whoever waits for one also looks by himself.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncpg
import structlog

from eventlog.connections import DATABASE_FAILED

BOOK_GREW = "minutebook_book_grew"
VIEWS_MOVED = "minutebook_views_moved"
PACE_SECONDS = 0.02
PROBE_SECONDS = 15.0
"""How often a silent connection is tried: one that a network has dropped does not say so."""
ANSWERS_WITHIN = 5.0
log = structlog.get_logger("eventlog.signals")

Hear = Callable[[str], None]
"""Told the book; must not wait."""


async def connect(url: str) -> asyncpg.Connection:
    """A connection for signals alone: what it commits is worth no wait for the disk."""
    return await asyncpg.connect(
        url,
        timeout=ANSWERS_WITHIN,
        command_timeout=ANSWERS_WITHIN,
        server_settings={
            "application_name": "minutebook signals",
            "synchronous_commit": "off",
        },
    )


class Signals:
    """Signals between the processes on one database."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[asyncpg.Connection]],
        *,
        pace_seconds: float = PACE_SECONDS,
        pause_seconds: float = 1.0,
    ) -> None:
        self._connect = connect
        self._hears: dict[str, Hear] = {}
        self._pace_seconds = pace_seconds
        self._pause_seconds = pause_seconds
        self._untold: dict[tuple[str, str], None] = {}
        self._wake = asyncio.Event()
        self.is_connected = False

    def hear(self, channel: str, hear: Hear) -> None:
        """From the next connection on, what other processes tell on a channel is told so."""
        self._hears[channel] = hear

    def tell(self, channel: str, book: str) -> None:
        """Says to other processes, soon, that something happened to a book; does not wait."""
        self._untold[channel, book] = None
        self._wake.set()

    async def run(self) -> None:
        """Tells and hears until cancelled; connects again whenever the connection is lost."""
        while True:
            try:
                await self._converse()
            except DATABASE_FAILED:
                log.warning("signals were interrupted; they are tried again", exc_info=True)
            await asyncio.sleep(self._pause_seconds)

    async def _converse(self) -> None:
        connection = await self._connect()
        try:
            connection.add_termination_listener(lambda _connection: self._wake.set())
            for channel in self._hears:
                await connection.add_listener(channel, self._heard)
            self.is_connected = True
            while not connection.is_closed():
                await self._tell_all(connection)
                await asyncio.sleep(self._pace_seconds)
                await self._something()
        finally:
            self.is_connected = False
            with suppress(*DATABASE_FAILED):
                await connection.close(timeout=ANSWERS_WITHIN)

    async def _something(self) -> None:
        """Waits until there is something to tell, or it is time to try the connection."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PROBE_SECONDS):
                await self._wake.wait()
        self._wake.clear()

    async def _tell_all(self, connection: asyncpg.Connection) -> None:
        """One statement for all that waited, each once; with nothing to tell, a probe."""
        telling, self._untold = self._untold, {}
        columns = zip(*telling, strict=True) if telling else ((), ())
        try:
            await connection.execute(
                "SELECT pg_notify(channel, book) FROM unnest($1::text[], $2::text[]) "
                "AS told (channel, book)",
                *map(list, columns),
            )
        except BaseException:
            self._untold = telling | self._untold
            raise

    def _heard(self, connection: Any, sender: int, channel: str, book: object) -> None:
        if sender != connection.get_server_pid():  # what we told is known here
            self._hears[channel](str(book))
