"""After an upgrade that keeps a view in another shape: who asks is told, and it mends itself."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from eventlog.books import create_book
from projections import renewing
from projections.views import message_register
from schemas.events.feedback import MessageSent
from tests.gateway.test_signing import said
from tests.support.books import KEY
from tests.support.clock import NOON
from tests.support.postgres import Database, Databases
from tests.support.server import BOOK, Served, serving

VIEW = message_register.view.name
MESSAGES, MEMBERS = (f"/v1/books/{BOOK}/registers/{name}" for name in ("messages", "members"))
OF_ANOTHER_BUILD = """
UPDATE projections.{table} SET shape = 'of another build' WHERE view = $1
"""
UNLIKE = """
UPDATE projections.document SET doc = '{{"said_to": "somebody"}}' WHERE view = $1
"""


@pytest_asyncio.fixture
async def upgraded(databases: Databases, tmp_path: Path) -> AsyncIterator[Database]:
    """A database whose messages were kept in a shape that this build cannot even decode."""
    database = databases.create()
    async with serving(database.app_url, tmp_path) as served:
        pool = served.application.pool
        await create_book(pool, BOOK, NOON)
        position = await served.holds(MessageSent(message="1", organisation="U99001", text="Hi"))
        secretary = await served.secretary()
        answer = await secretary.get(f"{MESSAGES}?min_position={position}")
        assert answer.status_code == 200
    async with serving(database.app_url, tmp_path, folds=False) as served:
        pool = served.application.pool
        for table in ("checkpoint", "live_generation"):
            await pool.execute(OF_ANOTHER_BUILD.format(table=table), VIEW)
        await pool.execute(UNLIKE.format(), VIEW)
        await served.application.keys.revoke("secretary", NOON)
    yield database


async def test_a_read_says_what_is_the_matter_and_what_mends_it(
    upgraded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTEBOOK_MASTER_KEY", base64.urlsafe_b64encode(KEY.key).decode())
    async with serving(upgraded.app_url, tmp_path, folds=False) as served:
        client = await served.client("another", "secretary")
        for wanted in ("", "?min_position=1"):
            answer = await client.get(f"{MESSAGES}{wanted}")
            assert answer.status_code == 503
            said_ = answer.json()
            assert said_["code"] == "view-not-made"
            assert VIEW in said_["detail"]
            assert "`minutebook rebuild`" in said_["detail"]
            assert int(answer.headers["retry-after"]) > 0
        assert (await client.get(MEMBERS)).status_code == 200
        past = await client.get(f"{MESSAGES}?as_of=2100-01-01T00:00:00Z")
        assert past.status_code == 200, "what was known is folded from the book"
        ready = (await client.get("/health/ready")).json()
        assert (ready["status"], ready["not_made"]) == ("degraded", [VIEW])
        metrics = (await (await served.administrator()).get("/metrics")).text
        assert f'minutebook_view_not_made{{book="{BOOK}",view="{VIEW}"}} 1.0' in metrics
    status, words = said("status", database=upgraded, folder=tmp_path)
    assert status == 1
    assert f"stored of the view {VIEW} was not made by this build" in words
    assert "made by another build" in words
    status, words = said("rebuild", "--view", VIEW, database=upgraded, folder=tmp_path)
    assert (status, words.strip()) == (0, "Rebuilt 1 view.")
    assert said("status", database=upgraded, folder=tmp_path)[0] == 0


async def test_a_server_that_folds_makes_it_again_when_it_starts(
    upgraded: Database, tmp_path: Path
) -> None:
    async with serving(upgraded.app_url, tmp_path) as served:
        client = await served.client("another", "secretary")
        answer = await read_once_made(served)
        assert [line["message"] for line in answer["lines"]] == ["1"]
        assert (await client.get("/health/ready")).json()["status"] == "ready"
        position = await served.holds(MessageSent(message="2", organisation="U99001", text="Ho"))
        after = await client.get(f"{MESSAGES}?min_position={position}")
        assert len(after.json()["lines"]) == 2, "the runner goes on with it"


async def read_once_made(served: Served) -> dict:
    client = await served.client("another", "secretary")
    async with asyncio.timeout(20):
        while (answer := await client.get(MESSAGES)).status_code != 200:
            assert answer.json()["code"] == "view-not-made"
            await asyncio.sleep(0.02)
    return answer.json()


async def test_servers_that_start_together_make_it_once(
    upgraded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "LOOK_AGAIN_SECONDS", 0.05)
    async with serving(upgraded.app_url, tmp_path) as one, serving(upgraded.app_url, tmp_path) as _:
        await read_once_made(one)
        await asyncio.sleep(0.2)
        live = "SELECT count(*) FROM projections.live_generation WHERE view = $1"
        assert await one.application.pool.fetchval(live, VIEW) == 2, "and the other build's"
