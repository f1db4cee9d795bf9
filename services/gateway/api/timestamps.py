"""Timestamps (RFC 3161) of the book's checkpoints, for whoever checks them with their own tools."""

from datetime import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Request, Response

from decisions.refusal import NotFound
from eventlog.books import find_book
from eventlog.timestamps import Timestamp, timestamp_of, timestamps
from gateway.api.answers import answer, answers_with, json_answer
from gateway.api.log import FOR_EVER, PLAIN, responds
from gateway.api.requests import App, BookId
from gateway.application import Application

router = APIRouter(prefix="/v1/books/{book}/timestamps", tags=["log"])
REPLY = "application/timestamp-reply"
MOST = 1_000
Stamped = Annotated[int, Path(ge=1, lt=2**53, description="How many entries the checkpoint has.")]


class TimestampSummary(msgspec.Struct, frozen=True):
    """That a checkpoint over `size` entries was there at a time, as an authority says.

    `response` is the address of its whole answer, over the bytes that `note` is the address of.
    """

    size: int
    stamped_at: datetime
    authority: str
    response: str
    note: str


class TimestampList(msgspec.Struct, frozen=True):
    """The newest timestamps of a book, at most a thousand, the newest first."""

    timestamps: list[TimestampSummary]


@router.get(
    "",
    summary="When the book's checkpoints were dated, and by whom",
    operation_id="list-timestamps",
    responses=answers_with(TimestampList),
)
async def list_timestamps(request: Request, app: App, book: BookId) -> Response:
    """Needs no key. Empty where no timestamp authority is set."""
    found = await find_book(app.pool, book)
    kept = await timestamps(app.pool, found.no, MOST)
    above = f"/v1/books/{found.id}/timestamps"
    shown = [
        TimestampSummary(
            one.size,
            one.stamped_at,
            one.authority,
            f"{above}/{one.size}.tsr",
            f"{above}/{one.size}.note",
        )
        for one in kept
    ]
    return json_answer(request, TimestampList(shown))


@router.get(
    "/{size}.tsr",
    summary="What the timestamp authority answered",
    operation_id="read-timestamp",
    responses=responds("A TimeStampResp in DER (RFC 3161).", REPLY),
)
async def response(request: Request, app: App, book: BookId, size: Stamped) -> Response:
    """Needs no key."""
    one = await kept_timestamp(app, book, size)
    return answer(request, one.response, REPLY, **{"Cache-Control": f"public, {FOR_EVER}"})


@router.get(
    "/{size}.note",
    summary="The signed note that a timestamp is over, byte for byte",
    operation_id="read-timestamped-note",
    responses=responds("A signed note (C2SP tlog-checkpoint).", "text/plain"),
)
async def note(request: Request, app: App, book: BookId, size: Stamped) -> Response:
    """Needs no key."""
    one = await kept_timestamp(app, book, size)
    return answer(request, one.note.encode(), PLAIN, **{"Cache-Control": f"public, {FOR_EVER}"})


async def kept_timestamp(app: Application, book: str, size: int) -> Timestamp:
    """Raises `BookNotFoundError` or `NotFound`."""
    found = await find_book(app.pool, book)
    if (one := await timestamp_of(app.pool, found.no, size)) is None:
        raise NotFound("timestamp", str(size))
    return one
