"""The quick way in for commands: what is right in every field is recorded without ceremony.

FastAPI's own route of each command stays. It describes the command in the OpenAPI document, and it
takes whatever is not understood at first sight here: it says what is wrong, field by field.
"""

import re
import uuid

from fastapi.security.utils import get_authorization_scheme_param
from opentelemetry import trace
from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from decisions.command import Command
from gateway.api.answers import JSON
from gateway.api.commands import COMMANDS, path_name, recorded_response
from gateway.api.requests import BOOK_ID, application

_PATH = re.compile(rf"/v1/books/({BOOK_ID})/commands/([a-z-]+)")
_COMMAND = "minutebook.command"
_NOT_UNDERSTOOD = "minutebook.not-understood"
_UUID_LENGTH = 36


class CommandDoor(BaseRoute):
    """The first route of the application: one look-up instead of a walk along all routes."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http" and scope["method"] == "POST" and _NOT_UNDERSTOOD not in scope:
            found = _PATH.fullmatch(scope["path"])
            if found and (command := COMMANDS.get(found[2])):
                return Match.FULL, {_COMMAND: (found[1], command)}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        book, command = scope[_COMMAND]
        request = Request(scope, receive)
        body = await request.body()
        if (understood := _understood(request, command, body)) is None:
            scope[_NOT_UNDERSTOOD] = True
            await scope["router"](scope, _again(body, receive), send)
            return
        key, given, command_id = understood
        _name_the_span(command)
        app = application(request)
        recorded = await app.record(await app.keys.recognise(key), book, given, command_id)
        await recorded_response(recorded)(scope, receive, send)


def _understood(
    request: Request, command: type[Command], body: bytes
) -> tuple[str, Command, uuid.UUID] | None:
    """The key, the command and its id; None where any of them is not as it should be."""
    scheme, key = get_authorization_scheme_param(request.headers.get("authorization"))
    command_id = request.headers.get("idempotency-key")
    is_json = request.headers.get("content-type", JSON) == JSON
    is_plain_id = command_id is None or len(command_id) == _UUID_LENGTH
    if scheme.lower() != "bearer" or not key or not is_json or not is_plain_id:
        return None
    try:
        id_ = uuid.UUID(command_id) if command_id else uuid.uuid4()
        return key, command.model_validate_json(body), id_
    except ValueError:  # pydantic's ValidationError among them
        return None


def _name_the_span(command: type[Command]) -> None:
    """As FastAPI would have named it, which knows only its own routes."""
    span = trace.get_current_span()
    if span.is_recording():
        span.update_name(f"POST /v1/books/{{book}}/commands/{path_name(command)}")


def _again(body: bytes, receive: Receive) -> Receive:
    """What a request says, with its body, which has been read, said once more."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def say() -> Message:
        return unread.pop() if unread else await receive()

    return say
