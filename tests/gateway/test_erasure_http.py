"""An administrator erases a text over HTTP: registers and minutes say so, and health stays well."""

import httpx2
import pytest

from eventlog.books import find_book
from eventlog.missing import TextWatch
from schemas.events.feedback import MessageSent
from tests.support.erasing import rows_with
from tests.support.server import BOOK, Served

WORDS = "Nobody else wrote quite this sentence."
MARK = "[text erased: right to erasure (UK GDPR, Article 17)]"


def body(position: int, *names: str) -> dict[str, object]:
    return {
        "texts": [{"position": position, "name": name} for name in names],
        "basis": "right-to-erasure",
        "authority": "data-protection-officer",
        "note": "Asked for in writing.",
    }


async def erase(client: httpx2.AsyncClient, position: int, *names: str) -> httpx2.Response:
    return await client.post(f"/v1/books/{BOOK}/commands/erase-texts", json=body(position, *names))


async def sent(served: Served, message: str) -> int:
    return await served.holds(
        MessageSent(message=message, organisation="U99001", subject="Buses", text=WORDS)
    )


async def test_the_words_go_from_registers_and_from_every_row(served: Served) -> None:
    position = await sent(served, "first")
    administrator, secretary = await served.administrator(), await served.secretary()
    register = f"/v1/books/{BOOK}/registers/messages"
    assert WORDS in (await secretary.get(f"{register}?min_position={position}")).text
    before = (await secretary.get(f"/v1/books/{BOOK}/entries/{position}")).content
    erased = await erase(administrator, position, "text")
    assert erased.status_code == 201, erased.text
    at = erased.json()["position"]
    read = await secretary.get(f"{register}?min_position={at}")
    assert WORDS not in read.text
    assert MARK in read.text
    assert "Buses" in read.text
    earlier = await secretary.get(f"{register}?as_of=2100-01-01T00:00:00Z")
    assert WORDS not in earlier.text
    assert MARK in earlier.text
    as_csv = await secretary.get(f"{register}?format=csv")
    assert WORDS not in as_csv.text
    assert (await secretary.get(f"/v1/books/{BOOK}/entries/{position}")).content == before
    assert await rows_with(served.application.pool, WORDS) == []
    assert (await secretary.get("/health/ready")).json()["missing"] == []


@pytest.mark.parametrize("role", ["secretary", "representative", "pcn", "observer"])
async def test_only_administrators_erase(served: Served, role: str) -> None:
    position = await sent(served, f"of-{role}")
    more = {"pcn": {"organisation": "U99001"}, "representative": {"person": "pat"}}.get(role, {})
    client = await served.client(f"eraser-{role}", role, **more)
    assert (await erase(client, position, "text")).status_code == 403


async def test_nothing_to_erase_is_refused_in_a_sentence(served: Served) -> None:
    position = await sent(served, "second")
    administrator = await served.administrator()
    refused = await erase(administrator, position, "text", "nonsense")
    assert refused.status_code == 409
    assert refused.json()["code"] == "no-such-text"
    assert "it has subject, text" in refused.json()["detail"]
    assert (await erase(administrator, position, "text")).status_code == 201
    again = await erase(administrator, position, "text")
    assert again.json()["code"] == "text-erased"


async def test_a_text_that_vanishes_makes_health_degraded(served: Served) -> None:
    position = await sent(served, "third")
    pool, reading = served.application.pool, await served.secretary()
    no = (await find_book(pool, BOOK)).no
    object.__setattr__(served.application, "texts", TextWatch(pool))
    row = await pool.fetchrow(
        "DELETE FROM eventlog.disclosure WHERE book_no = $1 AND position = $2 AND name = 'text' "
        "RETURNING *",
        no,
        position,
    )
    ready = (await reading.get("/health/ready")).json()
    assert ready["status"] == "degraded"
    assert f"entry {position} of {BOOK}" in ready["missing"][0]
    await pool.execute(
        "INSERT INTO eventlog.disclosure VALUES ($1, $2, $3, $4, $5, $6)", *tuple(row)
    )
    assert (await reading.get("/health/ready")).json()["missing"] == []
