"""The library's own append-and-read suite against our recorder, over a real connection."""

import base64
from collections.abc import Sequence
from typing import Any

import pytest
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import ProgrammingError
from sqlalchemy.util import await_only, greenlet_spawn

from eventlog.batch import Batch
from eventlog.books import create_book
from eventlog.connections import Connection, Pool
from eventlog.recorder import CommandRecorder, ReadResponse
from eventlog.storing import Change
from schemas.entry import canonical
from tests.support.books import attribution, locked_batch
from tests.support.clock import NOON


def wrapped(event: DCBEvent) -> DCBEvent:
    """The suite's data are opaque bytes; an entry's data is JSON."""
    opaque = base64.b64encode(event.data).decode()
    return DCBEvent(event.type, canonical({"opaque": opaque}), event.tags)


def unwrapped(found: DCBSequencedEvent) -> DCBSequencedEvent:
    opaque = base64.b64decode(found.event.data.removeprefix(b'{"opaque":"').removesuffix(b'"}'))
    return DCBSequencedEvent(DCBEvent(found.event.type, opaque, found.event.tags), found.position)


class OpaqueRecorder(DCBRecorder):
    """Our recorder as the suite uses it: everything stays pending in one batch."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    @property
    def recorder(self) -> CommandRecorder:
        return CommandRecorder(self.batch, attribution())

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        found = self.recorder.read(query, after=after, limit=limit)
        return ReadResponse([unwrapped(one) for one in found], found.head)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        return self.recorder.append([wrapped(one) for one in events], condition)

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription[Any]:
        raise ProgrammingError("The feed's business.")


class StoringRecorder(OpaqueRecorder):
    """Each append goes to the database at once and is forgotten here: SQL answers every read."""

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        position = super().append(events, condition)
        await_only(Change(self.batch, {}).store(self.batch.connection))
        self.batch = await_only(locked_batch(self.batch.connection, self.book))
        return position

    @property
    def book(self) -> str:
        return self.batch.sealer.book


async def locked(connection: Connection, book: str) -> Batch:
    await create_book(connection, book, NOON)
    return await locked_batch(connection, book)


@pytest.mark.parametrize("kind", [OpaqueRecorder, StoringRecorder])
async def test_the_suite_passes(pool: Pool, book: str, kind: type[OpaqueRecorder]) -> None:
    async with pool.acquire() as connection, connection.transaction():
        recorder = kind(await locked(connection, book))
        await greenlet_spawn(DCBRecorderTestCase()._test_append_read, recorder)
        assert recorder.batch.head == 13


async def test_what_is_stored_and_what_is_pending_are_read_as_one(pool: Pool, book: str) -> None:
    async with pool.acquire() as connection, connection.transaction():
        stored = StoringRecorder(await locked(connection, book))
        await greenlet_spawn(stored.append, [DCBEvent("type1", b"1", ["a"]) for _ in range(3)])
        recorder = OpaqueRecorder(stored.batch)
        await greenlet_spawn(DCBRecorderTestCase()._test_append_read, recorder, 3)


async def test_a_recorder_offers_no_subscription(pool: Pool, book: str) -> None:
    async with pool.acquire() as connection, connection.transaction():
        recorder = CommandRecorder(await locked(connection, book), attribution())
        with pytest.raises(ProgrammingError):
            recorder.subscribe()
        with pytest.raises(ProgrammingError):
            recorder.append([])
