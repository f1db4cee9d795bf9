"""Numbers of decisions and actions: running within a body, and never given twice."""

import re
from collections.abc import Collection
from datetime import date

from decisions.refusal import Refused

_FIRST_MONTH = 4
_NUMBER = re.compile(r"\{n(?::0?([1-9]))?\}")
_YEAR = "{fy}"


def financial_year(day: date) -> str:
    """The financial year, April to March, of a day: 2627 from 1 April 2026 on."""
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return f"{first % 100:02}{(first + 1) % 100:02}"


def unpadded(template: str) -> str:
    """A template without the width of its number: two that are alike so give the same numbers."""
    return _NUMBER.sub("{n}", template)


def next_number(template: str, day: date, given: Collection[str]) -> str:
    """The number after those given before, by a template such as `PB/{fy}/{n:03}`.

    It runs on within the financial year of the day if the template has `{fy}`, else for ever.
    Raises `Refused` for a template without `{n}`.
    """
    template = template.replace(_YEAR, financial_year(day))
    if not (found := _NUMBER.search(template)):
        raise Refused(
            "numbering-without-number",
            f"The numbering {template} has no running number {{n}}. Adopt terms that have one.",
        )
    before, after = template[: found.start()], template[found.end() :]
    width = int(found.group(1) or 0)
    alike = re.compile(re.escape(before) + r"([0-9]+)" + re.escape(after))
    last = max((int(m.group(1)) for one in given if (m := alike.fullmatch(one))), default=0)
    return f"{before}{last + 1:0{width}}{after}"
