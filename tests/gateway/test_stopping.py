"""Loops that run until cancelled end when cancelled, however close a signal comes to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path

import pytest

from eventlog.books import create_book
from eventlog.remembered import LastNotes
from gateway.application import Application
from tests.support.clock import NOON
from tests.support.postgres import Database
from tests.support.server import BOOK, serving

PATIENCE_SECONDS = 10
STEPS_BETWEEN = range(6)
"""Turns of the event loop between the signal and the cancellation."""


@pytest.fixture(scope="module")
async def application(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Application]:
    async with serving(database.app_url, tmp_path_factory.mktemp("data")) as served:
        await create_book(served.application.pool, BOOK, NOON)
        yield served.application


@pytest.mark.parametrize("steps", STEPS_BETWEEN)
async def test_a_signal_just_before_it_does_not_swallow_the_cancellation_of_a_wait(
    application: Application, steps: int
) -> None:
    progress = application.progress

    async def follow() -> None:
        while True:
            await progress.wait_for_signal(60)

    await stops(follow, lambda: progress.book_grew(BOOK, 1), steps)


@pytest.mark.parametrize("steps", STEPS_BETWEEN)
async def test_a_commit_just_before_it_does_not_swallow_the_cancellation_of_the_signer(
    application: Application, steps: int
) -> None:
    signer = application.signer
    await stops(signer.run, lambda: signer.book_grew(BOOK, 1), steps)


async def stops(
    loop: Callable[[], Coroutine[None, None, None]], signal: Callable[[], None], steps: int
) -> None:
    task = asyncio.create_task(loop())
    await asyncio.sleep(0.7)  # it waits by now
    signal()
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=PATIENCE_SECONDS)
    if not done:
        task.cancel()
    assert done


async def test_a_lock_that_another_signer_holds_does_not_keep_a_stopping_one(
    database: Database, tmp_path: Path
) -> None:
    async with serving(database.app_url, tmp_path) as served:
        signer = served.application.signer
        await create_book(served.application.pool, BOOK, NOON)
        async with LastNotes(tmp_path / "signed").held_soon(BOOK):
            waiting = asyncio.create_task(signer.sign_by_name(BOOK))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            waiting.cancel()
            await asyncio.wait([waiting], timeout=PATIENCE_SECONDS)
            assert waiting.cancelled()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await signer.sign_by_name(BOOK)
