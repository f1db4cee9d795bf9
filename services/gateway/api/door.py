"""The quick way in for commands: what is right in every field is recorded without ceremony.

FastAPI's own route of each command stays. It describes the command in the OpenAPI document, and it
takes whatever is not understood at first sight here: it says what is wrong, field by field.
"""

import re
import uuid
from typing import NamedTuple

from fastapi.security.utils import get_authorization_scheme_param
from opentelemetry import trace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from decisions.command import Command
from gateway.api.answers import JSON
from gateway.api.commands import COMMANDS, recorded_response
from gateway.api.requests import BOOK_ID
from gateway.application import Application
from gateway.problems import ANSWERED, problem_of

_PATH = re.compile(rf"/v1/books/({BOOK_ID})/commands/([a-z-]+)")
_JSON = JSON.encode()
_UUID_LENGTH = 36


class Asked(NamedTuple):
    """What a request says before its body."""

    book: str
    command: type[Command]
    key: str
    command_id: uuid.UUID


class CommandDoor:
    """ASGI middleware: one look-up instead of a walk along all routes and what lies before them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (asked := _asked(scope)) is None:
            await self._app(scope, receive, send)
        elif (body := await _whole(receive)) is None:
            return  # who asked has gone
        elif (command := _read(asked.command, body)) is None:
            await self._app(scope, _again(body, receive), send)
        else:
            _name_the_span(asked.command)
            app: Application = scope["app"].state.application
            try:
                asker = await app.keys.recognise(asked.key)
                recorded = await app.record(asker, asked.book, command, asked.command_id)
                answer = recorded_response(recorded)
            except ANSWERED as error:
                answer = problem_of(error)
            await answer(scope, receive, send)


def _asked(scope: Scope) -> Asked | None:
    """What is asked for; None for anything but a command, or what is not as it should be."""
    if scope["type"] != "http" or scope["method"] != "POST" or scope["query_string"]:
        return None
    found = _PATH.fullmatch(scope["path"])
    if not found or not (command := COMMANDS.get(found[2])):
        return None
    headers = dict(scope["headers"][::-1])  # of one given twice the first counts, as in Starlette
    if b"content-length" not in headers or b"transfer-encoding" in headers:
        return None  # what comes in chunks may come to be too large: FastAPI's route answers that
    authorization = headers.get(b"authorization", b"").decode("latin-1")
    scheme, key = get_authorization_scheme_param(authorization)
    command_id = _id(headers.get(b"idempotency-key"))
    is_json = headers.get(b"content-type", _JSON) == _JSON
    if scheme.lower() != "bearer" or not key or command_id is None or not is_json:
        return None
    return Asked(found[1], command, key, command_id)


def _id(given: bytes | None) -> uuid.UUID | None:
    """The id of a command, a new one where none is given; None where it is not plainly a UUID."""
    if given is None:
        return uuid.uuid4()
    try:
        return uuid.UUID(given.decode("ascii")) if len(given) == _UUID_LENGTH else None
    except ValueError:
        return None


async def _whole(receive: Receive) -> bytes | None:
    """The body of a request; None where the connection ended before it."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _read(command: type[Command], body: bytes) -> Command | None:
    try:
        return command.model_validate_json(body)
    except ValueError:  # pydantic's ValidationError is one
        return None


def _name_the_span(command: type[Command]) -> None:
    """As FastAPI would have named it, which knows only its own routes."""
    span = trace.get_current_span()
    if span.is_recording():
        span.update_name(f"POST /v1/books/{{book}}/commands/{command.known_as()}")


def _again(body: bytes, receive: Receive) -> Receive:
    """What a request says, with its body, which has been read, said once more."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def say() -> Message:
        return unread.pop() if unread else await receive()

    return say
