"""What a writer knows from one batch to the next is what the book holds, whoever wrote it."""

import random

import asyncpg
import pytest

from decisions.vote_corrections import CorrectVote
from decisions.votes import CastVote
from eventlog import known
from eventlog.batch import Batch
from eventlog.connections import Pool
from eventlog.errors import UnreadableEntryError
from eventlog.known import Known, question
from eventlog.pending import SelectorKey
from eventlog.storing import Change
from eventlog.writer import Writer
from tests.support.books import (
    Preparation,
    locked_batch,
    open_book,
    submit_all,
    work_of,
    writer_of,
)
from tests.support.voting import motion, scene, seats

SEATS, MOTIONS, ROUNDS = 6, 3, 12
VOTES = ("motion-vote-cast.v1", "motion-vote-corrected.v1")


def some_commands(chance: random.Random) -> list[CastVote | CorrectVote]:
    """Votes, some of which are refused; a batch in which later commands see earlier ones."""
    found: list[CastVote | CorrectVote] = []
    for _ in range(8):
        vote = CastVote(
            motion=f"motion-{chance.randint(1, MOTIONS)}",
            seat=chance.choice(seats(SEATS)),
            choice=chance.choice(("for", "against")),
            reason="As it was said.",
        )
        corrected = CorrectVote(
            motion=vote.motion,
            seat=vote.seat,
            choice=vote.choice,
            reason="As it was said.",
            basis="mistake-in-recording",
        )
        found.append(chance.choice((vote, vote, corrected)))
    return found


def of_votes() -> list[SelectorKey]:
    return [
        (VOTES, (f"motion:motion-{n}", f"seat:{seat}"))
        for n in range(1, MOTIONS + 1)
        for seat in seats(SEATS)
    ]


async def positions_read(pool: Pool, book: str, knowing: Known) -> list[list[tuple[int, bytes]]]:
    """What each selector matches, as it is known or, of those that are not, as it is read."""
    async with pool.acquire() as connection, connection.transaction():
        batch = await locked_batch(connection, book, knowing)
        await batch.prefetch(of_votes())
        return [
            [(one.position, one.event.data) for one in batch.known.matching([key])]
            for key in of_votes()
        ]


@pytest.mark.parametrize("most", [known.MOST_EVENTS, 5], ids=["all kept", "often forgotten"])
async def test_it_is_what_a_fresh_reader_finds(
    pool: Pool, book: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "MOST_EVENTS", most)
    chance = random.Random(most)  # noqa: S311 - the same every time is what a test wants
    first = await open_book(pool, book, scene(MOTIONS, SEATS))
    writers = [first, writer_of(pool)]
    for _ in range(ROUNDS):
        writer = chance.choice(writers)
        await submit_all(writer, book, map(work_of, some_commands(chance)))
        found = await positions_read(pool, book, writer._known[book])
        assert found == await positions_read(pool, book, Known())
    assert sum(map(len, found)) >= SEATS


async def test_what_another_writer_recorded_is_seen(pool: Pool, book: str) -> None:
    one = await open_book(pool, book, scene(1, SEATS))
    other = writer_of(pool)
    vote = CastVote(motion="motion-1", seat="seat-001", choice="for")
    await one.submit(book, work_of(vote))
    await other.submit(book, work_of(vote.model_copy(update={"seat": "seat-002"})))
    refused = await submit_all(one, book, [work_of(vote.model_copy(update={"seat": "seat-002"}))])
    assert [one.code for one in refused] == ["vote-already-cast"]  # type: ignore[union-attr]


async def test_a_batch_that_is_rolled_back_is_not_known(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await open_book(pool, book, scene(1, SEATS))
    vote = CastVote(motion="motion-1", seat="seat-001", choice="for")
    with monkeypatch.context() as broken:
        broken.setattr(Change, "_append", None)
        (failed,) = await submit_all(writer, book, [work_of(vote)])
    assert isinstance(failed, TypeError)
    recorded = await writer.submit(book, work_of(vote))
    assert len(recorded.positions) == 1


async def test_of_a_reading_that_failed_nothing_is_known_in_the_same_batch(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a later command of the batch would take what was not read for what is not there."""
    writer = await open_book(pool, book, scene(MOTIONS, SEATS))
    await submit_all(writer, book, map(work_of, some_commands(random.Random(1))))  # noqa: S311 - likewise
    async with pool.acquire() as connection, connection.transaction():
        batch = await locked_batch(connection, book, Known())
        with monkeypatch.context() as broken:
            broken.setattr(Batch, "_read_tagged", broken_reading)
            with pytest.raises(asyncpg.QueryCanceledError):
                await batch.prefetch(of_votes())
        assert batch.known.unanswered(of_votes())
        await batch.prefetch(of_votes())
        assert any(batch.known.matching(of_votes()))


async def broken_reading(*_: object) -> None:
    raise asyncpg.QueryCanceledError("somebody broke it off")


@pytest.mark.parametrize("broken", [b"{}", b"\xff", b""])
def test_an_entry_that_cannot_be_read_is_named_and_answers_nothing(broken: bytes) -> None:
    knowing, key = Known(), of_votes()[0]
    with pytest.raises(UnreadableEntryError, match="Entry 7 cannot be read") as raised:
        knowing.learn([question(key)], [(question(key), 7, broken)])
    assert raised.value.position == 7
    assert knowing.unanswered([key]) == [question(key)]


async def test_only_the_books_written_last_are_known(
    pool: Pool, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventlog.writer.MOST_BOOKS", 1)
    writer: Writer = await open_book(pool, book, scene(1, SEATS))
    other = f"{book}-other"
    await open_book(pool, other)
    await writer.submit(other, Preparation(*motion(2, SEATS)))
    assert list(writer._known) == [other]
