"""A process of its own that writes to a book, for tests: `python -m … ADDRESS BOOK NAME`."""

import asyncio
import sys
import uuid

import msgspec

from eventlog.connections import Pool
from eventlog.work import Recorded
from schemas.events.action import ActionRaised
from tests.eventlog.processes import log_to_stderr
from tests.support.books import Preparation, pool_of, writer_of

WRITERS, COMMANDS, SHARED_COMMANDS = 4, 25, 15
SHARED = uuid.UUID(int=7)


def raised(name: str, number: int) -> ActionRaised:
    return ActionRaised(action=name, number=str(number), body="board", owner="Pat Example")


def own_command(name: str, number: int) -> Preparation:
    """A command of one to three events."""
    return Preparation(*(raised(f"{name}-{number}", part) for part in range(number % 3 + 1)))


def shared_command(number: int) -> Preparation:
    """The same command, with the same id, in every process."""
    event = raised("shared", number)
    return Preparation(event, command_id=uuid.uuid5(SHARED, str(number)))


async def write(pool: Pool, book: str, name: str) -> list[Recorded]:
    writer = writer_of(pool)
    answers = []
    for number in range(COMMANDS):
        answers.append(await writer.submit(book, own_command(name, number)))
        if number < SHARED_COMMANDS:
            answers.append(await writer.submit(book, shared_command(number)))
    return answers


async def main(url: str, book: str, name: str) -> None:
    async with pool_of(url) as pool:
        sys.stdin.readline()  # all processes start writing together
        tasks = [write(pool, book, f"{name}-{number}") for number in range(WRITERS)]
        answers = [answer for one in await asyncio.gather(*tasks) for answer in one]
    sys.stdout.buffer.write(msgspec.json.encode(answers))


if __name__ == "__main__":
    log_to_stderr()
    asyncio.run(main(*sys.argv[1:]))
