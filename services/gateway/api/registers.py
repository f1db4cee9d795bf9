"""Registers as pages of JSON or as CSV."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError

from gateway.api.answers import (
    CSV,
    SCHEMA_REF,
    SHAPES,
    answer,
    csv_bytes,
    from_cursor,
    json_answer,
    to_cursor,
)
from gateway.api.parameters import (
    BodyFilter,
    DecisionFilter,
    ItemFilter,
    MeetingFilter,
    MotionFilter,
    OpportunityFilter,
    OrganisationFilter,
    PersonFilter,
    SeatFilter,
)
from gateway.api.requests import App, OpenedBook, RenderedAt
from gateway.paging import every, place_of
from projections.catalogue import REGISTERS
from projections.publication import NOT_PUBLISHED
from projections.register import Line, Register

PAGE = 100  # documents


def columns(register: Register) -> tuple[str, ...]:
    return register.line.__struct_encode_fields__


def register_routes(register: Register) -> Any:
    """The route function of one register, with its own filters."""

    async def read(
        request: Request,
        app: App,
        book: OpenedBook,
        at: RenderedAt,
        format_: Annotated[
            Literal["json", "csv"], Query(alias="format", description="CSV is never paged.")
        ] = "json",
        after: Annotated[str | None, Query(max_length=400, description="`next` of a page.")] = None,
        limit: Annotated[
            int,
            Query(ge=1, le=500, description="At most so many documents; some have several lines."),
        ] = PAGE,
        item: ItemFilter = None,
        organisation: OrganisationFilter = None,
        meeting: MeetingFilter = None,
        decision: DecisionFilter = None,
        seat: SeatFilter = None,
        motion: MotionFilter = None,
        body: BodyFilter = None,
        person: PersonFilter = None,
        opportunity: OpportunityFilter = None,
    ) -> Response:
        given = {
            "item": item,
            "organisation": organisation,
            "meeting": meeting,
            "decision": decision,
            "seat": seat,
            "motion": motion,
            "body": body,
            "person": person,
            "opportunity": opportunity,
        }
        about = tuple(f"{name}:{value}" for name, value in given.items() if value is not None)
        refuse_unknown_filters(register, [name for name, value in given.items() if value])
        if at.is_public and register.name in NOT_PUBLISHED:
            sentence = "This register is not published; it has no public rendition."
            raise query_error("rendition", "not-published", sentence)
        documents = await app.documents(book, [register.kind], at)
        when = at.as_of or app.clock()
        if format_ == "csv":
            rows = [
                line
                for document in await every(documents, register.kind, about)
                for line in register.lines(document, when)
                if concerns(line, given)
            ]
            mark = "-public" if at.is_public else ""
            name = f'attachment; filename="{book.id}-{register.name}{mark}.csv"'
            content = csv_bytes(columns(register), rows)
            return answer(request, content, CSV, **{"Content-Disposition": name})
        page = await documents.page(
            register.kind, about=about, after=cursor_place(after), limit=limit
        )
        lines = [
            line
            for document in page
            for line in register.lines(document, when)
            if concerns(line, given)
        ]
        next_ = to_cursor(place_of(page[-1])) if len(page) == limit else None
        rendition = "public" if at.is_public else "full"
        shown = {"register": register.name, "as_of": when, "rendition": rendition}
        shown |= {"lines": lines, "next": next_}
        return json_answer(request, shown)

    return read


SAID_BY_A_LINE = {
    "organisation": ("organisation", "successor"),
    "seat": ("seat",),
    "person": ("person",),
}
"""Filters that pick lines, where a document has lines about several; by which fields."""


def concerns(line: Line, given: Mapping[str, str | None]) -> bool:
    """Whether a line is about what was asked for by these. A successor holds the place."""
    for name, fields in SAID_BY_A_LINE.items():
        said = [getattr(line, field) for field in fields if hasattr(line, field)]
        if (wanted := given[name]) and said and wanted not in said:
            return False
    return True


def cursor_place(cursor: str | None) -> tuple[str, str] | None:
    try:
        return from_cursor(cursor)
    except ValueError as error:
        raise query_error("after", "cursor", str(error)) from error


def refuse_unknown_filters(register: Register, given: list[str]) -> None:
    for name in given:
        if name not in register.filters:
            known = ", ".join(register.filters) or "nothing"
            raise query_error(name, "filter", f"This register is filtered by {known}.")


def query_error(field: str, rule: str, detail: str) -> RequestValidationError:
    return RequestValidationError([{"loc": ("query", field), "type": rule, "msg": detail}])


def page_schema(register: Register) -> dict[str, Any]:
    """The OpenAPI shape of a page of a register."""
    SHAPES[register.line.__name__] = register.line
    return {
        "type": "object",
        "required": ["register", "as_of", "rendition", "lines", "next"],
        "properties": {
            "register": {"type": "string"},
            "as_of": {"type": "string", "format": "date-time"},
            "rendition": {"enum": ["full", "public"]},
            "lines": {
                "type": "array",
                "items": {"$ref": SCHEMA_REF.format(name=register.line.__name__)},
            },
            "next": {"type": ["string", "null"], "description": "The cursor of the next page."},
        },
    }


def routes() -> APIRouter:
    router = APIRouter(prefix="/v1/books/{book}/registers", tags=["registers"])

    @router.get("", summary="Which registers there are", operation_id="list-registers")
    async def list_registers(request: Request, book: OpenedBook) -> Response:
        shown = [
            {
                "name": one.name,
                "title": one.title,
                "filters": one.filters,
                "href": f"/v1/books/{book.id}/registers/{one.name}",
            }
            for one in REGISTERS
        ]
        return json_answer(request, {"registers": shown})

    for register in REGISTERS:
        router.add_api_route(
            f"/{register.name}",
            register_routes(register),
            operation_id=f"read-{register.name}",
            summary=register.title,
            description=(register.line.__doc__ or "")
            + f"\n\nCan be filtered by: {', '.join(register.filters) or 'nothing'}.",
            response_class=Response,
            responses={
                200: {
                    "description": "A page of the register, or all of it as CSV.",
                    "content": {
                        "application/json": {"schema": page_schema(register)},
                        "text/csv": {"schema": {"type": "string"}},
                    },
                }
            },
        )
    return router
