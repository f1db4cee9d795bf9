"""What a process does beside answering: it goes on, whatever happens to it."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

BEGINS_AGAIN_AFTER = 1.0
"""Seconds after which work that failed is begun again."""
log = structlog.get_logger("gateway.background")


async def kept_up(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Does it until it is done or cancelled; where it fails, which it is not to, begins again."""
    while True:
        try:
            return await run()
        except Exception:
            log.exception("work in the background failed; it begins again", work=name)
            await asyncio.sleep(BEGINS_AGAIN_AFTER)
