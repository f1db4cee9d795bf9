"""What must be known of a whole Popolo file before its motions are recorded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from gateway.popolo.opening import BROKEN_FILE, is_lines, is_list, items, open_file
from gateway.popolo.shapes import Key, Named

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OUR_TIME = range(1900, 2200)
"""The years that a command's dates may lie in: motions of others are not recorded."""
_PEOPLE = (("persons.item", False), ("organizations.item", True))
_DATES_IN_OBJECT = (
    "motions.item.date",
    "motions.item.vote_events.item.start_date",
    "vote_events.item.start_date",
)
_DATES_IN_LIST = ("item.date", "item.start_date", "item.vote_events.item.start_date")


@dataclass(frozen=True)
class Known:
    """A person or an organisation that the file names apart from its votes."""

    name: str | None
    is_organisation: bool


@dataclass
class Index:
    """Persons and organisations by id, and the earliest day of the file."""

    known: dict[str, Known] = field(default_factory=dict)
    earliest: date | None = None

    def note(self, named: Named, *, is_organisation: bool) -> None:
        if named.id is not None:
            self.known[str(named.id)] = Known(named.name, is_organisation)

    def note_day(self, text: object) -> None:
        if not isinstance(text, str) or not _DAY.match(text):
            return
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            return
        if day.year in _OUR_TIME:
            self.earliest = min(day, self.earliest or day)

    def of(self, id_: Key) -> Known | None:
        return None if id_ is None else self.known.get(str(id_))


def index_of(path: Path) -> Index:
    """Reads through a file once for its names and days; what is broken is found out later."""
    index = Index()
    try:
        if is_lines(path):
            _read_lines(path, index)
        else:
            _read_json(path, index)
    except BROKEN_FILE:
        pass
    return index


class _Dated(msgspec.Struct):
    start_date: str | None = None


class _Line(Named):
    date: str | None = None
    start_date: str | None = None
    vote_events: tuple[_Dated, ...] = ()
    text: str | None = None


_line = msgspec.json.Decoder(_Line)


def _read_lines(path: Path, index: Index) -> None:
    with open_file(path) as file:
        for raw in file:
            try:
                line = _line.decode(raw)
            except msgspec.MsgspecError:
                continue
            for day in (line.date, line.start_date, *(one.start_date for one in line.vote_events)):
                index.note_day(day)
            if line.name and not line.vote_events and line.text is None:
                index.note(line, is_organisation=line.is_organisation)


def _read_json(path: Path, index: Index) -> None:
    is_one_list = is_list(path)
    for prefix in _DATES_IN_LIST if is_one_list else _DATES_IN_OBJECT:
        for text in items(path, prefix):
            index.note_day(text)
    for prefix, is_organisation in () if is_one_list else _PEOPLE:
        for named in _converted(items(path, prefix)):
            index.note(named, is_organisation=is_organisation)


def _converted(raw: Iterable[object]) -> Iterator[Named]:
    for one in raw:
        try:
            yield msgspec.convert(one, type=Named)
        except msgspec.ValidationError:
            continue
