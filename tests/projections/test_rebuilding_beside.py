"""While views are rebuilt by another process, readers and writers go on and notice nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import msgspec
import pytest_asyncio

from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from eventlog.writer import Writer
from projections import storage
from projections.catalogue import VIEW_OF, VIEWS
from projections.documents import D, Document
from projections.live import LiveDocuments
from projections.rebuild import flip_back
from projections.runner import Runner
from projections.views.action_register import Action
from projections.views.message_register import Message
from projections.waiting import Progress, reach
from schemas.events.action import ActionRaised
from schemas.events.feedback import MessageSent
from tests.projections.processes import now, start
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.postgres import Database, Databases
from tests.support.replaying import entries_until, replay
from tests.support.story import BOARD

PAIRS = 400
A_WAIT = 3.0
"""Seconds that nobody may wait, on a busy machine; without a lock in the way it is 0.05."""
MARKED_BY_GENERATION = """
CREATE FUNCTION projections.say_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.doc := jsonb_set(NEW.doc::jsonb, '{text}', to_jsonb('generation ' || NEW.generation));
    RETURN NEW;
END $$;
CREATE TRIGGER say_generation BEFORE INSERT OR UPDATE ON projections.document FOR EACH ROW
WHEN (NEW.kind IN ('message', 'action')) EXECUTE FUNCTION projections.say_generation();
"""


class Served:
    """A book of pairs: every command records a message and an action, in two views."""

    def __init__(self, url: str, pool: Pool) -> None:
        self.url = url
        self.pool = pool
        self.progress = Progress()
        self.reader = Reader(pool, KEY)
        self.writer = Writer(pool, KEY, now, self.progress.book_grew)
        self.runner = Runner(pool, self.reader, VIEWS, now, self.progress)
        self.written = PAIRS
        self.answers = 0
        self.seen: set[str] = set()

    async def book(self) -> Book:
        return await find_book(self.pool, "b")

    async def write(self) -> None:
        """One command, and the wait until the views show it."""
        began = time.monotonic()
        recorded = await self.writer.submit("b", pair(self.written))
        self.written += 1
        assert time.monotonic() - began < A_WAIT, "a writer waited"
        reached = await reach(
            self.pool, self.progress, await self.book(), VIEWS, recorded.position, A_WAIT
        )
        assert reached >= recorded.position, "a reader waited for a position"
        await asyncio.sleep(0.02)

    async def read(self) -> None:
        """One answer made of two views: all of one generation, and never less than before."""
        book, began, least = await self.book(), time.monotonic(), self.answers
        live = LiveDocuments(self.pool, book.no, VIEW_OF)
        messages, actions = await all_of(live, Message), await all_of(live, Action)
        assert time.monotonic() - began < A_WAIT, "a reader waited"
        said = {one.text for one in messages} | {one.text for one in actions}
        assert len(said) == 1, f"an answer of two generations: {said}"
        assert least <= len(messages) <= len(actions), "something was missing"
        assert {one.message for one in messages} == {str(n) for n in range(len(messages))}
        self.answers = max(self.answers, len(messages))
        self.seen |= {str(one) for one in said}
        await asyncio.sleep(0.01)


async def all_of(documents: LiveDocuments, kind: type[D]) -> list[D]:
    found: list[D] = []
    while page := await documents.page(
        kind, after=(found[-1].sort(), found[-1].key()) if found else None, limit=1_000
    ):
        found += page
    return found


def pair(number: int) -> Preparation:
    return Preparation(
        MessageSent(message=str(number), organisation="U99001"),
        ActionRaised(action=str(number), number=f"{number:06}", body="board"),
    )


@pytest_asyncio.fixture
async def served(databases: Databases) -> AsyncIterator[Served]:
    database: Database = databases.create()
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute(MARKED_BY_GENERATION)
    await owner.close()
    async with pool_of(database.app_url) as pool:
        events = [BOARD[0], *(event for n in range(PAIRS) for event in pair(n)._events)]
        await open_book(pool, "b", events)
        served = Served(database.app_url, pool)
        await served.runner.catch_up(await served.book())
        yield served


@asynccontextmanager
async def in_use(served: Served) -> AsyncIterator[None]:
    """Somebody reads, somebody writes, the runner runs; what they notice ends the test."""

    async def over_and_over(work: Callable[[], Awaitable[None]]) -> None:
        while not done.is_set():
            await work()

    done = asyncio.Event()
    running = asyncio.create_task(served.runner.run())
    try:
        async with asyncio.TaskGroup() as tasks:
            for work in (served.read, served.write):
                tasks.create_task(over_and_over(work))
            yield
            done.set()
    finally:
        running.cancel()


async def rebuilt(url: str) -> None:
    process = start("rebuild", url)
    assert await asyncio.to_thread(process.wait) == 0


async def test_nobody_waits_and_no_answer_lacks_or_mixes_anything(served: Served) -> None:
    written = served.written
    async with in_use(served):
        await rebuilt(served.url)
        assert set((await storage.live_generations(served.pool, VIEWS)).values()) == {2}
        await until_read(served, "generation 2")
        served.seen.clear()
        await flip_back(served.pool, served.reader, VIEWS, lambda _: None)
        await until_read(served, "generation 1")
        async with asyncio.timeout(20):  # writers go on, however slow the machine is
            while served.written <= written + 5:  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(0.01)
    assert served.answers > PAIRS, "what they wrote was read"
    await assert_as_folded(served)


async def until_read(served: Served, what: str) -> None:
    """Readers come to see the generation that is live now."""
    async with asyncio.timeout(10):
        while what not in served.seen:
            await served.read()


async def assert_as_folded(served: Served) -> None:
    """What is live after all that, is what a fold from nothing makes."""
    book = await served.book()
    await served.runner.catch_up(book)
    live = LiveDocuments(served.pool, book.no, VIEW_OF)
    folded = await replay(entries_until(served.reader, book.no), VIEWS, VIEW_OF)
    for kind in (Message, Action):
        stored = {one.key(): bare(one) for one in await all_of(live, kind)}
        assert stored == {one.key(): bare(one) for one in await folded.page(kind, limit=10**6)}
        assert len(stored) > PAIRS


def bare(document: Document) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(document, text=None), order="deterministic")


async def test_a_rebuild_that_is_killed_leaves_all_as_it_was_and_the_next_clears_it(
    served: Served,
) -> None:
    async with in_use(served):
        process = start("rebuild-and-stand-still", served.url)
        assert process.stdout
        assert await asyncio.to_thread(process.stdout.readline)
        assert await has_begun(served.pool)
        written = served.written
        async with asyncio.timeout(A_WAIT * 5):  # nobody waits for one that stands still
            while served.written < written + 5:
                await served.read()
        process.kill()
        await asyncio.to_thread(process.wait)
        assert set((await storage.live_generations(served.pool, VIEWS)).values()) == {1}
        await served.read()
        assert served.seen == {"generation 1"}
        await rebuilt(served.url)
        (live,) = set((await storage.live_generations(served.pool, VIEWS)).values())
        await until_read(served, f"generation {live}")
    kept = await served.pool.fetch("SELECT DISTINCT generation FROM projections.document")
    assert {row["generation"] for row in kept} == {1, live}
    await assert_as_folded(served)


async def has_begun(pool: Pool) -> bool:
    """Whether a generation that nobody reads has begun."""
    found = "SELECT EXISTS (SELECT FROM projections.document WHERE generation = 2)"
    return bool(await pool.fetchval(found))
