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
    """ASGI middleware: a body above the limit gets 413, also where its length was not announced."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._most_bytes:
            refusal = BodyTooLargeError(self._most_bytes)
            answer = problem(refusal.status_code, "body-too-large", refusal.detail)
            await answer(scope, receive, send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most_bytes:
                raise BodyTooLargeError(self._most_bytes)
            return message

        await self._app(scope, bounded, send)
