"""The legal holds in force in a book."""

import msgspec
from fastapi import APIRouter, Request, Response

from gateway.api.answers import answers_with, json_answer
from gateway.api.requests import App, OpenedBook
from gateway.holds import HoldInForce, holds_in_force

router = APIRouter(prefix="/v1/books/{book}", tags=["record"])


class HoldList(msgspec.Struct, frozen=True):
    """What nobody may erase now, in the order in which it was held."""

    holds: list[HoldInForce]


@router.get(
    "/holds",
    summary="The legal holds in force",
    operation_id="list-holds",
    responses=answers_with(HoldList),
)
async def list_holds(request: Request, app: App, book: OpenedBook) -> Response:
    """Each since it was placed and until it is released; a text under any of them stays."""
    return json_answer(request, HoldList(await holds_in_force(app.reader, book)))
