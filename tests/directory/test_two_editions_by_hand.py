"""The two real editions, replayed into books, say what a comparison of the files by hand says."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from gateway.reference import reconciliation_from
from schemas.event import Event
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    PartnershipEstablished,
    ReferenceDataImported,
)
from tests.directory.by_hand import Edition, report, workbook
from tests.directory.files import REAL, needs_real_files
from tests.directory.imports import MARCH, import_all
from tests.support.postgres import Database
from tests.support.slices import Given, given
from tests.support.thorough import IS_THOROUGH, thorough

JANUARY = date(2025, 1, 31)
WORKBOOK = REAL / "2025-01" / "ePCN.xlsx"
REPORT = REAL / "2026-03-02" / "epcncorepartnerdetails.csv"
ONE_DAY = timedelta(days=1)
PLACES = ("91Q", "02M", "15E", "D9Y0V", "W2U3Z", "92A", "99C", "26A")
"""Sub-ICB locations, each taken for a partnership of its PCNs; all of them in a thorough run."""

pytestmark = [needs_real_files, thorough, pytest.mark.timeout(180)]


class ByHand:
    """Both editions, and what they say happened in between to the PCNs of a place."""

    def __init__(self) -> None:
        self.before = workbook(WORKBOOK, JANUARY)
        self.after = report(REPORT, MARCH)
        self.after.closed = self.before.closed

    def places(self) -> dict[str, set[str]]:
        """The PCNs that are open in either edition, by the sub-ICB that commissions them."""
        found: dict[str, set[str]] = {}
        for edition in (self.before, self.after):
            for pcn in edition.open:
                found.setdefault(edition.sub_icbs[pcn], set()).add(pcn)
        return found if IS_THOROUGH else {place: found[place] for place in PLACES}

    def pcns_joined(self, codes: Collection[str]) -> dict[str, date]:
        opened = {p: first_day(self.after, p) for p in codes & self.after.open}
        there = self.before.open
        return {p: within(day) for p, day in opened.items() if p not in there}

    def pcns_closed(self, codes: Collection[str]) -> dict[str, date]:
        days = self.after.last_days
        return {p: days[p] for p in codes & self.before.open if p in days}

    def renamed(self, codes: Collection[str]) -> dict[str, str]:
        was, names = self.before.names, self.after.names
        both = codes & self.before.open & self.after.open
        return {p: names[p] for p in both if names[p] != was[p]}

    def practices_joined(self, codes: Collection[str]) -> dict[tuple[str, str], date]:
        new = pairs(self.after, codes) - pairs(self.before, codes)
        started = {one.practice: one.started for one in self.after.live.values()}
        return {one: within(started[one[0]]) for one in new}

    def practices_left(self, codes: Collection[str]) -> dict[tuple[str, str], date]:
        gone = pairs(self.before, codes) - pairs(self.after, codes)
        return {one: self._last_day(*one) for one in gone}

    def _last_day(self, practice: str, pcn: str) -> date:
        """As the newer file states it; where it does not, the day before the next PCN's first."""
        ends = [s.ended for s in self.after.spells if (s.practice, s.pcn) == (practice, pcn)]
        stated = [end for end in ends if end]
        if stated and len(stated) == len(ends) and JANUARY <= max(stated) < MARCH:
            return max(stated)
        now = self.after.live.get(practice)
        return (within(now.started) if now else MARCH) - ONE_DAY


def within(day: date) -> date:
    """A day between the editions; else all that is known is that it is so by the newer one."""
    return day if JANUARY < day <= MARCH else MARCH


def first_day(edition: Edition, pcn: str) -> date:
    return min(one.started for one in edition.spells if one.pcn == pcn)


def pairs(edition: Edition, codes: Collection[str]) -> set[tuple[str, str]]:
    return {(p, spell.pcn) for p, spell in edition.live.items() if spell.pcn in codes}


@pytest.fixture(scope="module")
def by_hand() -> ByHand:
    return ByHand()


@pytest.fixture(scope="module")
async def replayed(
    directory_database: Database, by_hand: ByHand
) -> Mapping[str, tuple[list[Event], list[Event]]]:
    """By place: what the older edition puts into its book, and what the newer one then does."""
    first: dict[str, list[Event]] = {}
    found = {}
    connection = await asyncpg.connect(directory_database.app_url)
    try:
        await import_all(connection, WORKBOOK, as_at=JANUARY)
        for place, codes in by_hand.places().items():
            first[place] = await reconciled(connection, founded(place), codes, JANUARY)
        await import_all(connection, REPORT, as_at=MARCH)
        for place, codes in by_hand.places().items():
            book = founded(place).and_(*first[place])
            second = await reconciled(connection, book, codes, MARCH)
            assert await reconciled(connection, book.and_(*second), codes, MARCH) == []
            found[place] = (first[place], second)
    finally:
        await connection.close()
    return found


def founded(place: str) -> Given:
    established = PartnershipEstablished(name=place, established_on=date(2025, 1, 1))
    return given(established).at(datetime(2026, 4, 1, 12, tzinfo=UTC))


async def reconciled(
    connection: "asyncpg.Connection[asyncpg.Record]",
    book: Given,
    codes: Collection[str],
    as_at: date,
) -> list[Event]:
    return book.when(await reconciliation_from(connection, codes, as_at))


Replayed = Mapping[str, tuple[list[Event], list[Event]]]


def test_the_older_edition_founds_every_place_with_its_pcns_and_practices(
    replayed: Replayed, by_hand: ByHand
) -> None:
    for place, codes in by_hand.places().items():
        joined = [one for one in replayed[place][0] if isinstance(one, MemberJoined)]
        pcns = {one.organisation for one in joined if one.kind == "pcn"}
        practices = {(one.organisation, one.within) for one in joined if one.kind == "practice"}
        assert pcns == codes & by_hand.before.open, place
        assert practices == pairs(by_hand.before, codes), place


def test_the_newer_edition_records_the_joins_leaves_renames_and_closures_found_by_hand(
    replayed: Replayed, by_hand: ByHand
) -> None:
    for place, codes in by_hand.places().items():
        events = replayed[place][1]
        joined = [one for one in events if isinstance(one, MemberJoined)]
        left = [one for one in events if isinstance(one, MemberLeft)]
        renamed = [one for one in events if isinstance(one, MemberRenamed)]
        assert {
            one.organisation: one.on for one in joined if one.kind == "pcn"
        } == by_hand.pcns_joined(codes), place
        assert {
            one.organisation: one.on for one in left if one.within is None
        } == by_hand.pcns_closed(codes), place
        assert {one.organisation: one.name for one in renamed} == by_hand.renamed(codes), place
        assert {
            (one.organisation, one.within): one.on for one in joined if one.within
        } == by_hand.practices_joined(codes), place
        assert {
            (one.organisation, one.within): one.on for one in left if one.within
        } == by_hand.practices_left(codes), place
        told = (MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded)
        others = {type(one) for one in events} - set(told)
        assert others <= {ListSizePublished, ReferenceDataImported}, place


def test_something_did_happen_between_the_editions(by_hand: ByHand) -> None:
    """By the files alone: in the places that are compared, and in England."""
    compared = set().union(*by_hand.places().values())
    assert by_hand.pcns_joined(compared)
    assert by_hand.pcns_closed(compared)
    assert by_hand.renamed(compared)
    assert len(by_hand.practices_joined(compared)) >= 20
    assert len(by_hand.practices_left(compared)) >= 20
    england = by_hand.before.open | by_hand.after.open
    counts = [by_hand.pcns_joined(england), by_hand.pcns_closed(england), by_hand.renamed(england)]
    assert [len(one) for one in counts] == [22, 5, 11]
