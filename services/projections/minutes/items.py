"""The items of business, each told in the order in which a meeting deals with it."""

from collections.abc import Iterator

from projections.minutes.actions import action_points
from projections.minutes.attendance import quoracy_of_item
from projections.minutes.blocks import (
    Block,
    Heading,
    Line,
    Paragraph,
    Run,
    body,
    facts,
    lines,
    plain,
    quiet,
    strong,
)
from projections.minutes.business import Correction, Item, Minute, Paper
from projections.minutes.canvassing import canvasses, mandates
from projections.minutes.document import Minutes
from projections.minutes.motions import motions
from projections.minutes.resolutions import decision
from projections.minutes.terms import term
from projections.minutes.wording import (
    NONE_RECORDED,
    NOT_RECORDED,
    UNNUMBERED,
    day,
    ended,
    one_line,
    quoted,
    words,
)


def items(minutes: Minutes) -> Iterator[Block]:
    yield Heading(level=1, text="Items of business")
    if not minutes.items:
        yield body(NONE_RECORDED)
    for item in minutes.items:
        yield Heading(
            level=2,
            number=one_line(item.number, UNNUMBERED),
            text=one_line(item.title, "[title not recorded]"),
        )
        yield from quoracy_of_item(minutes, item.number)
        yield from _item(item)


def _item(item: Item) -> Iterator[Block]:
    yield facts(
        ("Purpose", f"For {item.purpose}" if item.purpose else NOT_RECORDED),
        ("Tabled by", _tabled_by(item)),
        ("Summary", words(item.summary)),
        ("Papers", lines(*map(_paper, item.papers)) or plain("None recorded")),
    )
    yield from canvasses(item)
    yield from mandates(item)
    yield from _discussion(item)
    yield from motions(item)
    yield from map(decision, item.decisions)
    yield from _disposal(item)
    yield from action_points(item)


def _tabled_by(item: Item) -> Line:
    tabled_by = one_line(item.tabled_by)
    return lines(plain(tabled_by), quiet(term(item.originator)) if item.originator else None)


def _paper(paper: Paper) -> Line:
    title = Run(one_line(paper.title, "Title " + NOT_RECORDED))
    digest = one_line(paper.digest, "")
    return (title, Run(" "), Run(f"SHA-256 {digest}", "quiet")) if digest else (title,)


def _discussion(item: Item) -> Iterator[Block]:
    if item.discussion:
        yield Heading(level=3, text="Discussion")
        yield from paragraphs(item.discussion)


def paragraphs(of: tuple[Minute, ...]) -> Iterator[Block]:
    """Numbered paragraphs, each followed by the corrections that were made to it."""
    for one in of:
        yield Paragraph(line=plain(words(one.text)), label=one_line(one.number, "–"))
        yield from map(_correction, one.corrections)


def _correction(one: Correction) -> Block:
    when = f"on {day(one.corrected_on)}" if one.corrected_on else "(date not recorded)"
    editor = one_line(one.corrected_by, "")
    return Paragraph(
        manner="note",
        line=(
            *strong(f"Corrected {when}"),
            Run(f" by {editor}. " if editor else ". "),
            Run(f"Before, it read: {ended(quoted(one.was))} Reason: {ended(words(one.reason))}"),
        ),
    )


def _disposal(item: Item) -> Iterator[Block]:
    if item.disposal is None:
        return
    reason = words(item.disposal_reason, "Reason not recorded")
    yield Paragraph(line=(*strong(term(item.disposal) + "."), Run(" " + ended(reason))))
