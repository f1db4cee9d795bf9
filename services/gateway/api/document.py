"""The OpenAPI document: FastAPI's own, with our answers' shapes and the problem that errors are."""

from typing import Any

import msgspec
from fastapi import FastAPI

from gateway.api.answers import SCHEMA_REF, SHAPES
from gateway.demo.examples import examples
from gateway.problems import PROBLEM_JSON

DESCRIPTION = """
The event-sourced record of system representation and decisions between Primary Care Networks and
a place-based partnership of the NHS in England.

* Everything is a **command** (`POST …/commands/…`) or a **read**. A command answers with the
  positions that it recorded; give one as `min_position` to read what you wrote.
* Send an `Idempotency-Key` (a UUID) with each command: repeated, it has no second effect.
* Errors are `application/problem+json` (RFC 9457): `code` is stable, `detail` is for people. A
  field or a query parameter that is not known is refused, so that no filter is overlooked.
* **No patient data**, in any field.

Contains information from NHS England (Organisation Data Service), licensed under the Open
Government Licence v3.0.
"""

PROBLEM_SCHEMA = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people."},
        "field": {"type": "string", "description": "The field that broke the rule."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {
                        "type": "string",
                        "description": "For programs: body.votes.0.seat, query.limit.",
                    },
                    "rule": {"type": "string", "description": "The kind of rule, for programs."},
                    "detail": {
                        "type": "string",
                        "description": "A sentence that names the field and the rule.",
                    },
                },
            },
        },
    },
}
PROBLEM = {"$ref": "#/components/schemas/Problem"}
_PROBLEM_RESPONSE = {
    "description": "A problem; see `code`.",
    "content": {PROBLEM_JSON: {"schema": PROBLEM}},
}


def describe(app: FastAPI) -> None:
    """Completes the document that FastAPI makes of the routes; made once, when first asked for."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = made()
            document["info"]["description"] = DESCRIPTION
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            _, shapes = msgspec.json.schema_components(SHAPES.values(), ref_template=SCHEMA_REF)
            schemas.update(shapes)
            schemas["Problem"] = PROBLEM_SCHEMA
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            bodies = examples()
            for path in document["paths"].values():
                for operation in path.values():
                    _complete(operation, bodies)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's documented way


def _complete(operation: dict[str, Any], bodies: dict[str, Any]) -> None:
    """Every operation may answer with a problem; every command of the demo has its example."""
    if example := bodies.get(operation["operationId"]):
        operation["requestBody"]["content"]["application/json"]["example"] = example
    responses = operation["responses"]
    responses.pop("422", None)
    responses["4XX"] = _PROBLEM_RESPONSE
    responses["5XX"] = _PROBLEM_RESPONSE
