"""The composition root: settings in, a running application out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

import asyncpg
import httpx2
from fastapi import Depends, FastAPI

from eventlog.connections import left_as_found, writers_pool
from eventlog.disclosures import MasterKey
from eventlog.keyring import Keyring
from eventlog.missing import TextWatch, opens_texts
from eventlog.reading import Reader
from eventlog.remembered import LastNotes
from eventlog.signals import BOOK_GREW, VIEWS_MOVED, Signals, connect
from eventlog.signer import Signer
from eventlog.writer import Signal, Writer
from gateway.api import (
    books,
    commands,
    entries,
    health,
    holds,
    influence,
    keys,
    log,
    metrics,
    minutes,
    registers,
    things,
    timestamps,
)
from gateway.api.bounds import BoundedBodies
from gateway.api.document import describe
from gateway.api.door import CommandDoor
from gateway.api.requests import known_query
from gateway.application import Application
from gateway.background import kept_up
from gateway.crew import Crew
from gateway.database import database
from gateway.feed import Feed
from gateway.identity import Keys
from gateway.migrate import migrate_async
from gateway.problems import register_problems
from gateway.settings import Settings
from gateway.telemetry import Telemetry, export_traces
from gateway.timestamping import Authority, Timestamping
from gateway.witnessing import Witnessing, witnesses_of
from projections import generations
from projections.catalogue import VIEWS
from projections.renewing import renew
from projections.runner import Runner
from projections.waiting import Progress

Clock = Callable[[], datetime]
NOT_TOLD = 0
"""The head of a book that grew in another process, which says only that it grew."""
TEXTS_LOOKED_AT_EVERY = 60.0
"""Seconds. Counting the texts of a large book takes longer than a health check may."""


class WrongMasterKeyError(Exception):
    """The database holds texts that were sealed under another master key."""

    def __init__(self) -> None:
        super().__init__(
            "The texts in this database do not open under this master key: they were sealed under "
            "another. Give that one, by MINUTEBOOK_MASTER_KEY or MINUTEBOOK_MASTER_KEY_FILE. "
            "Nothing was read or written with this one."
        )


def now() -> datetime:
    return datetime.now(UTC)


def master_key(settings: Settings) -> MasterKey:
    if settings.master_key is not None:
        return MasterKey.from_text(settings.master_key.get_secret_value())
    return MasterKey.from_file(settings.master_key_file)


def authority_of(settings: Settings) -> Authority | None:
    """The timestamp authority, if one is set; the settings have both of these or neither."""
    url, certificates = settings.timestamp_url, settings.timestamp_certificates
    return Authority(url, certificates) if url and certificates else None


@asynccontextmanager
async def running(
    settings: Settings, *, folds: bool = True, clock: Clock = now
) -> AsyncIterator[Application]:
    """An application over the configured database, its views kept up to date unless told not to."""
    async with AsyncExitStack() as stack:
        url = stack.enter_context(database(settings))
        await migrate_async(url)
        pool = await stack.enter_async_context(
            asyncpg.create_pool(url, min_size=2, max_size=settings.pool_size, reset=left_as_found)
        )
        writers = await stack.enter_async_context(writers_pool(url, settings.pool_size))
        await generations.begin(pool, VIEWS)
        key = master_key(settings)
        if not await opens_texts(pool, key):
            raise WrongMasterKeyError
        reader = Reader(pool, key)
        client = await stack.enter_async_context(httpx2.AsyncClient())
        witnessing = Witnessing(
            pool, witnesses_of(settings.witnesses), client, now, settings.wait_seconds
        )
        timestamping = Timestamping(pool, authority_of(settings), client, now)
        keyring, notes = Keyring(settings.signing_keys), LastNotes(settings.signed_folder)
        signer = Signer(pool, keyring, notes, settings.origin, now, witnessing.something_signed)
        feed = Feed(reader, settings.feed_readers)
        signals = Signals(partial(connect, url))
        progress = Progress(partial(signals.tell, VIEWS_MOVED))
        grew = _all(progress.book_grew, signer.book_grew, feed.book_grew)
        signals.hear(BOOK_GREW, lambda book: grew(book, NOT_TOLD))
        signals.hear(VIEWS_MOVED, progress.views_moved_elsewhere)
        telemetry, work = Telemetry(), [("signals", signals.run)]
        if folds:
            runner = Runner(pool, reader, VIEWS, now, progress, watch=telemetry.fold)
            work += [
                ("runner", runner.run),
                ("renewal", partial(renew, pool, reader, VIEWS)),
                ("signer", signer.run),
                ("witnessing", witnessing.run),
                ("timestamping", timestamping.run),
            ]
        for name, run in work:
            stack.push_async_callback(_stop, asyncio.create_task(kept_up(name, run), name=name))
        yield Application(
            pool=pool,
            writer=Writer(writers, key, clock, _all(grew, partial(_tell, signals)), telemetry),
            reader=reader,
            progress=progress,
            keys=Keys(pool),
            clock=clock,
            wait_seconds=settings.wait_seconds,
            texts=TextWatch(pool, good_for=TEXTS_LOOKED_AT_EVERY),
            signer=signer,
            witnessing=witnessing,
            timestamping=timestamping,
            feed=feed,
            signals=signals,
            crew=Crew(url, key),
            metrics_token=settings.metrics_token,
        )


def _all(*hear: Signal) -> Signal:
    def signal(book: str, head: int, /) -> None:
        for one in hear:
            one(book, head)

    return signal


def _tell(signals: Signals, book: str, _head: int, /) -> None:
    signals.tell(BOOK_GREW, book)


async def _stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def create_app(settings: Settings, clock: Clock = now) -> FastAPI:
    """The HTTP application; the database is opened when the server starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with running(settings, folds=settings.folds, clock=clock) as application:
            app.state.application = application
            yield

    app = FastAPI(
        title="Minutebook",
        # Spans of requests only: FastAPI's own logs would quote exceptions, which may hold words.
        # Where nobody collects them it is told so, or it would look round on every request.
        telemetry={
            "tracing": export_traces(),
            "logs": False,
            "metrics": False,
            "operation_spans": False,
        },
        version=version("minutebook"),
        lifespan=lifespan,
        docs_url="/docs",
        redoc_url=None,
        strict_content_type=False,  # a body is JSON whatever it is called
    )
    app.add_middleware(CommandDoor)
    app.add_middleware(BoundedBodies, most_bytes=settings.max_body_bytes)
    for router in (
        keys.router,
        commands.routes(),
        books.router,
        registers.routes(),
        things.router,
        influence.router,
        minutes.router,
        entries.router,
        holds.router,
        log.router,
        timestamps.router,
    ):
        app.include_router(router, dependencies=[Depends(known_query)])
    app.include_router(health.router)
    app.include_router(metrics.router)
    register_problems(app)
    describe(app)
    return app
