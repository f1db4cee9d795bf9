"""Wakes whoever waits for something about a book within this process: its growth, its views."""

import asyncio
from collections import defaultdict
from contextlib import suppress


class Bells:
    """A bell for each book, rung once.

    Take the bell before you look: what comes while you look rings it, so nothing is missed.
    """

    def __init__(self) -> None:
        self._bells: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def of(self, book: str) -> asyncio.Event:
        """The bell that rings when something comes next."""
        return self._bells[book]

    def ring(self, book: str) -> None:
        if bell := self._bells.pop(book, None):
            bell.set()

    def ring_all(self) -> None:
        for book in list(self._bells):
            self.ring(book)


async def heard(bell: asyncio.Event, at_most: float) -> bool:
    """Waits for a bell, at most so many seconds; whether it rang."""
    with suppress(TimeoutError):
        async with asyncio.timeout(at_most):
            await bell.wait()
    return bell.is_set()
