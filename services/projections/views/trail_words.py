"""The words that an entry's fields read as in the sentences of a trail."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from projections.minutes.wording import moment, pounds, short_day
from schemas.event import Event

_CHANNELS = {
    "email": "by email",
    "phone": "by phone",
    "meeting": "at a meeting",
    "letter": "by letter",
    "portal": "through the portal",
    "messaging": "by message",
    "in-person": "in person",
}
_VOTED = {"for": "voted for", "against": "voted against", "abstain": "abstained"}
_TOLD = {"for": "to vote for", "against": "to vote against", "abstain": "to abstain"}
_WORDS: dict[str, dict[str, str]] = {
    "kind": {
        "non-financial-professional": "non-financial professional",
        "non-financial-personal": "non-financial personal",
    },
    "management": {
        "stays-without-deciding": "stays, without deciding",
        "leaves": "leaves for the item",
    },
    "channel": _CHANNELS,
    "choice": _VOTED,
    "instruction": _TOLD,
    "route": {"chairs-action": "chair’s action"},
}
_CLAIMS = {
    "has_dissented": ("it had none recorded", "it dissented"),
    "is_awarded": ("it was not", "it was"),
}
"""How a claim reads where it is not true, and where it is."""
_NAMED = frozenset(
    {
        "organisation",
        "with_organisation",
        "originator",
        "seat",
        "mover",
        "seconder",
        "successor",
        "within",
    }
)
_NUMBERS = frozenset({"number", "paragraph", "title", "name"})
_LISTED = frozenset({"constituency", "parts"})
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


def filled(template: str, event: Event, names: Mapping[str, str]) -> str:
    """The template with an event's fields in words; optional parts only where all are there."""

    def part(found: re.Match[str]) -> str:
        fields = _FIELD.findall(found.group(1))
        return "" if any(getattr(event, name) is None for name in fields) else found.group(1)

    def field(found: re.Match[str]) -> str:
        return _in_words(found.group(1), getattr(event, found.group(1)), names)

    return _FIELD.sub(field, _OPTIONAL.sub(part, template))


def _in_words(field: str, value: Any, names: Mapping[str, str]) -> str:
    match value:
        case datetime():
            return moment(value)
        case date():
            return short_day(value)
        case tuple() if field in _LISTED:
            codes = [str(getattr(one, "organisation", one)) for one in value]
            return ", ".join(names.get(one, one) for one in codes) or "nobody else"
        case tuple():
            return str(len(value))
        case bool():
            return _CLAIMS[field][value]
        case int():
            return pounds(value) if field == "amount_pence" else str(value)
    text = str(value)
    if field in _NAMED:
        return names.get(text, text)
    if field in _NUMBERS:
        return text
    return _WORDS.get(field, {}).get(text, text.replace("-", " "))
