"""A view that stops is seen, says where and why, harms no other, and goes on when it is mended."""

import asyncpg
import pytest

from eventlog.books import find_book
from eventlog.disclosures import MasterKey
from gateway.status import health_of
from projections.views import action_register
from projections.waiting import reach
from schemas.events.action import ActionCompleted, ActionRaised
from schemas.events.feedback import MessageSent
from tests.support.postgres import Database
from tests.support.server import BOOK, Served

VIEW = action_register.view.name
ITEM, MOVE = "item:hub", f"/v1/books/{BOOK}/commands/move-motion"
MOTION = {"item": "hub", "text": "That it open in May."}


async def test_it_is_said_which_view_stopped_where_and_why(served: Served) -> None:
    secretary = await served.secretary()
    assert (await secretary.get("/health/live")).json() == {"status": "alive"}
    healthy = await secretary.get("/health/ready")
    nothing = {"not_made": [], "stopped": [], "missing": [], "unsigned": [], "not_stamped": None}
    assert healthy.json() == {"status": "ready", **nothing}
    position = await served.holds(ActionCompleted(action="never-raised"))
    read = await secretary.get(f"/v1/books/{BOOK}/registers/members?min_position={position}")
    assert read.status_code == 200
    waited = await secretary.get(f"/v1/books/{BOOK}/registers/actions?min_position={position}")
    assert waited.status_code == 503
    ready = (await secretary.get("/health/ready")).json()
    assert ready["status"] == "degraded"
    assert f"action-register of {BOOK} at position {position}" in ready["stopped"]
    (status,) = [
        s
        for s in (await health_of(served.application.pool, served.application.texts)).stopped
        if s.view == VIEW
    ]
    assert status.error is not None
    assert "never-raised" in status.error


async def test_a_mended_view_goes_on_from_where_it_stopped(served: Served, monkeypatch) -> None:
    app = served.application
    behind = await served.holds(ActionRaised(action="after", number="A1", body="board"))
    monkeypatch.setitem(
        action_register.view._handlers, ActionCompleted, lambda _rows, _event, _entry: None
    )
    book = await find_book(app.pool, BOOK)
    views = [action_register.view]
    assert await reach(app.pool, app.progress, book, views, behind, at_most=20) == behind
    (mended,) = [one for one in (await health_of(app.pool, app.texts)).views if one.view == VIEW]
    assert (mended.stopped_at, mended.entries) == (None, 0)


async def test_who_reads_the_past_is_told_which_entry_cannot_be_read(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = MessageSent(message="letter", organisation="U99001", text="Dear board, …")
    position = await served.holds(sent)
    secretary = await served.secretary()
    monkeypatch.setattr(served.application.reader, "_master_key", MasterKey(bytes(32)))
    as_of = served.application.clock().isoformat().replace("+00:00", "Z")
    read = await secretary.get(f"/v1/books/{BOOK}/registers/messages?as_of={as_of}")
    assert (read.status_code, read.json()["code"]) == (500, "entry-unreadable")
    assert f"Entry {position} cannot be read" in read.json()["detail"]


async def test_who_commands_is_told_which_entry_cannot_be_read(
    served: Served, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary, owner = await served.secretary(), await asyncpg.connect(database.admin_url)
    await owner.execute("SET session_replication_role = replica")
    first = "SELECT min(position) FROM eventlog.entry_tag WHERE tag = $1"
    position = await owner.fetchval(first, ITEM)
    kept = await owner.fetchval("SELECT bytes FROM eventlog.entry WHERE position = $1", position)
    put = "UPDATE eventlog.entry SET bytes = $2 WHERE position = $1"
    await owner.execute(put, position, b"{}")
    monkeypatch.setattr(served.application.writer, "_known", {})  # as after a start
    head = (await find_book(served.application.pool, BOOK)).head
    refused = await secretary.post(MOVE, json=MOTION)
    assert (refused.status_code, refused.json()["code"]) == (500, "entry-unreadable")
    assert f"Entry {position} cannot be read" in refused.json()["detail"]
    assert (await find_book(served.application.pool, BOOK)).head == head, "nothing was recorded"
    await owner.execute(put, position, kept)
    await owner.close()
    assert (await secretary.post(MOVE, json=MOTION)).status_code == 201
