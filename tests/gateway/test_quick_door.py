"""The quick way in answers as FastAPI's own route of the command does, whatever it is sent."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import Scope

from gateway.api.commands import COMMANDS
from tests.support.server import BOOK, Served

VOTE = f"/v1/books/{BOOK}/commands/cast-vote"
GOOD = {"Content-Type": "application/json"}
DEAD_KEY = "mb.nobody.aW52ZW50ZWQ"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what went on to FastAPI's own routes."""
    taken: list[str] = []
    ordinary = ExceptionMiddleware.__call__

    async def watched(self: ExceptionMiddleware, scope: Scope, *messages: Any) -> None:
        taken.append(scope.get("path", ""))
        await ordinary(self, scope, *messages)

    monkeypatch.setattr(ExceptionMiddleware, "__call__", watched)
    return taken


async def test_a_command_takes_the_quick_way(served: Served, slow: list[str]) -> None:
    secretary = await served.secretary()
    path = f"/v1/books/{BOOK}/commands/move-motion"
    moved = {"item": "hub", "text": "That it open."}
    assert (await secretary.post(path, json=moved)).status_code == 201
    assert (await secretary.post(path, json={**moved, "item": "nowhere"})).status_code == 404
    assert slow == []
    assert (await secretary.post(path, json={"item": "hub"})).status_code == 422
    assert slow == [path]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"motion": "no-such", "seat": "a", "choice": "for"}', {}, 404),
        (b'{"motion": "m", "seat": "a", "choice": "perhaps"}', {}, 422),
        (b'{"motion": "m", "seat": "a", "choice": "for", "colour": "red"}', {}, 422),
        (b'{"motion": "m", "seat": 7, "choice": "for"}', {}, 422),
        (b'{"motion": "m", "seat": "a\\u0000", "choice": "for"}', {}, 422),
        (b'{"motion": "m", "seat": "\\ud800", "choice": "for"}', {}, 422),
        (b'{"motion": "m", "occurred_at": 0, "seat": "a", "choice": "for"}', {}, 422),
        (b'{"motion": "m", ', {}, 400),
        (b"", {}, 422),
        (b"[]", {}, 422),
        (b"\xff", {}, 400),
        (b"{}", {"Idempotency-Key": "monday"}, 422),
        (b"{}", {"Authorization": "Basic c2VjcmV0"}, 401),
        (b'{"motion": "m", "seat": "a", "choice": "for"}', {"Authorization": DEAD_KEY}, 401),
        (b'{"motion": "m", "seat": "a", "choice": "for"}', {"Content-Type": "text/plain"}, 422),
    ],
    ids=str,
)
async def test_both_ways_answer_alike(
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    body: bytes,
    headers: dict[str, str],
    status: int,
) -> None:
    secretary = await served.secretary()
    quickly = await secretary.post(VOTE, content=body, headers=GOOD | headers)
    monkeypatch.setattr("gateway.api.door.COMMANDS", {})
    ordinarily = await secretary.post(VOTE, content=body, headers=GOOD | headers)
    assert (quickly.status_code, quickly.json()) == (ordinarily.status_code, ordinarily.json())
    assert quickly.status_code == status
    assert quickly.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("quick", [True, False])
async def test_a_query_is_refused_on_either_way(
    served: Served, monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    if not quick:
        monkeypatch.setattr("gateway.api.door.COMMANDS", {})
    secretary = await served.secretary()
    vote = {"motion": "m", "seat": "a", "choice": "for"}
    answer = await secretary.post(f"{VOTE}?dry_run=true", json=vote)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "query.dry_run")


@pytest.mark.parametrize("quick", [True, False])
async def test_of_two_keys_the_first_counts_on_either_way(
    served: Served, monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    if not quick:
        monkeypatch.setattr("gateway.api.door.COMMANDS", {})
    good, dead = (await served.secretary()).headers["authorization"], f"Bearer {DEAD_KEY}"
    statuses = []
    for keys in ((good, dead), (dead, good)):
        async with httpx2.AsyncClient(base_url=served.url) as client:
            answer = await client.post(
                f"/v1/books/{BOOK}/commands/move-motion",
                json={"item": "hub", "text": "That it be heard."},
                headers=[("Authorization", key) for key in keys],
            )
        statuses.append(answer.status_code)
    assert statuses == [201, 401]


async def test_a_body_of_unknown_length_is_taken(served: Served) -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        yield b'{"item": "hub", '
        yield b'"text": "That it be painted."}'

    secretary = await served.secretary()
    answer = await secretary.post(
        f"/v1/books/{BOOK}/commands/move-motion", content=unannounced(), headers=GOOD
    )
    assert answer.status_code == 201


async def test_a_key_after_two_spaces_opens_on_either_way(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = await served.secretary()
    spaced = secretary.headers["authorization"].replace(" ", "  ")
    path = f"/v1/books/{BOOK}/commands/move-motion"
    motion = {"item": "hub", "text": "That it close."}
    for commands in (COMMANDS, {}):
        monkeypatch.setattr("gateway.api.door.COMMANDS", commands)
        answer = await secretary.post(path, json=motion, headers={"Authorization": spaced})
        assert answer.status_code == 201


async def test_an_id_of_the_command_counts_on_either_way(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary = await served.secretary()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    motion = {"item": "hub", "text": "That it stay open."}
    path = f"/v1/books/{BOOK}/commands/move-motion"
    first = await secretary.post(path, json=motion, headers=key)
    monkeypatch.setattr("gateway.api.door.COMMANDS", {})
    again = await secretary.post(path, json=motion, headers=key)
    assert again.json() == {**first.json(), "repeated": True}
