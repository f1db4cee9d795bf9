"""The section of corrections: what had been recorded by mistake, and what stands in its place."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import UNSET

from projections.minutes.blocks import Block, Column, Line, Table, lines, plain, quiet, section
from projections.minutes.corrected import RecordCorrection
from projections.minutes.document import Minutes
from projections.minutes.fields import Text
from projections.minutes.terms import term
from projections.minutes.wording import moment, one_line, short_day, words

_NOTHING = "nothing recorded"
_OF_ONE_TERM = {"vote", "declaration", "standing-aside", "ruling", "casting-vote"}


def record_corrections(minutes: Minutes) -> Iterator[Block]:
    """Only where there are any: most meetings have none."""
    if minutes.record_corrections is UNSET or not minutes.record_corrections:
        return
    columns = (
        Column(name="Entries", share=3),
        Column(name="About", share=5),
        Column(name="Was", share=4),
        Column(name="Is", share=4),
        Column(name="Why", share=6),
    )
    title = "Corrections of the record"
    rows = tuple(map(_row, minutes.record_corrections))
    yield from section(title, Table(caption=title, columns=columns, rows=rows, is_captioned=False))


def _row(one: RecordCorrection) -> tuple[Line, ...]:
    stands = None if one.is_current else quiet("replaced since")
    before = _fact(one.was, one.was_at, one.was_text, one.subject)
    now = _fact(one.now, one.now_at, one.now_text, one.subject)
    same = quiet("otherwise in its details") if one.was is not None and before == now else None
    return (
        lines(
            plain(str(one.entry) if one.entry is not None else "–"),
            quiet(f"corrected by {one.corrected_by}"),
        ),
        lines(plain(term(one.subject)), quiet(one_line(one.about, "")) if one.about else None),
        lines(*before),
        lines(*now, same, stands),
        lines(
            plain(words(one.reason)),
            quiet(term(one.basis)) if one.basis else None,
            quiet(short_day(one.corrected_on)) if one.corrected_on else None,
        ),
    )


def _fact(
    fact: Text, at: datetime | None, text: Text, subject: str
) -> tuple[Line | None, Line | None, Line | None]:
    """What was recorded, when that was, and in which words, as far as a correction changed them."""
    is_term = isinstance(fact, str) and subject in _OF_ONE_TERM
    # Of a decision of which only the text was put otherwise there is nothing else to say.
    is_only_text = fact is None and text is not None
    told = term(fact) if is_term and isinstance(fact, str) else words(fact, _NOTHING)
    return (
        None if is_only_text else plain(told),
        quiet(moment(at)) if at else None,
        plain(f"“{words(text)}”") if text is not None else None,
    )
