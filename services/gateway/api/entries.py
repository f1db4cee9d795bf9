"""The entries of a book, verbatim: what a PCN's own software audits, and follows."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.security.utils import get_authorization_scheme_param

from decisions.refusal import NotFound, Refused
from eventlog.books import Book
from gateway.api.answers import JSON, answer
from gateway.api.parameters import EntryPosition
from gateway.api.requests import App, OpenedBook
from gateway.api.streams import EVENTS, NDJSON, Stream, events, lines, wanted
from gateway.application import Application
from gateway.identity import ForbiddenError, UnauthenticatedError
from schemas.counting import counted

router = APIRouter(prefix="/v1/books/{book}/entries", tags=["entries"])
USUAL_LIMIT = 100
_HEAD = {
    "Minutebook-Head": {
        "description": "NDJSON: the position of the last line, unless `limit` ends it before.",
        "schema": {"type": "integer"},
    }
}
_LIST: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Entries in order. As JSON a page, and the position to go on from; as "
        "NDJSON the rest of the book, an entry a line; as events the rest, and then what comes.",
        "headers": _HEAD,
        "content": {
            JSON: {"schema": {"type": "object"}},
            NDJSON: {"schema": {"type": "string"}},
            EVENTS: {"schema": {"type": "string"}},
        },
    }
}
_ONE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The entry, byte for byte as it was written.",
        "content": {JSON: {"schema": {"type": "object"}}},
    }
}
Position = Annotated[int, Query(ge=0, lt=2**53, description="Entries beyond this position.")]


@router.get("", summary="Entries after a position", operation_id="list-entries", responses=_LIST)
async def list_entries(
    request: Request,
    app: App,
    book: OpenedBook,
    after: Position = 0,
    limit: Annotated[
        int | None,
        Query(ge=1, le=1_000, description="At most so many; without it 100, and as NDJSON all."),
    ] = None,
    last_event_id: Annotated[
        int | None,
        Header(
            alias="Last-Event-ID",
            ge=0,
            lt=2**53,
            description="Events: goes on after this id, whatever `after` says.",
        ),
    ] = None,
) -> Response:
    """Each entry exactly as it was written. `Accept` chooses how they come.

    * `application/json`: a page. `next` is what to give as `after` for the next one.
    * `application/x-ndjson`: the rest of the book as it stands now, an entry a line.
    * `text/event-stream`: the rest of the book, and each further entry when it is recorded. An
      event's id is the entry's position, so a client that comes back misses nothing.
    """
    match wanted(request.headers.get("accept", "")):
        case media if media == NDJSON:
            return rest(app, book, after, limit)
        case media if media == EVENTS:
            start = after if last_event_id is None else last_event_id
            _, key = get_authorization_scheme_param(request.headers["authorization"])
            return follow(app, book, start, admission(app, book, key))
    stored = await app.reader.stored_after(book.no, after, limit or USUAL_LIMIT)
    tail = b'],"next":%d,"head":%d}' % (after + len(stored), book.head)
    body = b'{"entries":[' + b",".join(stored) + tail
    return answer(request, body, JSON, Vary="Accept")


def rest(app: Application, book: Book, after: int, limit: int | None) -> Response:
    """The book from a position to its present head, a page in memory at a time."""
    require_within(book, after)
    app.feed.require_room()
    until = book.head if limit is None else min(book.head, after + limit)
    body = lines(app.feed.pages(book, after, until))
    return Stream(app.feed, body, NDJSON, **{"Minutebook-Head": str(until)})


def follow(
    app: Application, book: Book, after: int, admitted: Callable[[], Awaitable[bool]]
) -> Response:
    """The book from a position on, until the reader leaves, its key is revoked or we stop."""
    require_within(book, after)
    app.feed.require_room()
    return Stream(app.feed, events(app.feed.follow(book, after, admitted), after), EVENTS)


def admission(app: Application, book: Book, key: str) -> Callable[[], Awaitable[bool]]:
    """Asks whether a key still opens a book."""

    async def still_admitted() -> bool:
        try:
            app.require_open(await app.keys.recognise(key), book.id)
        except (UnauthenticatedError, ForbiddenError):
            return False
        return True

    return still_admitted


def require_within(book: Book, after: int) -> None:
    """Refuses to follow from beyond the head: who has seen more than there is must know."""
    if after > book.head:
        raise Refused(
            "beyond-the-head",
            f"This book has {counted(book.head, 'entry', 'entries')}, and you have seen {after}. "
            "It may have been restored from a backup: compare its checkpoint with the one that "
            "you keep.",
            "after",
        )


@router.get(
    "/{position}",
    summary="One entry",
    operation_id="read-entry",
    responses=_ONE,
)
async def read_entry(
    request: Request, app: App, book: OpenedBook, position: EntryPosition
) -> Response:
    """The canonical JSON of one entry; its SHA-256 with a zero byte before it is its leaf hash."""
    stored = await app.reader.stored_after(book.no, position - 1, 1)
    if not stored:
        raise NotFound("entry", str(position))
    return answer(request, stored[0], JSON)
