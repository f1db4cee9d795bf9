"""Streams what stands in a Popolo file, one thing at a time, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec

from gateway.popolo.opening import BROKEN_FILE, is_lines, is_list, items, open_file
from gateway.popolo.shapes import MotionWithVotes, Named, VoteEvent
from gateway.popolo.unreadable import in_words


@dataclass(frozen=True)
class Unusable:
    """What cannot be imported: where it stands, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


Thing: TypeAlias = MotionWithVotes | VoteEvent | Named
_SHAPES: tuple[tuple[str, type[Thing]], ...] = (
    ("vote_events", MotionWithVotes),
    ("votes", VoteEvent),
    ("counts", VoteEvent),
    ("motion_id", VoteEvent),
    ("text", MotionWithVotes),
    ("identifier", MotionWithVotes),
    ("name", Named),
)
"""The first of these fields that a thing has says what it is."""
_LISTS = {"motions": "motion", "vote_events": "vote event"}


def things(path: Path) -> Iterator[tuple[str, Thing | Unusable]]:
    """Motions, vote events, persons and organisations with their places, and what is none."""
    place = "the file"
    try:
        for place, raw in _raw(path):
            yield place, _thing(place, raw)
    except BROKEN_FILE as error:
        yield place, Unusable(f"after {place}", f"the file cannot be read further: {error}")


def _raw(path: Path) -> Iterator[tuple[str, object]]:
    if is_lines(path):
        with open_file(path) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"line {number}", line
        return
    prefixes = {"item": "entry"} if is_list(path) else {f"{k}.item": v for k, v in _LISTS.items()}
    for prefix, kind in prefixes.items():
        for number, value in enumerate(items(path, prefix), start=1):
            yield f"{kind} {number}", value


def _thing(place: str, raw: object) -> Thing | Unusable:
    try:
        if isinstance(raw, bytes):
            fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
            return msgspec.json.decode(raw, type=_shape(fields))
        return msgspec.convert(raw, type=_shape(msgspec.convert(raw, type=dict[str, object])))
    except (msgspec.MsgspecError, UnusableShapeError, UnicodeDecodeError) as error:
        return Unusable(place, in_words(error))


class UnusableShapeError(Exception):
    """Not one of the things that are read."""


def _shape(fields: Mapping[str, object]) -> type[Thing]:
    for name, shape in _SHAPES:
        if name in fields:
            return shape
    raise UnusableShapeError("this is neither a motion nor a vote event")
