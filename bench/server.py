"""A PostgreSQL that keeps what it is told (fsync on), and fresh databases in it for each trial."""

import asyncio
import itertools
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from embedded import EmbeddedPostgres
from gateway.migrate import migrate


class Server:
    """The embedded PostgreSQL in a temporary folder on disk, its databases all alike."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self._postgres = postgres
        self._numbers = itertools.count(1)

    def empty_database(self) -> str:
        """The address of a new database without a table."""
        name = f"bench_{next(self._numbers)}"
        _apart(lambda: asyncio.run(_execute(self._postgres.url, f"CREATE DATABASE {name}")))
        return self._postgres.url_to(name)

    def migrated_database(self) -> str:
        """The address of a new database with Minutebook's tables."""
        url = self.empty_database()
        _apart(lambda: migrate(url))
        return url


def _apart(work: Callable[[], None]) -> None:
    """Runs what starts an event loop of its own, whether or not one runs here."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(work).result()


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextmanager
def server() -> Iterator[Server]:
    # On a disk: in memory, fsync would cost nothing. The folder lets the server's account pass.
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        with EmbeddedPostgres(Path(folder) / "postgres", fsync=True) as postgres:
            yield Server(postgres)
