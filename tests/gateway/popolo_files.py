"""Small Popolo files, invented, in every layout that is read."""

import copy
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
FORUM: Json = {"id": "harbour-forum", "name": "Harbour Forum"}
PERSONS: list[Json] = [
    {"id": "pat-example", "name": "Pat Example"},
    {"id": "terry-example", "name": "Terry Example"},
]
TRUST: Json = {"id": "trust-1", "name": "Harbour Trust", "classification": "trust"}


def vote(voter_id: str, option: str, **more: Any) -> Json:
    return {"voter_id": voter_id, "option": option, **more}


EVENT: Json = {
    "id": "ve-1",
    "start_date": "1998-05-14T10:00:00+01:00",
    "votes": [
        vote("pat-example", "yes", voter=PERSONS[0]),
        vote("terry-example", "no", voter=PERSONS[1]),
        vote("trust-1", "yes", voter=TRUST),
        vote("U99001", "abstain"),
        vote("U99002", "absent"),
    ],
    "counts": [
        {"option": "yes", "value": 2},
        {"option": "no", "value": 1},
        {"option": "abstain", "value": 1},
    ],
}
MOTION: Json = {
    "id": "m-1",
    "organization_id": FORUM["id"],
    "organization": FORUM,
    "creator_id": "pat-example",
    "identifier": "HF/98/3",
    "classification": "Opening hours",
    "date": "1998-05-01",
    "text": "That the hub open early.",
    "requirement": "two-thirds majority",
    "result": "passed",
    "vote_events": [EVENT],
}


def changed(thing: Json, **changes: Any) -> Json:
    """A copy with some fields changed; None takes a field away."""
    new = {**copy.deepcopy(thing), **changes}
    return {name: value for name, value in new.items() if value is not None}


def motion(number: int, event: Json | None = None, **changes: Any) -> Json:
    """The motion with another number, and with its vote event changed."""
    voted = changed(EVENT, **{"id": f"ve-{number}", **(event or {})})
    names = {"id": f"m-{number}", "identifier": f"HF/98/{number}"}
    return changed(MOTION, **{**names, "vote_events": [voted], **changes})


def as_lines(path: Path, things: Iterable[Json | str]) -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one) for one in things)
    return written(path, "".join(f"{line}\n" for line in lines))


def as_json(path: Path, value: object) -> Path:
    return written(path, json.dumps(value, indent=1))


def written(path: Path, text: str) -> Path:
    """A file of this text, gzipped if its name says so."""
    raw = text.encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path
