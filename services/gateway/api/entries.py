"""The entries of a book, verbatim: what a PCN's own software audits."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from decisions.refusal import NotFound
from gateway.api.answers import JSON, answer
from gateway.api.requests import App, OpenedBook

router = APIRouter(prefix="/v1/books/{book}/entries", tags=["entries"])
_LIST: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Entries in order, and the position to go on from.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }
}
_ONE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The entry, byte for byte as it was written.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }
}


@router.get("", summary="Entries after a position", operation_id="list-entries", responses=_LIST)
async def list_entries(
    request: Request,
    app: App,
    book: OpenedBook,
    after: Annotated[int, Query(ge=0, lt=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> Response:
    """Each entry exactly as it was written. `next` is what to give as `after` for the next page."""
    stored = await app.reader.stored_after(book.no, after, limit)
    last = after + len(stored)
    tail = b'],"next":%d,"head":%d}' % (last, book.head)
    return answer(request, b'{"entries":[' + b",".join(stored) + tail, JSON)


@router.get(
    "/{position}",
    summary="One entry",
    operation_id="read-entry",
    responses=_ONE,
)
async def read_entry(
    request: Request, app: App, book: OpenedBook, position: Annotated[int, Path(ge=1, lt=2**53)]
) -> Response:
    """The canonical JSON of one entry; its SHA-256 with a zero byte before it is its leaf hash."""
    stored = await app.reader.stored_after(book.no, position - 1, 1)
    if not stored:
        raise NotFound("entry", str(position))
    return answer(request, stored[0], JSON)
