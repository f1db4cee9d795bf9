"""Keys open one book, for one role, for one organisation, and only as long as they live."""

import asyncio
import hashlib

import pytest

from gateway.identity import Principal, UnauthenticatedError, secret_hash
from tests.support.server import BOOK, Served

MEMBERS = f"/v1/books/{BOOK}/registers/members"
GRANT = f"/v1/books/{BOOK}/commands/send-message"


async def test_nothing_opens_without_a_key(served: Served) -> None:
    for header in ({}, {"Authorization": "Bearer mb.secretary.x"}, {"Authorization": "Basic x"}):
        async with served.with_key("") as client:
            client.headers.pop("Authorization")
            answer = await client.get(MEMBERS, headers=header)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_key_opens_its_own_book_only(served: Served) -> None:
    elsewhere = await served.client("elsewhere", "observer", book="another-place")
    answer = await elsewhere.get(MEMBERS)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await elsewhere.get("/v1/books")).json() == {"books": []}


async def test_a_pcn_speaks_for_itself_only(served: Served) -> None:
    pcn = await served.client("pcn-1", "pcn", organisation="U99001")
    own = {"organisation": "U99001", "subject": "Buses", "text": "Is there one?"}
    other = await pcn.post(GRANT, json={**own, "organisation": "U99002"})
    assert (other.status_code, other.json()["code"]) == (403, "forbidden")


async def test_who_may_not_command_is_told_who_may(served: Served) -> None:
    observer = await served.client("observer", "observer")
    vote = {"motion": "m1", "seat": "pcn-seat", "choice": "for"}
    for client in (observer, await served.administrator()):
        answer = await client.post(f"/v1/books/{BOOK}/commands/cast-vote", json=vote)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        role = "observer" if client is observer else "administrator"
        assert answer.json()["detail"] == (
            f"cast-vote is for the role representative or secretary; this key has the role {role}."
        )


async def test_actor_and_organisation_stand_in_the_entry(served: Served) -> None:
    pat = await served.client("pat", "representative", organisation="U99001", person="pat")
    vote = {"motion": "m1", "seat": "pcn-seat", "choice": "for"}
    answer = await pat.post(f"/v1/books/{BOOK}/commands/cast-vote", json=vote)
    assert answer.status_code == 201, answer.text
    entry = (await pat.get(answer.headers["location"])).json()
    assert (entry["actor"], entry["acting_for"]) == ("pat", "U99001")
    assert entry["data"]["person"] == "pat"


async def test_a_key_is_made_shown_once_stored_hashed_and_revoked(served: Served) -> None:
    administrator = await served.administrator()
    wanted = {"id": "new-observer", "role": "observer", "book": BOOK}
    made = await administrator.post("/v1/keys", json=wanted)
    assert made.status_code == 201
    text = made.json()["key"]
    secret = text.rpartition(".")[2]
    row = await served.application.pool.fetchrow(
        "SELECT * FROM gateway.api_key WHERE id = 'new-observer'"
    )
    assert row["secret_hash"] == hashlib.sha256(secret.encode()).digest()
    assert secret not in str(dict(row))
    assert secret not in (await administrator.get("/v1/keys")).text
    async with served.with_key(text) as observer:
        assert (await observer.get(MEMBERS)).status_code == 200
        assert (await administrator.delete("/v1/keys/new-observer")).status_code == 204
        assert (await observer.get(MEMBERS)).json()["detail"] == "This key has been revoked."
    assert (await administrator.delete("/v1/keys/new-observer")).status_code == 404
    again = await administrator.post("/v1/keys", json=wanted)
    assert (again.status_code, again.json()["code"]) == (409, "key-exists")


async def test_keys_are_for_administrators_and_fit_their_role(served: Served) -> None:
    secretary = await served.secretary()
    wanted = {"id": "x", "role": "pcn", "book": BOOK}
    whole = {**wanted, "organisation": "U99001"}
    assert (await secretary.post("/v1/keys", json=whole)).status_code == 403
    administrator = await served.administrator()
    unfit = await administrator.post("/v1/keys", json=wanted)
    assert unfit.status_code == 422
    assert "organisation" in unfit.json()["detail"]


async def test_a_key_that_many_ask_with_at_once_is_looked_up_once(served: Served) -> None:
    key, keys, looks = await served.key("busy", "observer"), served.application.keys, []
    look_up = keys._look_up

    async def noting(key: str) -> Principal:
        looks.append(key)
        return await look_up(key)

    keys._look_up = noting  # type: ignore[method-assign] # to see how often it is asked
    found = await asyncio.gather(*(keys.recognise(key) for _ in range(20)))
    assert {one.id for one in found} == {"busy"}
    assert looks == [key]


async def test_who_goes_away_does_not_keep_others_from_being_recognised(served: Served) -> None:
    key, keys = await served.key("patient", "observer"), served.application.keys
    hasty, patient = (asyncio.create_task(keys.recognise(key)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    assert (await patient).id == "patient"


async def test_a_key_that_was_unknown_opens_as_soon_as_it_is_made(served: Served) -> None:
    keys = served.application.keys
    key = await served.key("early", "observer")
    await served.application.pool.execute("DELETE FROM gateway.api_key WHERE id = 'early'")
    for _ in range(2):
        with pytest.raises(UnauthenticatedError):
            await keys.recognise(key)
    await served.application.pool.execute(
        "INSERT INTO gateway.api_key (id, secret_hash, role, book, created_at) "
        "VALUES ('early', $1, 'observer', $2, now())",
        secret_hash(key.rpartition(".")[2]),
        BOOK,
    )
    assert (await keys.recognise(key)).id == "early"


async def test_a_key_just_recognised_opens_nothing_once_it_is_revoked(served: Served) -> None:
    key, keys = await served.key("leaver", "observer"), served.application.keys
    await keys.recognise(key)
    assert await keys.revoke("leaver", served.application.clock())
    with pytest.raises(UnauthenticatedError):
        await keys.recognise(key)
