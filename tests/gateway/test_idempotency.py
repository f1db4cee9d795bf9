"""A repeated command has no second effect and gets the first answer."""

import asyncio
import uuid

from tests.support.server import BOOK, Served

MESSAGE = f"/v1/books/{BOOK}/commands/move-motion"
BODY = {"item": "hub", "text": "That it open in May."}


async def test_the_same_command_under_the_same_key_is_recorded_once(served: Served) -> None:
    secretary = await served.secretary()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = await secretary.post(MESSAGE, json=BODY, headers=key)
    again = await secretary.post(MESSAGE, json=BODY, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["location"] == again.headers["location"]
    assert again.json() == {**first.json(), "repeated": True}
    assert first.json()["created"]["motion"]


async def test_racing_repetitions_are_recorded_once(served: Served) -> None:
    secretary = await served.secretary()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    answers = await asyncio.gather(
        *(secretary.post(MESSAGE, json=BODY, headers=key) for _ in range(12))
    )
    assert sorted(a.status_code for a in answers) == [200] * 11 + [201]
    assert len({tuple(a.json()["positions"]) for a in answers}) == 1


async def test_another_command_under_the_same_key_is_a_conflict(served: Served) -> None:
    secretary = await served.secretary()
    key = {"Idempotency-Key": str(uuid.uuid4())}
    await secretary.post(MESSAGE, json=BODY, headers=key)
    other = await secretary.post(MESSAGE, json={**BODY, "text": "Another."}, headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "command-id-reused")


async def test_a_key_that_is_no_uuid_is_named(served: Served) -> None:
    secretary = await served.secretary()
    answer = await secretary.post(MESSAGE, json=BODY, headers={"Idempotency-Key": "monday"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"
