"""What a failed batch leaves behind in the writer's memory misleads no later one."""

import asyncio

import asyncpg
import pytest

from decisions.refusal import Refused
from decisions.votes import CastVote
from eventlog import writer as writing
from eventlog.batch import Batch
from eventlog.books import find_book
from eventlog.connections import Connection, Pool
from eventlog.errors import EdgeMovedError
from eventlog.reading import Reader
from eventlog.storing import Change
from eventlog.work import Recorded
from schemas.events.motion import VoteCast
from tests.support.books import KEY, Preparation, open_book, submit_all, work_of, writer_of
from tests.support.voting import scene

SEATS, MOTIONS = 9, 4
store_alone = Change.store_alone


def vote(seat: int, choice: str = "for", motion: int = 1) -> CastVote:
    return CastVote(motion=f"motion-{motion}", seat=f"seat-{seat:03}", choice=choice)


async def test_what_was_asked_by_a_reading_that_failed_is_asked_again(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its seat would seem not to have voted."""
    await open_book(pool, book, scene(1, SEATS))
    await writer_of(pool).submit(book, work_of(vote(1)))
    writer = writer_of(pool)
    await writer.submit(book, Preparation())
    with monkeypatch.context() as broken:

        async def lost(*_: object) -> None:
            raise OSError("the connection is lost")

        broken.setattr(Batch, "_read_tagged", lost)
        (failed,) = await submit_all(writer, book, [work_of(vote(1, "against"))])
    assert isinstance(failed, OSError)
    refused, recorded = await submit_all(
        writer, book, [work_of(vote(1, "against")), work_of(vote(2))]
    )
    assert isinstance(refused, Refused)
    assert isinstance(recorded, Recorded)


async def test_many_who_never_stop_asking_are_answered_by_what_the_book_holds(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every third batch fails in one of three ways, and of the others some once they are stored."""
    monkeypatch.setattr(writing, "MOST_COMMANDS_PER_BATCH", 3)
    await open_book(pool, book, scene(MOTIONS, SEATS))
    writer, stored = writer_of(pool), 0

    async def store(change: Change, connection: Connection) -> None:
        nonlocal stored
        stored += 1
        if stored % 3 == 0:
            failures = [EdgeMovedError(), OSError("lost"), asyncpg.UniqueViolationError("twice")]
            await asyncio.sleep(0.002)
            raise failures[stored // 3 % 3]
        await store_alone(change, connection)
        if stored % 5 == 0:
            raise OSError("lost after it was stored")

    monkeypatch.setattr(Change, "store_alone", store)
    votes = [
        vote(seat, choice, motion)
        for motion in range(1, MOTIONS + 1)
        for seat in range(1, SEATS + 1)
        for choice in ("for", "against")
    ]
    answers = await submit_all(writer, book, map(work_of, votes))
    entries = await Reader(pool, KEY).after((await find_book(pool, book)).no, 0, 1_000)
    cast = {one.position: one.event for one in entries if isinstance(one.event, VoteCast)}
    seats = {(one.motion, one.seat) for one in cast.values()}
    assert len(seats) == len(cast), "no seat votes twice"
    recorded = [one for one in answers if isinstance(one, Recorded)]
    assert recorded
    assert {position for one in recorded for position in one.positions} <= cast.keys()
    refused = [vote for vote, one in zip(votes, answers, strict=True) if isinstance(one, Refused)]
    assert refused
    assert {(one.motion, one.seat) for one in refused} <= seats, "nobody is refused for nothing"
