"""Fairness as defined: head start, equal windows, recusal from the award; tables worked by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventlog.reading import ReadEntry
from projections.views.allocation_lines import AllocationLine
from projections.views.allocation_lines import lines as allocation_lines
from projections.views.opportunity_documents import Allocations, Opportunity
from projections.views.opportunity_lines import NoticeLine, OpportunityLine, lines, notice_lines
from projections.views.opportunity_register import view
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import ItemTabled, MemberRecused
from schemas.events.opportunity import (
    InterestExpressed,
    InterestWithdrawn,
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
    OrganisationNotified,
)
from schemas.events.partnership import MemberLeft, MemberSucceeded
from schemas.events.representation import AppointmentEnded, RepresentativeAppointed
from schemas.values import Term
from tests.projections.recording import Noted, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded
from tests.support.story import ITEM, PARTNERSHIP, PCN_SEAT, YEAR, joined, seat

OWN, QUAY, VALE = "U99001", "U99002", "U99003"
ALL = (OWN, QUAY, VALE)
START = datetime(2026, 6, 1, 9, tzinfo=UTC)  # a Monday
CLOSES = datetime(2026, 6, 12, 16, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 12, tzinfo=UTC)
BEFORE = datetime(2026, 5, 1, 12, tzinfo=UTC)


def appointed(organisation: str | None = OWN, person: str = "pat") -> RepresentativeAppointed:
    return RepresentativeAppointed(
        seat=PCN_SEAT, body="board", person=person, term=YEAR, organisation=organisation
    )


def setting(*more: Event, home: str | None = OWN) -> list[Noted]:
    events = (*PARTNERSHIP, seat(PCN_SEAT, "pcn", ALL), appointed(home), ITEM, *more)
    return [(one, BEFORE) for one in events]


def announced(**more: object) -> OpportunityAnnounced:
    facts = {"opportunity": "o", "body": "board", "kind": "pilot", "organisations": ALL}
    return OpportunityAnnounced(**{**facts, "closes_at": CLOSES, "tolerance_minutes": 60, **more})  # type: ignore[arg-type] - facts by field name


def told(organisation: str, minutes: int = 0, recorded: int | None = None) -> Noted:
    """Told so many minutes after the start, written down then or so many minutes after it."""
    event = OrganisationNotified(opportunity="o", organisation=organisation, channel="email")
    at = START + timedelta(minutes=minutes)
    return (event, at, at if recorded is None else START + timedelta(minutes=recorded))


def applied(organisation: str, minutes: int = 600) -> Noted:
    event = InterestExpressed(opportunity="o", organisation=organisation)
    return (event, START + timedelta(minutes=minutes))


def awarded(organisation: str, decision: str | None = None) -> Noted:
    event = OpportunityAwarded(
        opportunity="o", organisation=organisation, decision=decision, reasons="Best bid."
    )
    return (event, CLOSES + timedelta(days=7))


def decided(route: str | None = None, person: str | None = None) -> Noted:
    facts = {"decision": "d", "number": "1", "body": "board", "item": "hub", "outcome": "approved"}
    facts |= {"authority": "delegated-committee"}
    event = (
        DecisionTakenOutsideMeeting(**facts, route=route, person=person)  # type: ignore[arg-type] - facts by field name
        if route
        else DecisionTaken(**facts, meeting="may")  # type: ignore[arg-type] - as above
    )
    return (event, CLOSES + timedelta(days=6))


RECUSED: Noted = (
    MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat"),
    CLOSES + timedelta(days=5),
)
OPENED: list[Noted] = [(announced(), START)]
ALL_TOLD = [told(one) for one in ALL]


def line(*steps: Noted, as_of: datetime = LATER, home: str | None = OWN) -> OpportunityLine:
    (found,) = lines(_opportunity(noted(*setting(home=home), *steps)), as_of)
    return found


def notices(*steps: Noted, as_of: datetime = LATER) -> dict[str, NoticeLine]:
    found = notice_lines(_opportunity(noted(*setting(), *steps)), as_of)
    return {one.organisation: one for one in found}


def _opportunity(entries: list[ReadEntry]) -> Opportunity:
    return folded(view, entries).require(Opportunity, "o")


@pytest.mark.parametrize(
    # When each of own, Quay and Vale was told, in minutes after the start; None: never.
    ("minutes", "head_start", "alone", "spread", "verdict", "grounds"),
    [
        ((0, 0, 0), 0, 0, 0, "fair", []),
        ((0, 30, 60), 60, 30, 60, "fair", []),
        ((0, 30, 61), 61, 30, 61, "not-fair", ["head-start", "unequal-windows"]),
        # Nobody's fault of the representative's: Quay hears two hours before the others.
        ((120, 0, 120), 0, -120, 120, "not-fair", ["unequal-windows"]),
        # The own PCN heard last.
        ((90, 0, 0), -90, -90, 90, "not-fair", ["unequal-windows"]),
        # Vale never heard; its window would have begun at the end, 11 days and 7 hours later.
        ((0, 0, None), 16_260, 0, 16_260, "not-fair", ["head-start", "unequal-windows"]),
        # Friday evening against Monday morning counts in full, although nobody worked.
        ((-3720, 0, 0), 3720, 3720, 3720, "not-fair", ["head-start", "unequal-windows"]),
    ],
)
def test_head_start_and_windows(
    minutes: tuple[int | None, ...],
    head_start: int,
    alone: int,
    spread: int,
    verdict: str,
    grounds: list[str],
) -> None:
    heard = [told(c, m) for c, m in zip(ALL, minutes, strict=True) if m is not None]
    found = line(*OPENED, *heard)
    assert (found.head_start_minutes, found.alone_minutes) == (head_start, alone)
    assert found.spread_minutes == spread
    assert (found.verdict, found.grounds) == (verdict, grounds)
    assert found.own == [OWN]


@pytest.mark.parametrize(
    ("steps", "recusal", "verdict"),
    [
        ([], "not-needed", "fair"),
        ([applied(QUAY), decided(), awarded(QUAY, "d")], "not-needed", "fair"),
        ([applied(OWN), RECUSED, decided(), awarded(OWN, "d")], "recused", "fair"),
        ([applied(OWN), RECUSED, decided(), awarded(QUAY, "d")], "recused", "fair"),
        ([applied(OWN), decided(), awarded(QUAY, "d")], "not-recused", "not-fair"),
        # Standing aside is recorded after the decision: too late to show that it was so.
        ([applied(OWN), decided(), RECUSED, awarded(OWN, "d")], "not-recused", "not-fair"),
        # No decision is named, or one that shows nobody: nothing is known.
        ([applied(OWN), awarded(OWN)], "not-recorded", "not-proven"),
        ([applied(OWN), decided("informal"), awarded(OWN, "d")], "not-recorded", "not-proven"),
        # The chair's action: by somebody else, or by the representative.
        ([applied(OWN), decided("chairs-action", "carol"), awarded(OWN, "d")], "recused", "fair"),
        (
            [applied(OWN), decided("chairs-action", "pat"), awarded(OWN, "d")],
            "not-recused",
            "not-fair",
        ),
        ([applied(OWN)], "undecided", "not-proven"),
        # Chosen without having applied is competing all the same.
        ([decided(), awarded(OWN, "d")], "not-recused", "not-fair"),
    ],
)
def test_recusal_from_the_award(steps: list[Noted], recusal: str, verdict: str) -> None:
    found = line(*OPENED, *ALL_TOLD, *steps)
    assert (found.recusal, found.verdict) == (recusal, verdict)


def test_an_application_taken_back_before_the_award_needs_no_recusal() -> None:
    back = (InterestWithdrawn(opportunity="o", organisation=OWN), START + timedelta(days=2))
    found = line(
        *OPENED, *ALL_TOLD, applied(OWN), applied(QUAY), back, decided(), awarded(QUAY, "d")
    )
    assert (found.recusal, found.own_applied, found.applied) == ("not-needed", [], [QUAY])
    assert found.verdict == "fair"


def test_an_item_tabled_again_starts_without_the_earlier_recusal() -> None:
    again = (ITEM, CLOSES + timedelta(days=5, hours=1))
    assert isinstance(ITEM, ItemTabled)
    found = line(*OPENED, *ALL_TOLD, applied(OWN), RECUSED, again, decided(), awarded(OWN, "d"))
    assert found.recusal == "not-recused"


def test_it_is_on_offer_until_nobody_can_apply_any_more() -> None:
    steps = [*OPENED, told(OWN)]
    during = line(*steps, as_of=START + timedelta(minutes=45))
    assert (during.verdict, during.head_start_minutes) == ("on-offer", 45)
    assert during.not_told == [QUAY, VALE]
    assert line(*steps, as_of=CLOSES).verdict == "not-fair"


def test_an_early_award_or_closing_ends_the_windows() -> None:
    early = (OpportunityClosed(opportunity="o", outcome="withdrawn"), START + timedelta(minutes=90))
    found = line(*OPENED, *ALL_TOLD, early)
    assert found.over_at == early[1]
    assert notices(*OPENED, *ALL_TOLD, early)[QUAY].window_minutes == 90


def test_what_was_recorded_late_proves_nothing_that_was_in_time() -> None:
    """Told at once, as it says; but of Vale that was written down a day later only."""
    found = line(*OPENED, told(OWN), told(QUAY), told(VALE, 0, 1440))
    assert (found.verdict, found.grounds) == ("not-proven", [])
    assert found.unknown
    assert "too late to be proven" in found.unknown


def test_an_application_before_being_told_shows_that_it_knew() -> None:
    found = notices(*OPENED, applied(OWN, 10), told(OWN, 300), told(QUAY, 300), told(VALE, 300))
    assert found[OWN].knew_at == START + timedelta(minutes=10)
    assert found[OWN].unknown == (
        "It applied before it is recorded as told; how it had heard is not recorded."
    )
    assert found[QUAY].minutes_after_first == 290


def test_without_a_tolerance_a_day_is_assumed_and_said() -> None:
    found = line(
        (announced(tolerance_minutes=None), START), told(OWN), told(QUAY), told(VALE, 1440)
    )
    assert (found.verdict, found.tolerance_minutes) == ("fair", 1440)
    assert found.unknown == "The announcement sets no tolerance; that of a day is assumed."


def test_a_neutral_representative_has_no_own_pcn() -> None:
    found = line(*OPENED, *ALL_TOLD, home=None)
    assert (found.own, found.head_start_minutes, found.verdict) == ([], None, "fair")
    assert found.unknown
    assert "No representative is recorded" in found.unknown


def test_who_represents_when_it_is_on_offer_counts_not_who_did_before() -> None:
    ended = AppointmentEnded(
        seat=PCN_SEAT, body="board", person="pat", capacity="representative", on=date(2026, 5, 20)
    )
    new = RepresentativeAppointed(
        seat=PCN_SEAT,
        body="board",
        person="quinn",
        organisation=QUAY,
        term=Term(from_on=date(2026, 6, 3)),
    )
    earlier: list[Noted] = [(ended, BEFORE)]
    assert line(*earlier, *OPENED, *ALL_TOLD).own == []
    assert line(*earlier, *OPENED, (new, START + timedelta(days=2)), *ALL_TOLD).own == [QUAY]


def test_a_successor_hears_for_the_member_that_closed() -> None:
    new = joined("U99009", "pcn", "New Vale PCN")
    left = MemberLeft(organisation=VALE, on=date(2026, 6, 1), reason="closed")
    taken = MemberSucceeded(
        organisation=VALE, successor="U99009", on=date(2026, 6, 2), basis="declared"
    )
    change: list[Noted] = [(one, START) for one in (new, left, taken)]
    found = notices(*OPENED, *change, told(OWN, 5), told(QUAY, 5), told("U99009", 5))
    assert (found[VALE].notice, found[VALE].successor) == ("told", "U99009")
    assert line(*OPENED, *change, told(OWN, 5), told(QUAY, 5), told("U99009", 5)).verdict == "fair"


def test_who_left_before_hearing_and_has_no_successor_does_not_count() -> None:
    left: Noted = (MemberLeft(organisation=VALE, on=date(2026, 6, 1), reason="left"), START)
    steps = [*OPENED, left, told(OWN), told(QUAY)]
    assert line(*steps).verdict == "fair"
    assert notices(*steps)[VALE].notice == "no-longer-member"


def test_who_was_told_besides_is_shown_and_does_not_count() -> None:
    late = told("RX9", 9000)
    assert notices(*OPENED, *ALL_TOLD, late)["RX9"].notice == "told-besides"
    assert line(*OPENED, *ALL_TOLD, late).verdict == "fair"


def test_evidence_lists_notices_awards_decision_and_recusal() -> None:
    steps = [*OPENED, *ALL_TOLD, applied(OWN), RECUSED, decided(), awarded(OWN, "d")]
    first = len(setting()) + 1
    assert line(*steps).evidence == list(range(first, first + len(steps)))


def test_batches_do_not_matter() -> None:
    steps = [*OPENED, *ALL_TOLD, applied(OWN), RECUSED, decided(), awarded(OWN, "d")]
    assert_batches_do_not_matter(view, noted(*setting(), *steps))


def test_who_speaks_for_whom_after_it_was_closed_changes_nothing_in_it() -> None:
    """However they are read: the seats of the body go on changing, those of the offer do not."""
    closed = (OpportunityClosed(opportunity="o", outcome="not-awarded"), CLOSES)
    others = SeatConstituencyChanged(body="board", seat=PCN_SEAT, on=YEAR.from_on, constituency=())
    gone = AppointmentEnded(
        seat=PCN_SEAT,
        body="board",
        person="pat",
        capacity="representative",
        on=date(2026, 5, 1),
    )
    steps = [*setting(), *OPENED, *ALL_TOLD, closed, (others, LATER), (gone, LATER)]
    assert line(*steps[len(setting()) :]).own == [OWN]
    assert_batches_do_not_matter(view, noted(*steps))


def allocations(*chosen: tuple[str, tuple[str, ...]]) -> dict[str | None, AllocationLine]:
    """Offers, each with whom was chosen and who applied, folded into lines."""
    steps = setting()
    for number, (winner, applicants) in enumerate(chosen):
        name = f"o{number}"
        steps.append((announced(opportunity=name), START))
        for one in applicants:
            event = InterestExpressed(opportunity=name, organisation=one)
            steps.append((event, START + timedelta(hours=1)))
        award = OpportunityAwarded(opportunity=name, organisation=winner, reasons="Best.")
        steps.append((award, CLOSES))
    kept = folded(view, noted(*steps)).require(Allocations, "allocations")
    return {one.organisation: one for one in allocation_lines(kept, LATER)}


def test_skew_comes_with_its_n_and_exact_tail_probability() -> None:
    found = allocations((OWN, ALL), (OWN, ALL), (QUAY, ALL), (OWN, (OWN, QUAY)))
    own = found[None]
    # 1/3, 1/3, 1/3 and 1/2: all but one of four. Expected 3/2.
    # All four: 1/27 · 1/2 = 1/54. The first three only: 1/54. Two of them and the last: 6/54.
    assert (own.opportunities, own.awards, own.expected_awards) == (4, 3, "3/2")
    assert (own.tail_probability, own.tail_rounded) == ("4/27", "0.1481")
    assert own.unknown == "n = 4 is too few to tell a habit from chance."
    assert (found[VALE].opportunities, found[VALE].awards) == (3, 0)
    assert found[VALE].tail_probability == "1"


def test_an_offer_without_competition_says_nothing() -> None:
    own = allocations((OWN, (OWN,)))[None]
    assert (own.opportunities, own.competed, own.awards) == (0, 1, 0)
    assert own.tail_probability == "1"


def test_where_no_application_is_recorded_all_who_were_offered_it_compete() -> None:
    own = allocations((OWN, ()))[None]
    assert (own.opportunities, own.tail_probability) == (1, "1/3")
    assert own.unknown
    assert "all who were offered it" in own.unknown
