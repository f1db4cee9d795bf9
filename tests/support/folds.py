"""Folds events into a view without a database."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from eventlog.reading import ReadEntry
from projections.rows import Rows
from projections.view import View
from schemas.entry import Entry, canonical
from schemas.event import Event
from tests.support.clock import NOON


def entry(
    event: Event,
    position: int,
    occurred_at: datetime = NOON,
    recorded_at: datetime | None = None,
    actor: str = "key:test",
    acting_for: str | None = None,
) -> ReadEntry:
    """An event as a reader of a book gets it."""
    envelope = Entry(
        v=1,
        book="book",
        position=position,
        id=f"00000000-0000-4000-8000-{position:012}",
        type=event.TOPIC,
        occurred_at=occurred_at,
        recorded_at=recorded_at or occurred_at,
        actor=actor,
        acting_for=acting_for,
        command="00000000-0000-4000-8000-000000000000",
        tags=tuple(event.tags()),
        data=msgspec.Raw(canonical(event.facts())),
        nonce="AAAAAAAAAAAAAAAAAAAAAA",
    )
    return ReadEntry(envelope, event, b"")


Step = Event | tuple[Event, datetime]


def story(*steps: Step, start: datetime = NOON) -> list[ReadEntry]:
    """Entries at positions 1, 2, …; a bare event happens a minute after the one before it."""
    entries, at = [], start
    for position, step in enumerate(steps, start=1):
        event, at = step if isinstance(step, tuple) else (step, at + timedelta(minutes=1))
        entries.append(entry(event, position, at))
    return entries


def folded(view: View, entries: Sequence[ReadEntry]) -> Rows:
    rows = Rows()
    for one in entries:
        view.apply(rows, one)
    return rows
