"""Minutes as Markdown: CommonMark with the tables of GitHub Flavored Markdown."""

import re
from collections.abc import Iterator

from projections.minutes.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Line,
    Panel,
    Paragraph,
    Run,
    Sheet,
    Table,
)
from projections.minutes.document import Minutes
from projections.minutes.layout import lay_out

# Characters that can begin a construct anywhere in a line (CommonMark 0.31, 6; GFM 4.10, 6.5),
# an entity, and the dollar of mathematics on GitHub.
_INLINE = re.compile(r"([\\`*_\[\]<>|~$#]|&(?=#?\w+;))")
# Characters that can begin a block at the start of a line (CommonMark 0.31, 4 and 5).
_AT_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_MARKS = {"plain": "", "strong": "**", "quiet": "*"}
_BREAK = "\\\n"
_CELL_BREAK = "<br>"


def to_markdown(minutes: Minutes, *, by_seat: bool = False) -> str:
    sheet = lay_out(minutes, by_seat=by_seat)
    blocks = [*_head(sheet), *map(_block, sheet.blocks)]
    return "\n\n".join(blocks) + "\n"


def _head(sheet: Sheet) -> Iterator[str]:
    yield f"# {_escaped(sheet.title)}"
    yield f"**{_escaped(sheet.overline)}**{_BREAK}{_escaped(sheet.subtitle)}"
    yield f"**{sheet.status}** {_escaped(sheet.status_line)}"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_heading(block)}"
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return "\n".join(f"- {_indented(_line(line))}" for line in block.lines)
        case Facts():
            named = (f"**{_escaped(fact.name)}:** {_line(fact.line)}" for fact in block.facts)
            return "\n".join(f"- {_indented(fact)}" for fact in named)
        case Table():
            return _table(block)
        case Panel():
            return _quoted("\n\n".join(map(_block, block.blocks)))


def _heading(heading: Heading) -> str:
    return _escaped(f"{heading.number} {heading.text}" if heading.number else heading.text)


def _paragraph(paragraph: Paragraph) -> str:
    label = f"**{_escaped(paragraph.label)}** " if paragraph.label else ""
    text = label + _line(paragraph.line)
    return _quoted(text) if paragraph.manner == "note" else text


def _table(table: Table) -> str:
    rules = ("---:" if column.align == "end" else "---" for column in table.columns)
    rows = [
        (_escaped(column.name) for column in table.columns),
        rules,
        *((_line(cell, _CELL_BREAK) for cell in row) for row in table.rows),
    ]
    grid = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"*{_escaped(table.caption)}*\n\n{grid}" if table.is_captioned else grid


def _line(line: Line, line_break: str = _BREAK) -> str:
    return "".join(_run(run) for run in line).replace("\n", line_break)


def _run(run: Run) -> str:
    """Marks hug the words, since a mark beside a space neither opens nor closes emphasis."""
    core, mark = run.text.strip(), _MARKS[run.voice]
    if not core or not mark:
        return _escaped(run.text)
    before, _, after = run.text.partition(core)
    return f"{before}{mark}{_escaped(core)}{mark}{after}"


def _escaped(text: str) -> str:
    return _AT_START.sub(_escaped_start, _INLINE.sub(r"\\\1", text))


def _escaped_start(match: re.Match[str]) -> str:
    start = match.group()
    return start + "\\" if start.isdigit() else "\\" + start


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
