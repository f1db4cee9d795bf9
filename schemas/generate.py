"""Writes schemas/json and schemas/examples from the event types, and refuses incompatible changes.

`python -m schemas.generate` writes; `--check` only compares, and is what CI runs.
"""

import sys
from pathlib import Path
from typing import Any

import msgspec

from schemas.compatibility import incompatibilities
from schemas.event import Event, disclosed_fields
from schemas.events import EVENTS
from schemas.sample import example

ROOM = Path(__file__).parent


def json_schema(event: type[Event]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of an event's `data`, its disclosed texts marked `x-disclosed`."""
    (top,), components = msgspec.json.schema_components([event], ref_template="#/$defs/{name}")
    own = components.pop(event.__name__)
    assert top  # noqa: S101 - a schema was made
    for name in disclosed_fields(event):
        own["properties"][name]["x-disclosed"] = True
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:minutebook:event:{event.TOPIC}",
        **own,
        "title": event.TOPIC,
        "x-tags": list(event.TAGS),
    }
    return {**schema, "$defs": components} if components else schema


def pretty(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def expected_files() -> dict[Path, bytes]:
    """Every generated file with its contents."""
    files = {}
    for event in EVENTS:
        files[ROOM / "json" / f"{event.TOPIC}.json"] = pretty(json_schema(event))
        files[ROOM / "examples" / f"{event.TOPIC}.json"] = pretty(example(event))
    return files


def problems(files: dict[Path, bytes]) -> list[str]:
    """Incompatible changes to what is published, then published types that are gone."""
    found = []
    for path, wanted in files.items():
        if path.parent.name == "json" and path.exists():
            published = msgspec.json.decode(path.read_bytes())
            found += incompatibilities(published, msgspec.json.decode(wanted))
    gone = {p for folder in ("json", "examples") for p in (ROOM / folder).glob("*.json")} - set(
        files
    )
    return found + [f"{path.name}: published, but no longer made" for path in sorted(gone)]


def main(arguments: list[str]) -> int:
    files = expected_files()
    found = problems(files)
    if "--check" in arguments:
        found += [
            f"{path.parent.name}/{path.name}: out of date; run `make schemas`"
            for path, wanted in files.items()
            if not path.exists() or path.read_bytes() != wanted
        ]
    elif not found:
        for path, wanted in files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(wanted)
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
