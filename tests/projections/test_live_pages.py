"""Pages of what the runner keeps: in order and by an index, whether or not a kind has an order."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections.catalogue import REGISTERS, VIEW_OF, VIEWS
from projections.documents import Document, Documents, has_order
from projections.live import LiveDocuments, page_of
from projections.runner import Runner
from projections.views.decision_documents import Decision
from projections.views.gap_documents import MandateCover
from projections.waiting import Progress
from tests.support.batches import as_stored
from tests.support.books import KEY, open_book, pool_of
from tests.support.postgres import Databases
from tests.support.replaying import entries_until, replay
from tests.support.whole_story import WITH_ENDINGS

EVENTS = [event for event, _ in WITH_ENDINGS]
BEGINNING = ("", "")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
async def pool(databases: Databases) -> AsyncIterator[Pool]:
    async with pool_of(databases.create().app_url) as pool:
        await open_book(pool, "b", EVENTS)
        runner = Runner(pool, Reader(pool, KEY), VIEWS, now, Progress())
        await runner.catch_up(await find_book(pool, "b"))
        yield pool


async def read(
    documents: Documents, kind: type[Document], about: tuple[str, ...], limit: int
) -> list[bytes]:
    found: list[Document] = []
    after = None
    while page := await documents.page(kind, about=about, after=after, limit=limit):
        found += page
        after = (page[-1].sort(), page[-1].key())
    return [as_stored(one) for one in found]


async def test_pages_of_every_register_are_what_a_fold_has_in_its_order(pool: Pool) -> None:
    folded = await replay(entries_until(Reader(pool, KEY), 1), VIEWS, VIEW_OF)
    live = LiveDocuments(pool, 1, VIEW_OF)
    kinds = {register.kind for register in REGISTERS}
    assert {has_order(kind) for kind in kinds} == {True, False}
    for kind in kinds:
        everything = await folded.page(kind, limit=10**6)
        whole = [as_stored(one) for one in everything]
        assert whole, kind.KIND
        assert await read(live, kind, (), 3) == whole
        for about in {tuple(one.about()[:1]) for one in everything[:20]} - {()}:
            of_memory = await read(folded, kind, about, 10**6)
            assert await read(live, kind, about, 2) == of_memory


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


@pytest.mark.parametrize(
    ("kind", "index"), [(Decision, "in_reading_order"), (MandateCover, "one_row_per_key")]
)
async def test_a_page_is_read_in_the_order_of_an_index(
    pool: Pool, kind: type[Document], index: str
) -> None:
    statement, *asked = page_of(kind, (1, VIEW_OF[kind].name, 1, kind.KIND), (), BEGINNING, 9)
    async with pool.acquire() as connection, connection.transaction():
        for way in ("seqscan", "bitmapscan"):  # which a small table would be read by
            await connection.execute(f"SET LOCAL enable_{way} = off")
        said = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *asked)
    used = list(nodes(json.loads(said)[0]["Plan"]))
    assert index in [one.get("Index Name") for one in used]
    assert "Sort" not in [one["Node Type"] for one in used]


async def test_only_what_has_an_order_stands_in_the_index_of_orders(pool: Pool) -> None:
    rows = await pool.fetch("SELECT DISTINCT kind, sort <> '' AS ordered FROM projections.document")
    ordered = {kind.KIND: has_order(kind) for kind in VIEW_OF}
    assert {row["ordered"] for row in rows} == {True, False}
    assert all(row["ordered"] == ordered[row["kind"]] for row in rows)
