"""However many race for the one vote of a seat, exactly one casts it."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from decisions.refusal import Refused
from decisions.votes import CastVote
from eventlog.connections import Pool
from eventlog.work import Recorded
from tests.support.books import open_book, pool_of, work_of, writer_of
from tests.support.postgres import Database
from tests.support.voting import scene

RACERS, ROUNDS = 16, 20


@pytest.mark.parametrize("writers", [1, 4], ids=["one writer", "four writers"])
async def test_exactly_one_of_sixteen_wins_twenty_times_of_twenty(
    pool: Pool, database: Database, book: str, writers: int
) -> None:
    await open_book(pool, book, scene(ROUNDS, 2))
    async with AsyncExitStack() as stack:
        pools = [await stack.enter_async_context(pool_of(database.app_url, 2)) for _ in range(4)]
        racing = [writer_of(one) for one in pools[:writers]]
        for round_ in range(1, ROUNDS + 1):
            votes = [
                CastVote(motion=f"motion-{round_}", seat="seat-001", choice=choice)
                for choice in ("for", "against") * (RACERS // 2)
            ]
            outcomes = await asyncio.gather(
                *(racing[n % writers].submit(book, work_of(vote)) for n, vote in enumerate(votes)),
                return_exceptions=True,
            )
            won = [one for one in outcomes if isinstance(one, Recorded)]
            lost = [one.code for one in outcomes if isinstance(one, Refused)]
            assert len(won) == 1, f"round {round_}"
            assert lost == ["vote-already-cast"] * (RACERS - 1), f"round {round_}"
    cast = await pool.fetchval(
        "SELECT count(*) FROM eventlog.entry JOIN eventlog.book ON no = book_no "
        "WHERE id = $1 AND type = 'motion-vote-cast.v1'",
        book,
    )
    assert cast == ROUNDS
