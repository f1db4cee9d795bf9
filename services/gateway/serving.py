"""The HTTP server of a process: uvicorn, with streams that do not keep it from stopping."""

import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

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


class Server(uvicorn.Server):
    """Lets readers who follow a book go before it waits for requests to end.

    `settings` are uvicorn's own.
    """

    def __init__(self, app: FastAPI, **settings: Any) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                timeout_graceful_shutdown=SECONDS_TO_FINISH,
                **settings,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.application.feed.end()
        await super().shutdown(sockets)
