"""Minutes of a meeting, in every format."""

from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from gateway.api.answers import SCHEMA_REF, SHAPES, answer
from gateway.api.parameters import Extension, MeetingId
from gateway.api.requests import App, OpenedBook, RenderedAt
from gateway.exporting import minutes_of
from projections.minutes import RENDERINGS, Minutes, render

router = APIRouter(prefix="/v1/books/{book}/meetings", tags=["minutes"])
SHAPES["Minutes"] = Minutes


def _content() -> dict[str, dict[str, object]]:
    shape = {"$ref": SCHEMA_REF.format(name="Minutes")}
    return {
        media: {"schema": shape if extension == "json" else {"type": "string"}}
        for extension, (media, _) in RENDERINGS.items()
    }


@router.get(
    "/{meeting}/minutes.{extension}",
    summary="The minutes of a meeting",
    operation_id="read-minutes",
    responses={200: {"description": "The minutes, draft or confirmed.", "content": _content()}},
)
async def read_minutes(
    request: Request,
    app: App,
    book: OpenedBook,
    at: RenderedAt,
    meeting: MeetingId,
    extension: Extension,
    by_seat: Annotated[bool, Query(description="Show how each seat voted.")] = False,
) -> Response:
    """Minutes are a view of the book: DRAFT until a later meeting approves them, then CONFIRMED."""
    minutes = await minutes_of(app, book, meeting, at)
    media_type, _ = RENDERINGS[extension]
    body = await to_thread.run_sync(partial(render, minutes, extension, by_seat=by_seat))
    return answer(request, body, media_type)
