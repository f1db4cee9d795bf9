"""Why something in a file cannot be read: msgspec's words about its shape, as plain English."""

import re

from gateway.wording import spoken

_WRONG = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`")
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]+)`")
_MALFORMED = re.compile(r"JSON is malformed: .+ \(byte (?P<byte>[0-9]+)\)")
_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<name>\w+)|\[(?P<number>[0-9]+|\.\.\.)\]")
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
    "object": "a group of fields",
    "array": "a list",
}


def in_words(error: Exception) -> str:
    """What is wrong about one thing in a file, without the full stop that ends a sentence."""
    said = str(error)
    if wrong := _WRONG.match(said):
        name = _named(said) or "it"
        return f"{name} must be {_kinds(wrong['wanted'])}, and is {_kinds(wrong['found'])}"
    if missing := _MISSING.match(said):
        within = _named(said)
        return f"{missing['field']}{f' in {within}' if within else ''} must be given"
    if malformed := _MALFORMED.match(said):
        return f"it must be JSON; it cannot be read from byte {malformed['byte']} on"
    if said == "Input data was truncated":
        return "it must be JSON; it ends too early"
    return said


def _kinds(names: str) -> str:
    """`a whole number, text or nothing` for `int | str | null`."""
    kinds = names.split(" | ")
    *others, last = [_WORDS.get(k, k) for k in kinds if not (k == "int" and "float" in kinds)]
    return f"{', '.join(others)} or {last}" if others else last


def _named(said: str) -> str:
    """`option in number 1 of votes` for `$.votes[0].option`; a map's own keys have no name."""
    found = _PLACE.search(said)
    steps = _STEP.finditer(found["path"]) if found else ()
    parts: list[str | int] = []
    for step in steps:
        if step["name"]:
            parts.append(step["name"])
        elif step["number"] != "...":
            parts.append(int(step["number"]))
    return spoken(parts)
