"""How events of earlier versions are read: dict to dict, in the one decode path, for ever."""

from collections.abc import Callable
from typing import Any

import msgspec

Upcaster = tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]

UPCASTERS: dict[str, Upcaster] = {}
"""Old type name → (the next type name, how its data becomes the next one's). Empty: all are v1."""


def upcast(type_name: str, data: bytes) -> tuple[str, bytes]:
    """The data of an event under its current type name."""
    while type_name in UPCASTERS:
        type_name, change = UPCASTERS[type_name]
        data = msgspec.json.encode(change(msgspec.json.decode(data)))
    return type_name, data


def current_name(type_name: str) -> str:
    """The name under which events of a type are read today."""
    while type_name in UPCASTERS:
        type_name, _ = UPCASTERS[type_name]
    return type_name
