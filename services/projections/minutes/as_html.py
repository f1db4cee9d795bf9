"""Minutes as one self-contained web page that needs no script, no font and no other file."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from projections.minutes.blocks import Block, Line, Run
from projections.minutes.document import Minutes
from projections.minutes.layout import lay_out
from projections.minutes.palette import PALETTE

_PAGE = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
).get_template("page.html.j2")

_VOICES = {
    "plain": Markup("{}"),
    "strong": Markup("<strong>{}</strong>"),
    "quiet": Markup('<span class="quiet">{}</span>'),
}


def to_html(minutes: Minutes, *, by_seat: bool = False) -> str:
    sheet = lay_out(minutes, by_seat=by_seat)
    return _PAGE.render(sheet=sheet, palette=PALETTE, kind=_kind, show=_show, anchor=_anchors())


def _kind(block: Block) -> str:
    return type(block).__name__


def _show(line: Line) -> Markup:
    return Markup("").join(map(_run, line))


def _run(run: Run) -> Markup:
    broken = Markup("<br>").join(map(escape, run.text.split("\n")))
    return _VOICES[run.voice].format(broken)


def _anchors() -> Callable[[str], str]:
    """Names headings and paragraphs for links: "PB/2627/014" is "pb-2627-014", once per page."""
    used: Counter[str] = Counter()

    def anchor(text: str) -> str:
        slug = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-")[:60] or "part"
        used[slug] += 1
        return slug if used[slug] == 1 else f"{slug}--{used[slug]}"

    return anchor
