"""What a writer reads costs the same however large a book is, even by a plan of its first day."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from eventlog import statements
from eventlog.connections import Pool
from eventlog.locking import lock_book
from tests.support.books import KEY, open_book
from tests.support.clock import Clock
from tests.support.voting import scene

SELECTED = ([0, 0], ["motion-moved.v1", "motion-vote-cast.v1"], ["motion:m1"] * 2)
ANY_TYPE = ([0], [None], ["motion:m1"])
TABLES = {"entry", "entry_tag", "command"}


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


async def reads(pool: Pool, book: str, statement: str, *values: object) -> list[str]:
    """The index conditions by which a writer who holds the book's lock looks into its tables."""
    async with pool.acquire() as connection, connection.transaction():
        batch = await lock_book(connection, book, KEY, Clock())
        await connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        asked = f"EXPLAIN (FORMAT JSON) {statement}"
        plan = json.loads(await connection.fetchval(asked, batch.book_no, *values))
    found = [one for one in nodes(plan[0]["Plan"]) if one.get("Relation Name") in TABLES]
    assert found
    return [one["Index Cond"] for one in found]


@pytest.mark.parametrize("events", [0, 300], ids=["an empty book", "a small book"])
@pytest.mark.parametrize("values", [SELECTED, ANY_TYPE], ids=["by type and tag", "by tag alone"])
async def test_the_entries_of_a_boundary_are_looked_up_one_by_one(
    pool: Pool, book: str, events: int, values: tuple[Any, ...]
) -> None:
    await open_book(pool, book, scene(events // 3, 2)[:events])
    for condition in await reads(pool, book, statements.READ_SELECTED, *values):
        assert "tag = " in condition or "position" in condition, condition


async def test_earlier_answers_are_looked_up_by_the_ids_of_commands(pool: Pool, book: str) -> None:
    await open_book(pool, book)
    (condition,) = await reads(pool, book, statements.RECALL_COMMANDS, [])
    assert "id = ANY" in condition
