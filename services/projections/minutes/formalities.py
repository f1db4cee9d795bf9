"""The formal business around the items: particulars, interests, last minutes, matters arising."""

from collections.abc import Iterator

from projections.minutes.blocks import (
    Block,
    Column,
    Heading,
    Line,
    Table,
    facts,
    lines,
    plain,
    quiet,
    section,
    strong,
)
from projections.minutes.document import (
    Declaration,
    GivenNotice,
    LastMinutes,
    Meeting,
    Minutes,
)
from projections.minutes.terms import term
from projections.minutes.wording import (
    NOT_RECORDED,
    clock,
    day,
    number,
    one_line,
    short_day,
    span,
    words,
)
from schemas.counting import counted

_NOTICE = {
    "short": "The meeting was held at short notice.",
    "not-proven": "This was recorded only after the meeting was to start.",
}


def particulars(minutes: Minutes) -> Iterator[Block]:
    meeting = minutes.meeting
    yield facts(
        ("Date", day(meeting.held_on)),
        ("Time", _times(meeting)),
        ("Venue", words(meeting.venue)),
        ("Chair", one_line(meeting.chaired_by)),
        ("Minutes by", one_line(meeting.minuted_by) if meeting.minuted_by else None),
        ("Notice", _notice(meeting.notice) if meeting.notice else None),
        ("Version", number(minutes.version) if minutes.version else "none drafted yet"),
    )


def _notice(notice: GivenNotice) -> str:
    """What was given and what is asked for, side by side; whoever reads may compare them."""
    given = "Agenda sent on" if notice.given_by == "agenda" else "Meeting called on"
    days = counted(notice.working_days, "clear working day")
    asked = f"the terms of reference ask for {notice.required}"
    said = f"{given} {short_day(notice.given_on)}, {days} before the meeting; {asked}."
    return f"{said} {_NOTICE.get(notice.state, '')}".rstrip()


def _times(meeting: Meeting) -> str:
    if meeting.started_at is None and meeting.closed_at is None:
        return NOT_RECORDED
    return f"{clock(meeting.started_at)} to {clock(meeting.closed_at)}"


def declarations(minutes: Minutes) -> Iterator[Block]:
    columns = (
        Column(name="Person", share=4),
        Column(name="Item", share=4),
        Column(name="Interest", share=6),
        Column(name="How it was managed", share=6),
    )
    rows = tuple(_declaration(one) for one in minutes.declarations)
    table = Table(caption="Interests declared", columns=columns, rows=rows, is_captioned=False)
    yield from section("Declarations of interest", table)


def _declaration(one: Declaration) -> tuple[Line, ...]:
    kinds = [kind for kind in (term(one.kind, ""), one.nature) if kind]
    reason = words(one.reason, "")
    absence = span(one.left_at, one.returned_at)
    return (
        strong(one_line(one.person)),
        plain(one_line(one.item, "No particular item")),
        lines(plain(words(one.interest)), quiet(", ".join(kinds)) if kinds else None),
        lines(
            strong(term(one.part_taken)) if one.part_taken else None,
            plain(term(one.management)),
            plain(reason) if reason else None,
            quiet(f"out of the room {absence}") if absence else None,
        ),
    )


def last_minutes(minutes: Minutes) -> Iterator[Block]:
    yield Heading(level=1, text="Minutes of the last meeting")
    last = minutes.last_minutes or LastMinutes()
    held = day(last.held_on) if last.held_on or not last.outcome else None
    yield facts(("Meeting of", held), ("Outcome", strong(words(last.outcome))))
    if last.corrections:
        yield _corrections(last)


def _corrections(last: LastMinutes) -> Table:
    columns = (
        Column(name="Paragraph", share=3),
        Column(name="Was", share=6),
        Column(name="Now reads", share=6),
        Column(name="Reason", share=5),
    )
    rows = tuple(
        (
            strong(one_line(one.paragraph)),
            plain(words(one.was)),
            plain(words(one.becomes)),
            plain(words(one.reason)),
        )
        for one in last.corrections
    )
    return Table(caption="Corrections to the last minutes", columns=columns, rows=rows)
