"""The HTTP server of a process: uvicorn, with streams that do not keep it from stopping."""

import socket
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS_TO_FINISH = 10
"""How long requests may go on when the server stops; what is left of them is broken off."""


def free_port() -> socket.socket:
    """A socket on a free port of this machine, for a server to listen on.

    It says that it is TCP: asyncio sends at once only on sockets that do, and otherwise each
    answer on a kept connection waits for an acknowledgement, 40 ms on Linux.
    """
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    return listener


class PlainStart:
    """ASGI middleware: says in a sentence why an application cannot start, if people can mend it.

    Starlette gives the server the whole traceback, which the server writes.
    """

    def __init__(self, app: ASGIApp, mendable: tuple[type[Exception], ...]) -> None:
        self._app = app
        self._mendable = mendable

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def say(message: Message) -> None:
            why = sys.exception()
            if message["type"] == "lifespan.startup.failed" and isinstance(why, self._mendable):
                message = {**message, "message": str(why)}
            await send(message)

        await self._app(scope, receive, say)


class Server(uvicorn.Server):
    """Lets readers who follow a book go before it waits for requests to end.

    `mendable` are the errors at its start that people can mend; `settings` are uvicorn's own.
    """

    def __init__(
        self, app: FastAPI, mendable: tuple[type[Exception], ...] = (), **settings: Any
    ) -> None:
        super().__init__(
            uvicorn.Config(
                PlainStart(app, mendable),
                access_log=False,
                timeout_graceful_shutdown=SECONDS_TO_FINISH,
                **settings,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.application.feed.end()
        await super().shutdown(sockets)
