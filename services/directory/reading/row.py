"""One row by column names, and the rules that each field is held to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Cell: TypeAlias = object
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DATE_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[ T]00:00:00)?"),
    re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
    re.compile(r"(?P<d>[0-9]{1,2})[- ]?(?P<mon>[A-Za-z]{3})[- ]?(?P<y>[0-9]{4})"),
)
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
LONGEST_NAME = 200
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class CodeForm:
    """How a code is written, as a pattern and in words."""

    pattern: re.Pattern[str]
    rule: str


def _form(pattern: str, rule: str) -> CodeForm:
    return CodeForm(re.compile(pattern), rule)


PCN_CODE = _form("U[0-9]{5}", "a PCN code is U and five digits, such as U12345")
SUB_ICB_CODE = _form(
    "[0-9]{2}[A-Z]|[A-Z][0-9][A-Z][0-9][A-Z]",
    "a sub-ICB code has the form 99A or A9A9A, such as 16C or D9Y0V",
)
PRACTICE_CODE = _form(
    "[A-Z][0-9A-Z]{2}[0-9]{3}",
    "a practice code is a letter, two letters or digits, and three digits, such as A81001",
)
COMMISSIONER_CODE = _form(
    "[0-9A-Z]{3,5}", "a commissioner code has three to five capital letters and digits"
)


class UnusableRow(ValueError):  # noqa: N818 -- named after what is wrong
    """The row breaks a rule: the field, its value as found, and the rule in words."""

    def __init__(self, field: str, value: object, rule: str) -> None:
        super().__init__(rule)
        self.field = field
        self.value = value
        self.rule = rule


class NotForDirectory(Exception):  # noqa: N818 -- not an error: the row is sound, and about something else
    """A sound row that the directory has no use for; the reason is counted in the report."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by the column names of its layout."""

    cells: Mapping[str, Cell]

    def text(self, field: str) -> str:
        """The cell as trimmed text on one line; empty where the cell is empty or absent."""
        value = self.cells.get(field)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # a spreadsheet stores 20191001 as 20191001.0
        return " ".join(str(value).split())

    def code(self, field: str, form: CodeForm) -> str:
        text = self.text(field)
        if not form.pattern.fullmatch(text):
            raise UnusableRow(field, text, form.rule)
        return text

    def optional_code(self, field: str, form: CodeForm) -> str | None:
        return self.code(field, form) if self.text(field) else None

    def name(self, field: str) -> str:
        text = self.optional_name(field)
        if text is None:
            raise UnusableRow(field, "", "the name is blank")
        return text

    def optional_name(self, field: str) -> str | None:
        text = self.text(field)
        if UNPRINTABLE.search(text):
            raise UnusableRow(field, text, "a name has no control characters or NUL bytes")
        if len(text) > LONGEST_NAME:
            raise UnusableRow(field, text, f"a name has at most {LONGEST_NAME} characters")
        return text or None

    def day(self, field: str) -> date:
        value = self.cells.get(field)
        if isinstance(value, datetime):
            return _in_living_memory(field, value.date())
        if isinstance(value, date):
            return _in_living_memory(field, value)
        return _date(field, self.text(field))

    def optional_day(self, field: str) -> date | None:
        return self.day(field) if self.text(field) else None

    def last_day(self, field: str, first_day: date | None) -> date | None:
        """The day on which something ended, which cannot be before it began."""
        ended_on = self.optional_day(field)
        if ended_on and first_day and ended_on < first_day:
            raise UnusableRow(field, self.text(field), f"it ends before it starts ({first_day})")
        return ended_on

    def count(self, field: str) -> int:
        text = self.text(field)
        if not re.fullmatch("[0-9]{1,7}", text):
            raise UnusableRow(field, text, "a whole number of patients from 0 to 9,999,999")
        return int(text)


def _date(field: str, text: str) -> date:
    for form in DATE_FORMS:
        if found := form.fullmatch(text):
            try:
                day = _calendar_day(**found.groupdict())
            except ValueError:
                raise UnusableRow(field, text, "there is no such day in the calendar") from None
            return _in_living_memory(field, day)
    raise UnusableRow(field, text, "a date is written YYYYMMDD, YYYY-MM-DD or DD/MM/YYYY")


def _in_living_memory(field: str, day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnusableRow(field, day, f"the year lies between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _calendar_day(y: str, d: str, m: str = "", mon: str = "") -> date:
    month = MONTHS.index(mon.upper()) + 1 if mon else int(m)
    return date(int(y), month, int(d))
