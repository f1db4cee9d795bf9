"""A legal hold over HTTP: what it holds cannot be erased until it is released."""

import httpx2
import pytest

from schemas.events.feedback import MessageSent
from schemas.events.partnership import MemberJoined
from schemas.events.representation import InterestRegistered
from tests.support.clock import NOON
from tests.support.server import BOOK, Served

COMMANDS = f"/v1/books/{BOOK}/commands"


async def give(client: httpx2.AsyncClient, name: str, **body: object) -> httpx2.Response:
    return await client.post(f"{COMMANDS}/{name}", json=body)


async def place(served: Served, hold: str, **what: object) -> int:
    secretary = await served.secretary()
    asked = {"hold": hold, "ground": "litigation", "authority": "legal-adviser"}
    placed = await give(secretary, "place-legal-hold", **asked, **what)
    assert placed.status_code == 201, placed.text
    assert placed.json()["created"] == {"hold": hold}
    return int(placed.json()["position"])


async def release(served: Served, hold: str) -> None:
    administrator = await served.administrator()
    released = await give(administrator, "release-legal-hold", hold=hold, authority="court")
    assert released.status_code == 201, released.text


async def erase(served: Served, position: int, name: str) -> httpx2.Response:
    return await give(
        await served.administrator(),
        "erase-texts",
        texts=[{"position": position, "name": name}],
        basis="right-to-erasure",
        authority="data-protection-officer",
    )


async def in_force(served: Served) -> list[dict]:
    client = await served.secretary()
    return (await client.get(f"/v1/books/{BOOK}/holds")).json()["holds"]


async def message(served: Served, id_: str, organisation: str = "U99001") -> int:
    sent = MessageSent(message=id_, organisation=organisation, subject="Buses", text="Words.")
    return await served.holds(sent)


async def test_what_a_hold_names_stays_until_it_is_released(served: Served) -> None:
    position = await message(served, "one")
    at = await place(served, "case-1", entries=[position], reason="Example v. Board")
    refused = await erase(served, position, "text")
    assert refused.status_code == 409
    assert refused.json()["code"] == "under-legal-hold"
    assert refused.json()["field"] == "texts.0"
    assert refused.json()["detail"] == (
        f"The text 'text' of entry {position} is under the legal hold 'case-1' (legal "
        "proceedings). Nothing is erased; it can be once the hold is released."
    )
    (hold,) = await in_force(served)
    assert (hold["hold"], hold["position"], hold["entries"]) == ("case-1", at, [position])
    assert hold["reason"] == "Example v. Board"
    await release(served, "case-1")
    assert await in_force(served) == []
    assert (await erase(served, position, "text")).status_code == 201


async def test_a_hold_on_a_person_or_an_organisation_finds_later_entries_too(
    served: Served,
) -> None:
    await served.holds(
        MemberJoined(organisation="U99077", kind="pcn", name="Held PCN", on=NOON.date())
    )
    await place(served, "case-2", organisations=["U99077"], persons=["person-77"])
    theirs, others = await message(served, "two", "U99077"), await message(served, "three")
    interest = InterestRegistered(
        interest="i77",
        person="person-77",
        kind="indirect",
        nature="actual",
        from_on=NOON.date(),
        description="Partner in a practice.",
    )
    held = [(theirs, "subject"), (await served.holds(interest), "description")]
    for position, name in held:
        assert (await erase(served, position, name)).json()["code"] == "under-legal-hold"
    assert (await erase(served, others, "text")).status_code == 201
    await release(served, "case-2")
    for position, name in held:
        assert (await erase(served, position, name)).status_code == 201


async def test_only_an_administrator_releases_a_hold(served: Served) -> None:
    await place(served, "case-3", whole_book=True)
    secretary = await served.secretary()
    refused = await give(secretary, "release-legal-hold", hold="case-3", authority="court")
    assert refused.status_code == 403
    await release(served, "case-3")


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"entries": [999_999]}, 409), ({"organisations": ["U00000"]}, 404)],
)
async def test_a_hold_of_nothing_is_refused(served: Served, body: dict, status: int) -> None:
    secretary = await served.secretary()
    asked = {"ground": "audit", "authority": "legal-adviser"}
    refused = await give(secretary, "place-legal-hold", **asked, **body)
    assert refused.status_code == status
    assert refused.json()["detail"].endswith((".", "?")) or status == 422
