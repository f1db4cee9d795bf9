"""Lets a slice decide against a book without recording anything: a preview."""

from datetime import UTC, datetime

from sqlalchemy.util import greenlet_spawn

from eventlog.batch import Batch
from eventlog.books import Book, lock_book
from eventlog.connections import Pool
from eventlog.deciding import gather
from eventlog.disclosures import MasterKey
from eventlog.known import Known
from eventlog.sealing import Sealer
from eventlog.work import Work
from schemas.event import Event

_NO_KEY = MasterKey(bytes(32))
"""Nothing is sealed in a rehearsal."""


async def rehearse(pool: Pool, book: Book, work: Work) -> list[Event]:
    """The events that this command would record now. Raises what the slice raises."""
    async with pool.acquire() as connection, connection.transaction():
        edge = await lock_book(connection, book.id)
        batch = Batch.begin(connection, edge, datetime.now(UTC), Sealer(book.id, _NO_KEY), Known())
        (decider,) = await gather(batch, [work])
        if isinstance(decider, Exception):
            raise decider
        await greenlet_spawn(decider.execute)
        return [tagged.decision for tagged in decider.collect_events()]
