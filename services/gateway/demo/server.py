"""Minutebook in this process, on a free port of this machine, under the story's clock."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import httpx2
from fastapi import FastAPI

from gateway.app import create_app
from gateway.application import Application
from gateway.demo.clock import StoryClock
from gateway.serving import Server, free_port
from gateway.settings import Settings

PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Serving:
    """A server that answers: its application, its clock, and a client that speaks to it."""

    app: Application
    clock: StoryClock
    http: httpx2.AsyncClient


class QuietServer(Server):
    """Says when it answers, and leaves Ctrl+C to the program that it is part of."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app, lifespan="off", log_level="warning")
        self.is_answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_answering.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Serving]:
    """A server over the configured database, for as long as the context is."""
    clock = StoryClock()
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        with free_port() as listener:
            async with (
                _answering(app, listener),
                httpx2.AsyncClient(base_url=_address(listener), timeout=PATIENCE) as http,
            ):
                yield Serving(app.state.application, clock, http)


@asynccontextmanager
async def _answering(app: FastAPI, listener: socket.socket) -> AsyncIterator[None]:
    server = QuietServer(app)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(PATIENCE):
            await server.is_answering.wait()
        yield
    finally:
        server.should_exit = True
        await task


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"http://{host}:{port}"
