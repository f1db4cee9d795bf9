"""How minutes number items and paragraphs: an item by its decision, a paragraph by its item."""

import re
from dataclasses import dataclass

from projections.views.meeting_documents import MeetingBody, MeetingRecord
from schemas.days import day_in_england

_RUNNING = re.compile(r"\{n(?::0?[1-9])?\}")
_LAST_DIGITS = re.compile(r"([0-9]{1,4})[^0-9]*$")


@dataclass(frozen=True)
class Label:
    """An item's number, such as PB/2627/014, and what its paragraphs begin with, such as 014."""

    number: str
    short: str

    def paragraph(self, number: int) -> str:
        return f"{self.short}.{number}"


def labels(record: MeetingRecord, body: MeetingBody) -> dict[str, Label]:
    """The label of each item of a meeting.

    The number of its first decision is the item's. An item without a decision goes by its place
    on the agenda: numbers of the body's series are given to decisions alone, and never twice.
    """
    terms = body.terms_on(day_in_england(record.opened_at or record.starts_at))
    found: dict[str, Label] = {}
    taken: set[str] = set()
    for item in record.in_order():
        number = item.decided[0].number if item.decided else None
        short = _running(number, terms.numbering if terms else None) if number else None
        if number and short and short not in taken:
            found[item.item] = Label(number, short)
            taken.add(short)
    for place, item in enumerate(record.in_order(), start=1):
        if item.item not in found:
            short = _free(str(place), taken)
            found[item.item] = Label(short, short)
            taken.add(short)
    return found


def _running(number: str, template: str | None) -> str | None:
    """The running number within a number; its last digits where the template is another."""
    if template and (place := _RUNNING.search(template)):
        before, after = template[: place.start()], template[place.end() :]
        pattern = "([0-9]{1,4})".join(
            re.escape(part).replace(re.escape("{fy}"), "[0-9]{4}") for part in (before, after)
        )
        if match := re.fullmatch(pattern, number):
            return match.group(1)
    last = _LAST_DIGITS.search(number)
    return last.group(1) if last else None


def _free(short: str, taken: set[str]) -> str:
    """Noughts before it tell it from the number of a decision."""
    while short in taken:
        short = f"0{short}"
    return short
