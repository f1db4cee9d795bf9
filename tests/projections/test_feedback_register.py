"""Who was told of a decision and when, worked by hand in working hours of England.

The decision is on Thursday 14 May 2026 at 2pm in England. Sixteen working hours later it is Monday
18 May at 2pm: 3 hours on Thursday, 8 on Friday, 5 on Monday.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from eventlog.reading import ReadEntry
from projections.views.feedback_documents import Feedback
from projections.views.feedback_lines import FeedbackLine, FeedbackSummary, summary
from projections.views.feedback_register import lines, view
from schemas.event import Event
from schemas.events.body import TermsAdopted
from schemas.events.consultation import ConsultationOpened, ConsultationWithdrawn
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.feedback import (
    FeedbackAcknowledged,
    FeedbackAnswered,
    FeedbackIssued,
    FeedbackQueried,
)
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSucceeded
from schemas.events.representation import AppointmentEnded, RepresentativeAppointed
from schemas.values import ConsensusRule, Elector, Quorum, Share
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, entry, folded
from tests.support.story import APRIL, IN_SESSION, PCN_SEAT, PCNS, RULE, YEAR

NORTH, SOUTH, WEST = PCNS
EAST = "U99004"


def bst(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A time in May 2026 in England, in UTC."""
    return datetime(2026, 5, day, hour - 1, minute, second, tzinfo=UTC)


DECIDED = bst(14, 14)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
DECISION = DecisionTaken(
    decision="d14",
    number="PB/2627/014",
    body="board",
    meeting="may",
    item="hub",
    outcome="approved",
    authority="delegated-committee",
)


def joined(code: str, kind: str = "pcn", on: date = APRIL, name: str | None = None) -> MemberJoined:
    return MemberJoined(organisation=code, kind=kind, on=on, name=name)  # type: ignore[arg-type]


MEMBERS = tuple(joined(code, name=f"PCN {code[-1]}") for code in PCNS)
OPENED = ConsultationOpened(
    consultation="c1",
    item="hub",
    body="board",
    rule=ConsensusRule(
        voices_at_least=Share(numerator=1, denominator=2),
        support_at_least=Share(numerator=2, denominator=3),
    ),
    electorate=tuple(Elector(organisation=code) for code in PCNS),
    closes_at=DECIDED,
    lead_working_days=5,
    window_working_days=5,
)


def told(code: str, number: int = 1) -> FeedbackIssued:
    return FeedbackIssued(
        feedback=f"f-{code}-{number}",
        decision="d14",
        organisation=code,
        channel="email",
        item="hub",
        message="The hub opens.",
    )


def book(*steps: Step | tuple[Event, datetime, datetime]) -> list[ReadEntry]:
    """Entries: a bare event is from before the decision; a pair happened, and was recorded, at a
    time; a triple happened at the first time and was recorded at the second."""
    entries = []
    for position, step in enumerate(steps, start=1):
        event, at, recorded = (
            (step, bst(1, 9), None)
            if isinstance(step, Event)
            else (step[0], step[1], step[2] if len(step) == 3 else None)
        )
        entries.append(entry(event, position, at, recorded))
    return entries


SETTING: tuple[Event, ...] = (*MEMBERS, *IN_SESSION)
GIVEN: tuple[Step, ...] = (*SETTING, OPENED, (DECISION, DECIDED))


def document(entries: Sequence[ReadEntry]) -> Feedback:
    return folded(view, entries).require(Feedback, "d14")


def line_of(
    code: str, *steps: Step | tuple[Event, datetime, datetime], as_of: datetime = LATER
) -> FeedbackLine:
    (line,) = [x for x in lines(document(book(*steps)), as_of) if x.organisation == code]
    return line


def summed(
    *steps: Step | tuple[Event, datetime, datetime], as_of: datetime = LATER
) -> FeedbackSummary:
    return summary(document(book(*steps)), as_of)


@pytest.mark.parametrize(
    ("delivered", "verdict", "minutes"),
    [
        (bst(14, 14), "in-time", 0),
        (bst(14, 15, 30), "in-time", 90),
        (bst(14, 18), "in-time", 180),  # after hours: the clock stood still at 5pm
        (bst(16, 11), "in-time", 660),  # a Saturday
        (bst(18, 14), "in-time", 960),  # exactly the standard
        (bst(18, 14, 0, 59), "in-time", 960),  # it is kept in whole minutes
        (bst(18, 14, 1), "late", 961),
        (bst(26, 9), "late", 960 + 180 + 4 * 480),  # 25 May is a bank holiday
    ],
)
def test_promptness_is_working_time_from_the_decision_to_delivery(
    delivered: datetime, verdict: str, minutes: int
) -> None:
    line = line_of(NORTH, *GIVEN, (told(NORTH), delivered))
    assert (line.told, line.working_minutes) == (verdict, minutes)


@pytest.mark.parametrize(
    ("asked_at", "verdict"),
    [
        (bst(14, 14), "due"),
        (bst(18, 14), "due"),
        (bst(18, 14, 1), "left-in-the-dark"),
        (LATER, "left-in-the-dark"),
    ],
)
def test_nobody_is_left_in_the_dark_before_the_standard_has_passed(
    asked_at: datetime, verdict: str
) -> None:
    line = line_of(NORTH, *GIVEN, as_of=asked_at)
    assert (line.told, line.working_minutes, line.delivered_at) == (verdict, None, None)


def test_a_delivery_recorded_after_the_standard_had_passed_does_not_prove_promptness() -> None:
    line = line_of(NORTH, *GIVEN, (told(NORTH), bst(14, 15), bst(20, 9)))
    assert (line.told, line.working_minutes) == ("unproven", 60)
    assert line.unknown == "The delivery was recorded only after the standard had passed."


def test_a_second_delivery_recorded_in_time_proves_it() -> None:
    late_record = (told(NORTH), bst(14, 15), bst(20, 9))
    again = (told(NORTH, 2), bst(18, 10))
    assert line_of(NORTH, *GIVEN, again, late_record).told == "in-time"


def test_a_delivery_dated_before_the_decision_tells_nobody_of_it() -> None:
    line = line_of(NORTH, *GIVEN, (told(NORTH), bst(14, 13), bst(14, 15)))
    assert (line.told, line.working_minutes) == ("left-in-the-dark", None)
    assert line.unknown == "A delivery is dated before the decision; it is not counted."


def test_the_body_s_own_standard_holds_from_the_day_it_is_in_force() -> None:
    def terms(version: int, on: date, hours: int) -> TermsAdopted:
        return TermsAdopted(
            body="board",
            version=version,
            effective_on=on,
            authority="delegated-committee",
            quorum=Quorum(count=2),
            rule=RULE,
            numbering="PB/{fy}/{n:03}",
            notice_working_days=5,
            canvass_lead_working_days=5,
            canvass_window_working_days=5,
            feedback_working_hours=hours,
        )

    sooner, not_yet = terms(2, date(2026, 5, 14), 4), terms(3, date(2026, 5, 15), 40)
    line = line_of(
        NORTH,
        *SETTING,
        sooner,
        not_yet,
        OPENED,
        (DECISION, DECIDED),
        (told(NORTH), bst(15, 10, 1)),
    )
    assert (line.standard_hours, line.told) == (4, "late")


def test_the_usual_standard_is_assumed_and_named_where_no_terms_were_in_force() -> None:
    line = line_of(NORTH, *MEMBERS, OPENED, (DECISION, DECIDED))
    assert line.standard_hours == 16
    assert line.unknown == "No terms of reference were in force; the usual standard is assumed."


def to_be_told(*steps: Step) -> list[str]:
    return [one.organisation for one in document(book(*steps)).recipients]


def test_those_who_were_asked_are_to_be_told_and_else_the_members_of_the_day() -> None:
    few = ConsultationOpened(
        consultation="c2",
        item="hub",
        body="board",
        rule=OPENED.rule,
        electorate=(Elector(organisation=WEST), Elector(organisation="lmc")),
        closes_at=DECIDED,
        lead_working_days=5,
        window_working_days=5,
    )
    lmc = joined("lmc", kind="lmc")
    here = (*SETTING, lmc, joined("P99001", kind="practice"), joined(EAST, on=date(2026, 5, 15)))
    decided = (DECISION, DECIDED)
    assert to_be_told(*here, decided) == [NORTH, SOUTH, WEST]
    assert to_be_told(*here, few, decided) == [WEST]
    assert to_be_told(*here, few, OPENED, decided) == [WEST, NORTH, SOUTH]
    withdrawn = ConsultationWithdrawn(consultation="c2", item="hub")
    assert to_be_told(*here, few, withdrawn, decided) == [NORTH, SOUTH, WEST]


def test_a_decision_without_an_item_is_told_to_the_members_of_the_day() -> None:
    outside = DecisionTakenOutsideMeeting(
        decision="d14",
        number="PB/2627/CA1",
        body="board",
        route="chairs-action",
        outcome="approved",
        authority="delegated-individual",
    )
    left = MemberLeft(organisation=NORTH, on=date(2026, 5, 13), reason="left")
    assert to_be_told(*SETTING, OPENED, left, (outside, DECIDED)) == [SOUTH, WEST]


def test_the_electorate_stays_as_it_was_though_members_come_later() -> None:
    assert to_be_told(*GIVEN, (joined(EAST), bst(15, 9))) == [NORTH, SOUTH, WEST]


@pytest.mark.parametrize(
    ("last_day", "verdict"),
    [
        (date(2026, 5, 13), "no-longer-member"),
        (date(2026, 5, 17), "no-longer-member"),
        (date(2026, 5, 18), "left-in-the-dark"),
    ],
)
def test_a_pcn_that_leaves_before_the_standard_passes_is_not_left_in_the_dark(
    last_day: date, verdict: str
) -> None:
    left = MemberLeft(organisation=NORTH, on=last_day, reason="left")
    assert line_of(NORTH, *GIVEN, (left, bst(28, 9))).told == verdict
    if last_day < DECIDED.date():
        assert line_of(NORTH, *SETTING, OPENED, left, (DECISION, DECIDED)).told == verdict


def test_telling_the_successor_tells_for_the_pcn_whose_place_it_took() -> None:
    left = MemberLeft(organisation=NORTH, on=date(2026, 5, 14), reason="closed")
    took = MemberSucceeded(
        organisation=NORTH, successor=EAST, on=date(2026, 5, 15), basis="practices-moved"
    )
    further = MemberSucceeded(
        organisation=EAST, successor="U99005", on=date(2026, 5, 16), basis="declared"
    )
    closing = ((left, bst(15, 9)), (joined(EAST), bst(15, 9)), (took, bst(15, 9)))
    assert line_of(NORTH, *GIVEN, *closing).told == "left-in-the-dark"
    line = line_of(NORTH, *GIVEN, *closing, (told(EAST), bst(15, 10)))
    assert (line.told, line.unknown) == ("in-time", "It was told through its successor U99004.")
    again = (further, bst(16, 9))
    line = line_of(NORTH, *GIVEN, *closing, again, (told("U99005"), bst(18, 10)))
    assert line.told == "in-time"
    before = (*SETTING, OPENED, left, joined(EAST), took, further, (DECISION, DECIDED))
    assert line_of(NORTH, *before, (told("U99005"), bst(15, 10))).told == "in-time"


def test_others_who_were_told_stand_beside_and_count_for_nothing() -> None:
    steps = (*GIVEN, joined("trust", kind="trust"), (told("trust"), bst(14, 15)))
    assert line_of("trust", *steps).told == "told-besides"
    assert summed(*steps).told == 0
    assert summed(*steps).to_be_told == 3


def test_what_a_pcn_said_to_it_stands_in_its_line() -> None:
    facts = {"feedback": f"f-{NORTH}-1", "decision": "d14", "organisation": NORTH}
    line = line_of(
        NORTH,
        *GIVEN,
        (told(NORTH), bst(14, 15)),
        (FeedbackAcknowledged(**facts), bst(14, 16)),
        (FeedbackQueried(**facts, question="When?"), bst(14, 17)),
        (FeedbackAnswered(**facts, answer="In October."), bst(15, 9)),
    )
    assert (line.acknowledged_at, line.queried_at, line.answered_at) == (
        bst(14, 16),
        bst(14, 17),
        bst(15, 9),
    )
    assert (line.question, line.answer, line.message) == ("When?", "In October.", "The hub opens.")
    given = len(GIVEN)
    assert line.evidence[-4:] == [given + 1, given + 2, given + 3, given + 4]


def test_the_summary_counts_those_who_acknowledged() -> None:
    facts = {"feedback": f"f-{NORTH}-1", "decision": "d14", "organisation": NORTH}
    deliveries = tuple((told(code), bst(14, 15)) for code in PCNS)
    got = summed(*GIVEN, *deliveries, (FeedbackAcknowledged(**facts), bst(14, 16)))
    assert (got.acknowledged, got.told) == (1, 3)


def test_a_consultation_that_was_withdrawn_is_no_evidence() -> None:
    withdrawn = ConsultationWithdrawn(consultation="c1", item="hub")
    found = document(book(*SETTING, OPENED, withdrawn, (DECISION, DECIDED)))
    assert found.basis == "members"
    assert document(book(*GIVEN)).basis == "electorate"


def test_evidence_is_the_standard_the_electorate_the_decision_and_the_deliveries() -> None:
    line = line_of(NORTH, *GIVEN, (told(SOUTH), bst(14, 15)), (told(NORTH), bst(14, 16)))
    terms = len(MEMBERS) + 2
    assert line.evidence == [terms, len(GIVEN) - 1, len(GIVEN), len(GIVEN) + 2]


def test_the_summary_counts_and_ranks_exactly() -> None:
    electorate = tuple(Elector(organisation=f"U9900{n}") for n in range(1, 8))
    seven = ConsultationOpened(
        consultation="c1",
        item="hub",
        body="board",
        rule=OPENED.rule,
        electorate=electorate,
        closes_at=DECIDED,
        lead_working_days=5,
        window_working_days=5,
    )
    deliveries = [
        (told("U99001"), bst(14, 14, 10)),  # 10 minutes
        (told("U99002"), bst(14, 14, 20)),  # 20
        (told("U99003"), bst(14, 14, 30)),  # 30
        (told("U99004"), bst(14, 15)),  # 60
        (told("U99005"), bst(18, 15)),  # 1020: late
        (told("U99006"), bst(14, 14, 40), bst(20, 9)),  # 40: unproven
    ]
    got = summed(*SETTING, seven, (DECISION, DECIDED), *deliveries)
    # In order: 10 20 30 40 60 1020. Half of six is the 3rd; nine tenths (5.4) is the 6th.
    assert (got.p50_minutes, got.p90_minutes, got.spread_minutes) == (30, 1020, 1010)
    assert (got.to_be_told, got.told, got.in_time) == (7, 6, 4)
    assert (got.late, got.unproven, got.left_in_the_dark) == (["U99005"], ["U99006"], ["U99007"])
    assert (got.first_told_at, got.last_told_at) == (bst(14, 14, 10), bst(18, 15))
    assert got.verdict == "not-all-in-time"


@pytest.mark.parametrize(
    ("deliveries", "as_of", "verdict"),
    [
        ((), bst(18, 14), "not-yet-due"),
        ((), bst(18, 14, 1), "not-all-in-time"),
        (tuple((told(code), bst(15, 9)) for code in PCNS), LATER, "all-in-time"),
        (tuple((told(c), bst(15, 9), bst(20, 9)) for c in PCNS), LATER, "not-proven"),
    ],
)
def test_the_verdict_on_one_decision(
    deliveries: tuple[tuple[Event, datetime], ...], as_of: datetime, verdict: str
) -> None:
    assert summed(*GIVEN, *deliveries, as_of=as_of).verdict == verdict


def test_with_nobody_to_tell_there_is_nothing_to_judge() -> None:
    got = summed(*IN_SESSION, (DECISION, DECIDED))
    assert (got.verdict, got.p50_minutes, got.own_pcn_heard_first) == ("nobody-to-tell", None, None)


def belongs_to(code: str | None) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        seat=PCN_SEAT, body="board", person="paula", term=YEAR, organisation=code
    )


@pytest.mark.parametrize(
    ("own", "at", "others_at", "heard_first"),
    [
        (NORTH, bst(14, 15), bst(14, 16), True),
        (NORTH, bst(14, 15), bst(14, 15), False),  # all at the same time
        (NORTH, bst(14, 16), bst(14, 15), False),
        (NORTH, bst(14, 15), None, True),
        (NORTH, None, bst(14, 15), False),
        (NORTH, None, None, None),
        (None, bst(14, 15), bst(14, 16), None),  # speaks for all, belongs to none
        (EAST, bst(14, 15), bst(14, 16), None),  # belongs to a PCN that was not asked
    ],
)
def test_whether_the_representative_s_own_pcn_heard_first(
    own: str | None, at: datetime | None, others_at: datetime | None, heard_first: bool | None
) -> None:
    deliveries: list[Step] = [(told(NORTH), at)] if at else []
    deliveries += [(told(code), others_at) for code in (SOUTH, WEST) if others_at]
    got = summed(*SETTING, belongs_to(own), OPENED, (DECISION, DECIDED), *deliveries)
    assert got.own_pcn_heard_first is heard_first


@pytest.mark.parametrize(("last_day", "own"), [(13, []), (14, [NORTH])])
def test_a_representative_of_earlier_days_has_no_own_pcn_in_it(
    last_day: int, own: list[str]
) -> None:
    ended = AppointmentEnded(
        seat=PCN_SEAT,
        body="board",
        person="paula",
        capacity="representative",
        on=date(2026, 5, last_day),
    )
    got = summed(*SETTING, belongs_to(NORTH), ended, OPENED, (DECISION, DECIDED))
    assert got.own_pcns == own


def test_folding_in_two_batches_is_folding_at_once() -> None:
    facts = {"feedback": f"f-{NORTH}-1", "decision": "d14", "organisation": NORTH}
    left = MemberLeft(organisation=WEST, on=date(2026, 5, 15), reason="closed")
    took = MemberSucceeded(
        organisation=WEST, successor=SOUTH, on=date(2026, 5, 16), basis="declared"
    )
    entries = book(
        *SETTING,
        belongs_to(SOUTH),
        OPENED,
        (DECISION, DECIDED),
        (told(NORTH), bst(14, 15)),
        (FeedbackAcknowledged(**facts), bst(14, 16)),
        (FeedbackQueried(**facts, question="When?"), bst(14, 17)),
        (left, bst(17, 9)),
        (took, bst(17, 9)),
        (told(SOUTH), bst(18, 9)),
        (FeedbackAnswered(**facts, answer="In October."), bst(18, 10)),
    )
    assert_batches_do_not_matter(view, entries)
