"""From what went wrong to what HTTP says: one table, RFC 9457 problem details."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from decisions.refusal import NotFound, Refused
from eventlog.errors import (
    BookNotFoundError,
    CommandConflictError,
    EntryTooLargeError,
    UnreadableEntryError,
)
from eventlog.signer import SigningRefusedError
from gateway.application import NotYetError
from gateway.feed import TooManyReadersError
from gateway.identity import ForbiddenError, UnauthenticatedError
from gateway.metrics import REFUSALS
from gateway.wording import place_of, sentence
from projections.generations import ViewNotMadeError

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:minutebook:problem:"
log = structlog.get_logger("gateway")

STATUS_OF: dict[type[Exception], tuple[HTTPStatus, str]] = {
    Refused: (HTTPStatus.CONFLICT, "refused"),
    NotFound: (HTTPStatus.NOT_FOUND, "not-found"),
    BookNotFoundError: (HTTPStatus.NOT_FOUND, "no-such-book"),
    CommandConflictError: (HTTPStatus.CONFLICT, "command-id-reused"),
    EntryTooLargeError: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "entry-too-large"),
    UnauthenticatedError: (HTTPStatus.UNAUTHORIZED, "unauthenticated"),
    ForbiddenError: (HTTPStatus.FORBIDDEN, "forbidden"),
    NotYetError: (HTTPStatus.SERVICE_UNAVAILABLE, "not-yet"),
    ViewNotMadeError: (HTTPStatus.SERVICE_UNAVAILABLE, "view-not-made"),
    TooManyReadersError: (HTTPStatus.SERVICE_UNAVAILABLE, "too-many-readers"),
    SigningRefusedError: (HTTPStatus.SERVICE_UNAVAILABLE, "not-signed"),
    UnreadableEntryError: (HTTPStatus.INTERNAL_SERVER_ERROR, "entry-unreadable"),
}
"""Each error that a door may let out: its status, and the code that names it."""

ANSWERED = tuple(STATUS_OF)

CODE_OF_STATUS = {
    400: "unreadable",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
}
"""The codes of what the framework itself refuses."""

SENTENCE_OF_STATUS = {
    404: "There is nothing under this path; /docs lists what there is.",
    405: "This path does not take this method; /docs lists what it takes.",
}
"""What the framework says in two words."""

HEADERS_OF: dict[type[Exception], dict[str, str]] = {
    UnauthenticatedError: {"WWW-Authenticate": "Bearer"},
    NotYetError: {"Retry-After": "1"},
    ViewNotMadeError: {"Retry-After": "5"},
    TooManyReadersError: {"Retry-After": "30"},
}


def problem(
    status: int, code: str, detail: str, headers: dict[str, str] | None = None, **more: Any
) -> JSONResponse:
    """One problem as RFC 9457 has it; `code` is stable, `detail` is for people."""
    body = {
        "type": TYPE + code,
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status_code=status, headers=headers, media_type=PROBLEM_JSON)


def invalid(errors: Sequence[dict[str, Any]], status: int = 422) -> JSONResponse:
    """Input of a wrong shape: each error with the field, the rule, and a sentence for people."""
    found = [
        {"field": field_of(place_of(one)), "rule": one["type"], "detail": sentence(one)}
        for one in errors
    ]
    return problem(status, "invalid", " ".join(one["detail"] for one in found), errors=found)


def field_of(location: Sequence[str | int]) -> str:
    """`body.term.from_on` for ("body", "term", "from_on"); list places as numbers."""
    return ".".join(str(part) for part in location)


def problem_of(error: Exception) -> JSONResponse:
    """The answer to one of the errors `ANSWERED`."""
    status, code = STATUS_OF[type(error)]
    REFUSALS.labels(error.code if isinstance(error, Refused) else code).inc()
    if isinstance(error, Refused):
        log.info("refused", code=error.code)
        more: dict[str, Any] = {"field": error.field} if error.field else {}
        return problem(status, error.code, error.sentence, **more)
    return problem(status, code, str(error), HEADERS_OF.get(type(error)))


async def on_error(_request: Request, error: Exception) -> JSONResponse:
    return problem_of(error)


async def on_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    REFUSALS.labels("invalid").inc()
    errors = error.errors()
    is_broken = any(one["type"] == "json_invalid" for one in errors)
    return invalid(errors, HTTPStatus.BAD_REQUEST if is_broken else 422)


async def on_http(_request: Request, error: HTTPException) -> JSONResponse:
    code = CODE_OF_STATUS.get(error.status_code, "http-error")
    detail = str(error.detail)
    if detail == HTTPStatus(error.status_code).phrase:
        detail = SENTENCE_OF_STATUS.get(error.status_code, detail)
    elif isinstance(error.__cause__, ValueError | RecursionError):
        return unreadable(code, error.__cause__)
    return problem(error.status_code, code, detail, dict(error.headers or {}))


def unreadable(code: str, cause: Exception) -> JSONResponse:
    """A body of which FastAPI could make nothing; it raises from what went wrong."""
    if isinstance(cause, UnicodeDecodeError):
        rule, why = "encoding", f"it cannot be read from byte {cause.start + 1} on"
    elif isinstance(cause, RecursionError):
        rule, why = "nesting", "it has groups within groups beyond what can be read"
    else:
        rule, why = "json_invalid", "it cannot be read"
    detail = f"The body must be JSON in UTF-8; {why}."
    errors = [{"field": "body", "rule": rule, "detail": detail}]
    return problem(HTTPStatus.BAD_REQUEST, code, detail, errors=errors)


async def on_fault(request: Request, error: Exception) -> JSONResponse:
    REFUSALS.labels("fault").inc()
    log.error("fault", path=request.url.path, exc_info=error)
    detail = "Something went wrong here, not with your request. Nothing was recorded twice."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "fault", detail)


def register_problems(app: FastAPI) -> None:
    """Makes every error of the table, and every other, a problem document."""
    for error in ANSWERED:
        app.add_exception_handler(error, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)  # type: ignore[arg-type] # narrower than Starlette's signature, as its own docs do it
    app.add_exception_handler(HTTPException, on_http)  # type: ignore[arg-type] # likewise
    app.add_exception_handler(Exception, on_fault)
