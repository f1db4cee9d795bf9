"""PostgreSQL crashes: views are behind at most, never wrong, and go on (docs/adr/0022)."""

import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from embedded import EmbeddedPostgres
from embedded.postmaster import is_server_of, read_postmaster
from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from gateway.migrate import migrate_async
from projections import generations, storage
from projections.catalogue import VIEWS
from projections.comparing import compare
from projections.runner import Runner
from projections.waiting import Progress
from tests.support.books import KEY, Preparation, open_book, writer_of
from tests.support.clock import Clock
from tests.support.postgres import PG_BIN, temporary_data_folder
from tests.support.story import PARTNERSHIP, VOTING

CRASHES = 4
ENDS_WITHIN = 30.0
"""Seconds."""


@asynccontextmanager
async def crashing(folder: Path) -> AsyncIterator[Pool]:
    """A PostgreSQL that keeps what it is told to, and is killed at the end with all it remembers.

    By itself it would write what no commit waited for within a fifth of a second.
    """
    with EmbeddedPostgres(folder, pg_bin=PG_BIN) as server:
        await migrate_async(server.url)
        pool = await asyncpg.create_pool(server.url, min_size=1, max_size=4)
        await pool.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        await pool.execute("SELECT pg_reload_conf()")
        yield pool
        kill(server.folder / "cluster")
        pool.terminate()


def kill(cluster: Path) -> None:
    postmaster = read_postmaster(cluster)
    assert postmaster is not None
    os.kill(postmaster.pid, signal.SIGKILL)
    deadline = time.monotonic() + ENDS_WITHIN
    while is_server_of(postmaster.pid, cluster):
        assert time.monotonic() < deadline
        time.sleep(0.01)


async def positions(pool: Pool, book: Book) -> set[int]:
    """How far the views are, those that have seen something."""
    live = await storage.live_generations(pool, VIEWS)
    return {at.position for at in (await storage.checkpoints(pool, book.no, live)).values()}


async def require_right(pool: Pool, book: Book) -> None:
    """Every row that readers see is what the entries say that the view has seen."""
    if await generations.not_made(pool, VIEWS):
        return  # the crash took the first of them, too
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read"),
    ):
        assert await compare(connection, Reader(pool, KEY), book, VIEWS) == []


async def test_views_lose_what_was_folded_last_and_fold_it_again() -> None:
    given, lost = [*VOTING], 0
    with temporary_data_folder() as folder:
        async with crashing(folder / "postgres") as pool:
            await open_book(pool, "b", PARTNERSHIP)
            recorded = len(PARTNERSHIP)
            await followed(pool)
        for _ in range(CRASHES):
            async with crashing(folder / "postgres") as pool:
                book = await find_book(pool, "b")
                assert book.head == recorded, "what was answered for is there"
                assert max(await positions(pool, book), default=0) <= recorded
                lost += (await positions(pool, book)) != {recorded}
                await require_right(pool, book)
                await followed(pool)
                assert await positions(pool, book) == {recorded}
                await require_right(pool, book)
                await writer_of(pool).submit("b", Preparation(given.pop(0), given.pop(0)))
                recorded += 2
                await followed(pool)
                assert await positions(pool, book) == {recorded}
    assert lost, "no crash took anything of the views: this has shown nothing"


async def followed(pool: Pool) -> None:
    runner = Runner(pool, Reader(pool, KEY), VIEWS, Clock(), Progress())
    await runner.catch_up(await find_book(pool, "b"))
