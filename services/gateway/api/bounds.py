"""Bounds on requests: no body is read beyond its limit.

FastAPI's own limit answers in plain text; every error of ours is a problem document.
"""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.problems import problem


class BodyTooLargeError(HTTPException):
    """More bytes came than are taken. FastAPI lets only HTTP exceptions through."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(413, f"The body is larger than {most_bytes} bytes.")


class BoundedBodies:
    """ASGI middleware: a body above the limit gets 413, also where its length was not announced.

    No server gives on more than was announced, so only what was not is counted as it comes.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif (announced := _announced(scope)) is None:
            await self._app(scope, self._counted(receive), send)
        elif announced <= self._most_bytes:
            await self._app(scope, receive, send)
        else:
            refusal = BodyTooLargeError(self._most_bytes)
            answer = problem(refusal.status_code, "body-too-large", refusal.detail)
            await answer(scope, receive, send)

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most_bytes:
                raise BodyTooLargeError(self._most_bytes)
            return message

        return counted


def _announced(scope: Scope) -> int | None:
    """How many bytes a body has, where its request says so; in chunks it has what comes."""
    headers = dict(scope["headers"])
    announced = headers.get(b"content-length", b"")
    return int(announced) if announced.isdigit() and b"transfer-encoding" not in headers else None
