"""How minutes put facts into words: dates, times, money, counts, and what was never recorded."""

import re
import unicodedata
from datetime import date, datetime

from projections.minutes.fields import Erased, Text
from schemas.days import ENGLAND, day_in_england

NOT_RECORDED = "not recorded"
UNNUMBERED = "[number not recorded]"
NONE_RECORDED = "None recorded."

_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Overrides and isolates could reorder the words around the text they came in with, and a byte
# order mark says nothing.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_REPLACEMENT = "\ufffd"


def words(text: Text, missing: str = NOT_RECORDED) -> str:
    """The text, clean; or that it was erased, and on what basis; or `missing`."""
    if isinstance(text, Erased):
        return f"[text erased: {words(text.basis, 'basis not recorded')}]"
    return _clean(text or "") or missing


def one_line(text: Text, missing: str = NOT_RECORDED) -> str:
    """As `words`, for places such as headings that have no room for a second line."""
    return words(text, missing).replace("\n", " ")


def _clean(text: str) -> str:
    """Text that every format can hold: one space between words, one break between lines."""
    lines = _LINE_ENDS.split(_REORDERING.sub("", text))
    return "\n".join(line for line in map(_clean_line, lines) if line)


def _clean_line(line: str) -> str:
    shown = "".join(map(_presentable, line.replace("\t", " ")))
    return re.sub(" {2,}", " ", shown).strip()


def _presentable(character: str) -> str:
    """Replace what XML 1.0 (2.2) forbids or discourages; the mark shows that something stood."""
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    if is_noncharacter or unicodedata.category(character) in {"Cc", "Cs"}:
        return _REPLACEMENT
    return character


def day(on: date | None) -> str:
    """As "Thursday 14 May 2026"."""
    return f"{on:%A} {on.day} {on:%B %Y}" if on else NOT_RECORDED


def short_day(on: date | None) -> str:
    """As "14 May 2026", for tables."""
    return f"{on.day} {on:%B %Y}" if on else NOT_RECORDED


def clock(at: datetime | None) -> str:
    """The time in London in the style of the NHS: "2pm", "2:05pm", "midday"."""
    if at is None:
        return NOT_RECORDED
    local = at.astimezone(ENGLAND)
    if local.minute == 0 and local.hour in {0, 12}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment(at: datetime | None) -> str:
    """As "Thursday 14 May 2026 at 2:05pm"."""
    return f"{day(day_in_england(at))} at {clock(at)}" if at else NOT_RECORDED


def span(start: datetime | None, end: datetime | None) -> str:
    """The part of a meeting between two times, either of which may be open: "from 2pm to 3pm"."""
    edges = [f"from {clock(start)}" if start else "", f"to {clock(end)}" if end else ""]
    return " ".join(edge for edge in edges if edge)


def pounds(pence: int) -> str:
    """As "£48,000" or "£1,250.50"; pence are shown only where there are some."""
    whole, part = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}" + (f".{part:02}" if part else "")


def number(count: int | None) -> str:
    return NOT_RECORDED if count is None else f"{count:,}"


def names(texts: tuple[Text, ...]) -> str:
    """Names in one line, as "Harbour PCN; Vale PCN", or "none"."""
    return "; ".join(one_line(text) for text in texts) or "none"


def quoted(text: Text) -> str:
    """Words in quotation marks, except those that only say that words are missing."""
    return f"“{words(text)}”" if isinstance(text, str) and words(text, "") else words(text)


def ended(text: str) -> str:
    """The text with a mark to end it, if it has none; one inside closing quotation marks counts."""
    return text if text.rstrip("”’\"'").endswith((".", "!", "?", "…", "]")) else text + "."
