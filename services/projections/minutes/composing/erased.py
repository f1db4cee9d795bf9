"""Says of words in the minutes that they were erased, where the record says so in their place."""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from projections.minutes.fields import Erased
from schemas.marks import erased_on

T = TypeVar("T")


def told(value: T) -> T:
    """The same, with `Erased` for each text that is nothing but the mark of an erasure."""
    found: Any = _told(value)
    return found  # type: ignore[no-any-return] # a text becomes what its field may hold as well


def _told(value: Any) -> Any:
    match value:
        case str():
            basis = erased_on(value)
            return Erased(basis=basis) if basis else value
        case tuple():
            return tuple(_told(one) for one in value)
        case Struct():
            fields: Mapping[str, Any] = asdict(value)
            return type(value)(**{name: _told(one) for name, one in fields.items()})
        case _:
            return value
