"""What every route takes from a request: who asks, of which book, as of when, under which id."""

import uuid
from dataclasses import replace
from typing import Annotated, Literal, TypeAlias, cast

from fastapi import Depends, Header, Path, Query, Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query as FieldOfQuery
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AwareDatetime

from eventlog.books import Book
from gateway.application import Application, Moment
from gateway.identity import Principal, UnauthenticatedError

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="key",
    description="An API key: `Authorization: Bearer mb.…`. It carries a role, and for all but "
    "administrators a partnership.",
)

BOOK_ID = "[a-z0-9][a-z0-9-]{0,62}"
BookId: TypeAlias = Annotated[
    str,
    Path(
        pattern=f"^{BOOK_ID}$",
        description="The id of the partnership's book.",
        examples=["harbourside-and-vale"],
    ),
]
Idempotency: TypeAlias = Annotated[
    uuid.UUID | None,
    Header(
        alias="Idempotency-Key",
        description="A UUID of your own making: sending the command again under it has no second "
        "effect and gets the first answer.",
    ),
]


def application(request: Request) -> Application:
    return cast("Application", request.app.state.application)


async def _application(request: Request) -> Application:
    """FastAPI hands what does not await to a thread, which costs more than the answer."""
    return application(request)


App: TypeAlias = Annotated[Application, Depends(_application)]


async def principal(
    app: App, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Principal:
    """Who holds the key of this request. Raises `UnauthenticatedError`."""
    if credentials is None:
        raise UnauthenticatedError("A key is needed: send `Authorization: Bearer mb.…`.")
    return await app.keys.recognise(credentials.credentials)


Asker: TypeAlias = Annotated[Principal, Depends(principal)]


async def opened_book(app: App, asker: Asker, book: BookId) -> Book:
    """The book of the path, if the key opens it."""
    return await app.book(asker, book)


OpenedBook: TypeAlias = Annotated[Book, Depends(opened_book)]


async def moment(
    as_of: Annotated[
        AwareDatetime | None,
        Query(description="As known at this recorded time, for example 2026-05-14T16:00:00Z."),
    ] = None,
    min_position: Annotated[
        int,
        Query(
            ge=0,
            lt=2**53,
            description="Wait until the views have seen this position, such as that of a write.",
        ),
    ] = 0,
) -> Moment:
    return Moment(as_of, min_position)


At: TypeAlias = Annotated[Moment, Depends(moment)]


async def rendered_moment(
    at: At,
    rendition: Annotated[
        Literal["full", "public"],
        Query(
            description="For the public, exempt texts are withheld and the section of the Freedom "
            "of Information Act 2000 stands in their place."
        ),
    ] = "full",
) -> Moment:
    return replace(at, is_public=rendition == "public")


RenderedAt: TypeAlias = Annotated[Moment, Depends(rendered_moment)]


async def known_query(request: Request) -> None:
    """Refuses what the route does not take: a filter misspelt would be answered with every line.

    Raises `RequestValidationError`.
    """
    if not request.query_params:
        return
    route: APIRoute = request.scope["route"]
    taken = get_flat_params(route.dependant)
    known = {one.alias for one in taken if isinstance(one.field_info, FieldOfQuery)}
    if unknown := [name for name in request.query_params if name not in known]:
        raise RequestValidationError(
            [{"loc": ("query", name), "type": "extra_forbidden", "msg": ""} for name in unknown]
        )
