"""A process that casts votes as fast as it can and folds them, until it is killed.

`python -m … ADDRESS BOOK SEATS FIRST`: from the vote with that number on, it prints a line for
each answer that it got.
"""

import asyncio
import itertools
import sys
from collections.abc import Iterator

from decisions.votes import CastVote
from eventlog.reading import Reader
from eventlog.writer import Writer
from projections.catalogue import VIEWS
from projections.runner import Runner
from projections.waiting import Progress
from tests.eventlog.processes import log_to_stderr
from tests.support.books import KEY, pool_of, work_of
from tests.support.clock import Clock
from tests.support.voting import command_id_of, votes

CALLERS = 8


async def call(writer: Writer, book: str, numbered: Iterator[tuple[int, CastVote]]) -> None:
    for number, vote in numbered:
        answer = await writer.submit(book, work_of(vote, command_id_of(vote)))
        sys.stdout.write(f"{number} {answer.command} {answer.positions[0]}\n")
        sys.stdout.flush()


async def main(url: str, book: str, seat_count: int, first: int) -> None:
    async with pool_of(url) as pool:
        progress, clock = Progress(), Clock()
        writer = Writer(pool, KEY, clock, progress.book_grew)
        runner = Runner(pool, Reader(pool, KEY), VIEWS, clock, progress)
        folding = asyncio.create_task(runner.run())
        numbered = itertools.islice(enumerate(votes(seat_count)), first, None)
        await asyncio.gather(*(call(writer, book, numbered) for _ in range(CALLERS)), folding)


if __name__ == "__main__":
    log_to_stderr()
    url, book, seat_count, first = sys.argv[1:]
    asyncio.run(main(url, book, int(seat_count), int(first)))
