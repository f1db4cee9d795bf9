"""Processes hear from each other what happened to a book: soon, seldom, and after breaks too."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

import pytest

from eventlog.connections import Pool
from eventlog.signals import BOOK_GREW, Signals, connect
from tests.support.postgres import Database

PROMPTLY = 2.0  # seconds, on a busy machine


@asynccontextmanager
async def running(url: str) -> AsyncIterator[tuple[Signals, list[str]]]:
    """Signals as a process has them, and the books that it heard of."""
    signals, heard = Signals(partial(connect, url), pause_seconds=0.05), []
    signals.hear(BOOK_GREW, heard.append)
    task = asyncio.create_task(signals.run())
    try:
        await soon(lambda: signals.is_connected)
        yield signals, heard
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def soon(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PROMPTLY):
        while not is_so():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.005)


async def test_what_one_tells_the_others_hear_and_not_the_one(database: Database) -> None:
    async with running(database.app_url) as (one, own), running(database.app_url) as (_, heard):
        one.tell(BOOK_GREW, "a")
        one.tell(BOOK_GREW, "b")
        await soon(lambda: sorted(heard) == ["a", "b"])
        assert own == []


async def test_many_commits_are_told_in_few_signals_and_the_last_is_not_lost(
    database: Database,
) -> None:
    async with running(database.app_url) as (one, _), running(database.app_url) as (_, heard):
        for _ in range(200):
            one.tell(BOOK_GREW, "busy")
            await asyncio.sleep(0.001)
        await soon(lambda: len(heard) > 1)
        before = len(heard)
        assert before <= 50  # 200 ms and more, at most one in 20 ms
        await asyncio.sleep(0.1)
        one.tell(BOOK_GREW, "busy")
        await soon(lambda: len(heard) > before)


@pytest.mark.parametrize("lost", ["teller", "listener"])
async def test_a_lost_connection_is_made_again(database: Database, pool: Pool, lost: str) -> None:
    async with running(database.app_url) as (one, _), running(database.app_url) as (two, heard):
        victim = one if lost == "teller" else two
        await pool.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'minutebook signals' AND datname = current_database()"
        )
        await soon(lambda: not victim.is_connected)
        one.tell(BOOK_GREW, "meanwhile")
        await soon(lambda: one.is_connected and two.is_connected)
        one.tell(BOOK_GREW, "afterwards")
        await soon(lambda: "afterwards" in heard)
