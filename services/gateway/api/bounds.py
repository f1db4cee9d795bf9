"""Bounds on requests: no body is read beyond its limit."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.problems import problem


class BodyTooLargeError(Exception):
    """More bytes came than are taken."""


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
            await self._refuse(scope, receive, send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most_bytes:
                raise BodyTooLargeError
            return message

        try:
            await self._app(scope, bounded, send)
        except BodyTooLargeError:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"The body is larger than {self._most_bytes} bytes."
        await problem(413, "body-too-large", detail)(scope, receive, send)
