"""The neutral pieces a document is laid out in, before any format is chosen.

Text in them is clean (see `wording`): one space between words, and a newline only where a line
ends. Nothing in them is markup.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from projections.minutes.wording import NONE_RECORDED


class Run(Struct, frozen=True):
    """A stretch of text in one voice: plain, strong (bold), or quiet (an aside)."""

    text: str
    voice: Literal["plain", "strong", "quiet"] = "plain"


Line = tuple[Run, ...]


class Heading(Struct, frozen=True, kw_only=True, tag_field="block", tag="heading"):
    """Level 1 is a section, 2 an item in it, 3 a part of the item."""

    level: Literal[1, 2, 3]
    text: str
    number: str = ""


class Paragraph(Struct, frozen=True, kw_only=True, tag_field="block", tag="paragraph"):
    """`label` is its number in the minutes; a note tells of a change to the one above."""

    line: Line
    label: str = ""
    manner: Literal["body", "note"] = "body"


class Bullets(Struct, frozen=True, kw_only=True, tag_field="block", tag="bullets"):
    lines: tuple[Line, ...]


class Fact(Struct, frozen=True, kw_only=True):
    name: str
    line: Line


class Facts(Struct, frozen=True, kw_only=True, tag_field="block", tag="facts"):
    facts: tuple[Fact, ...]


class Column(Struct, frozen=True, kw_only=True):
    """`share` is its part of the table's width beside the shares of the other columns."""

    name: str
    share: int = 1
    align: Literal["start", "end"] = "start"


class Table(Struct, frozen=True, kw_only=True, tag_field="block", tag="table"):
    """Each row has a cell per column; the first cell names the row.

    A caption that only repeats the heading above it need not be shown to those who see it.
    """

    caption: str
    is_captioned: bool = True
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]


class Panel(Struct, frozen=True, kw_only=True, tag_field="block", tag="panel"):
    """Blocks that are set apart together: a decision, or something the reader must not miss."""

    kind: Literal["decision", "warning"]
    blocks: tuple["Heading | Paragraph | Bullets | Facts", ...]


Block = Heading | Paragraph | Bullets | Facts | Table | Panel


class Sheet(Struct, frozen=True, kw_only=True):
    """A document laid out: what stands at its head, on each page, and in its body."""

    language: str
    title: str
    overline: str
    subtitle: str
    status: Literal["DRAFT", "CONFIRMED"]
    status_line: str
    running_head: str
    running_foot: str
    author: str
    blocks: tuple[Block, ...]


def plain(text: str) -> Line:
    return (Run(text),)


def strong(text: str) -> Line:
    return (Run(text, "strong"),)


def quiet(text: str) -> Line:
    return (Run(text, "quiet"),)


def lines(*parts: Line | None) -> Line:
    """The parts that are there, each on a line of its own."""
    there = [part for part in parts if part]
    return tuple(run for i, part in enumerate(there) for run in ((Run("\n"), *part) if i else part))


def facts(*pairs: tuple[str, str | Line | None]) -> Facts:
    """Named facts, in order; a pair whose value is `None` has nothing to say and is left out."""
    return Facts(
        facts=tuple(
            Fact(name=name, line=plain(value) if isinstance(value, str) else value)
            for name, value in pairs
            if value is not None
        )
    )


def body(text: str) -> Paragraph:
    return Paragraph(line=plain(text))


def section(heading: str, table: Table) -> Iterator[Block]:
    """A heading and what it announces: the table, or a sentence where it would have no rows."""
    yield Heading(level=1, text=heading)
    yield table if table.rows else body(NONE_RECORDED)
