"""The section of corrections: what had been recorded by mistake, and what stands in its place."""

from collections.abc import Iterator

from msgspec import UNSET

from projections.minutes.blocks import Block, Column, Line, Table, lines, plain, quiet, section
from projections.minutes.corrected import RecordCorrection
from projections.minutes.document import Minutes
from projections.minutes.fields import Text
from projections.minutes.terms import term
from projections.minutes.wording import one_line, short_day, words

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
    is_same = one.was is not None and one.was == one.now
    same = quiet("at another time, or in other words") if is_same else None
    return (
        lines(
            plain(str(one.entry) if one.entry is not None else "–"),
            quiet(f"corrected by {one.corrected_by}"),
        ),
        lines(plain(term(one.subject)), quiet(one_line(one.about, "")) if one.about else None),
        plain(_fact(one.was, one.subject)),
        lines(plain(_fact(one.now, one.subject)), same, stands),
        lines(
            plain(words(one.reason)),
            quiet(term(one.basis)) if one.basis else None,
            quiet(short_day(one.corrected_on)) if one.corrected_on else None,
        ),
    )


def _fact(fact: Text, subject: str) -> str:
    if isinstance(fact, str) and subject in _OF_ONE_TERM:
        return term(fact)
    return words(fact, _NOTHING)
