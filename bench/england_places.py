"""The places of England: PCNs as the ODS lists them where its files are at hand, else made up.

ODS knows no places, so the PCNs of each sub-ICB location are dealt out to places of seven or eight.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence

from bench.years_setting import Chance, ListedPcn, made_up
from tests.support.shared import shared

PLACES = 175
PCNS_OF_A_PLACE = 8.3
PRACTICE, PCN, PCN_NAME, SUB_ICB, ENDED = 0, 4, 5, 6, 9
"""Columns of the ODS report of PCNs and their core partners, which has no headings."""


def places() -> list[Sequence[ListedPcn]]:
    """About 175 places, the same ones each time."""
    listed = shared("data", "ods", "2026-03-02", "epcncorepartnerdetails.csv")
    if not listed.exists():
        chance = Chance(1948)
        return [made_up(chance, chance.randint(3, 12)) for _ in range(PLACES)]
    with listed.open(encoding="cp1252", newline="") as file:
        rows = [row for row in csv.reader(file) if not row[ENDED]]
    patients = _patients(rows)
    by_sub_icb: dict[str, dict[str, ListedPcn]] = {}
    for row in rows:
        pcn = ListedPcn(row[PCN], row[PCN_NAME].title(), patients[row[PCN]])
        by_sub_icb.setdefault(row[SUB_ICB], {})[row[PCN]] = pcn
    return [one for _, pcns in sorted(by_sub_icb.items()) for one in _dealt([*pcns.values()])]


def _patients(rows: Iterable[Sequence[str]]) -> Counter[str]:
    """Registered patients by PCN; at least one, where a list size is not published."""
    listed = shared("data", "ods", "list_sizes", "practice_list_sizes_2026.csv")
    with listed.open(encoding="utf-8", newline="") as file:
        sizes = {row["CODE"]: int(row["NUMBER_OF_PATIENTS"]) for row in csv.DictReader(file)}
    found: Counter[str] = Counter()
    for row in rows:
        found[row[PCN]] += sizes.get(row[PRACTICE], 1)
    return found


def _dealt(pcns: Sequence[ListedPcn]) -> list[Sequence[ListedPcn]]:
    count = max(1, round(len(pcns) / PCNS_OF_A_PLACE))
    return [sorted(pcns)[number::count] for number in range(count)]
