"""The quick way in answers as FastAPI's own route of the command does, whatever it is sent."""

import uuid

import pytest

from gateway.api.commands import COMMANDS
from gateway.api.door import CommandDoor
from tests.support.server import BOOK, Served

VOTE = f"/v1/books/{BOOK}/commands/cast-vote"
GOOD = {"Content-Type": "application/json"}
DEAD_KEY = "mb.nobody.aW52ZW50ZWQ"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what the quick way took."""
    taken: list[str] = []
    matches = CommandDoor.matches

    def watched(door: CommandDoor, scope):  # type: ignore[no-untyped-def]
        match, child = matches(door, scope)
        if child:
            taken.append(scope["path"])
        return match, child

    monkeypatch.setattr(CommandDoor, "matches", watched)
    return taken


async def test_a_command_takes_the_quick_way(served: Served, quick: list[str]) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(
        f"/v1/books/{BOOK}/commands/move-motion", json={"item": "hub", "text": "That it open."}
    )
    assert answer.status_code == 201
    assert quick == [f"/v1/books/{BOOK}/commands/move-motion"]


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
