"""A real server on a real port of 127.0.0.1, over a fresh database."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from decisions.context import Role
from gateway.app import Clock, create_app, now
from gateway.application import Application
from gateway.identity import Principal
from gateway.serving import Server, free_port
from gateway.settings import Settings
from tests.support.books import KEY, Preparation

BOOK = "harbourside"


@dataclass
class Served:
    """A server, and a client for each key that was asked for."""

    url: str
    application: Application
    folder: Path
    clients: dict[str, httpx2.AsyncClient] = field(default_factory=dict)

    async def key(self, id_: str, role: Role, **more: str | None) -> str:
        book = None if role == "administrator" else more.pop("book", BOOK)
        principal = Principal(id_, role, book, **more)
        return await self.application.keys.issue(principal, self.application.clock())

    async def client(self, id_: str, role: Role, **more: str | None) -> httpx2.AsyncClient:
        """A client with a key of this role; the same one when asked again."""
        if id_ not in self.clients:
            self.clients[id_] = self.with_key(await self.key(id_, role, **more))
        return self.clients[id_]

    def with_key(self, key: str) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            base_url=self.url, headers={"Authorization": f"Bearer {key}"}, timeout=30
        )

    async def secretary(self) -> httpx2.AsyncClient:
        return await self.client("secretary", "secretary")

    async def administrator(self) -> httpx2.AsyncClient:
        return await self.client("administrator", "administrator")

    async def holds(self, *events: object) -> int:
        """Records prepared events; the position that they reach."""
        recorded = await self.application.writer.submit(BOOK, Preparation(*events))  # type: ignore[arg-type]
        return recorded.position


@asynccontextmanager
async def serving(
    url: str, folder: Path, clock: Clock = now, **more: object
) -> AsyncIterator[Served]:
    """Serves the database at `url` until left; the book BOOK is there and empty."""
    settings = Settings(
        **more,
        database_url=url,
        data_folder=folder,
        master_key=base64.urlsafe_b64encode(KEY.key).decode(),
        wait_seconds=2,
    )
    listening = free_port()
    app = create_app(settings, clock)
    server = Server(app, log_level="warning")
    task = asyncio.create_task(server.serve([listening]))
    while not server.started:
        if task.done():
            task.result()
        await asyncio.sleep(0.01)
    where = f"http://127.0.0.1:{listening.getsockname()[1]}"
    served = Served(where, app.state.application, folder)
    try:
        yield served
    finally:
        for client in served.clients.values():
            await client.aclose()
        server.should_exit = True
        await task
        listening.close()
