"""Minutes and trails come out of the database as they come out of a fold in memory."""

from collections.abc import AsyncIterator

import pytest

from projections import generations, storage
from projections.catalogue import VIEW_OF, VIEWS
from projections.live import LiveDocuments
from projections.minutes.compose import compose
from projections.rows import Changes
from projections.storage import Checkpoint, Folded
from projections.views.trail import trail
from tests.projections.minutes.composing import LATER
from tests.support.books import pool_of
from tests.support.folds import folded, story
from tests.support.postgres import Database
from tests.support.replaying import HeldEntries, replayed
from tests.support.whole_story import WHOLE
from tests.support.whole_story.words import JUNE, MARCH, MAY

ENTRIES = story(*WHOLE)


@pytest.fixture
async def live(database: Database) -> AsyncIterator[LiveDocuments]:
    async with pool_of(database.app_url) as pool:
        await generations.begin(pool, VIEWS)
        for view in VIEWS:
            held = Changes(again=[*folded(view, ENTRIES).take_changes()])
            async with pool.acquire() as connection:
                await storage.write(
                    connection, 1, [Folded(view, 1, held, Checkpoint(len(ENTRIES)))]
                )
        yield LiveDocuments(pool, 1, VIEW_OF)


async def test_minutes_are_composed_alike_from_memory_and_from_the_database(
    live: LiveDocuments,
) -> None:
    held = await replayed(ENTRIES)
    for meeting in (MARCH, MAY, JUNE):
        stored = await compose(live, meeting, LATER)
        assert stored == await compose(held, meeting, LATER)
        assert stored.items or meeting == JUNE


async def test_trails_are_alike_from_memory_and_from_the_database(live: LiveDocuments) -> None:
    entries = HeldEntries(ENTRIES)
    held = await replayed(ENTRIES)
    for decision in ("d-hub", "d-pilot", "d-bid"):
        stored = await trail(entries, 1, live, decision, LATER)
        assert stored
        assert stored == await trail(entries, 1, held, decision, LATER)
