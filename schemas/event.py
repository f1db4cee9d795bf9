"""What every event is: a frozen fact with a stable type name, tags and disclosed texts."""

from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeAlias

import msgspec
from eventsourcing.dcb.domain import Decision
from msgspec import inspect as shape

Text: TypeAlias = Annotated[str, msgspec.Meta(max_length=20_000, extra={"disclosed": True})]
"""A name, contact detail or free text. It never stands in an entry: only the digest of its
disclosure does, so that it can be erased. Such a field is always optional. Where a text was erased,
readers get words that say so (`schemas.marks`); None is a text that was never given."""

SUBJECT_OF = {
    "approved_at": "meeting",
    "mover": "seat",
    "position": "entry",
    "seconder": "seat",
    "successor": "organisation",
    "superseded_by": "decision",
    "to_body": "body",
    "to_meeting": "meeting",
}
"""Fields whose tag names another subject than the field does."""


class Event(
    msgspec.Struct,
    Decision,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A fact. `TOPIC` is its stored name for ever, `TAGS` the fields (or literals) to find it by.

    A field absent from an entry has its default, so a default never changes once published.
    """

    TOPIC: ClassVar[str]
    TAGS: ClassVar[tuple[str, ...]] = ()

    def as_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__struct_fields__}

    def at(self, occurred_at: datetime) -> Self:
        """This event with the time of its entry beside it: no field of it, never in its data."""
        self.__dict__["happened_at"] = occurred_at
        return self

    @property
    def happened_at(self) -> datetime | None:
        """When it happened, as its entry says; None for an event that has no entry."""
        return self.__dict__.get("happened_at")

    def tags(self) -> list[str]:
        """The tags of this event, `subject:id`, sorted and without repetition."""
        found = set()
        for name in self.TAGS:
            if ":" in name:
                found.add(name)
            elif (value := getattr(self, name)) is not None:
                found.add(f"{SUBJECT_OF.get(name, name)}:{value}")
        return sorted(found)

    def facts(self) -> dict[str, Any]:
        """The fields that stand in the entry's `data`: everything but the disclosed texts."""
        return {
            name: value
            for name, default in _fact_fields(type(self))
            if (value := getattr(self, name)) != default
        }

    def texts(self) -> dict[str, str]:
        """The disclosed texts that this event carries, by field name."""
        return {
            name: value
            for name in disclosed_fields(type(self))
            if (value := getattr(self, name)) is not None
        }


@cache
def disclosed_fields(event: type[Event]) -> tuple[str, ...]:
    """The names of the fields of an event type that are kept as disclosures."""
    info = shape.type_info(event)
    assert isinstance(info, shape.StructType)  # noqa: S101 - narrows the type for the checker
    return tuple(field.name for field in info.fields if _is_disclosed(field.type))


@cache
def _fact_fields(event: type[Event]) -> tuple[tuple[str, Any], ...]:
    disclosed = disclosed_fields(event)
    fields = msgspec.structs.fields(event)
    return tuple((one.name, one.default) for one in fields if one.name not in disclosed)


def _is_disclosed(node: shape.Type) -> bool:
    if isinstance(node, shape.UnionType):
        return any(_is_disclosed(option) for option in node.types)
    return isinstance(node, shape.Metadata) and bool((node.extra or {}).get("disclosed"))
