from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from decisions.reference_data import ReconcileMembers
from decisions.slice import CommandSlice
from schemas.entry import MAX_ENTRY_BYTES, canonical
from schemas.event import Event
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSplit,
    MemberSucceeded,
    ReferenceDataImported,
)
from schemas.values import PracticeListSize, SourceFile, SplitPart
from tests.support.slices import SECRETARY, given
from tests.support.story import ESTABLISHED, PARTNERSHIP, PCNS, TRUST

HARBOUR, QUAY, VALE = PCNS
MAY = date(2026, 5, 1)
SPELLS, SIZES = "a" * 64, "b" * 64
BOOK = given(*PARTNERSHIP)


def pcn(
    code: str, name: str, practices: dict[str, int | None], **more: object
) -> dict[str, object]:
    listed = [{"practice": p, "patients": n} for p, n in practices.items()]
    return {"code": code, "name": name, "practices": listed, **more}


AS_IN_BOOK = (
    pcn(HARBOUR, "Harbour PCN", {"Y99001": None, "Y99002": None}),
    pcn(QUAY, "Quay PCN", {"Y99003": None}),
    pcn(VALE, "Vale PCN", {}),
)


def reconcile(*pcns: dict[str, object], digest: str = SPELLS, **more: object) -> ReconcileMembers:
    sources = [
        {"kind": "core-partners", "sha256": digest},
        {"kind": "list-sizes", "sha256": SIZES},
    ]
    return ReconcileMembers(as_at=MAY, pcns=pcns, **{"sources": sources, **more})


def differences(*pcns: dict[str, object], **more: object) -> list[Event]:
    """The differences, without the note of the import that always comes last."""
    *found, imported = BOOK.when(reconcile(*pcns, **more))
    assert isinstance(imported, ReferenceDataImported)
    return found


def test_a_new_edition_without_differences_is_noted_and_only_once() -> None:
    edition = (
        SourceFile(kind="core-partners", sha256=SPELLS),
        SourceFile(kind="list-sizes", sha256=SIZES),
    )
    noted = BOOK.when(reconcile(*AS_IN_BOOK))
    assert noted == [ReferenceDataImported(as_at=MAY, sources=edition)]
    assert BOOK.and_(*noted).when(reconcile(*AS_IN_BOOK)) == []
    later_edition = reconcile(*AS_IN_BOOK, digest="c" * 64)
    assert len(BOOK.and_(*noted).when(later_edition)) == 1


def test_the_first_import_brings_pcns_with_their_practices_and_list_sizes() -> None:
    harbour = pcn(HARBOUR, "Harbour PCN", {"Y2": 40, "Y1": 60}, sub_icb="99Z", patients=100)
    *found, _ = given(ESTABLISHED).when(reconcile(harbour))
    assert found == [
        MemberJoined(
            organisation=HARBOUR,
            kind="pcn",
            on=MAY,
            name="Harbour PCN",
            sub_icb="99Z",
            source=SPELLS,
        ),
        MemberJoined(organisation="Y1", kind="practice", on=MAY, within=HARBOUR, source=SPELLS),
        MemberJoined(organisation="Y2", kind="practice", on=MAY, within=HARBOUR, source=SPELLS),
        ListSizePublished(
            organisation=HARBOUR,
            as_at=MAY,
            patients=100,
            practices=(
                PracticeListSize(practice="Y1", patients=60),
                PracticeListSize(practice="Y2", patients=40),
            ),
            source=SIZES,
        ),
    ]


def test_a_practice_moves_leaves_or_closes() -> None:
    found = differences(
        pcn(HARBOUR, "Harbour PCN", {}),
        pcn(QUAY, "Quay PCN", {"Y99001": None}),
        closed_practices=["Y99003"],
    )
    last_day = date(2026, 4, 30)
    assert [(e.organisation, e.within, e.reason, e.on) for e in found[:-1]] == [
        ("Y99001", HARBOUR, "moved", last_day),
        ("Y99002", HARBOUR, "left", last_day),
        ("Y99003", QUAY, "closed", last_day),
    ]
    assert found[-1] == MemberJoined(
        organisation="Y99001", kind="practice", on=MAY, within=QUAY, source=SPELLS
    )


def test_what_is_not_listed_is_left_alone() -> None:
    assert differences(pcn(VALE, "Vale PCN", {})) == []


def test_a_practice_listed_elsewhere_leaves_even_a_pcn_that_is_not_listed() -> None:
    left, joined = differences(pcn(VALE, "Vale PCN", {"Y99001": None}))
    assert (left.organisation, left.within, left.reason) == ("Y99001", HARBOUR, "moved")
    assert (joined.organisation, joined.within) == ("Y99001", VALE)


def test_a_pcn_is_renamed() -> None:
    (renamed,) = differences(pcn(VALE, "Vale and Fell PCN", {}))
    assert renamed == MemberRenamed(
        organisation=VALE, name="Vale and Fell PCN", on=MAY, source=SPELLS
    )


CLOSED_HARBOUR = pcn(
    HARBOUR,
    "Harbour PCN",
    {},
    closed_on=date(2026, 3, 31),
    successor={"code": QUAY, "basis": "practices-moved"},
)
QUAY_WITH_ALL = pcn(QUAY, "Quay PCN", {"Y99001": None, "Y99002": None, "Y99003": None})


COMPARED = ReferenceDataImported(as_at=date(2026, 3, 2), sources=())


def since(day: date | None, *practices: str) -> list[dict[str, object]]:
    return [{"practice": code, "since": day} for code in practices]


def test_a_pcn_that_closed_is_succeeded_from_the_next_day() -> None:
    found = differences(CLOSED_HARBOUR, QUAY_WITH_ALL)
    last, next_day = date(2026, 3, 31), date(2026, 4, 1)
    assert [(type(e), e.organisation, e.on) for e in found] == [
        (MemberLeft, "Y99001", last),
        (MemberLeft, "Y99002", last),
        (MemberJoined, "Y99001", MAY),
        (MemberJoined, "Y99002", MAY),
        (MemberLeft, HARBOUR, last),
        (MemberSucceeded, HARBOUR, next_day),
    ]
    assert (found[-2].reason, found[-1].successor) == ("closed", QUAY)


def test_a_change_since_the_last_comparison_has_its_own_day() -> None:
    april, end_of_march = date(2026, 4, 1), date(2026, 3, 31)
    new = pcn("U99009", "New PCN", {}, opened_on=april)
    new["practices"] = since(april, "Y99001", "Y99003")
    *found, _ = BOOK.and_(COMPARED).when(reconcile(CLOSED_HARBOUR, pcn(QUAY, "Quay PCN", {}), new))
    assert [(type(e), e.organisation, e.on) for e in found[:-2]] == [
        (MemberJoined, "U99009", april),
        (MemberLeft, "Y99001", end_of_march),
        (MemberLeft, "Y99002", end_of_march),
        (MemberLeft, "Y99003", end_of_march),
        (MemberJoined, "Y99001", april),
        (MemberJoined, "Y99003", april),
    ]


def test_a_practice_that_moved_before_its_pcn_closed_left_when_it_moved() -> None:
    quay = pcn(QUAY, "Quay PCN", {}) | {"practices": since(date(2026, 3, 10), "Y99001")}
    *found, _ = BOOK.and_(COMPARED).when(reconcile(CLOSED_HARBOUR, quay))
    left = {e.organisation: e.on for e in found if isinstance(e, MemberLeft)}
    assert (left["Y99001"], left["Y99002"]) == (date(2026, 3, 9), date(2026, 3, 31))


@pytest.mark.parametrize("day", [None, date(2026, 3, 2), date(2026, 5, 2)])
def test_days_before_the_last_comparison_are_not_gone_over(day: date | None) -> None:
    vale = pcn(VALE, "Vale PCN", {}) | {"practices": since(day, "Y99010")}
    joined, _ = BOOK.and_(COMPARED).when(reconcile(vale))
    assert joined.on == MAY
    first, _ = BOOK.when(reconcile(vale))
    assert first.on == MAY


def test_no_practice_is_in_a_pcn_before_the_pcn_is_a_member() -> None:
    new = pcn("U99009", "Old PCN", {}, opened_on=date(2019, 7, 1))
    new["practices"] = since(date(2026, 4, 1), "Y99010")
    *found, _ = BOOK.and_(COMPARED).when(reconcile(new))
    assert {e.organisation: e.on for e in found} == {"U99009": MAY, "Y99010": MAY}


def test_a_last_day_that_is_today_is_not_over() -> None:
    assert differences({**CLOSED_HARBOUR, "closed_on": MAY}) == [
        MemberLeft(
            organisation=practice,
            on=date(2026, 4, 30),
            reason="left",
            within=HARBOUR,
            source=SPELLS,
        )
        for practice in ("Y99001", "Y99002")
    ]


def test_a_pcn_that_was_to_leave_on_this_day_closed_sooner() -> None:
    to_leave = BOOK.and_(MemberLeft(organisation=VALE, on=MAY, reason="left"))
    closed = pcn(VALE, "Vale PCN", {}, closed_on=date(2026, 4, 15))
    left, _ = to_leave.when(reconcile(closed))
    assert (left.organisation, left.on, left.reason) == (VALE, date(2026, 4, 15), "closed")


def test_what_was_taken_for_another_kind_of_organisation_joins_as_a_pcn() -> None:
    mistaken = MemberJoined(
        organisation="U99006", kind="federation", name="Fell", on=date(2026, 3, 2)
    )
    joined, _ = BOOK.and_(mistaken).when(reconcile(pcn("U99006", "Fell", {})))
    assert (joined.organisation, joined.kind) == ("U99006", "pcn")


def test_a_successor_must_be_in_the_partnership() -> None:
    outside = {**CLOSED_HARBOUR, "successor": {"code": "U99009", "basis": "practices-moved"}}
    assert BOOK.refuses(reconcile(outside)) == "successor-not-a-member"


def test_a_succession_that_somebody_declared_stands() -> None:
    declared = (
        MemberLeft(organisation=HARBOUR, on=date(2026, 3, 31), reason="closed"),
        MemberSucceeded(
            organisation=HARBOUR, successor=VALE, on=date(2026, 4, 1), basis="declared"
        ),
    )
    found = BOOK.and_(*declared).when(reconcile(CLOSED_HARBOUR))
    assert not [e for e in found if isinstance(e, MemberSucceeded)]


def test_a_split_that_somebody_declared_stands() -> None:
    parts = tuple(SplitPart(organisation=one) for one in (QUAY, VALE))
    declared = (
        MemberLeft(organisation=HARBOUR, on=date(2026, 3, 31), reason="closed"),
        MemberSplit(organisation=HARBOUR, parts=parts, on=date(2026, 4, 1)),
    )
    found = BOOK.and_(*declared).when(reconcile(CLOSED_HARBOUR))
    assert not [e for e in found if isinstance(e, MemberSucceeded | MemberSplit)]


def test_a_closure_announced_ahead_or_with_practices_left_is_none_yet() -> None:
    ahead = {**AS_IN_BOOK[0], "closed_on": date(2026, 9, 30)}
    with_practices = {**AS_IN_BOOK[0], "closed_on": date(2026, 3, 31)}
    assert differences(ahead) == differences(with_practices) == []


def test_a_pcn_that_closed_before_it_was_ever_a_member_is_nothing_to_record() -> None:
    gone = pcn("U99008", "Gone PCN", {}, closed_on=date(2025, 3, 31))
    assert differences(gone) == []
    succeeded = {**gone, "successor": {"code": QUAY, "basis": "practices-moved"}}
    assert differences(succeeded) == []


def test_list_sizes_are_recorded_when_they_change_for_the_day_they_are_for() -> None:
    sized = pcn(VALE, "Vale PCN", {}, patients=90)
    (size,) = differences(sized, sizes_as_at=date(2026, 4, 1))
    assert (size.as_at, size.patients, size.source) == (date(2026, 4, 1), 90, SIZES)
    again = BOOK.and_(size).when(reconcile(sized, sizes_as_at=MAY))
    assert [type(e) for e in again] == [ReferenceDataImported]
    more = BOOK.and_(size).when(reconcile({**sized, "patients": 91}, sizes_as_at=MAY))
    assert [type(e) for e in more] == [ListSizePublished, ReferenceDataImported]


def test_there_must_be_a_partnership() -> None:
    assert given().refuses(reconcile(*AS_IN_BOOK)) == "partnership-not-established"


def test_older_reference_data_does_not_go_over_newer() -> None:
    newer = ReferenceDataImported(as_at=date(2026, 5, 2), sources=())
    assert BOOK.and_(newer).refuses(reconcile(*AS_IN_BOOK)) == "reference-data-older"
    same_day = ReferenceDataImported(as_at=MAY, sources=())
    assert len(BOOK.and_(same_day).when(reconcile(*AS_IN_BOOK))) == 1


def test_the_future_is_not_imported() -> None:
    tomorrow = reconcile(*AS_IN_BOOK).model_copy(update={"as_at": date(2026, 5, 15)})
    assert BOOK.refuses(tomorrow) == "as-at-in-the-future"
    already_tomorrow_in_england = BOOK.at(datetime(2026, 5, 14, 23, 30, tzinfo=UTC))
    assert len(already_tomorrow_in_england.when(tomorrow)) == 1


@pytest.mark.parametrize(
    ("pcns", "more", "at_fault"),
    [
        ((AS_IN_BOOK[0], AS_IN_BOOK[0]), {}, "pcns: each PCN is listed once"),
        ((AS_IN_BOOK[0], pcn(VALE, "V", {"Y99001": 1})), {}, "pcns: a practice is in one PCN"),
        (AS_IN_BOOK, {"sizes_as_at": date(2026, 5, 2)}, "sizes_as_at: "),
        ((pcn(VALE, "V", {"Y1": 3}, patients=2),), {}, "patients: "),
        (({**CLOSED_HARBOUR, "closed_on": None},), {}, "successor: "),
        (({**CLOSED_HARBOUR, "code": QUAY},), {}, "successor: "),
    ],
)
def test_reference_data_that_contradicts_itself_is_refused_by_field(
    pcns: tuple[dict[str, object], ...], more: dict[str, object], at_fault: str
) -> None:
    with pytest.raises(ValidationError, match=at_fault):
        reconcile(*pcns, **more)


def test_differences_can_be_seen_without_recording_them() -> None:
    command = reconcile(CLOSED_HARBOUR, QUAY_WITH_ALL, pcn("U99007", "New PCN", {"Y5": 1}))
    decider = CommandSlice(command, SECRETARY)
    decider.learn(enumerate(PARTNERSHIP, 1))
    first = list(command.decide(decider.facts, SECRETARY))
    assert first == list(command.decide(decider.facts, SECRETARY)) == BOOK.when(command)
    assert list(decider.collect_events()) == []
    assert SECRETARY.created == {}


def test_a_trust_is_no_business_of_ods_pcn_files() -> None:
    recorded = BOOK.when(reconcile(*AS_IN_BOOK))
    assert TRUST not in {getattr(event, "organisation", None) for event in recorded}


def test_the_largest_pcn_fits_into_an_entry() -> None:
    practices = {f"{'P' * 60}{n:04}": 500_000 for n in range(200)}
    found = differences(pcn(VALE, "V" * 200, practices, patients=100_000_000, sub_icb="S" * 64))
    assert any(isinstance(event, ListSizePublished) for event in found)
    assert max(len(canonical(event.facts())) for event in found) < MAX_ENTRY_BYTES // 2
