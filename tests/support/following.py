"""Follows a book as an integrator's program would: event after event, and back after a break."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2

EVENTS, NDJSON = "text/event-stream", "application/x-ndjson"
BREAKS = (httpx2.TransportError,)


@dataclass
class Follower:
    """What one reader has got so far: positions, and entries as they came."""

    path: str
    key: str
    positions: list[int] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.positions[-1] if self.positions else 0

    @asynccontextmanager
    async def stream(self, url: str) -> AsyncIterator[httpx2.Response]:
        headers = {"Authorization": f"Bearer {self.key}", "Accept": EVENTS}
        if self.positions:
            headers["Last-Event-ID"] = str(self.last)
        async with (
            httpx2.AsyncClient(base_url=url, timeout=30) as client,
            client.stream("GET", self.path, headers=headers) as answer,
        ):
            yield answer

    async def follow(self, url: str, until: int) -> None:
        """Follows until a position was seen, or the server ends the stream."""
        async with self.stream(url) as answer:
            assert answer.status_code == 200, await answer.aread()
            await self.take(answer.aiter_lines(), until)

    async def take(self, lines: AsyncIterator[str], until: int) -> None:
        position = 0
        async for line in lines:
            name, _, value = line.partition(": ")
            if name == "id":
                position = int(value)
            elif name == "data":
                self.positions.append(position)
                self.entries.append(value.encode())
                if position >= until:
                    return
