"""Killed (SIGKILL) while it records: what was acknowledged is there, once, and views agree."""

import random
import time
import uuid
from collections import Counter

import msgspec
import pytest

from eventlog.books import find_book
from eventlog.connections import Pool
from eventlog.reading import Reader
from projections.catalogue import VIEW_OF, VIEWS
from projections.documents import Document, Documents
from projections.live import LiveDocuments
from projections.runner import Runner
from projections.waiting import Progress
from schemas.entry import read_entry
from schemas.events.motion import VoteCast
from tests.eventlog.processes import start
from tests.support.books import KEY, open_book
from tests.support.clock import Clock
from tests.support.postgres import Database
from tests.support.replaying import entries_until, replay
from tests.support.voting import scene

ROUNDS, MOTIONS, SEATS = 4, 300, 50
SENT_AGAIN = 40
Acknowledged = dict[uuid.UUID, int]


def vote_until_killed(url: str, book: str, first: int, answers: int) -> tuple[int, Acknowledged]:
    """The number of the last vote that was acknowledged, and all acknowledged positions."""
    process = start("voting_process", url, book, str(SEATS), str(first))
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(answers)]
    process.kill()
    lines += process.stdout.readlines()
    assert process.wait() == -9, "it was killed, and did not end by itself"
    whole = [line.split() for line in lines if line.endswith(b"\n")]
    found = {uuid.UUID(command.decode()): int(position) for _, command, position in whole}
    return max(int(number) for number, _, _ in whole), found


async def everything(documents: Documents) -> dict[tuple[str, str], bytes]:
    found: dict[tuple[str, str], bytes] = {}
    for kind in VIEW_OF:
        for one in await all_of(documents, kind):
            found[one.KIND, one.key()] = msgspec.json.encode(one, order="deterministic")
    return found


async def all_of(documents: Documents, kind: type[Document]) -> list[Document]:
    found: list[Document] = []
    while page := await documents.page(
        kind, after=(found[-1].sort(), found[-1].key()) if found else None, limit=1_000
    ):
        found += page
    return found


@pytest.mark.parametrize("seed", [14])
async def test_what_was_acknowledged_is_there_once_and_the_views_agree(
    pool: Pool, database: Database, book: str, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - any moments will do
    await open_book(pool, book, scene(MOTIONS, SEATS))
    acknowledged: Acknowledged = {}
    first = 0
    for _ in range(ROUNDS):
        last, found = vote_until_killed(database.app_url, book, first, chance.randint(50, 300))
        assert all(acknowledged.get(one, at) == at for one, at in found.items())
        acknowledged |= found
        first = max(0, last - SENT_AGAIN)
    assert len(acknowledged) > SENT_AGAIN * ROUNDS
    await assert_each_is_there_once(pool, book, acknowledged)
    await assert_views_agree(pool, book)


async def assert_each_is_there_once(pool: Pool, book: str, acknowledged: Acknowledged) -> None:
    found = await find_book(pool, book)
    entries = [one async for one in entries_until(Reader(pool, KEY), found.no)]
    assert [one.position for one in entries] == list(range(1, found.head + 1))
    votes = [one for one in entries if isinstance(one.event, VoteCast)]
    places = {uuid.UUID(read_entry(one.stored).command): one.position for one in votes}
    assert len(places) == len(votes), "no command was recorded twice"
    assert acknowledged.items() <= places.items()
    seats = Counter((one.event.motion, one.event.seat) for one in votes)
    assert max(seats.values()) == 1


async def assert_views_agree(pool: Pool, book: str) -> None:
    """What the runner, killed several times, has stored is a fold of the whole book from zero."""
    found, reader = await find_book(pool, book), Reader(pool, KEY)
    runner = Runner(pool, reader, VIEWS, Clock(), Progress())
    deadline = time.monotonic() + 30
    await runner.catch_up(found)
    while time.monotonic() < deadline and await behind(pool, found.no, found.head):
        await runner.catch_up(found)
    live = await everything(LiveDocuments(pool, found.no, VIEW_OF))
    folded = await everything(await replay(entries_until(reader, found.no), VIEWS, VIEW_OF))
    assert live == folded
    assert live


async def behind(pool: Pool, book_no: int, head: int) -> bool:
    """Whether a view has yet to see the end, say because a killed runner's claim still stands."""
    seen = await pool.fetch(
        "SELECT position FROM projections.checkpoint WHERE book_no = $1", book_no
    )
    return len(seen) < len(VIEWS) or any(row["position"] < head for row in seen)
