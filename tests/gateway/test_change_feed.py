"""A book is followed: verbatim, in order, no entry twice or skipped, however slow the reader."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from time import perf_counter

import pytest

from eventlog.books import create_book
from gateway.feed import ENTRIES_PER_PAGE, Feed
from schemas.events.action import ActionRaised
from tests.support.clock import NOON
from tests.support.following import EVENTS, NDJSON, Follower
from tests.support.server import BOOK, Served, serving

ENTRIES = f"/v1/books/{BOOK}/entries"
PROMPTLY = 1.0  # seconds


def raised(number: int, size: int = 0) -> ActionRaised:
    """An event whose entry has some 500 bytes, and `size` more."""
    return ActionRaised(action=f"f{number}", number=f"F{number:05}" + "0" * size, body="board")


async def stored(served: Served) -> list[bytes]:
    rows = await served.application.pool.fetch(
        "SELECT bytes FROM eventlog.entry JOIN eventlog.book ON book.no = book_no "
        "WHERE id = $1 ORDER BY position",
        BOOK,
    )
    return [row["bytes"] for row in rows]


async def test_the_rest_of_a_book_comes_as_lines(served: Served) -> None:
    secretary = await served.secretary()
    head = await served.holds(*(raised(n) for n in range(ENTRIES_PER_PAGE * 2 + 7)))
    answer = await secretary.get(ENTRIES, headers={"Accept": NDJSON})
    assert answer.headers["content-type"].startswith(NDJSON)
    assert answer.headers["minutebook-head"] == str(head)
    assert answer.content == b"".join(one + b"\n" for one in await stored(served))
    some = await secretary.get(f"{ENTRIES}?after=3&limit=2", headers={"Accept": NDJSON})
    assert [json.loads(line)["position"] for line in some.text.splitlines()] == [4, 5]


async def test_json_is_what_comes_unless_a_stream_is_preferred(served: Served) -> None:
    secretary = await served.secretary()
    for accept in ("*/*", "application/json", f"application/json, {NDJSON};q=0.5", "text/html"):
        answer = await secretary.get(f"{ENTRIES}?limit=1", headers={"Accept": accept})
        assert answer.headers["content-type"] == "application/json", accept
    answer = await secretary.get(
        f"{ENTRIES}?limit=1", headers={"Accept": f"application/json;q=0.1, {NDJSON}"}
    )
    assert answer.headers["content-type"].startswith(NDJSON)


async def test_what_is_recorded_comes_at_once_to_who_follows(served: Served) -> None:
    follower = Follower(ENTRIES, await served.key("follower", "pcn", organisation="U99001"))
    head = await served.holds(raised(90_001))
    async with (
        served.with_key(follower.key) as client,
        client.stream("GET", f"{ENTRIES}?after={head - 2}", headers={"Accept": EVENTS}) as answer,
    ):
        lines = answer.aiter_lines()
        await follower.take(lines, head)
        assert follower.positions == [head - 1, head]
        began = perf_counter()
        position = await served.holds(raised(90_002))
        await follower.take(lines, position)
        assert perf_counter() - began < PROMPTLY
    assert follower.entries == (await stored(served))[head - 2 :]


async def test_who_comes_back_goes_on_from_the_last_event(served: Served) -> None:
    follower = Follower(f"{ENTRIES}?after=2", await served.key("back", "observer"))
    await follower.follow(served.url, 5)
    head = await served.holds(raised(90_003))
    await follower.follow(served.url, head)
    assert follower.positions == list(range(3, head + 1))


async def test_only_who_may_read_the_book_may_follow_it(served: Served) -> None:
    stranger = await served.client("stranger", "observer", book="elsewhere")
    for media in (EVENTS, NDJSON):
        refused = await stranger.get(ENTRIES, headers={"Accept": media})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        nobody = await served.with_key("mb.nobody.x").get(ENTRIES, headers={"Accept": media})
        assert nobody.status_code == 401


async def test_a_key_that_is_revoked_gets_no_further_entry(served: Served) -> None:
    app = served.application
    follower = Follower(ENTRIES, await served.key("leaver", "observer"))
    async with follower.stream(served.url) as answer:
        lines = answer.aiter_lines()
        head = await served.holds(raised(90_004))
        await follower.take(lines, head)
        assert await app.keys.revoke("leaver", app.clock())
        await served.holds(raised(90_005))
        await follower.take(lines, head + 1)  # the stream ends
    assert follower.last == head


async def test_who_has_seen_more_than_there_is_learns_of_it(served: Served) -> None:
    secretary = await served.secretary()
    for headers in ({"Accept": NDJSON}, {"Accept": EVENTS, "Last-Event-ID": "900000"}):
        answer = await secretary.get(f"{ENTRIES}?after=800000", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "beyond-the-head")
    answer = await secretary.get(ENTRIES, headers={"Accept": EVENTS, "Last-Event-ID": "x"})
    assert answer.status_code == 422


async def test_a_reader_who_takes_nothing_costs_a_page_and_slows_nobody(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    page = Feed._page

    async def counted(feed: Feed, *args: int) -> list[bytes]:
        found = await page(feed, *args)
        read.append(len(found))
        return found

    monkeypatch.setattr(Feed, "_page", counted)
    head = await served.holds(*(raised(n, 8_000) for n in range(8_000, 10_000)))
    follower = Follower(ENTRIES, await served.key("slow", "observer"))
    reader, writer = await slow_connection(served.url)
    request = f"GET {ENTRIES} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {follower.key}\r\n"
    writer.write(f"{request}Accept: {EVENTS}\r\n\r\n".encode())
    await asyncio.sleep(1)
    taken = sum(read)
    assert 0 < taken < head / 2, "it is read as it is taken"
    began = perf_counter()
    for number in range(20):
        await served.holds(raised(20_000 + number))
    assert perf_counter() - began < 5
    assert sum(read) == taken, "nothing is read ahead for it meanwhile"
    ids = [int(line[4:]) async for line in lines_until(reader, head) if line.startswith(b"id: ")]
    assert ids == list(range(1, head + 1))
    writer.close()


async def slow_connection(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection that holds little of what nobody has read yet."""
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    small.setblocking(False)
    host, port = url.removeprefix("http://").split(":")
    await asyncio.get_running_loop().sock_connect(small, (host, int(port)))
    return await asyncio.open_connection(sock=small, limit=1 << 16)


async def lines_until(reader: asyncio.StreamReader, last: int) -> AsyncIterator[bytes]:
    while True:
        line = (await reader.readuntil(b"\n")).rstrip()
        yield line
        if line == b"id: %d" % last:
            return


async def test_no_more_readers_are_let_in_than_there_is_room_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = served.application.feed
    await everybody_has_left(feed)
    monkeypatch.setattr(feed, "_most_readers", 1)
    follower = Follower(ENTRIES, await served.key("crowd", "observer"))
    async with follower.stream(served.url) as first:
        lines = first.aiter_lines()
        await anext(lines)
        async with follower.stream(served.url) as second:
            assert second.status_code == 503
            assert second.headers["retry-after"]
            assert json.loads(await second.aread())["code"] == "too-many-readers"
    await everybody_has_left(feed)
    await follower.follow(served.url, 1)


async def everybody_has_left(feed: Feed) -> None:
    await soon(lambda: not feed.readers)


async def soon(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)


async def test_a_server_stops_while_books_are_followed(database, tmp_path) -> None:
    async with serving(database.app_url, tmp_path) as served:
        await create_book(served.application.pool, BOOK, NOON)
        head = await served.holds(raised(1))
        followers = [Follower(ENTRIES, await served.key(f"at-{n}", "observer")) for n in range(3)]
        tasks = [asyncio.create_task(one.follow(served.url, 1 << 40)) for one in followers]
        await soon(lambda: all(one.last == head for one in followers))
        began = perf_counter()
    assert perf_counter() - began < 5
    await asyncio.gather(*tasks)  # each stream ended as streams do, not by a break
