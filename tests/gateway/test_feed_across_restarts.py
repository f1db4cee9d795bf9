"""Who follows a book through stops and a kill of its server gets every entry once, and in order."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from eventlog.books import create_book, find_book
from gateway.app import running
from gateway.application import Application
from gateway.identity import Principal
from schemas.events.action import ActionRaised
from tests.gateway.server_process import server_process, settings_for
from tests.support.books import Preparation
from tests.support.clock import NOON
from tests.support.following import BREAKS, Follower
from tests.support.postgres import Database
from tests.support.server import BOOK, serving

WRITERS, FOLLOWERS, STOPS = 3, 3, 2
PATIENCE = 30.0  # seconds


@dataclass
class Place:
    """Where the server is now, if there is one; how far followers have to go."""

    url: str | None = None
    until: int = 1 << 40


async def follow_through(follower: Follower, place: Place) -> None:
    """Comes back after each break, until it has seen all that there is to see."""
    while follower.last < place.until:
        with suppress(*BREAKS):
            if place.url is not None:
                await follower.follow(place.url, place.until)
        await asyncio.sleep(0.02)


async def write(app: Application, name: str, done: asyncio.Event) -> None:
    number = 0
    while not done.is_set():
        number += 1
        event = ActionRaised(action=f"{name}-{number}", number=str(number), body="board")
        await app.writer.submit(BOOK, Preparation(event))
        await asyncio.sleep(0.005)


async def more_seen(followers: list[Follower]) -> None:
    """Until each follower has seen some hundred entries more."""
    aims = [one.last + 100 for one in followers]
    async with asyncio.timeout(PATIENCE):
        while any(one.last < aim for one, aim in zip(followers, aims, strict=True)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def stop_and_start(
    database: Database, folder: Path, place: Place, followers: list[Follower]
) -> None:
    """One server is killed, two are stopped, while books are written and followed."""
    async with server_process(database.app_url, folder) as (process, url):
        place.url = url
        await more_seen(followers)
        process.kill()
    for _ in range(STOPS):
        async with serving(database.app_url, folder) as served:
            place.url = served.url
            await more_seen(followers)


async def test_nothing_is_skipped_and_nothing_comes_twice(
    database: Database, tmp_path: Path
) -> None:
    place, done = Place(), asyncio.Event()
    async with running(settings_for(database.app_url, tmp_path), folds=False) as app:
        await create_book(app.pool, BOOK, NOON)
        key = await app.keys.issue(Principal("observer", "observer", BOOK), NOON)
        followers = [Follower(f"/v1/books/{BOOK}/entries", key) for _ in range(FOLLOWERS)]
        async with asyncio.TaskGroup() as tasks:
            writers = [tasks.create_task(write(app, f"w{n}", done)) for n in range(WRITERS)]
            following = [tasks.create_task(follow_through(one, place)) for one in followers]
            await stop_and_start(database, tmp_path, place, followers)
            done.set()
            await asyncio.wait(writers)
            place.until = (await find_book(app.pool, BOOK)).head
            async with serving(database.app_url, tmp_path) as served, asyncio.timeout(PATIENCE):
                place.url = served.url
                await asyncio.wait(following)
        rows = await app.pool.fetch("SELECT bytes FROM eventlog.entry ORDER BY position")
    for one in followers:
        assert one.positions == list(range(1, len(rows) + 1))
        assert one.entries == [row["bytes"] for row in rows]
