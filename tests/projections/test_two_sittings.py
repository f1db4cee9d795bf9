"""A meeting that was adjourned: who was there at which sitting, and what rests on it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from projections.reckoning.consultation import ConsultedItem
from projections.reckoning.motion_record import VotedMotion
from projections.views import attendance_register, consultations, meeting_notices, vote_record
from projections.views.attendance_documents import Attendance
from projections.views.attendance_lines import AttendanceLine
from projections.views.attendance_lines import lines as attendance_lines
from projections.views.meeting_documents import MeetingRecord
from projections.views.meeting_record import view as meeting_view
from projections.views.vote_lines import VoteRecord
from projections.views.vote_lines import vote_record as answer
from schemas.events.meeting import (
    ApologiesReceived,
    ItemDiscussed,
    MeetingAdjourned,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MeetingResumed,
)
from schemas.events.motion import MotionMoved, VoteCast, VotingClosed, VotingOpened
from schemas.values import DecisionRule, EntitledSeat
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, folded, story
from tests.support.story import (
    BOARD,
    COUNCIL_SEAT,
    ITEM,
    MEETING_STARTS,
    PCN_SEAT,
    TRUST_SEAT,
    there,
)

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
STARTS = MEETING_STARTS
BROKEN_OFF = STARTS + timedelta(minutes=40)
RESUMES = datetime(2026, 5, 21, 13, 0, tzinfo=UTC)
CALLED: tuple[Step, ...] = (
    *BOARD,
    (MeetingCalled(meeting="may", body="board", starts_at=STARTS), STARTS - timedelta(days=9)),
    (ITEM, STARTS - timedelta(days=9)),
)
FIRST: tuple[Step, ...] = (
    *CALLED,
    (MeetingOpened(meeting="may", body="board"), STARTS),
    (there("pat", PCN_SEAT), STARTS),
    (there("terry", TRUST_SEAT, is_chair=True), STARTS),
)
ADJOURNED: Step = (
    MeetingAdjourned(meeting="may", body="board", resumes_at=RESUMES, reason="Fire."),
    BROKEN_OFF,
)
SORRY: Step = (
    ApologiesReceived(meeting="may", person="terry", seat=TRUST_SEAT),
    BROKEN_OFF + timedelta(days=1),
)
RESUMED: Step = (MeetingResumed(meeting="may", body="board"), RESUMES)
SECOND: tuple[Step, ...] = (
    RESUMED,
    (there("pat", PCN_SEAT), RESUMES),
    (there("carol", COUNCIL_SEAT), RESUMES),
)
CLOSED: Step = (MeetingClosed(meeting="may", body="board"), RESUMES + timedelta(hours=1))
ALL: tuple[Step, ...] = (*FIRST, ADJOURNED, SORRY, *SECOND, CLOSED)


def attended(*steps: Step) -> list[AttendanceLine]:
    document = folded(attendance_register.view, story(*steps)).require(Attendance, "may")
    return list(attendance_lines(document, LATER))


def test_attendance_has_a_line_for_each_sitting() -> None:
    found = [(one.sitting, one.held_on.day, one.person, one.attended) for one in attended(*ALL)]
    assert found == [
        (1, 14, "pat", "present"),
        (1, 14, "terry", "present"),
        (2, 21, "terry", "apologies"),
        (2, 21, "pat", "present"),
        (2, 21, "carol", "present"),
    ]


def test_while_it_is_adjourned_apologies_are_for_the_sitting_to_come() -> None:
    found = [(one.sitting, one.person, one.attended) for one in attended(*FIRST, ADJOURNED, SORRY)]
    assert found == [
        (1, "pat", "present"),
        (1, "terry", "present"),
        (2, "terry", "apologies"),
    ]


def test_leaving_before_the_adjournment_is_part_of_a_sitting() -> None:
    early = there("terry", TRUST_SEAT, left_at=BROKEN_OFF - timedelta(minutes=5))
    lines = attended(*FIRST, (early, BROKEN_OFF), ADJOURNED, *SECOND, CLOSED)
    assert {(one.sitting, one.person): one.attended for one in lines}[1, "terry"] == (
        "present-for-part"
    )


def vote(motion: str, at: datetime, *seats: str) -> tuple[Step, ...]:
    """A vote of those present: the seats given vote for it, the others of the three do not vote."""
    of: dict[str, Any] = {"motion": motion, "item": "hub"}
    rule = DecisionRule(kind="simple-majority", counted_of="present")
    every = (PCN_SEAT, TRUST_SEAT, COUNCIL_SEAT)
    put = VotingOpened(
        **of,
        meeting="may",
        body="board",
        rule=rule,
        entitled=tuple(EntitledSeat(seat=one) for one in every),
    )
    minute = timedelta(minutes=1)
    return (
        (MotionMoved(**of, meeting="may", body="board"), at),
        (put, at),
        *((VoteCast(**of, seat=one, choice="for"), at + minute) for one in seats),
        (VotingClosed(**of, meeting="may", ruling="carried"), at + 2 * minute),
    )


@pytest.mark.parametrize(
    ("steps", "motion", "present", "absent", "result"),
    [
        # At the first sitting the PCN and the trust are there, at the second the PCN and council.
        (vote("m1", STARTS, PCN_SEAT), "m1", [TRUST_SEAT], [COUNCIL_SEAT], "not-carried"),
        (vote("m1", STARTS, PCN_SEAT, TRUST_SEAT), "m1", [], [COUNCIL_SEAT], "carried"),
    ],
)
def test_a_vote_counts_those_of_its_own_sitting(
    steps: tuple[Step, ...], motion: str, present: list[str], absent: list[str], result: str
) -> None:
    record = recorded(motion, *FIRST, *steps, ADJOURNED, *SECOND, CLOSED)
    assert (record.in_state("no-vote"), record.in_state("absent")) == (present, absent)
    assert record.tally
    assert record.tally.result == result


def recorded(motion: str, *steps: Step) -> VoteRecord:
    found = folded(vote_record.view, story(*steps)).require(VotedMotion, motion)
    return answer(found, LATER)


def test_a_vote_at_the_second_sitting_does_not_count_who_had_been_at_the_first() -> None:
    at = RESUMES + timedelta(minutes=5)
    record = recorded("m2", *FIRST, ADJOURNED, *SECOND, *vote("m2", at, PCN_SEAT), CLOSED)
    assert record.in_state("no-vote") == [COUNCIL_SEAT]
    assert record.in_state("absent") == [TRUST_SEAT]
    assert record.tally
    assert record.tally.result == "not-carried"


def test_the_register_of_meetings_tells_of_the_last_adjournment() -> None:
    def line(*steps: Step) -> meeting_notices.MeetingLine:
        document = folded(meeting_view, story(*steps)).require(MeetingRecord, "may")
        (found,) = meeting_notices.lines(document, LATER)
        return found

    before, during, after = line(*FIRST), line(*FIRST, ADJOURNED), line(*ALL)
    assert (before.sittings, before.adjourned_at, before.resumed_at) == (1, None, None)
    assert (during.sittings, during.adjourned_at, during.resumed_at) == (1, BROKEN_OFF, None)
    assert (after.sittings, after.resumes_at, after.resumed_at) == (2, RESUMES, RESUMES)
    assert line(*CALLED).sittings == 0
    open_ended: Step = (MeetingAdjourned(meeting="may", body="board"), BROKEN_OFF)
    assert "when it resumes is not said" in str(line(*FIRST, open_ended).unknown)


def scheduled(*steps: Step) -> datetime | None:
    item = folded(consultations.view, story(*steps)).require(ConsultedItem, "hub")
    return item.sittings[-1].discussed_at or item.sittings[-1].starts_at


SAID = ItemDiscussed(item="hub", meeting="may", paragraph=1)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (FIRST, STARTS),
        # Not reached before the adjournment: it is to be discussed when the meeting goes on.
        ((*FIRST, ADJOURNED), RESUMES),
        ((*FIRST, (MeetingAdjourned(meeting="may", body="board"), BROKEN_OFF)), None),
        (
            (
                *FIRST,
                (MeetingAdjourned(meeting="may", body="board"), BROKEN_OFF),
                (MeetingResumed(meeting="may", body="board"), RESUMES),
            ),
            RESUMES,
        ),
        # Reached before: then is when its discussion started.
        (
            (*FIRST, (SAID, STARTS + timedelta(minutes=9)), ADJOURNED),
            STARTS + timedelta(minutes=9),
        ),
        (
            (*FIRST, ADJOURNED, *SECOND, (SAID, RESUMES + timedelta(minutes=9))),
            RESUMES + timedelta(minutes=9),
        ),
    ],
)
def test_asking_is_measured_by_the_sitting_at_which_an_item_is_reached(
    steps: tuple[Step, ...], expected: datetime | None
) -> None:
    assert scheduled(*steps) == expected


def test_batches_do_not_matter() -> None:
    steps = (*FIRST, *vote("m1", STARTS, PCN_SEAT), ADJOURNED, SORRY, *SECOND, CLOSED)
    for view in (attendance_register.view, vote_record.view, consultations.view, meeting_view):
        assert_batches_do_not_matter(view, story(*steps))
