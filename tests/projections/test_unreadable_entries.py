"""An entry that cannot be read stops the views of its book there, visibly, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import asyncpg
import pytest
import pytest_asyncio

from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.errors import UnreadableEntryError
from eventlog.reading import Reader
from projections import storage
from projections.beside import RebuildFailedError
from projections.catalogue import VIEWS
from projections.lag import Lag, lags
from projections.rebuild import rebuild
from projections.runner import Runner
from projections.view import View
from projections.views import membership, message_register
from projections.waiting import Progress
from schemas.events.feedback import MessageSent
from tests.support.books import KEY, Preparation, open_book, pool_of, writer_of
from tests.support.clock import Clock
from tests.support.erasing import erase, rows_with
from tests.support.postgres import Database, Databases

A, B = "a", "b"
BAD, LAST = 3, 5
SENT = [
    MessageSent(message=str(no), organisation="U99001", text=f"The words {no}.")
    for no in range(1, LAST + 1)
]
DAMAGE = {
    "a text under another key": """
        UPDATE eventlog.disclosure SET wrapped_key = set_byte(wrapped_key, 3, 255 - get_byte(
            wrapped_key, 3)) WHERE book_no = 1 AND position = 3""",
    "a type of a newer build": """
        UPDATE eventlog.entry SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'),
            'message-sent.v1', 'message-sent.v9'), 'UTF8')
        WHERE book_no = 1 AND position = 3""",
    "bytes that are no entry": """
        UPDATE eventlog.entry SET bytes = '{}' WHERE book_no = 1 AND position = 3""",
}
SAYS = {
    "a text under another key": "does not open under this master key",
    "a type of a newer build": "knows no entries of the type feedback-message-sent.v9",
    "bytes that are no entry": "missing required field",
}
KEEP = """
CREATE TABLE entry_kept AS SELECT * FROM eventlog.entry;
CREATE TABLE disclosure_kept AS SELECT * FROM eventlog.disclosure;
"""
MEND = """
UPDATE eventlog.entry SET bytes = kept.bytes FROM entry_kept AS kept
WHERE (entry.book_no, entry.position) = (kept.book_no, kept.position);
UPDATE eventlog.disclosure SET wrapped_key = kept.wrapped_key FROM disclosure_kept AS kept
WHERE (disclosure.book_no, disclosure.position) = (kept.book_no, kept.position);
"""


BEHIND = "DELETE FROM projections.{table} WHERE book_no = 1 AND view = $1"


class Kept:
    """Two books; an entry of the first can be damaged, and mended."""

    def __init__(self, pool: Pool, database: Database) -> None:
        self.pool = pool
        self.clock = Clock()
        self.reader = Reader(pool, KEY)
        self._owner = database.admin_url

    def runner(self, views: Sequence[View] = VIEWS) -> Runner:
        return Runner(self.pool, self.reader, views, self.clock, Progress(), poll_seconds=0.02)

    async def as_owner(self, sql: str) -> None:
        connection = await asyncpg.connect(self._owner)
        await connection.execute(f"SET session_replication_role = replica; {sql}")
        await connection.close()

    async def book(self, name: str = A) -> Book:
        return await find_book(self.pool, name)

    async def lags(self, name: str = A) -> list[Lag]:
        found = [one for one in await lags(self.pool, VIEWS) if one.book == name]
        assert len(found) == len(VIEWS)
        return found

    async def damage(self, kind: str) -> None:
        await self.as_owner(KEEP + DAMAGE[kind])

    async def mend(self) -> None:
        await self.as_owner(MEND)
        self.clock.forward(minutes=6)


@pytest_asyncio.fixture
async def kept(databases: Databases) -> AsyncIterator[Kept]:
    database = databases.create()
    async with pool_of(database.app_url) as pool:
        for name in (A, B):
            await open_book(pool, name, SENT)
        yield Kept(pool, database)


@pytest.mark.parametrize("kind", DAMAGE)
async def test_views_stop_there_for_that_book_alone_and_go_on_once_it_is_mended(
    kept: Kept, kind: str
) -> None:
    await kept.damage(kind)
    async with followed(kept.runner()):
        await until(kept, B, lambda one: not one.entries)
        await until(kept, A, lambda one: one.stopped_at == BAD)
        for one in await kept.lags():
            assert one.position == BAD - 1
            assert f"Entry {BAD} cannot be read" in (one.error or "")
            assert SAYS[kind] in (one.error or "")
        await kept.mend()
        await until(kept, A, lambda one: not one.entries)
    assert {one.stopped_at for one in await kept.lags()} == {None}
    assert await messages(kept) == [str(no) for no in range(1, LAST + 1)]


@asynccontextmanager
async def followed(runner: Runner) -> AsyncIterator[None]:
    """A runner at work; nothing is to end it before its time."""
    running = asyncio.create_task(runner.run())
    yield
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def until(kept: Kept, book: str, is_so: Callable[[Lag], bool]) -> None:
    """Waits until it is so for all views of a book."""
    async with asyncio.timeout(20):
        while not all(map(is_so, await kept.lags(book))):  # noqa: ASYNC110 - another task's doing
            await asyncio.sleep(0.02)


async def messages(kept: Kept) -> list[str]:
    """The messages of the first book that its view has."""
    rows = await kept.pool.fetch(
        "SELECT key FROM projections.document WHERE book_no = 1 AND view = $1 AND kind = 'message' "
        "ORDER BY key",
        message_register.view.name,
    )
    return [row["key"] for row in rows]


async def test_a_view_that_had_read_it_goes_on(kept: Kept) -> None:
    ahead, behind = membership.view, message_register.view
    await kept.runner([ahead, behind]).catch_up(await kept.book())
    for table in ("document", "checkpoint"):
        await kept.pool.execute(BEHIND.format(table=table), behind.name)
    await kept.damage("a text under another key")
    more = MessageSent(message="more", organisation="U99001")
    await writer_of(kept.pool).submit(A, Preparation(more))
    await kept.runner([ahead, behind]).catch_up(await kept.book())
    live = await storage.live_generations(kept.pool, [ahead, behind])
    seen = await storage.checkpoints(kept.pool, (await kept.book()).no, live)
    assert (seen[ahead.name].position, seen[ahead.name].stopped_at) == (LAST + 1, None)
    assert (seen[behind.name].position, seen[behind.name].stopped_at) == (BAD - 1, BAD)


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_an_entry_that_cannot_be_read_may_stand_anywhere_in_a_read(
    kept: Kept, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First, in the middle or last in it, and in what was read ahead."""
    monkeypatch.setattr("projections.ahead.ENTRIES_PER_READ", size)
    for room in ("ahead", "following"):
        monkeypatch.setattr(f"projections.{room}.ENTRIES_PER_BATCH", size)
    await kept.damage("a type of a newer build")
    await kept.runner().catch_up(await kept.book())
    assert {(one.position, one.stopped_at) for one in await kept.lags()} == {(BAD - 1, BAD)}


async def test_erased_words_go_though_another_entry_cannot_be_read(kept: Kept) -> None:
    await kept.runner().catch_up(await kept.book())
    await kept.damage("a text under another key")
    words = "The words 1."
    assert await rows_with(kept.pool, words)
    await erase(writer_of(kept.pool), A, (1, "text"))
    await kept.runner().catch_up(await kept.book())
    rows = await kept.pool.fetch(
        "SELECT doc FROM projections.document WHERE book_no = 1 AND strpos(doc, $1) > 0", words
    )
    assert not rows
    assert {(one.position, one.stopped_at) for one in await kept.lags()} == {(BAD - 1, BAD)}
    await kept.mend()
    await kept.runner().catch_up(await kept.book())
    assert {(one.entries, one.stopped_at) for one in await kept.lags()} == {(0, None)}
    assert await messages(kept) == [str(no) for no in range(1, LAST + 1)]


@pytest.mark.parametrize("views", [VIEWS, [message_register.view]], ids=["all", "one"])
async def test_a_rebuild_says_where_it_cannot_go_on(kept: Kept, views: Sequence[View]) -> None:
    """Whether it reads all entries or, for a few views, only those that they need."""
    await kept.runner().catch_up(await kept.book())
    await kept.damage("a text under another key")
    with pytest.raises(RebuildFailedError, match=f"position {BAD} of the book a: Entry {BAD}"):
        await rebuild(kept.pool, kept.reader, views, lambda *_told: None)
    assert set((await storage.live_generations(kept.pool, VIEWS)).values()) == {1}


async def test_a_rebuild_of_views_that_need_none_of_it_is_not_kept_from_it(kept: Kept) -> None:
    await kept.runner().catch_up(await kept.book())
    await kept.damage("a text under another key")
    await rebuild(kept.pool, kept.reader, [membership.view], lambda *_told: None)
    live = await storage.live_generations(kept.pool, VIEWS)
    assert live[membership.view.name] == 2


async def test_whoever_else_reads_is_told_which_entry_it_is(kept: Kept) -> None:
    await kept.damage("bytes that are no entry")
    for read in (
        kept.reader.after((await kept.book()).no, 0, 100),
        kept.reader.at((await kept.book()).no, [1, BAD]),
        kept.reader.tagged((await kept.book()).no, [f"message:{BAD}"]),
    ):
        with pytest.raises(UnreadableEntryError, match=f"Entry {BAD} cannot be read"):
            await read
    assert len(await kept.reader.after((await kept.book()).no, BAD, 100)) == LAST - BAD


async def test_a_book_that_fails_in_a_way_nobody_thought_of_keeps_no_other_from_going_on(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, catch_up, tried = kept.runner(), Runner.catch_up, 0

    async def fails(one: Runner, book: Book) -> bool:
        nonlocal tried
        if book.id == A and (tried := tried + 1) < 3:
            raise KeyError("something unthought-of")
        return await catch_up(one, book)

    monkeypatch.setattr(Runner, "catch_up", fails)
    async with followed(runner):
        await until(kept, B, lambda one: not one.entries)
        await until(kept, A, lambda one: not one.entries)
    assert tried >= 3
