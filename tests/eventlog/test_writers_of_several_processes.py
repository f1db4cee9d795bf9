"""Sixteen writers in four processes: no gap, no late lower position, no command twice."""

import asyncio
import itertools

import msgspec

from eventlog.books import Book, find_book
from eventlog.connections import Pool
from eventlog.work import Recorded
from tests.eventlog.processes import go, start
from tests.eventlog.writing_process import SHARED_COMMANDS, WRITERS
from tests.support.books import open_book
from tests.support.postgres import Database

PROCESSES = 4
answers_of = msgspec.json.Decoder(list[Recorded])


async def watch(pool: Pool, book: Book, done: asyncio.Event) -> list[int]:
    """Reads the book over and over; each time, all positions up to the last one are there."""
    heads = [0]
    while not done.is_set():
        rows = await pool.fetch(
            "SELECT position FROM eventlog.entry WHERE book_no = $1 ORDER BY position", book.no
        )
        positions = [row["position"] for row in rows]
        assert positions == list(range(1, len(positions) + 1))
        assert len(positions) >= heads[-1]
        heads.append(len(positions))
    return heads


async def written_by_processes(database: Database, book: str, done: asyncio.Event) -> list[bytes]:
    writing = [
        start("writing_process", database.app_url, book, f"process-{n}") for n in range(PROCESSES)
    ]
    for process in writing:
        go(process)
    said = await asyncio.gather(*(asyncio.to_thread(one.communicate) for one in writing))
    done.set()
    assert [process.returncode for process in writing] == [0] * PROCESSES
    return [out for out, _ in said]


async def test_positions_are_gapless_for_writers_and_for_whoever_reads_meanwhile(
    pool: Pool, database: Database, book: str
) -> None:
    await open_book(pool, book)
    opened, done = await find_book(pool, book), asyncio.Event()
    said, heads = await asyncio.gather(
        written_by_processes(database, book, done), watch(pool, opened, done)
    )
    answers = [answer for out in said for answer in answers_of.decode(out)]
    first_answers = [answer for answer in answers if not answer.repeated]
    positions = sorted(position for answer in first_answers for position in answer.positions)
    assert positions == list(range(1, len(positions) + 1))
    assert (await find_book(pool, book)).head == len(positions)
    assert len(set(heads)) > 10, "the reader looked while the writers wrote"
    assert_shared_commands_had_one_effect(answers)


def assert_shared_commands_had_one_effect(answers: list[Recorded]) -> None:
    """Each of the commands that all sixteen gave was recorded once; all got that answer."""
    by_command = itertools.groupby(
        sorted(answers, key=lambda answer: answer.command), key=lambda answer: answer.command
    )
    shared = [group for _, found in by_command if len(group := list(found)) > 1]
    assert len(shared) == SHARED_COMMANDS
    for group in shared:
        assert len(group) == PROCESSES * WRITERS
        assert len({answer.positions for answer in group}) == 1
        assert [answer.repeated for answer in group].count(False) == 1
