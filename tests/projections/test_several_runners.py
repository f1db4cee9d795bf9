"""Runner processes share the books: no entry is folded twice, and a killed one is replaced."""

import asyncio
import time
from collections import defaultdict

import asyncpg

from eventlog.books import all_books
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections.catalogue import VIEW_OF, VIEWS
from projections.live import LiveDocuments
from projections.reckoning.motion_record import VotedMotion
from schemas.event import Event
from schemas.events.motion import VoteCast
from tests.projections.processes import start
from tests.support.books import KEY, Preparation, open_book, pool_of
from tests.support.postgres import Database, Databases
from tests.support.replaying import entries_until, replay
from tests.support.voting import CHOICES, scene, seats

BOOKS, MOTIONS, SEATS, RUNNERS = 4, 12, 10, 3
STEPS_NOTED = """
CREATE TABLE projections.step (
    no bigint GENERATED ALWAYS AS IDENTITY, runner int, book_no int, view text, "from" bigint,
    "to" bigint);
CREATE FUNCTION projections.note_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    INSERT INTO projections.step (runner, book_no, view, "from", "to") VALUES (
        pg_backend_pid(), NEW.book_no, NEW.view,
        CASE TG_OP WHEN 'UPDATE' THEN OLD.position ELSE 0 END, NEW.position);
    RETURN NEW;
END $$;
CREATE TRIGGER note_step AFTER INSERT OR UPDATE ON projections.checkpoint FOR EACH ROW
EXECUTE FUNCTION projections.note_step();
GRANT SELECT ON projections.step TO minutebook_app;
"""


def votes() -> list[Event]:
    return [
        VoteCast(motion=f"motion-{n}", item=f"item-{n}", seat=seat, choice=CHOICES[n % 4])
        for n in range(1, MOTIONS + 1)
        for seat in seats(SEATS)
    ]


async def noted_database(databases: Databases) -> Database:
    database = databases.create()
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute(STEPS_NOTED)
    await owner.close()
    return database


async def until_all_is_folded(pool: Pool, seconds: float = 60) -> None:
    began = time.monotonic()
    while await pool.fetchval(
        "SELECT count(*) FROM projections.checkpoint JOIN eventlog.book ON no = book_no "
        "WHERE position = head"
    ) < BOOKS * len(VIEWS):
        assert time.monotonic() - began < seconds, "the books were not folded to their ends"
        await asyncio.sleep(0.02)


async def until_one_works(pool: Pool) -> None:
    async with asyncio.timeout(20):
        while True:
            if await pool.fetchval("SELECT count(*) FROM projections.step"):
                return
            await asyncio.sleep(0.002)


async def test_runners_share_the_work_and_a_killed_one_is_replaced(databases: Databases) -> None:
    database = await noted_database(databases)
    runners = [start("run", database.app_url) for _ in range(RUNNERS)]
    try:
        async with pool_of(database.app_url) as pool:
            for runner in runners:
                assert runner.stdout
                assert await asyncio.to_thread(runner.stdout.readline)
            events = [*scene(MOTIONS, SEATS), *votes()]
            writers = [await open_book(pool, f"book-{n}", events) for n in range(BOOKS)]
            await until_one_works(pool)
            runners[0].kill()
            await until_all_is_folded(pool)
            for number, writer in enumerate(writers):
                corrected = Preparation(*votes()[:SEATS])
                await writer.submit(f"book-{number}", corrected)
            await until_all_is_folded(pool)
            assert runners[0].wait() == -9
            await assert_each_entry_was_folded_once(pool)
            await assert_live_is_what_the_books_say(pool)
    finally:
        for runner in runners:
            runner.kill()
            runner.wait()


async def assert_each_entry_was_folded_once(pool: Pool) -> None:
    """Each step begins where the one before it ended, whoever made it."""
    reached: defaultdict[tuple[int, str], int] = defaultdict(int)
    workers = set()
    for row in await pool.fetch("SELECT * FROM projections.step ORDER BY no"):
        place = (row["book_no"], row["view"])
        assert row["from"] == reached[place] < row["to"]
        reached[place] = row["to"]
        workers.add(row["runner"])
    assert len(reached) == BOOKS * len(VIEWS)
    assert len(workers) > 1, "one did all the work"


async def assert_live_is_what_the_books_say(pool: Pool) -> None:
    reader = Reader(pool, KEY)
    for book in await all_books(pool):
        folded = await replay(entries_until(reader, book.no), VIEWS, VIEW_OF)
        live = LiveDocuments(pool, book.no, VIEW_OF)
        motions = await folded.page(VotedMotion, limit=MOTIONS + 1)
        assert len(motions) == MOTIONS
        assert await live.page(VotedMotion, limit=MOTIONS + 1) == motions
