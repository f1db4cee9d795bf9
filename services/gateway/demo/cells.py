"""How the summary's tables look, and how their words are put."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from rich.table import Table

from gateway.demo.place import spoken
from schemas.days import ENGLAND

Line: TypeAlias = dict[str, Any]
"""A line of a register, as it is answered over HTTP."""


def table(*headings: str) -> Table:
    """A table without lines; its first column is never broken."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, heading in enumerate(headings):
        made.add_column(heading, header_style="dim", no_wrap=number == 0, overflow="fold")
    return made


def name(line: Line) -> str:
    return spoken(line["name"] or line["organisation"])


def named(lines: Iterable[Line]) -> str:
    return ", ".join(name(line) for line in lines)


def words(code: str) -> str:
    """`not-reached` as people write it."""
    return {"chairs-action": "chair's action"}.get(code, code.replace("-", " "))


def stressed(text: str, *, is_bad: bool = True) -> str:
    return f"[bold red]{text}[/bold red]" if is_bad else text


def day(moment: str) -> str:
    """`21 April`, of a time as it is answered."""
    return f"{datetime.fromisoformat(moment).astimezone(ENGLAND):%-d %B}"
