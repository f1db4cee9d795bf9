"""PCN-days without a valid mandate, and decisions taken on them; tables worked by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from msgspec import json, structs

from projections.views.gap_documents import MandateCover
from projections.views.gap_lines import GapLine, lines
from projections.views.mandate_gaps import view
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatRetired
from schemas.events.decision import DecisionTaken
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateRevoked,
    MandateVaried,
)
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSucceeded
from schemas.values import MandateScope, Term
from tests.projections.mandating import granted, logged, withheld
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded
from tests.support.story import PCN_SEAT, PCNS, seat

NORTH, SOUTH, _ = PCNS
AS_OF = datetime(2026, 4, 30, 12, tzinfo=UTC)
START = datetime(2026, 4, 1, 9, tzinfo=UTC)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 4, day, hour, tzinfo=UTC)


def joined(code: str, first: date = date(2026, 1, 1)) -> MemberJoined:
    return MemberJoined(organisation=code, kind="pcn", on=first, name=code)


SETTING: list[Noted] = [
    *((joined(one), START) for one in PCNS),
    (seat(PCN_SEAT, "pcn", (NORTH, SOUTH)), START),
]


def term(first: int, last: int | None = None) -> Term:
    return Term(from_on=date(2026, 4, first), until_on=date(2026, 4, last) if last else None)


def told(mandate: str = "m-north") -> dict[str, str]:
    return {"mandate": mandate, "organisation": NORTH, "seat": PCN_SEAT}


def taken(number: str) -> DecisionTaken:
    return DecisionTaken(
        decision=f"d{number}",
        number=number,
        body="board",
        meeting="may",
        item="hub",
        outcome="agreed",
        authority="delegated-committee",
    )


def line(*steps: Noted, pcn: str = NORTH, as_of: datetime = AS_OF) -> GapLine:
    rows = folded(view, noted(*SETTING, *steps))
    (found,) = lines(rows.require(MandateCover, f"{PCN_SEAT} {pcn}"), as_of)
    return found


def spells(found: GapLine) -> list[tuple[int, int]]:
    """The gaps as first and last days of April."""
    return [(int(one[8:10]), int(one[19:21])) for one in found.gaps]


STANDING = granted(scope="standing", kind="open", instruction=None, term=term(1))


@pytest.mark.parametrize(
    ("steps", "gaps"),
    [
        ([], [(1, 30)]),
        ([(STANDING, on(1))], []),
        # Recorded on the 11th for days from the 1st: what is recorded later covers no day before.
        ([(STANDING, on(11))], [(1, 10)]),
        # Recorded an hour before the 11th was over in England, and as it was over.
        ([(STANDING, on(11, 22))], [(1, 10)]),
        ([(STANDING, on(11, 23))], [(1, 11)]),
        # For later days, and for some days only.
        ([(granted(term=term(20)), on(2))], [(1, 19)]),
        ([(granted(term=term(5, 10)), on(2))], [(1, 4), (11, 30)]),
        # One for an item and one for a topic: any scope covers; days that meet are no gap.
        (
            [
                (granted(term=term(5, 10)), on(2)),
                (granted("m2", scope="topic", term=term(11, 20)), on(2)),
            ],
            [(1, 4), (21, 30)],
        ),
        # Revoked on the 15th: not valid at that day's end.
        ([(STANDING, on(1)), (MandateRevoked(**told()), on(15))], [(15, 30)]),
        # Logged on the 5th, disputed on the 12th: it covered until then.
        ([(logged(), on(5)), (MandateDisputed(**told()), on(12))], [(1, 4), (12, 30)]),
        # Disputed, and confirmed after all.
        (
            [
                (logged(), on(5)),
                (MandateDisputed(**told()), on(12)),
                (MandateConfirmed(**told()), on(15)),
            ],
            [(1, 4), (12, 14)],
        ),
        # Withheld in the same scope after it was given; an item's own mandate still covers.
        ([(STANDING, on(1)), (withheld(scope="standing"), on(10))], [(10, 30)]),
        (
            [
                (STANDING, on(1)),
                (granted("m2", term=term(1)), on(1)),
                (withheld(scope="standing"), on(10)),
            ],
            [],
        ),
        # Varied to end earlier, and varied again after it was over.
        (
            [
                (granted(term=term(1)), on(1)),
                (MandateVaried(**told(), kind="open", term=term(8, 12), item="hub"), on(8)),
                (MandateVaried(**told(), kind="open", term=term(20, 25), item="hub"), on(18)),
            ],
            [(13, 19), (26, 30)],
        ),
    ],
)
def test_days_without_a_valid_mandate(steps: Sequence[Noted], gaps: list[tuple[int, int]]) -> None:
    found = line(*steps)
    assert spells(found) == gaps
    assert found.days_represented == 30
    assert found.days_without_mandate == sum(last - first + 1 for first, last in gaps)
    assert found.is_without_now == (bool(gaps) and gaps[-1][1] == 30)


def test_each_pcn_of_one_seat_has_its_own_days() -> None:
    assert line((STANDING, on(1)), pcn=NORTH).days_without_mandate == 0
    assert line((STANDING, on(1)), pcn=SOUTH).days_without_mandate == 30


def test_decisions_on_days_without_a_mandate_are_named() -> None:
    steps: list[Noted] = [
        (taken("1"), on(3)),
        (granted(term=term(5, 10)), on(4)),
        (taken("2"), on(7)),
        (taken("3"), on(12)),
        # Decided outside on the 8th and 9th, and recorded on the 20th: covered, and not.
        (taken("4"), on(8), on(20)),
        (taken("5"), on(11), on(20)),
    ]
    found = line(*steps)
    assert found.decisions == ["1", "3", "5"]
    assert line(*steps, pcn=SOUTH).decisions == ["1", "2", "3", "4", "5"]
    assert {len(SETTING) + 1, len(SETTING) + 4, len(SETTING) + 6} <= set(found.evidence)


def test_a_day_counts_only_while_the_seat_spoke_for_the_pcn() -> None:
    retired: Noted = (SeatRetired(body="board", seat=PCN_SEAT, on=date(2026, 4, 20)), on(20))
    assert spells(line(retired)) == [(1, 20)]
    changed = SeatConstituencyChanged(
        body="board", seat=PCN_SEAT, constituency=(SOUTH,), on=date(2026, 4, 11)
    )
    assert spells(line((changed, on(10)))) == [(1, 10)]
    left: Noted = (MemberLeft(organisation=NORTH, on=date(2026, 4, 7), reason="left"), on(9))
    assert line(left).days_represented == 7


def test_a_pcn_that_joins_later_counts_from_then_on() -> None:
    west = PCNS[2]
    changed = SeatConstituencyChanged(
        body="board", seat=PCN_SEAT, constituency=PCNS, on=date(2026, 4, 21)
    )
    steps: list[Noted] = [(taken("1"), on(3)), (changed, on(20)), (taken("2"), on(22))]
    found = line(*steps, pcn=west)
    assert (spells(found), found.decisions) == ([(21, 30)], ["2"])


NEW, NEXT = "U99009", "U99010"


def succeeded(
    told_on: int = 10, first: int = 11, closed: str = NORTH, successor: str = NEW
) -> list[Noted]:
    """A PCN closes, and from a day of April on another one, new or not, stands in its place."""
    last, day = date(2026, 4, first - 1), date(2026, 4, first)
    took = MemberSucceeded(organisation=closed, successor=successor, on=day, basis="declared")
    events: list[Event] = [MemberLeft(organisation=closed, on=last, reason="closed"), took]
    if successor not in PCNS:
        events.insert(0, joined(successor, day))
    return [(one, on(told_on)) for one in events]


def own(mandate: str, first: int, pcn: str = NEW, scope: MandateScope = "standing") -> Event:
    return granted(mandate, organisation=pcn, scope=scope, term=term(first))


def test_a_successor_speaks_in_the_place_of_the_pcn_that_closed() -> None:
    closed = line((STANDING, on(1)), *succeeded())
    assert (closed.days_represented, closed.days_without_mandate) == (10, 0)
    assert spells(line(*succeeded(), pcn=NEW)) == [(11, 30)]


REFUSES = structs.replace(withheld("m-no", "standing"), organisation=NEW, term=term(21))


@pytest.mark.parametrize(
    ("steps", "gaps"),
    [
        # The mandate of the PCN that closed covers its successor to the end of its term.
        ([(STANDING, on(1)), *succeeded()], []),
        ([(granted(term=term(1, 20)), on(1)), *succeeded()], [(21, 30)]),
        ([(granted(term=term(1, 8)), on(1)), *succeeded()], [(11, 30)]),
        # Recorded on the 20th that it stands there since the 11th: no mandate is new, so no gap.
        ([(STANDING, on(1)), *succeeded(20)], []),
        ([(granted(term=term(1, 15)), on(1)), *succeeded(20)], [(16, 30)]),
        # A mandate of the closed PCN recorded late covers none of the days that were over.
        ([*succeeded(), (STANDING, on(18))], [(11, 17)]),
        ([(STANDING, on(18)), *succeeded(25)], [(11, 17)]),
        # What the successor says of the mandate it took over, from the day of saying on.
        ([(STANDING, on(1)), *succeeded(), (MandateRevoked(**told()), on(21))], [(21, 30)]),
        (
            [
                (STANDING, on(1)),
                *succeeded(),
                (MandateRevoked(**told()), on(16)),
                (own("m-own", 21), on(18)),
            ],
            [(16, 20)],
        ),
        # Withholding its standing authority, it takes nothing over from then on.
        ([(STANDING, on(1)), *succeeded(), (REFUSES, on(21))], [(21, 30)]),
        ([(STANDING, on(1)), *succeeded(), (REFUSES, on(25))], [(25, 30)]),
        ([(STANDING, on(1)), *succeeded(25), (REFUSES, on(26))], [(26, 30)]),
        # Withholding it for one item, it does not.
        (
            [
                (STANDING, on(1)),
                *succeeded(),
                (structs.replace(withheld("m-no"), organisation=NEW, term=term(21)), on(21)),
            ],
            [],
        ),
        # Its own word covers where the closed PCN's does not, before and after.
        (
            [(granted(term=term(1, 15)), on(1)), *succeeded(), (own("m-own", 20), on(12))],
            [(16, 19)],
        ),
    ],
)
def test_mandates_of_a_closed_pcn_pass_on(steps: list[Noted], gaps: list[tuple[int, int]]) -> None:
    assert spells(line(*steps, pcn=NEW)) == gaps
    entries = noted(*SETTING, *steps)
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)


def test_they_pass_on_to_a_pcn_that_was_there_already_and_to_the_next_in_turn() -> None:
    into_south = [(STANDING, on(1)), *succeeded(successor=SOUTH)]
    assert spells(line(*into_south, pcn=SOUTH)) == [(1, 10)]
    assert line(*into_south, pcn=SOUTH).inherited_from == [NORTH]
    twice = [*succeeded(), *succeeded(15, 16, NEW, NEXT)]
    assert spells(line((STANDING, on(1)), *twice, pcn=NEXT)) == []
    revoked: Noted = (MandateRevoked(**told()), on(20))
    assert spells(line((STANDING, on(1)), *twice, revoked, pcn=NEXT)) == [(20, 30)]


def test_decisions_on_days_covered_by_a_passed_on_mandate_are_not_named() -> None:
    steps: list[Noted] = [(taken("1"), on(12)), (taken("2"), on(22))]
    before: list[Noted] = [(granted(term=term(1, 15)), on(1))]
    assert line(*before, *succeeded(), *steps, pcn=NEW).decisions == ["2"]
    assert line(*before, *steps, *succeeded(25), pcn=NEW).decisions == ["2"]


def test_an_unconfirmed_mandate_covers_and_that_is_said() -> None:
    found = line((logged(), on(1)))
    assert found.days_without_mandate == 0
    assert found.unknown == f"{NORTH} has not confirmed a mandate that was logged in its name."


def test_nothing_recorded_later_changes_days_that_are_over() -> None:
    steps: list[Noted] = [(STANDING, on(11)), (MandateRevoked(**told()), on(15))]
    then = line(*steps[:1], as_of=on(12))
    now = line(*steps, as_of=on(20))
    assert spells(then) == [(1, 10)]
    assert spells(now) == [(1, 10), (15, 20)]


EVERYTHING: list[Noted] = [
    *SETTING,
    (STANDING, on(2)),
    (logged("m2"), on(4)),
    (taken("1"), on(6)),
    (MandateDisputed(**told("m2")), on(9)),
    (MandateRevoked(**told()), on(12)),
    (taken("2"), on(14)),
    (granted("m3", term=term(16, 20)), on(15)),
    (taken("3"), on(22)),
]


def test_batches_do_not_matter() -> None:
    assert_batches_do_not_matter(view, noted(*EVERYTHING))


def test_a_seat_without_a_vote_has_no_lines() -> None:
    events: list[Event] = [joined(NORTH)]
    rows = folded(view, noted(*((one, START) for one in events)))
    assert rows.of_kind(MandateCover) == []


def test_a_mandate_costs_the_same_however_many_there_were() -> None:
    """Each for an item of its own and without an end, as over years; none is looked at again."""
    rows = folded(view, noted(*SETTING))
    sizes, looked_at = [], []
    for number in range(60):
        rows.take_changes()
        item = structs.replace(granted(f"m{number:02}", term=term(1)), item=f"i{number:02}")
        (one,) = noted((item, on(2)))
        view.apply(rows, one)
        changed = rows.take_changes()
        sizes.append(sum(len(json.encode(structs.replace(d, evidence=[]))) for d in changed))
        looked_at.append(len(changed))
    assert set(looked_at[1:]) == {3}, "the mandate, its scope, and the PCN's days"
    assert sizes[-1] <= sizes[9]
    (found,) = lines(rows.require(MandateCover, f"{PCN_SEAT} {NORTH}"), AS_OF)
    assert (spells(found), len(found.evidence)) == ([(1, 1)], 2)
