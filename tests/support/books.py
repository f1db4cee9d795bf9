"""Books in a real database: opened, filled with prepared events, written to and read."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import asyncpg
from eventsourcing.dcb.domain import Selector

from decisions.command import Command
from decisions.context import Context
from decisions.slice import CommandWork
from eventlog.batch import Batch
from eventlog.books import create_book, lock_book
from eventlog.connections import Connection, Pool
from eventlog.disclosures import MasterKey
from eventlog.known import Known
from eventlog.mapping import Located
from eventlog.sealing import Attribution, Sealer
from eventlog.work import Recorded, WideningSlice, Work
from eventlog.writer import Writer
from schemas.event import Event
from tests.support.clock import NOON, Clock

KEY = MasterKey(bytes(range(32)))
EVENTS_AT_ONCE = 500


@asynccontextmanager
async def pool_of(url: str, most: int = 10) -> AsyncIterator[Pool]:
    async with asyncpg.create_pool(url, min_size=1, max_size=most) as pool:
        yield pool


def unheard(_book: str, _head: int) -> None:
    """A signal that nobody waits for."""


def writer_of(pool: Pool, clock: Clock | None = None) -> Writer:
    return Writer(pool, KEY, clock or Clock(), unheard)


async def locked_batch(connection: Connection, book: str, known: Known | None = None) -> Batch:
    """A batch that begins under the book's lock, in the caller's transaction."""
    edge = await lock_book(connection, book)
    return Batch.begin(connection, edge, Clock()(), Sealer(book, KEY), known or Known())


def attribution(command_id: uuid.UUID | None = None, at: datetime = NOON) -> Attribution:
    return Attribution("key:test", command_id or uuid.uuid4(), at)


class Prepared(WideningSlice):
    """A slice that records the events it was given, whatever the book holds."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__()
        self._events = events

    def needs(self) -> Sequence[Selector]:
        return []

    def learn(self, found: Iterable[Located]) -> None:
        """Nothing that is prepared depends on what was there before."""

    def execute(self) -> None:
        self.record(self._events)


class Preparation:
    """Prepared events on their way to a writer."""

    def __init__(
        self, *events: Event, command_id: uuid.UUID | None = None, fingerprint: bytes = bytes(32)
    ) -> None:
        self._events = events
        self.attribution = attribution(command_id)
        self.fingerprint = fingerprint

    def slice(self) -> WideningSlice:
        return Prepared(self._events)


def work_of(
    command: Command,
    command_id: uuid.UUID | None = None,
    at: datetime = NOON,
    fingerprint: bytes = bytes(32),
) -> CommandWork:
    """A secretary's command on its way to a writer."""
    context = Context("key:test", "secretary", at, at, lambda: str(uuid.uuid4()))
    return CommandWork(command, context, attribution(command_id, at), fingerprint)


async def open_book(pool: Pool, book: str, events: Sequence[Event] = ()) -> Writer:
    """A writer, and a new book that holds these events."""
    await create_book(pool, book, NOON)
    writer = writer_of(pool)
    for first in range(0, len(events), EVENTS_AT_ONCE):
        await writer.submit(book, Preparation(*events[first : first + EVENTS_AT_ONCE]))
    return writer


async def submit_all(
    writer: Writer, book: str, works: Iterable[Work]
) -> list[Recorded | BaseException]:
    """Gives all commands at once; each one's answer, or why it got none."""
    return await asyncio.gather(
        *(writer.submit(book, work) for work in works), return_exceptions=True
    )
