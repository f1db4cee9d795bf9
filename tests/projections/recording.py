"""Entries that were written down later than they happened, and documents stored between them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.rows import Rows
from projections.view import View
from schemas.event import Event
from tests.support.folds import entry

Noted = tuple[Event, datetime] | tuple[Event, datetime, datetime]
Kept = dict[tuple[str, str], Any]


def noted(*steps: Noted) -> list[ReadEntry]:
    """Entries at positions 1, 2, …: what happened, when, and when that was written down."""
    return [
        entry(step[0], position, step[1], step[-1] if isinstance(step[-1], datetime) else None)
        for position, step in enumerate(steps, start=1)
    ]


def assert_stored_alike(view: View, entries: Sequence[ReadEntry]) -> None:
    """Stored and read back after every entry, the documents are those of one fold from nothing."""
    kept: Kept = {}

    def load(kind: type[Document], key: str) -> Document | None:
        found = kept.get((kind.KIND, key))
        return None if found is None else msgspec.convert(found, type=kind, strict=False)

    for one in entries:
        rows = Rows(load)
        view.apply(rows, one)
        kept |= _changes(rows)
    at_once = Rows()
    for one in entries:
        view.apply(at_once, one)
    assert kept == _changes(at_once)
    assert kept


def _changes(rows: Rows) -> Kept:
    return {
        (one.KIND, one.key()): msgspec.json.decode(msgspec.json.encode(one))
        for one in rows.take_changes()
    }
