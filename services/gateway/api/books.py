"""Books: which a key opens, how far they have grown, and how a new one begins."""

import uuid
from typing import Annotated

import msgspec
from fastapi import APIRouter, Body, Request, Response

from decisions.partnerships import EstablishPartnership
from eventlog.books import all_books
from gateway.api.answers import answers_with, json_answer
from gateway.api.commands import recorded_response
from gateway.api.requests import App, Asker, BookId, Idempotency, OpenedBook

router = APIRouter(prefix="/v1/books", tags=["books"])


class BookSummary(msgspec.Struct, frozen=True):
    """A book and its head: the position of its last entry."""

    book: str
    head: int
    href: str


class BookList(msgspec.Struct, frozen=True):
    """The books that a key opens."""

    books: list[BookSummary]


def summary(book: str, head: int) -> BookSummary:
    return BookSummary(book, head, f"/v1/books/{book}")


@router.get(
    "",
    summary="The books that this key opens",
    operation_id="list-books",
    responses=answers_with(BookList),
)
async def list_books(request: Request, app: App, asker: Asker) -> Response:
    found = await all_books(app.pool)
    shown = [summary(one.id, one.head) for one in found if asker.may_open(one.id)]
    return json_answer(request, BookList(shown))


@router.get(
    "/{book}", summary="One book", operation_id="read-book", responses=answers_with(BookSummary)
)
async def read_book(request: Request, book: OpenedBook) -> Response:
    return json_answer(request, summary(book.id, book.head))


@router.put(
    "/{book}",
    summary="Establish a partnership and its book",
    operation_id="establish-partnership",
    status_code=201,
    description="The first entry of a new book. For: administrator.",
)
async def establish(
    book: BookId,
    body: Annotated[EstablishPartnership, Body()],
    app: App,
    asker: Asker,
    key: Idempotency = None,
) -> Response:
    recorded = await app.open_book(asker, book, body, key or uuid.uuid4())
    return recorded_response(recorded)
