"""What readers see is compared, row by row, with what the book says."""

from datetime import UTC, datetime

import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections import generations
from projections.catalogue import VIEWS
from projections.comparing import compare
from projections.difference import Difference
from projections.runner import Runner
from projections.views import vote_record
from projections.waiting import Progress
from schemas.events.motion import MotionMoved
from tests.support.books import KEY, open_book, pool_of
from tests.support.erasing import erase
from tests.support.postgres import Databases
from tests.support.story import PARTNERSHIP, VOTING

CHANGES = {
    "missing": "DELETE FROM projections.document WHERE kind = 'decision-motion'",
    "surplus": "INSERT INTO projections.document SELECT book_no, view, generation, kind, 'ghost', "
    "sort, about, doc FROM projections.document WHERE kind = 'decision-motion'",
    "different": "UPDATE projections.document "
    "SET doc = jsonb_set(doc::jsonb, '{text}', '\"Other\"'), "
    "sort = 'z', about = '{}' WHERE kind = 'motion'",
}


@pytest.fixture(params=["in memory", "streamed"], autouse=True)
def _held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "streamed":  # as a book is whose documents are more than memory should hold
        monkeypatch.setattr("projections.afresh.MOST_HELD", 10)
        monkeypatch.setattr("projections.afresh.ENTRIES_PER_READ", 7)


async def differences(pool: Pool) -> list[Difference]:
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read"),
    ):
        book = await find_book(connection, "b")
        return await compare(connection, Reader(pool, KEY), book, VIEWS)


async def generations_stored(pool: Pool) -> list[int]:
    found = "SELECT DISTINCT generation FROM projections.document ORDER BY 1"
    return [row["generation"] for row in await pool.fetch(found)]


async def caught_up(pool: Pool) -> None:
    runner = Runner(pool, Reader(pool, KEY), VIEWS, lambda: datetime.now(UTC), Progress())
    await runner.catch_up(await find_book(pool, "b"))


def _fails(*_: object) -> None:
    raise ValueError("cannot be folded")


async def test_rows_that_are_as_the_book_makes_them_are_no_difference(
    databases: Databases,
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        writer = await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        await generations.begin(pool, VIEWS)
        assert await differences(pool) == []
        await caught_up(pool)
        before = await generations_stored(pool)
        assert await differences(pool) == []
        assert await generations_stored(pool) == before, "what was compared with has gone"
        await erase(writer, "b", (len(PARTNERSHIP) + len(VOTING) - 1, "text"))
        assert "different" in {one.what for one in await differences(pool)}
        await caught_up(pool)
        assert await differences(pool) == []


@pytest.mark.parametrize("what", CHANGES)
async def test_a_row_that_was_changed_is_named(databases: Databases, what: str) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        await caught_up(pool)
        done = await pool.execute(CHANGES[what])
        assert done.endswith(" 1"), done
        (found,) = await differences(pool)
        assert found.what == what
        assert found.key in found.sentence()
        if what == "different":
            assert {"text", "its place in the order"} <= set(found.fields)


async def test_what_a_view_cannot_fold_is_named_and_what_it_folded_before_is_compared(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", (*PARTNERSHIP, *VOTING))
        await caught_up(pool)
        monkeypatch.setitem(vote_record.view._handlers, MotionMoved, _fails)
        found = await differences(pool)
        assert {one.view for one in found} == {vote_record.view.name}
        assert "unreadable" in {one.what for one in found}
