"""What holds for every line of every register: it says what it rests on, and rests on it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from eventlog.reading import ReadEntry
from projections.catalogue import REGISTERS
from projections.register import Line, Register
from projections.rows import Rows
from tests.support.folds import entry, folded
from tests.support.whole_story import WITH_CORRECTIONS

RECORDING = timedelta(seconds=1)


def as_recorded() -> list[ReadEntry]:
    """The story, each entry recorded when it happened, but never before the one before it."""
    entries: list[ReadEntry] = []
    recorded_at = datetime(2026, 1, 1, tzinfo=UTC)
    for position, (event, at) in enumerate(WITH_CORRECTIONS, start=1):
        recorded_at = max(recorded_at + RECORDING, at)
        entries.append(entry(event, position, at, recorded_at))
    return entries


ENTRIES = as_recorded()
NOW = ENTRIES[-1].entry.recorded_at
each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)


def lines_of(register: Register, rows: Rows, as_of: datetime) -> list[Line]:
    documents: Iterable[object] = rows.of_kind(register.kind)
    return [line for one in documents for line in register.lines(one, as_of)]


def subject_of(register: Register, line: Line) -> tuple[object, ...]:
    """What a line is about: its ids, whatever else it says of them."""
    named = (*register.filters, "consultation", "motion", "mandate", "feedback", "action")
    more = (
        "interest",
        "poll",
        "message",
        "opportunity",
        "contact",
        "person",
        "number",
        "joined_on",
    )
    return tuple(getattr(line, name, None) for name in (*named, *more))


def says_that_there_is_nothing(line: Line) -> bool:
    """A figure over nothing rests on nothing, and says so."""
    return "n = 0" in (getattr(line, "unknown", None) or "")


@each_register
def test_every_line_rests_on_entries_that_there_are(register: Register) -> None:
    found = lines_of(register, folded(register.view, ENTRIES), NOW)
    assert found, "the story has nothing for this register: it tests nothing"
    for line in found:
        assert line.evidence or says_that_there_is_nothing(line), line
        assert line.evidence == sorted(set(line.evidence)), line
        assert set(line.evidence) <= set(range(1, len(ENTRIES) + 1)), line


@each_register
def test_a_line_is_there_as_of_the_time_of_its_evidence(register: Register) -> None:
    """The fold up to the last entry that it rests on has a line on the same."""
    every = lines_of(register, folded(register.view, ENTRIES), NOW)
    for line in (one for one in every if one.evidence):
        until = ENTRIES[: line.evidence[-1]]
        then = lines_of(register, folded(register.view, until), until[-1].entry.recorded_at)
        about = {subject_of(register, one) for one in then}
        assert subject_of(register, line) in about, line


@each_register
def test_as_of_now_is_what_is_live(register: Register) -> None:
    """What was recorded up to now, folded anew, gives the lines of the book as it stands."""
    live = lines_of(register, folded(register.view, ENTRIES), NOW)
    known = [one for one in ENTRIES if one.entry.recorded_at <= NOW]
    assert msgspec.to_builtins(lines_of(register, folded(register.view, known), NOW)) == (
        msgspec.to_builtins(live)
    )


@each_register
def test_a_line_says_how_it_stands_and_what_is_not_known(register: Register) -> None:
    """Also one that repeats what entries say: not all of it was said, or is still there."""
    assert "unknown" in register.line.__struct_fields__
