"""Puts one text everywhere in minutes where people may write, to see what it does to a format."""

from typing import Any, TypeVar, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from projections.minutes.fields import Text

Part = TypeVar("Part", bound=Struct)


def filled(part: Part, text: str) -> Part:
    """The part with `text` in each of its fields for words, and in those of the parts in it."""
    hints = get_type_hints(type(part), include_extras=True)
    return replace(
        part, **{name: _filled(getattr(part, name), hints[name], text) for name in hints}
    )


def _filled(value: Any, hint: Any, text: str) -> Any:
    if hint == Text:
        return text
    if hint == tuple[Text, ...]:
        return tuple(text for _ in value)
    if isinstance(value, tuple):
        return tuple(filled(one, text) for one in value)
    return filled(value, text) if isinstance(value, Struct) else value
