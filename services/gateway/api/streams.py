"""Entries as a stream: as lines (NDJSON), or as Server-Sent Events (WHATWG HTML, section 9.2)."""

import asyncio
from collections.abc import AsyncIterator

import structlog
from fastapi.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from eventlog.connections import DATABASE_FAILED
from gateway.api.answers import JSON
from gateway.feed import Feed, Page

NDJSON, EVENTS = "application/x-ndjson", "text/event-stream"
STALLED_SECONDS = 60.0
"""How long a reader may take nothing at all before it is given up."""
COMES_BACK_AFTER = b"retry: 1000\n"  # milliseconds
log = structlog.get_logger("gateway.feed")


class Stream(StreamingResponse):
    """Sends what comes, no faster than it is taken; its reader is counted while it lasts."""

    def __init__(self, feed: Feed, body: AsyncIterator[bytes], media: str, **headers: str) -> None:
        kept = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "Vary": "Accept"}
        super().__init__(body, media_type=media, headers={**kept, **headers})
        self._feed = feed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def patiently(message: Message) -> None:
            async with asyncio.timeout(STALLED_SECONDS):
                await send(message)

        with self._feed.joined():
            try:
                await super().__call__(scope, receive, patiently)
            except TimeoutError:
                log.info("a reader that took nothing was given up", path=scope["path"])


async def lines(pages: AsyncIterator[Page]) -> AsyncIterator[bytes]:
    """One entry a line."""
    async for page in pages:
        yield b"\n".join(page) + b"\n"


async def events(pages: AsyncIterator[Page], after: int) -> AsyncIterator[bytes]:
    """One event an entry, its id the entry's position; an empty page is a comment.

    When the database fails, the stream ends: who comes back goes on from the last position.
    """
    yield COMES_BACK_AFTER
    try:
        async for page in pages:
            yield (
                b"".join(
                    b"id: %d\ndata: %s\n\n" % numbered for numbered in enumerate(page, after + 1)
                )
                or b": %d\n\n" % after
            )
            after += len(page)
    except DATABASE_FAILED:
        log.exception("the database failed a reader of the feed")


def wanted(accept: str) -> str | None:
    """Which stream an `Accept` header prefers to JSON (RFC 9110, section 12.5.1), if any."""
    weights = dict(map(_weighted, accept.lower().split(",")))
    best = max((NDJSON, EVENTS), key=lambda media: weights.get(media, 0.0))
    weight = weights.get(best, 0.0)
    return best if weight > 0 and weight >= weights.get(JSON, 0.0) else None


def _weighted(one: str) -> tuple[str, float]:
    """A media type and its weight; one that cannot be read is worth nothing."""
    media, *parameters = (part.strip() for part in one.split(";"))
    given = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
    try:
        return media, float(given[0]) if given else 1.0
    except ValueError:
        return media, 0.0
