"""One process writes, another keeps the views and is followed; neither waits until it looks."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from eventlog.books import create_book, find_book
from gateway.app import running
from gateway.application import Application
from gateway.identity import Principal
from projections import waiting
from projections.views import action_register
from projections.waiting import reach
from schemas.events.action import ActionRaised
from tests.gateway.server_process import server_process, settings_for
from tests.support.books import Preparation
from tests.support.clock import NOON
from tests.support.following import Follower
from tests.support.postgres import Database
from tests.support.server import BOOK

LOOKS_AFTER = 5.0
"""Seconds. Who waits for a position looks no earlier, so what is quicker came by a signal."""
PROMPTLY = 0.5
TIMES = 11


@dataclass
class Two:
    """This process, which writes; the other, which folds, by its address."""

    writing: Application
    url: str
    key: str

    async def holds(self, number: int) -> int:
        event = ActionRaised(action=f"a{number}", number=str(number), body="board")
        return (await self.writing.writer.submit(BOOK, Preparation(event))).position


@pytest.fixture(scope="module")
async def two(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Two]:
    folder: Path = tmp_path_factory.mktemp("data")
    async with (
        running(settings_for(database.app_url, folder), folds=False) as app,
        server_process(database.app_url, folder) as (_, url),
    ):
        await create_book(app.pool, BOOK, NOON)
        key = await app.keys.issue(Principal("observer", "observer", BOOK), NOON)
        while not app.signals.is_connected:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        yield Two(app, url, key)


async def test_a_reader_here_sees_at_once_what_a_runner_there_has_folded(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOOK_EVERY_SECONDS", LOOKS_AFTER)
    app, took = two.writing, []
    for number in range(TIMES):
        position = await two.holds(number)
        book, began = await find_book(app.pool, BOOK), perf_counter()
        views = [action_register.view]
        assert await reach(app.pool, app.progress, book, views, position, 20) >= position
        took.append(perf_counter() - began)
    assert median(took) < PROMPTLY, took


async def test_who_follows_there_gets_at_once_what_is_written_here(two: Two) -> None:
    follower, took = Follower(f"/v1/books/{BOOK}/entries", two.key), []
    async with follower.stream(two.url) as answer:
        lines = answer.aiter_lines()
        for number in range(TIMES):
            began = perf_counter()
            await follower.take(lines, await two.holds(100 + number))
            took.append(perf_counter() - began)
    assert median(took) < PROMPTLY, took


async def test_the_signer_there_signs_what_is_written_here(two: Two) -> None:
    app, position = two.writing, await two.holds(200)
    async with asyncio.timeout(10):
        while await signed_size(app) < position:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def signed_size(app: Application) -> int:
    """The size of the last head that was signed; this process signs none."""
    found = await app.pool.fetchval("SELECT max(size) FROM eventlog.checkpoint")
    return found or 0
