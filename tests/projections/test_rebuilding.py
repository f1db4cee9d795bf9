"""A rebuild makes the same documents again, and readers see old or new, never a mixture."""

from datetime import UTC, datetime

import msgspec
import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections import storage
from projections.catalogue import VIEWS
from projections.rebuild import RebuildFailedError, rebuild
from projections.runner import Runner
from projections.view import View
from projections.waiting import Progress
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.postgres import Databases
from tests.support.story import PARTNERSHIP, VOTING


def now() -> datetime:
    return datetime.now(UTC)


async def documents(pool: Pool, generation: int) -> list[tuple[str, ...]]:
    rows = await pool.fetch(
        "SELECT view, kind, key, sort, about::text, doc::text FROM projections.document "
        "WHERE generation = $1 ORDER BY view, kind, key",
        generation,
    )
    return [tuple(row) for row in rows]


async def test_a_rebuild_makes_what_was_live_and_goes_on_from_there(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer = await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        reader = Reader(pool, KEY)
        runner = Runner(pool, reader, VIEWS, now, Progress())
        await runner.catch_up(await find_book(pool, "b"))
        live = await documents(pool, storage.FIRST_GENERATION)
        assert live
        heard: list[tuple[str, int, int]] = []
        await rebuild(pool, reader, VIEWS, lambda *told: heard.append(told))
        new = set((await storage.live_generations(pool)).values())
        assert new == {storage.FIRST_GENERATION + 1}
        assert await documents(pool, storage.FIRST_GENERATION + 1) == live
        assert heard[-1][1] == heard[-1][2]
        await writer.submit("b", Preparation(VOTING[-1]))
        await runner.catch_up(await find_book(pool, "b"))
        book = await find_book(pool, "b")
        generations = await storage.live_generations(pool)
        seen = await storage.checkpoints(pool, book.no, generations)
        assert {view: at.position for view, at in seen.items()} == {
            v.name: book.head for v in VIEWS
        }


async def test_a_view_that_cannot_fold_leaves_what_readers_see(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", VOTING)
        reader = Reader(pool, KEY)
        runner = Runner(pool, reader, VIEWS, now, Progress())
        await runner.catch_up(await find_book(pool, "b"))
        live = await documents(pool, storage.FIRST_GENERATION)
        knows_nothing = View(VIEWS[0].name, documents=VIEWS[0].documents, ignores=())
        with pytest.raises(RebuildFailedError, match="position 1"):
            await rebuild(pool, reader, [knows_nothing], lambda *_told: None)
        assert await storage.live_generations(pool) == {}
        assert await documents(pool, storage.FIRST_GENERATION) == live


async def test_a_runner_forgets_what_another_runner_has_overtaken(databases: Databases) -> None:
    """Rows kept in memory are used only where the checkpoint is where they were left."""
    async with pool_of(databases.create().app_url) as pool:
        writer = await open_book(pool, "b", PARTNERSHIP)
        reader = Reader(pool, KEY)
        one, other = (Runner(pool, reader, VIEWS, now, Progress()) for _ in range(2))
        for number, event in enumerate(VOTING):
            await writer.submit("b", Preparation(event))
            runner = one if number % 3 else other
            await runner.catch_up(await find_book(pool, "b"))
        live = await documents(pool, storage.FIRST_GENERATION)
        await rebuild(pool, reader, VIEWS, lambda *_told: None)
        again = await documents(pool, storage.FIRST_GENERATION + 1)
        assert [msgspec.json.decode(row[5]) for row in again] == [
            msgspec.json.decode(row[5]) for row in live
        ]
        assert [row[:5] for row in again] == [row[:5] for row in live]
