"""Two invented editions, replayed into a book: every kind of change, against a table by hand.

The published editions hold no PCN that changed its sub-ICB location and no merger of ICBs. These
do, and nothing in them is copied (`invented_editions/README.md`).
"""

from datetime import UTC, date, datetime
from pathlib import Path

from decisions.member_changes import SucceedMember
from directory.database import Connection
from gateway.reference import reconciliation_from
from projections.reckoning.memberships import Member
from projections.views import membership
from projections.views.member_lines import MemberLine, members_on
from schemas.event import Event
from schemas.events.partnership import (
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    MemberTransferred,
    PartnershipEstablished,
    ReferenceDataImported,
)
from tests.directory.imports import import_all
from tests.support.folds import folded, story
from tests.support.slices import Given, given

EDITIONS = Path(__file__).parent / "invented_editions"
JUNE_2025, JUNE_2026 = date(2025, 6, 2), date(2026, 6, 1)
ALDER, BIRCH, CEDAR, DOGWOOD, ELDER, FIR = (f"U9910{n}" for n in range(1, 7))
PLACE = (ALDER, BIRCH, CEDAR, DOGWOOD, ELDER, FIR)
FOUNDED = PartnershipEstablished(name="Alder and Birch", established_on=date(2025, 5, 1))

BY_HAND = {
    # Fir opens with a practice of Birch, and takes in another one two months later.
    ("joined", FIR, "", date(2025, 10, 1), "96Z"),
    ("left", "Z99104", BIRCH, date(2025, 9, 30), "moved"),
    ("joined", "Z99104", FIR, date(2025, 10, 1), ""),
    ("joined", "Z99110", FIR, date(2025, 12, 1), ""),
    # Old Forge leaves Alder for no other PCN.
    ("left", "Z99102", ALDER, date(2026, 1, 31), "left"),
    # Birch has another name; since when, the files do not say, so by the newer one.
    ("renamed", BIRCH, "", JUNE_2026, "BIRCH AND HAZEL PCN"),
    # Dogwood closes, and both its practices go on in Elder the next day.
    ("left", DOGWOOD, "", date(2026, 3, 31), "closed"),
    ("left", "Z99107", DOGWOOD, date(2026, 3, 31), "moved"),
    ("left", "Z99108", DOGWOOD, date(2026, 3, 31), "moved"),
    ("joined", "Z99107", ELDER, date(2026, 4, 1), ""),
    ("joined", "Z99108", ELDER, date(2026, 4, 1), ""),
    ("succeeded", DOGWOOD, ELDER, date(2026, 4, 1), "practices-moved"),
    # Cedar is transferred to another sub-ICB location; Elder's is replaced as the ICBs merge.
    ("transferred", CEDAR, "", JUNE_2026, "96Z"),
    ("transferred", ELDER, "", JUNE_2026, "98Z"),
    # Alder and Birch stay where they were: only what their ICB is called has changed.
}


def told(event: Event) -> tuple[str, str, str, date, str]:
    """An event in the words of the table: what, who, in or into which PCN, when, and more."""
    match event:
        case MemberJoined():
            more = event.sub_icb or ""
            return ("joined", event.organisation, event.within or "", event.on, more)
        case MemberLeft():
            return ("left", event.organisation, event.within or "", event.on, event.reason)
        case MemberRenamed():
            return ("renamed", event.organisation, "", event.on, event.name)
        case MemberTransferred():
            return ("transferred", event.organisation, "", event.on, event.sub_icb)
        case MemberSucceeded():
            return ("succeeded", event.organisation, event.successor, event.on, event.basis)
        case _:
            raise AssertionError(event)


async def replayed(connection: Connection) -> tuple[Given, list[Event], list[Event]]:
    """The founding edition, and then the newer one, each brought to the book as it is imported."""
    book = given(FOUNDED).at(datetime(2026, 7, 1, 12, tzinfo=UTC))
    found: list[list[Event]] = []
    for day in (JUNE_2025, JUNE_2026):
        await import_all(connection, EDITIONS / day.isoformat(), as_at=day)
        events = book.when(await reconciliation_from(connection, PLACE, day))
        book = book.and_(*events)
        found.append(events)
    assert book.when(await reconciliation_from(connection, PLACE, JUNE_2026)) == []
    return book, *found


async def test_the_newer_edition_records_exactly_what_the_table_says(
    connection: Connection,
) -> None:
    _, first, second = await replayed(connection)
    assert isinstance(second.pop(), ReferenceDataImported)
    assert len(second) == len(BY_HAND)
    assert {told(one) for one in second} == BY_HAND
    pcns = {one.organisation for one in first if isinstance(one, MemberJoined) and not one.within}
    assert pcns == {ALDER, BIRCH, CEDAR, DOGWOOD, ELDER}


async def test_the_members_of_a_day_have_the_commissioner_and_practices_of_that_day(
    connection: Connection,
) -> None:
    _, first, second = await replayed(connection)
    members = folded(membership.view, story(FOUNDED, *first, *second)).of_kind(Member)

    def on(day: date) -> dict[str, MemberLine]:
        return {one.organisation: one for one in members_on(members, day) if not one.within}

    def practices(day: date) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for one in members_on(members, day):
            if one.within:
                found.setdefault(one.within, set()).add(one.organisation)
        return found

    before, after = on(JUNE_2025), on(JUNE_2026)
    assert {code: one.sub_icb for code, one in before.items()} == {
        **dict.fromkeys((ALDER, BIRCH), "96Z"),
        **dict.fromkeys((CEDAR, DOGWOOD, ELDER), "97Z"),
    }
    assert {code: one.sub_icb for code, one in after.items()} == {
        **dict.fromkeys((ALDER, BIRCH, CEDAR, FIR), "96Z"),
        ELDER: "98Z",
    }
    assert practices(JUNE_2026) == {
        ALDER: {"Z99101"},
        BIRCH: {"Z99103"},
        CEDAR: {"Z99105", "Z99106"},
        ELDER: {"Z99107", "Z99108", "Z99109"},
        FIR: {"Z99104", "Z99110"},
    }
    assert after[CEDAR].joined_on == before[CEDAR].joined_on, "it is the same member all along"


async def test_the_import_names_the_icbs_that_merged(connection: Connection) -> None:
    """By the commissioners' file alone; the directory keeps what it says beside the PCNs."""
    for day in (JUNE_2025, JUNE_2026):
        path = EDITIONS / day.isoformat() / "commissioners.csv"
        report = await import_all(connection, path, as_at=day)
    (table,) = report.tables
    (changes,) = [one for one in table.differences if one.subject == "organisation"]
    assert (changes.added, changes.vanished, changes.changed) == (2, 0, 4)
    said = {one.key[0]: str(one) for one in changes.shown}
    assert said["QZA"] == (
        "organisation QZA: status was “active”, is now “inactive”, "
        "succeeded_by was empty, is now “QZC”"
    )
    assert "commissioner was “QZA”, is now “QZC”" in said["96Z"]
    assert "succeeded_by was empty, is now “98Z”" in said["97Z"]
    assert {code for code, one in said.items() if one.endswith("added")} == {"QZC", "98Z"}


async def test_icbs_that_merge_change_no_pcn_and_end_no_history(connection: Connection) -> None:
    """The ICB is a member of its own: it leaves, the merged one joins and takes its place."""
    book, first, second = await replayed(connection)
    changed: list[Event] = [
        MemberJoined(organisation="QZA", kind="icb", on=JUNE_2025, name="Aldershire ICB"),
        MemberLeft(organisation="QZA", on=date(2026, 3, 31), reason="closed"),
        MemberJoined(organisation="QZC", kind="icb", on=date(2026, 4, 1), name="Merged ICB"),
    ]
    merge = SucceedMember(organisation="QZA", successor="QZC", on=date(2026, 4, 1))
    (taken,) = book.and_(*changed).when(merge)
    members = folded(membership.view, story(FOUNDED, *first, *second, *changed, taken))
    found = members.of_kind(Member)
    for day, icb in ((date(2026, 3, 31), "QZA"), (date(2026, 4, 1), "QZC")):
        assert [one.organisation for one in members_on(found, day) if one.kind == "icb"] == [icb]
    without = folded(membership.view, story(FOUNDED, *first, *second)).of_kind(Member)
    for day in (JUNE_2025, JUNE_2026):
        pcns = [one for one in members_on(found, day) if one.kind != "icb"]
        assert pcns == members_on(without, day)
