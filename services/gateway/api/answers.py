"""How answers leave: msgspec to JSON or CSV, with an ETag; their shapes for the document."""

import base64
import csv
import hashlib
import io
from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import Request, Response

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
SCHEMA_REF = "#/components/schemas/{name}"
SHAPES: dict[str, type[msgspec.Struct]] = {}
"""Every struct that a route answers with, by name, for `gateway.api.document`."""


def answers_with(shape: type[msgspec.Struct], **more: str) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers 200 with this shape; `more` are other media types."""
    SHAPES[shape.__name__] = shape
    content: dict[str, Any] = {
        JSON: {"schema": {"$ref": SCHEMA_REF.format(name=shape.__name__)}},
        **{media.replace("_", "/"): {"schema": {"type": "string"}} for media in more},
    }
    return {200: {"description": "The answer.", "content": content}}


def answer(request: Request, body: bytes, media_type: str, **headers: str) -> Response:
    """A body with its ETag; 304 where the asker has it already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = request.headers.get("if-none-match", "").replace("W/", "").replace(" ", "").split(",")
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", **headers}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def json_answer(request: Request, value: Any, **headers: str) -> Response:
    return answer(request, msgspec.json.encode(value), JSON, **headers)


def csv_bytes(columns: Sequence[str], rows: Sequence[Any]) -> bytes:
    """Lines as CSV (RFC 4180) with a byte order mark, so that spreadsheets read the accents.

    A text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        values = msgspec.to_builtins(row)
        writer.writerow([_cell(values.get(column)) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " ".join(_cell(one) for one in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" else text


def to_cursor(place: tuple[str, str]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def from_cursor(cursor: str | None) -> tuple[str, str] | None:
    """Raises `ValueError` for a cursor that was not given out here."""
    if cursor is None:
        return None
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=tuple[str, str])
    except (ValueError, msgspec.DecodeError) as error:
        raise ValueError("This is not a cursor of this register.") from error
