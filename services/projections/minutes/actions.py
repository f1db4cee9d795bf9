"""Actions: those carried into the meeting, those raised at an item, and the table of all."""

from collections.abc import Iterator

from projections.minutes.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Table,
    lines,
    plain,
    quiet,
    section,
    strong,
)
from projections.minutes.business import Action, Item
from projections.minutes.document import Minutes
from projections.minutes.terms import term
from projections.minutes.wording import NOT_RECORDED, day, one_line, short_day, words


def matters_arising(minutes: Minutes) -> Iterator[Block]:
    table = _table("Actions from earlier meetings", minutes.matters_arising)
    yield from section("Matters arising and action log", table)


def actions(minutes: Minutes) -> Iterator[Block]:
    """Every action of this meeting, whether it was raised at an item or elsewhere."""
    raised = [action for item in minutes.items for action in item.actions]
    table = _table("Actions from this meeting", (*raised, *minutes.other_actions))
    yield from section("Actions from this meeting", table)


def action_points(item: Item) -> Iterator[Block]:
    if item.actions:
        yield Heading(level=3, text="Actions")
        yield Bullets(lines=tuple(map(_point, item.actions)))


def _point(one: Action) -> Line:
    owner = one_line(one.owner, "owner " + NOT_RECORDED)
    due = f"by {day(one.due_on)}" if one.due_on else "date " + NOT_RECORDED
    return (*strong(_numbered(one)), *plain(f" {words(one.text)} ({owner}, {due})"))


def _numbered(one: Action) -> str:
    """Actions that were taken over have numbers of another body, which may be given here too."""
    number = one_line(one.number, "Number " + NOT_RECORDED)
    return f"{number} ({one_line(one.raised_by)})" if one.raised_by else number


def _table(caption: str, of: tuple[Action, ...]) -> Table:
    columns = (
        Column(name="Number", share=4),
        Column(name="Action", share=7),
        Column(name="Owner", share=4),
        Column(name="Due", share=4),
        Column(name="Status", share=3),
    )
    rows = tuple(map(_row, of))
    return Table(caption=caption, columns=columns, rows=rows, is_captioned=False)


def _row(one: Action) -> tuple[Line, ...]:
    update = words(one.update, "")
    return (
        strong(_numbered(one)),
        lines(plain(words(one.text)), quiet(update) if update else None),
        plain(one_line(one.owner)),
        plain(short_day(one.due_on)),
        plain(term(one.status)),
    )
