"""What `/metrics` says changes with real commands, and is not for everybody."""

import asyncio
import uuid
from pathlib import Path

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from gateway.metrics import COUNTED, Gauges
from projections import generations
from projections.views import action_register
from schemas.events.action import ActionCompleted
from tests.support.following import EVENTS
from tests.support.postgres import Database
from tests.support.server import BOOK, Served, serving

COMMANDS = f"/v1/books/{BOOK}/commands"
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
ACTION = {"body": "board", "text": "Write to the council.", "owner": "Pat Example"}


async def scraped(served: Served) -> dict[tuple[str, ...], float]:
    """Every value, by its name and its labels' values in order of their names."""
    text = (await (await served.administrator()).get("/metrics")).text
    return {
        (one.name, *(one.labels[label] for label in sorted(one.labels))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


async def test_commands_batches_and_refusals_are_counted(served: Served) -> None:
    secretary, before = await served.secretary(), await scraped(served)

    def grown(*place: str) -> float:
        return after[place] - before.get(place, 0.0)

    key = {"Idempotency-Key": str(uuid.uuid4())}
    for status in (201, 200):
        answer = await secretary.post(f"{COMMANDS}/raise-action", json=ACTION, headers=key)
        assert answer.status_code == status
    refused = await secretary.post(f"{COMMANDS}/complete-action", json={"action": "none"})
    code = refused.json()["code"]
    assert refused.is_client_error
    assert (await secretary.get("/v1/books/elsewhere")).status_code == 403
    after = await scraped(served)
    assert grown("minutebook_commands_total", "RaiseAction", "recorded") == 2
    assert grown("minutebook_commands_total", "CompleteAction", "refused") == 1
    assert grown("minutebook_command_seconds_count", "RaiseAction") == 2
    assert 0 < grown("minutebook_command_seconds_sum", "RaiseAction") < 5
    assert grown("minutebook_batch_commands_sum") == 3
    assert grown("minutebook_batch_seconds_count") >= 1
    assert grown("minutebook_store_seconds_count") >= 1
    assert grown("minutebook_entries_total") == 1
    assert grown("minutebook_refusals_total", code) == 1
    assert grown("minutebook_refusals_total", "forbidden") == 1
    assert grown("minutebook_book_entries", BOOK) == 1


async def test_a_view_that_stops_is_seen_with_its_lag(served: Served) -> None:
    place = (BOOK, action_register.view.name)
    before = await scraped(served)
    assert before["minutebook_view_stopped", *place] == 0
    await served.holds(ActionCompleted(action="never-raised"))
    async with asyncio.timeout(10):
        while not (after := await scraped(served))["minutebook_view_stopped", *place]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert after["minutebook_view_lag_entries", *place] == 1
    assert 0 < after["minutebook_view_lag_seconds", *place] < 60
    assert after["minutebook_fold_seconds_count",] > before["minutebook_fold_seconds_count",]


async def test_signing_and_its_refusal_are_seen(served: Served) -> None:
    head = await served.holds()
    async with asyncio.timeout(10):
        while (after := await scraped(served))["minutebook_unsigned_entries", BOOK]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert after["minutebook_signer_age_seconds", BOOK] == 0
    assert after["minutebook_signing_refused", BOOK] == 0
    assert after["minutebook_book_entries", BOOK] == head
    served.application.signer.refusals[BOOK] = "it is not what was signed"
    assert (await scraped(served))["minutebook_signing_refused", BOOK] == 1
    served.application.signer.refusals.clear()


async def test_a_witness_that_fails_the_pool_and_readers_are_seen(served: Served) -> None:
    served.application.witnessing.failures[BOOK, "w.example"] = "it does not answer"
    secretary = await served.secretary()
    path, headers = f"/v1/books/{BOOK}/entries", {"Accept": EVENTS}
    async with secretary.stream("GET", path, headers=headers) as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        found = await scraped(served)
    assert found["minutebook_witness_failing", BOOK, "w.example"] == 1
    assert found["minutebook_feed_readers",] == 1
    assert found["minutebook_pool_connections", "most", "reading"] == 10
    assert found["minutebook_pool_connections", "most", "writing"] == 10
    assert found["minutebook_signals_connected",] == 1
    served.application.witnessing.failures.clear()


async def test_a_rebuild_in_progress_is_seen(served: Served) -> None:
    view = action_register.view.name
    pool = served.application.pool
    assert ("minutebook_rebuild_entries", view) not in await scraped(served)
    book_no, head = await pool.fetchrow("SELECT no, head FROM eventlog.book WHERE id = $1", BOOK)
    await pool.execute(
        "INSERT INTO projections.checkpoint (book_no, view, generation, position, shape) "
        "VALUES ($1, $2, 9, 2, '')",
        book_no,
        view,
    )
    assert ("minutebook_rebuild_entries", view) not in await scraped(served), "flipped back from"
    async with generations.rebuilding(pool):
        found = await scraped(served)
    assert found["minutebook_rebuild_entries", view] == 2
    assert found["minutebook_rebuild_entries_wanted", view] == head
    await pool.execute("DELETE FROM projections.checkpoint WHERE generation = 9")


async def test_metrics_are_for_administrators_and_for_their_own_token(
    database: Database, tmp_path: Path, served: Served
) -> None:
    secretary = await served.secretary()
    assert (await secretary.get("/metrics")).status_code == 403
    async with httpx2.AsyncClient(base_url=served.url) as nobody:
        assert (await nobody.get("/metrics")).status_code == 401
    async with serving(database.app_url, tmp_path, metrics_token="let me look") as other:
        assert (await other.with_key("let me look").get("/metrics")).status_code == 200
        assert (await other.with_key("let me in").get("/metrics")).status_code == 401
        assert (await other.with_key("let me look").get("/v1/books")).status_code == 401


@pytest.mark.parametrize(
    "name",
    sorted({one.name for one in COUNTED.collect()} | {one.name for one in Gauges().collect()}),
)
def test_every_metric_is_in_the_operators_list(name: str) -> None:
    if name.startswith("minutebook_"):
        assert f"`{name}" in OPERATIONS.read_text(encoding="utf-8")
