"""Tells the shapes of stored documents apart: what is kept in one is not read in another."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from projections.documents import Document, has_order

HEX_DIGITS = 32
_FOR_PEOPLE = frozenset({"title", "description"})


def shape_of(documents: Sequence[type[Document]]) -> str:
    """32 hex digits that change when a field of these documents does, however deep it lies.

    Of their JSON Schema, so that nobody has to keep a version: names, types and defaults of all
    fields count; the words that describe them do not. So does whether a kind has an order, by which
    it is stored.
    """
    kinds = {one.KIND: one for one in documents}
    schemas, components = msgspec.json.schema_components(kinds.values())
    ordered = [name for name, kind in kinds.items() if has_order(kind)]
    said = [dict(zip(kinds, map(_bare, schemas), strict=True)), _named(components), ordered]
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:HEX_DIGITS]


def _bare(schema: Any) -> Any:
    """A schema without words for people; a field that is called `title` stays."""
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _named(one) if name == "properties" else _bare(one)
        for name, one in schema.items()
        if name not in _FOR_PEOPLE
    }


def _named(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name: _bare(one) for name, one in schemas.items()}
