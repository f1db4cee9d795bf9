from datetime import timedelta

import pytest
from pydantic import ValidationError

from decisions.attendance import ReceiveApologies, RecordAttendance
from schemas.events.body import SeatRetired
from schemas.events.meeting import ApologiesReceived, AttendanceRecorded, MeetingOpened
from schemas.events.representation import RepresentativeAppointed
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    CALLED,
    COUNCIL_SEAT,
    FORUM,
    IN_SESSION,
    MAY_CLOSED,
    MEETING_STARTS,
    PCN_SEAT,
    YEAR,
    there,
)

OPEN = (*CALLED, MeetingOpened(meeting="may", body="board"))
PAT = RecordAttendance(meeting="may", person="pat", seat=PCN_SEAT, name="Pat")
DEE = RecordAttendance(meeting="may", person="dee", seat=PCN_SEAT)
AT_TWO = MEETING_STARTS + timedelta(hours=1)
SORRY = ReceiveApologies(meeting="may", person="pat", seat=PCN_SEAT, deputy="dee")
SORRY_RECEIVED = ApologiesReceived(meeting="may", person="pat", seat=PCN_SEAT, deputy="dee")


def test_attendance_is_recorded_with_the_capacity_that_the_seat_gives() -> None:
    assert given(*OPEN).when(PAT) == [there("pat", PCN_SEAT)]
    (dee,) = given(*OPEN).when(DEE)
    assert (dee.capacity, dee.seat) == ("deputy", PCN_SEAT)


def test_somebody_without_a_seat_is_in_attendance_unless_they_chair() -> None:
    guest = RecordAttendance(meeting="may", person="gil", role="Analyst", organisation="RX9")
    (recorded,) = given(*OPEN).when(guest)
    assert recorded == AttendanceRecorded(
        meeting="may", person="gil", capacity="in-attendance", role="Analyst", organisation="RX9"
    )
    (chair,) = given(*OPEN).when(guest.model_copy(update={"is_chair": True}))
    assert (chair.capacity, chair.is_chair) == ("member", True)


def test_the_same_attendance_again_is_nothing_to_do() -> None:
    assert given(*IN_SESSION).when(PAT) == []


def test_the_latest_record_of_a_person_holds() -> None:
    left = PAT.model_copy(update={"left_at": AT_TWO})
    (recorded,) = given(*IN_SESSION).when(left)
    assert recorded.left_at == AT_TWO
    assert given(*IN_SESSION, recorded).when(left) == []
    assert given(*IN_SESSION, recorded).when(PAT) == [there("pat", PCN_SEAT)]


def test_attendance_can_be_put_right_after_the_meeting_but_not_before_it() -> None:
    assert given(*OPEN, MAY_CLOSED).when(PAT)
    assert given(*CALLED).refuses(PAT) == "meeting-not-opened"
    assert given().refuses(PAT) == "no-meeting"


def test_a_seat_is_one_of_the_body_and_not_retired() -> None:
    retired = SeatRetired(body="board", seat=PCN_SEAT, on=APRIL)
    elsewhere = PAT.model_copy(update={"seat": "forum-seat"})
    assert given(*OPEN, *FORUM).refuses(elsewhere) == "seat-on-other-body"
    assert given(*OPEN).refuses(elsewhere) == "no-seat"
    assert given(*OPEN, retired).refuses(PAT) == "seat-retired"


def test_a_stranger_does_not_sit_in_a_seat() -> None:
    carol = PAT.model_copy(update={"person": "carol"})
    assert given(*OPEN).refuses(carol) == "not-seat-holder"


def test_a_capacity_that_the_seat_does_not_give_is_refused() -> None:
    as_deputy = PAT.model_copy(update={"capacity": "deputy"})
    assert given(*OPEN).refuses(as_deputy) == "other-capacity"


def test_principal_and_deputy_are_not_both_there_in_the_seat() -> None:
    assert given(*IN_SESSION).refuses(DEE) == "seat-taken"
    (dee,) = given(*OPEN).when(DEE)
    assert given(*OPEN, dee).refuses(PAT) == "seat-taken"


def test_a_deputy_takes_over_when_the_holder_leaves() -> None:
    left = there("pat", PCN_SEAT, left_at=AT_TWO)
    arrives = DEE.model_copy(update={"arrived_at": AT_TWO})
    early = DEE.model_copy(update={"arrived_at": AT_TWO - timedelta(minutes=1)})
    assert given(*IN_SESSION, left).when(arrives)
    assert given(*IN_SESSION, left).refuses(early) == "seat-taken"


def test_job_sharers_are_both_there() -> None:
    sharer = RepresentativeAppointed(seat=PCN_SEAT, body="board", person="sam", term=YEAR)
    assert given(*IN_SESSION, sharer).when(PAT.model_copy(update={"person": "sam"}))


def test_a_representative_records_only_their_own_attendance() -> None:
    pat = given(*OPEN).by(role="representative", person="pat")
    assert pat.when(PAT)
    assert pat.refuses(DEE) == "not-yourself"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"arrived_at": AT_TWO, "left_at": AT_TWO}, "left_at"),
        ({"capacity": "deputy"}, "seat"),
        ({"capacity": "in-attendance", "seat": PCN_SEAT}, "seat"),
        ({"is_chair": "yes"}, "is_chair"),
    ],
)
def test_fields_that_do_not_fit_together_are_named(fields: dict[str, object], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        RecordAttendance.model_validate({"meeting": "may", "person": "pat", **fields})


def test_apologies_name_the_deputy_and_are_received_once() -> None:
    assert given(*CALLED).when(SORRY) == [SORRY_RECEIVED]
    assert given(*CALLED, SORRY_RECEIVED).when(SORRY) == []
    (alone,) = given(*CALLED, SORRY_RECEIVED).when(SORRY.model_copy(update={"deputy": None}))
    assert alone.deputy is None


def test_apologies_from_somebody_without_a_seat() -> None:
    assert given(*CALLED).when(ReceiveApologies(meeting="may", person="gil", name="Gil"))


def test_a_deputy_has_been_nominated() -> None:
    stranger = SORRY.model_copy(update={"deputy": "carol"})
    assert given(*CALLED).refuses(stranger) == "not-seat-holder"


def test_apologies_are_for_a_seat_that_the_person_holds_on_this_body() -> None:
    assert given(*CALLED).refuses(SORRY.model_copy(update={"seat": COUNCIL_SEAT})) == (
        "not-seat-holder"
    )
    elsewhere = SORRY.model_copy(update={"seat": "forum-seat"})
    assert given(*CALLED, *FORUM).refuses(elsewhere) == "seat-on-other-body"


def test_somebody_who_is_there_sends_no_apologies() -> None:
    assert given(*IN_SESSION).refuses(SORRY) == "recorded-as-there"


def test_a_representative_sends_only_their_own_apologies() -> None:
    carol = given(*CALLED).by(role="representative", person="carol")
    assert carol.refuses(SORRY) == "not-yourself"


def test_apologies_name_the_seat_and_another_person_as_deputy() -> None:
    with pytest.raises(ValidationError, match="seat"):
        ReceiveApologies(meeting="may", person="pat", deputy="dee")
    with pytest.raises(ValidationError, match="deputy"):
        ReceiveApologies(meeting="may", person="pat", seat=PCN_SEAT, deputy="pat")
