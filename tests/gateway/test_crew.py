"""Several processes fold the books of one rebuild: the same result, or what readers saw before."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest
import pytest_asyncio

from eventlog.books import Book, all_books
from eventlog.connections import Pool
from eventlog.reading import Reader
from gateway.crew import Crew, dealt
from projections import generations, storage
from projections.beside import RebuildFailedError
from projections.catalogue import VIEWS
from projections.rebuild import RebuildProgress, rebuild
from projections.runner import Runner
from projections.waiting import Progress
from tests.projections.processes import start
from tests.support.books import KEY, open_book, pool_of
from tests.support.clock import NOON, Clock
from tests.support.postgres import Database, Databases
from tests.support.story import PARTNERSHIP, VOTING

BOOKS = ("a", "b", "c")
LOOKS, BETWEEN_LOOKS = 300, 0.1


class Kept:
    """Three books, folded by a runner, and a crew of two that shares even the smallest record."""

    def __init__(self, database: Database, pool: Pool) -> None:
        self.database = database
        self.pool = pool
        self.crew = Crew(database.app_url, KEY, processes=2, worth_sharing=0)
        self.told: list[RebuildProgress] = []

    async def rebuild(self) -> None:
        reader, fold = Reader(self.pool, KEY), self.crew.fold_all
        async with asyncio.timeout(LOOKS * BETWEEN_LOOKS):
            await rebuild(self.pool, reader, VIEWS, self.told.append, fold=fold)

    async def live(self) -> set[int]:
        return set((await storage.live_generations(self.pool, VIEWS)).values())

    async def documents(self, generation: int) -> list[tuple[str, ...]]:
        rows = await self.pool.fetch(
            "SELECT book_no::text, view, kind, key, sort, about::text, doc "
            "FROM projections.document WHERE generation = $1 ORDER BY 1, 2, 3, 4",
            generation,
        )
        return [tuple(row) for row in rows]

    async def waiting(self) -> list[int]:
        """The sessions that wait for the entries."""
        rows = await self.pool.fetch(
            "SELECT DISTINCT pid FROM pg_locks WHERE NOT granted "
            "AND relation = 'eventlog.entry'::regclass"
        )
        return [row["pid"] for row in rows]

    @asynccontextmanager
    async def standing_still(self) -> AsyncIterator[None]:
        """Nobody can read an entry."""
        owner = await asyncpg.connect(self.database.owner_url)
        try:
            async with owner.transaction():
                await owner.execute("LOCK TABLE eventlog.entry IN ACCESS EXCLUSIVE MODE")
                yield
        finally:
            await owner.close()


@pytest_asyncio.fixture
async def kept(databases: Databases) -> AsyncIterator[Kept]:
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        for book in BOOKS:
            await open_book(pool, book, (*PARTNERSHIP, *VOTING))
        runner = Runner(pool, Reader(pool, KEY), VIEWS, Clock(), Progress())
        for one in await all_books(pool):
            await runner.catch_up(one)
        yield Kept(database, pool)


async def until(sessions: int, kept: Kept) -> None:
    for _ in range(LOOKS):
        if len(await kept.waiting()) == sessions:
            return
        await asyncio.sleep(BETWEEN_LOOKS)
    raise AssertionError(f"{sessions} sessions never waited")


async def test_two_processes_make_what_one_makes_and_tell_how_far_they_are(kept: Kept) -> None:
    await kept.rebuild()
    assert await kept.live() == {2}
    assert await kept.documents(2) == await kept.documents(1) != []
    assert {one.book for one in kept.told} == set(BOOKS)
    assert kept.told[-1].folded == kept.told[-1].entries == 3 * len((*PARTNERSHIP, *VOTING))
    assert not multiprocessing.active_children()


async def test_what_one_process_cannot_fold_ends_the_rebuild(kept: Kept) -> None:
    owner = await asyncpg.connect(kept.database.owner_url)
    await owner.execute("ALTER TABLE eventlog.entry DISABLE TRIGGER ALL")
    await owner.execute("UPDATE eventlog.entry SET bytes = '{}' WHERE book_no = 2 AND position = 3")
    await owner.close()
    with pytest.raises(RebuildFailedError, match="cannot fold position 3 of the book b"):
        await kept.rebuild()
    assert await kept.live() == {1}
    assert not multiprocessing.active_children()


async def test_a_process_that_dies_ends_the_rebuild_and_the_next_one_succeeds(kept: Kept) -> None:
    async with kept.standing_still():
        begun = asyncio.create_task(kept.rebuild())
        await until(2, kept)
        killed = multiprocessing.active_children()[0]
        killed.kill()
        with pytest.raises(RebuildFailedError, match="ended early"):
            await begun
        assert not multiprocessing.active_children()
    assert await kept.live() == {1}
    await kept.rebuild()
    assert await kept.live() == {2}


async def test_a_rebuild_that_is_broken_off_ends_its_processes(kept: Kept) -> None:
    """By Ctrl+C in a terminal, say, which only the process that began is to hear."""
    async with kept.standing_still():
        begun = asyncio.create_task(kept.rebuild())
        while len(helpers := multiprocessing.active_children()) < 2:  # noqa: ASYNC110 - processes
            await asyncio.sleep(0.01)
        for helper in helpers:
            os.kill(helper.pid or 0, signal.SIGINT)
        await until(2, kept)
        begun.cancel()
        with suppress(asyncio.CancelledError):
            await begun
        assert not multiprocessing.active_children()
    assert await kept.live() == {1}


async def test_who_helped_a_rebuild_that_was_killed_keeps_the_next_out_and_soon_ends(
    kept: Kept,
) -> None:
    async with kept.standing_still():
        killed = start("rebuild-by-two", kept.database.app_url)
        await until(2, kept)
        killed.kill()
        await asyncio.to_thread(killed.wait)
        with pytest.raises(RebuildFailedError, match="Another rebuild is running"):
            await kept.rebuild()
        assert len(await kept.waiting()) == 2, "its processes are there yet"
    for _ in range(LOOKS):
        with suppress(RebuildFailedError):
            await kept.rebuild()
            break
        await asyncio.sleep(BETWEEN_LOOKS)
    assert await kept.live() == {2}
    assert await kept.documents(2) == await kept.documents(1)


async def test_nobody_helps_a_rebuild_that_has_ended(kept: Kept) -> None:
    async with generations.rebuilding(kept.pool) as is_free:
        rebuilder = await generations.rebuilder(kept.pool)
        assert is_free
        assert rebuilder is not None
        async with generations.helping(kept.pool, rebuilder) as may_write:
            assert may_write
        async with generations.helping(kept.pool, rebuilder + 1) as may_write:
            assert not may_write, "another rebuild has the place"
    async with generations.helping(kept.pool, rebuilder) as may_write:
        assert not may_write, "nobody rebuilds"
        async with generations.rebuilding(kept.pool) as is_free:
            assert not is_free
    async with generations.rebuilding(kept.pool) as is_free:
        assert is_free


async def test_a_small_record_is_folded_by_the_process_itself(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.crew.Helper", None)
    kept.crew = Crew(kept.database.app_url, KEY, processes=2)
    await kept.rebuild()
    assert await kept.live() == {2}


def book(id_: str, head: int) -> Book:
    return Book(id_, 0, head, NOON)


@pytest.mark.parametrize(
    ("heads", "hands", "shares"),
    [
        ([5, 1, 1, 1, 1], 2, [[5], [1, 1, 1, 1]]),
        ([1, 2, 3, 4], 2, [[4, 1], [3, 2]]),
        ([7, 7, 7], 5, [[7], [7], [7]]),
        ([7, 7, 7], 1, [[7, 7, 7]]),
        ([], 2, [[]]),
    ],
)
def test_books_are_dealt_by_their_entries(
    heads: list[int], hands: int, shares: list[list[int]]
) -> None:
    books = [book(str(no), head) for no, head in enumerate(heads)]
    found = dealt(books, hands)
    assert [[one.head for one in share] for share in found] == shares
    assert {one.id for share in found for one in share} == {one.id for one in books}


def test_secrets_are_not_shown() -> None:
    assert "secret" not in repr(Crew("postgresql://u:secret@h/d", KEY))
    assert repr(KEY.key) not in repr(Crew("postgresql://h/d", KEY))
