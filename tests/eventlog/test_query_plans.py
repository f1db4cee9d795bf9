"""What a writer reads costs the same however large a book is, even by a plan of its first day."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from eventlog import statements
from eventlog.books import find_book
from eventlog.connections import Pool, writers_pool
from tests.support.books import open_book
from tests.support.postgres import Database
from tests.support.voting import scene

SELECTED = ([0, 0], ["motion-moved.v1", "motion-vote-cast.v1"], ["motion:m1"] * 2)
ANY_TYPE = ([0], [None], ["motion:m1"])
TABLES = {"entry", "entry_tag", "command"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


async def reads(pool: Pool, url: str, book: str, statement: str, *values: object) -> list[str]:
    """The index conditions by which a writer looks into its tables."""
    no = (await find_book(pool, book)).no
    async with writers_pool(url, 1) as writers, writers.acquire() as connection:
        await connection.execute("SET plan_cache_mode = force_custom_plan")
        plan = json.loads(
            await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", no, *values)
        )
    found = [one for one in nodes(plan[0]["Plan"]) if one.get("Relation Name") in TABLES]
    assert found
    return [one["Index Cond"] for one in found]


@pytest.mark.parametrize("events", [0, 300], ids=["an empty book", "a small book"])
@pytest.mark.parametrize("values", [SELECTED, ANY_TYPE], ids=["by type and tag", "by tag alone"])
async def test_the_entries_of_a_boundary_are_looked_up_one_by_one(
    pool: Pool, database: Database, book: str, events: int, values: tuple[Any, ...]
) -> None:
    await open_book(pool, book, scene(events // 3, 2)[:events])
    for condition in await reads(pool, database.app_url, book, statements.READ_SELECTED, *values):
        assert "tag = " in condition or "position" in condition, condition


async def test_earlier_answers_are_looked_up_by_the_ids_of_commands(
    pool: Pool, database: Database, book: str
) -> None:
    await open_book(pool, book)
    (condition,) = await reads(pool, database.app_url, book, statements.RECALL_COMMANDS, [])
    assert "id = ANY" in condition
