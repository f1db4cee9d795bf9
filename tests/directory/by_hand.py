"""ODS files read as somebody with two spreadsheets would do it: no code of the project's own."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import openpyxl


@dataclass(frozen=True)
class Spell:
    """A row of the core partner details, as far as it matters."""

    practice: str
    pcn: str
    pcn_name: str
    pcn_sub_icb: str
    started: date
    ended: date | None

    def covers(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day <= self.ended)


@dataclass
class Edition:
    """The rows of one edition, on its day; `closed` are the last days that PCN details state."""

    day: date
    spells: list[Spell]
    closed: dict[str, date] = field(default_factory=dict)

    @cached_property
    def live(self) -> dict[str, Spell]:
        """By practice: the spell of the day; of overlapping ones the last to begin, the longest."""
        found: dict[str, Spell] = {}
        for one in sorted(self.spells, key=lambda one: (one.started, one.ended or date.max)):
            if one.covers(self.day):
                found[one.practice] = one
        return found

    @cached_property
    def names(self) -> dict[str, str]:
        return {one.pcn: one.pcn_name for one in self.spells}

    @cached_property
    def sub_icbs(self) -> dict[str, str]:
        return {one.pcn: one.pcn_sub_icb for one in self.spells}

    @cached_property
    def open(self) -> set[str]:
        """The PCNs that have not closed by the day."""
        return self.names.keys() - self.last_days.keys()

    @cached_property
    def last_days(self) -> dict[str, date]:
        """The PCNs that nobody is in on the day, and that nobody will be in without an end."""
        there = {one.pcn for one in self.live.values()}
        ends: dict[str, list[date | None]] = {}
        for one in self.spells:
            ends.setdefault(one.pcn, []).append(one.ended)
        found = {}
        for pcn, days in ends.items():
            stated = [day for day in days if day]
            if pcn not in there and len(stated) == len(days):
                found[pcn] = self.closed.get(pcn, max(stated))
        return {pcn: day for pcn, day in found.items() if day < self.day}


def workbook(path: Path, day: date) -> Edition:
    """The ePCN workbook: PCN details on the first sheet, core partners on the second."""
    details, partners = openpyxl.load_workbook(path, read_only=True).worksheets
    closed = {row[0]: when for row in _rows(details) if (when := _day(row[5]))}
    return Edition(day, list(_spells(_rows(partners))), closed)


def report(path: Path, day: date) -> Edition:
    """The headerless CSV report of core partners."""
    with path.open(encoding="utf-8", newline="") as lines:
        return Edition(day, list(_spells(csv.reader(lines))))


def _rows(sheet: object) -> Iterator[tuple[str, ...]]:
    rows = sheet.iter_rows(min_row=2, values_only=True)  # type: ignore[attr-defined]
    return (row for row in rows if row[0])


def _spells(rows: Iterable[tuple[str, ...] | list[str]]) -> Iterator[Spell]:
    for row in rows:
        if started := _day(row[8]):
            yield Spell(row[0], row[4], row[5].strip(), row[6], started, _day(row[9]))


def _day(written: object) -> date | None:
    text = str(written or "").strip()
    return date(int(text[:4]), int(text[4:6]), int(text[6:8])) if text else None
