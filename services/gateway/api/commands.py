"""One route a command: `POST /v1/books/{book}/commands/cast-vote`, and so on."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from fastapi import APIRouter, Response

from decisions.command import Command
from decisions.partnerships import EstablishPartnership
from eventlog.work import Recorded
from gateway.api.answers import JSON, SCHEMA_REF, SHAPES
from gateway.api.requests import App, Asker, BookId, Idempotency
from gateway.permissions import ALLOWED

SHAPES["Recorded"] = Recorded
_CONTENT = {JSON: {"schema": {"$ref": SCHEMA_REF.format(name="Recorded")}}}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Nothing new to record, or repeated.", "content": _CONTENT},
    201: {"description": "Recorded. `Location` is the last entry.", "content": _CONTENT},
}


COMMANDS: dict[str, type[Command]] = {
    command.known_as(): command for command in ALLOWED if command is not EstablishPartnership
}
"""Each command by its name in a path. The other one makes the book: `PUT /v1/books/{book}`."""


def recorded_response(recorded: Recorded) -> Response:
    """201 with the place of what was recorded; 200 where nothing new was."""
    is_new = bool(recorded.positions) and not recorded.repeated
    place = f"/v1/books/{recorded.book}/entries/{recorded.position}"
    return Response(
        msgspec.json.encode(recorded),
        status_code=201 if is_new else 200,
        media_type=JSON,
        headers={"Location": place} if recorded.positions else None,
    )


def endpoint(command: type[Command]) -> Callable[..., Awaitable[Response]]:
    """The route function of one command; its body is the command itself."""

    async def give(
        book: BookId, body: Command, app: App, asker: Asker, key: Idempotency = None
    ) -> Response:
        recorded = await app.record(asker, book, body, key or uuid.uuid4())
        return recorded_response(recorded)

    give.__annotations__["body"] = command
    give.__doc__ = command.__doc__
    return give


def routes() -> APIRouter:
    router = APIRouter(prefix="/v1/books/{book}/commands")
    for name, command in COMMANDS.items():
        router.add_api_route(
            f"/{name}",
            endpoint(command),
            methods=["POST"],
            operation_id=name,
            summary=name.replace("-", " ").capitalize(),
            description=f"{command.__doc__}\n\nFor: {', '.join(sorted(ALLOWED[command]))}.",
            tags=[command.__module__.rpartition(".")[2].replace("_", " ")],
            status_code=201,
            responses=_RESPONSES,
            response_class=Response,
        )
    return router
