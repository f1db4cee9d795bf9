"""A rebuild makes the same documents again, and readers see old or new, never a mixture."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from eventlog.books import all_books, find_book
from eventlog.connections import Pool
from eventlog.reading import ReadEntry, Reader
from projections import generations, storage
from projections.beside import RebuildFailedError
from projections.catalogue import VIEWS
from projections.rebuild import RebuildProgress, flip_back, rebuild
from projections.runner import Runner, pause_after
from projections.view import View
from projections.views import message_register
from projections.waiting import Progress, reach
from schemas.events.feedback import MessageSent
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.clock import Clock
from tests.support.erasing import erase
from tests.support.postgres import Databases
from tests.support.story import PARTNERSHIP, VOTING

SENT = MessageSent(message="m", organisation="U99001", text="Words that can go.")


def now() -> datetime:
    return datetime.now(UTC)


async def documents(pool: Pool, generation: int) -> list[tuple[str, ...]]:
    rows = await pool.fetch(
        "SELECT view, kind, key, sort, about::text, doc::text FROM projections.document "
        "WHERE generation = $1 ORDER BY book_no, view, kind, key",
        generation,
    )
    return [tuple(row) for row in rows]


async def test_a_rebuild_makes_what_was_live_and_goes_on_from_there(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer = await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        reader = Reader(pool, KEY)
        runner = Runner(pool, reader, VIEWS, now, Progress())
        await runner.catch_up(await find_book(pool, "b"))
        live = await documents(pool, 1)
        assert live
        heard: list[RebuildProgress] = []
        await rebuild(pool, reader, VIEWS, heard.append)
        new = set((await storage.live_generations(pool, VIEWS)).values())
        assert new == {2}
        assert await documents(pool, 2) == live
        assert heard[-1].folded == heard[-1].entries > 0
        await writer.submit("b", Preparation(VOTING[-1]))
        await runner.catch_up(await find_book(pool, "b"))
        book = await find_book(pool, "b")
        generations = await storage.live_generations(pool, VIEWS)
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
        live = await documents(pool, 1)
        knows_nothing = View(VIEWS[0].name, documents=VIEWS[0].documents, ignores=())
        with pytest.raises(RebuildFailedError, match="position 1"):
            await rebuild(pool, reader, [knows_nothing], lambda *_told: None)
        assert set((await storage.live_generations(pool, VIEWS)).values()) == {1}
        assert await documents(pool, 1) == live


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
        live = await documents(pool, 1)
        await rebuild(pool, reader, VIEWS, lambda *_told: None)
        again = await documents(pool, 2)
        assert [msgspec.json.decode(row[5]) for row in again] == [
            msgspec.json.decode(row[5]) for row in live
        ]
        assert [row[:5] for row in again] == [row[:5] for row in live]


async def caught_up(pool: Pool, views: Sequence[View] = VIEWS) -> None:
    runner = Runner(pool, Reader(pool, KEY), views, now, Progress())
    for book in await all_books(pool):
        await runner.catch_up(book)


def untold(_so_far: RebuildProgress) -> None:
    """Nobody looks at how far it is."""


async def test_a_large_book_is_streamed_to_the_same_documents(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        await caught_up(pool)
        live = await documents(pool, 1)
        monkeypatch.setattr("projections.afresh.MOST_HELD", 0)
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_READ", 3)
        await rebuild(pool, Reader(pool, KEY), VIEWS, untold)
        assert await documents(pool, 2) == live


async def test_what_is_stored_while_a_book_is_folded_may_change_again(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        await caught_up(pool)
        live, parts, write = await documents(pool, 1), [], storage.writing

        def noting(*asked: Any) -> Coroutine[None, None, None]:
            parts.append(len(asked[2]))
            return write(*asked)

        monkeypatch.setattr("projections.storage.writing", noting)
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_PART", 4)
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_READ", 2)
        await rebuild(pool, Reader(pool, KEY), VIEWS, untold)
        assert await documents(pool, 2) == live
        assert len(parts) == (len(PARTNERSHIP) + len(VOTING)) // 4


async def test_a_rebuild_that_fails_stops_what_it_was_storing(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        before, stopped = asyncio.all_tasks(), asyncio.Event()

        async def endless() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                stopped.set()

        def broken(so_far: RebuildProgress) -> None:
            if so_far.folded > 6:
                raise RebuildFailedError("Somebody has had enough.")

        monkeypatch.setattr("projections.storage.writing", lambda *_asked: endless())
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_PART", 4)
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_READ", 2)
        with pytest.raises(RebuildFailedError, match="enough"):
            await rebuild(pool, Reader(pool, KEY), VIEWS, broken)
        assert stopped.is_set()
        assert asyncio.all_tasks() == before


async def test_a_rebuild_says_what_differs_from_what_was_live(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer, reader = await open_book(pool, "b", (*PARTNERSHIP, *VOTING)), Reader(pool, KEY)
        await caught_up(pool)
        assert await rebuild(pool, reader, VIEWS, untold, compares=True) == []
        await pool.execute(
            "UPDATE projections.document SET doc = jsonb_set(doc::jsonb, '{text}', '\"Other\"') "
            "WHERE kind = 'motion' AND generation = 2"
        )
        await writer.submit("b", Preparation(SENT))  # which no view has seen yet
        (found,) = await rebuild(pool, reader, VIEWS, untold, compares=True)
        assert (found.kind, found.what, found.fields) == ("motion", "different", ("text",))
        assert await rebuild(pool, reader, VIEWS, untold, compares=True) == []


async def test_a_flip_back_shows_what_was_there_before_and_all_that_came_since(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer, reader = await open_book(pool, "b", PARTNERSHIP), Reader(pool, KEY)
        await caught_up(pool)
        with pytest.raises(RebuildFailedError, match="no generation"):
            await flip_back(pool, reader, VIEWS, untold)
        await rebuild(pool, reader, VIEWS, untold)
        await writer.submit("b", Preparation(*VOTING))
        await open_book(pool, "younger than the rebuild", VOTING)
        await caught_up(pool)
        seen = await documents(pool, 2)
        await flip_back(pool, reader, VIEWS, untold)
        assert set((await storage.live_generations(pool, VIEWS)).values()) == {1}
        assert await documents(pool, 1) == seen
        await rebuild(pool, reader, VIEWS, untold)
        live = await storage.live_generations(pool, VIEWS)
        assert set(live.values()) == {3}, "no number comes twice"


async def test_there_is_no_way_back_to_words_that_were_erased(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer, reader = await open_book(pool, "b", (SENT,)), Reader(pool, KEY)
        await caught_up(pool)
        await rebuild(pool, reader, VIEWS, untold)
        await erase(writer, "b", (1, "text"))
        with pytest.raises(RebuildFailedError, match="erased"):
            await flip_back(pool, reader, VIEWS, untold)
        assert set((await storage.live_generations(pool, VIEWS)).values()) == {2}


async def test_only_one_rebuild_runs_at_a_time(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        async with generations.rebuilding(pool) as is_free:
            assert is_free
            with pytest.raises(RebuildFailedError, match="running"):
                await rebuild(pool, Reader(pool, KEY), VIEWS, untold)
        await rebuild(pool, Reader(pool, KEY), VIEWS, untold)


async def test_a_view_that_fails_stops_for_one_book_and_pauses_twice_as_long_each_time(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        broken = View(VIEWS[0].name, VIEWS[0].documents, ignores=[MessageSent])
        views = [broken, *VIEWS[1:]]
        clock = Clock()
        runner = Runner(pool, Reader(pool, KEY), views, clock, Progress())
        await open_book(pool, "stops", PARTNERSHIP)
        await open_book(pool, "goes on", (SENT,))
        pauses = []
        for _ in range(12):
            for book in await all_books(pool):
                await runner.catch_up(book)
            stopped = await pool.fetch(
                "SELECT view, id, stopped_at, error, retry_at FROM projections.checkpoint "
                "JOIN eventlog.book ON no = book_no WHERE stopped_at IS NOT NULL"
            )
            ((view, book_id, stopped_at, error, retry_at),) = map(tuple, stopped)
            assert (view, book_id, stopped_at) == (broken.name, "stops", 1)
            assert "does not know" in error
            pauses.append((retry_at - clock.now).total_seconds())
            clock.now = retry_at
        assert pauses[:4] == [2, 4, 8, 16]
        assert pauses[-1] == 300, "five minutes at most"
        await Runner(pool, Reader(pool, KEY), VIEWS, clock, Progress()).catch_up(
            await find_book(pool, "stops")
        )
        assert not await pool.fetchval("SELECT count(stopped_at) FROM projections.checkpoint")


async def test_a_rebuild_of_one_view_reads_only_what_it_does_not_ignore(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING, SENT, *VOTING[-1:]))
        await caught_up(pool)
        live, reader, read = await documents(pool, 1), Reader(pool, KEY), []
        of_types = reader.of_types

        async def noting(*asked: object) -> list[ReadEntry]:
            read.extend(found := await of_types(*asked))
            return found

        reader.of_types = noting
        await rebuild(pool, reader, [message_register.view], untold)
        assert [type(one.event) for one in read] == [MessageSent]
        again = await documents(pool, 2)
        assert again == [row for row in live if row[0] == message_register.view.name]
        seen = await storage.checkpoints(pool, 1, {message_register.view.name: 2})
        book = await find_book(pool, "b")
        assert seen[message_register.view.name].position == book.head


async def test_between_folds_a_runner_lets_entries_gather(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.runner.LEAST_PAUSE_SECONDS", 0.5)
    monkeypatch.setattr("projections.runner.MOST_PAUSE_SECONDS", 0.5)
    async with pool_of(databases.create().app_url) as pool:
        writer, folds, progress = await open_book(pool, "b", PARTNERSHIP), [], Progress()
        runner = Runner(
            pool, Reader(pool, KEY), VIEWS, now, progress, watch=lambda *told: folds.append(told)
        )
        running = asyncio.create_task(runner.run())
        for event in VOTING:
            recorded = await writer.submit("b", Preparation(event))
            progress.book_grew("b", recorded.position)
        book = await find_book(pool, "b")
        assert await reach(pool, progress, book, VIEWS, book.head, 10) == book.head
        running.cancel()
        assert 1 <= len(folds) < len(VOTING) / 2


def test_a_runner_that_folds_for_long_pauses_for_long_but_within_bounds() -> None:
    light, heavy, catching_up = 0.002, 0.005, 60.0
    assert [pause_after(took) for took in (light, heavy, catching_up)] == [0.01, 0.02, 0.03]


async def test_a_runner_looks_once_where_a_look_has_seen_all(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        reader, looks = Reader(pool, KEY), []
        after = reader.after

        async def noting(*asked: Any) -> list[ReadEntry]:
            looks.append(asked)
            return await after(*asked)

        reader.after = noting
        runner, book = Runner(pool, reader, VIEWS, now, Progress()), await find_book(pool, "b")
        assert await runner.catch_up(book)
        assert len(looks) == 1
        assert not await runner.catch_up(book)


async def test_a_book_far_behind_is_read_in_parts_and_folded_in_batches(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.ahead.ENTRIES_PER_READ", 2)
    for room in ("ahead", "following"):
        monkeypatch.setattr(f"projections.{room}.ENTRIES_PER_BATCH", 6)
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        folds: list[object] = []
        book, reader = await find_book(pool, "b"), Reader(pool, KEY)
        runner = Runner(
            pool, reader, VIEWS, now, Progress(), watch=lambda *told: folds.append(told)
        )
        await runner.catch_up(book)
        assert len(folds) == -(-book.head // 6)
        live = await documents(pool, 1)
        await rebuild(pool, reader, VIEWS, untold)
        assert await documents(pool, 2) == live


async def test_a_text_that_was_read_ahead_and_then_erased_is_in_no_view(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("ahead", "following"):
        monkeypatch.setattr(f"projections.{room}.ENTRIES_PER_BATCH", 6)
    monkeypatch.setattr("projections.ahead.ENTRIES_PER_READ", 6)
    async with pool_of(databases.create().app_url) as pool:
        events = (*PARTNERSHIP, *VOTING)
        writer = await open_book(pool, "b", (*events[:8], SENT, *events[8:]))
        book, reader, read = await find_book(pool, "b"), Reader(pool, KEY), asyncio.Event()
        after = reader.after

        async def noting(*asked: Any) -> list[ReadEntry]:
            found = await after(*asked)
            if SENT in [one.event for one in found]:
                read.set()
            return found

        reader.after = noting
        runner = Runner(pool, reader, VIEWS, now, Progress())
        assert (await runner.fold_batch(book)).more
        async with asyncio.timeout(10):
            await read.wait()
        await erase(writer, "b", (9, "text"))
        await runner.catch_up(book)
        live = await documents(pool, 1)
        assert SENT.text
        assert not [row for row in live if SENT.text in row[5]]
        await rebuild(pool, Reader(pool, KEY), VIEWS, untold)
        assert await documents(pool, 2) == live


async def test_a_fold_waits_for_no_disk_and_a_flip_does(databases: Databases) -> None:
    async with pool_of(databases.create().app_url) as pool, pool.acquire() as connection:
        await connection.execute("SET synchronous_commit = on")  # the tests' server has it off
        async with connection.transaction():
            assert await generations.try_claim(connection, 1)
            assert await connection.fetchval("SHOW synchronous_commit") == "off"
        async with connection.transaction():
            await generations.claim_all(connection)
            assert await connection.fetchval("SHOW synchronous_commit") == "on"
