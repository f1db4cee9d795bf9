"""What is wrong with the shape of an input, in a sentence that names the field and the rule.

The one place where the kinds of pydantic's errors become plain English; those of msgspec, about
files, use its words (`popolo/unreadable.py`). A kind that is not known here keeps the library's own
words; tests see to it that commands, queries and settings have none. Rules of our own
(`value_error`) come with their words.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gateway.patterns import meaning

_OURS = "Value error, "
_OF_A_FIELD = re.compile(r"(?P<field>[a-z_]+): (?P<rest>.+)", re.DOTALL)
_SOURCES = ("body", "query", "path", "header")
_TEXT, _WHOLE, _LIST = "must be text", "must be a whole number", "must be a list"
_TRUTH, _NUMBER = "must be true or false", "must be a number"
_FIELDS = "must be a group of fields: a JSON object"
_DATE = "must be a date of the calendar, written YYYY-MM-DD"
_TIME = "must be a time with its day and offset, for example 2026-05-14T13:00:00Z"
_UUID = "must be a UUID, for example 7f1d5c52-0f5e-4b0c-9a51-3f8f3f5c2a10"

RULES: dict[str, str] = {
    "missing": "must be given",
    "extra_forbidden": "is not known here: look how it is spelt, or leave it out",
    "literal_error": "must be {expected}",
    "string_type": _TEXT,
    "string_too_short": "must have {min_length} or more characters",
    "string_too_long": "must have {max_length} or fewer characters",
    "string_unicode": "must be text in UTF-8",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "must be a whole number with fewer digits",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": "must list {min_length} or more",
    "too_long": "must list {max_length} or fewer",
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": _TIME,
    "uuid_type": _UUID,
    "uuid_parsing": _UUID,
}
"""Each kind of pydantic's errors as what follows the name of the field."""


def place_of(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Where an error lies; a rule between fields names its own: `seat: a deputy sits in one`."""
    location = tuple(error["loc"])
    found = _OF_A_FIELD.fullmatch(_own_words(error)) if error["type"] == "value_error" else None
    return (*location, found["field"]) if found else location


def sentence(error: Mapping[str, Any], name: str | None = None) -> str:
    """One error of pydantic's as a sentence; `name` is what the field is called, if not so here."""
    if error["type"] == "json_invalid":
        return f"The body must be JSON; it cannot be read from character {error['loc'][-1] + 1} on."
    place = place_of(error)
    name = name or spoken(place)
    if error["type"] == "value_error":
        own = _own_words(error)
        if not place or place in {(source,) for source in _SOURCES}:
            return _ended(own[:1].upper() + own[1:])
        found = _OF_A_FIELD.fullmatch(own)
        return _ended(f"{name}: {found['rest'] if found else own}")
    if (rule := _rule(error["type"], error.get("ctx", {}))) is None:
        return _ended(error["msg"])
    return f"{name} {rule}."


def spoken(location: Sequence[str | int]) -> str:
    """`seat in number 2 of votes` for ("body", "votes", 1, "seat")."""
    parts = list(location)
    if parts and parts[0] in _SOURCES:
        if len(parts) == 1:
            return f"The {parts[0]}"
        del parts[0]
    name = ""
    for part in parts:
        if isinstance(part, int):
            name = f"number {part + 1} of {name}" if name else f"number {part + 1}"
        else:
            name = f"{part} in {name}" if name else part
    return name


def _rule(kind: str, limits: Mapping[str, Any]) -> str | None:
    if kind == "string_pattern_mismatch":
        return f"must be {meaning(limits['pattern'])}"
    if kind == "string_too_short" and limits["min_length"] == 1:
        return "must not be empty"
    if (rule := RULES.get(kind)) is None:
        return None
    return rule.format_map({name: _written(value) for name, value in limits.items()})


def _written(limit: object) -> str:
    """20,000 for 20000, and 0 for 0.0; words as they are."""
    if isinstance(limit, float):
        return f"{limit:g}"
    return f"{limit:,}" if isinstance(limit, int) else str(limit)


def _own_words(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix(_OURS)


def _ended(words: str) -> str:
    return words if words.endswith((".", "?")) else f"{words}."
