"""An adjourned meeting decides nothing until it resumes; quorum and attendance are anew then."""

from datetime import UTC, datetime, timedelta

from decisions.adjourning import AdjournMeeting, ResumeMeeting
from decisions.attendance import ReceiveApologies, RecordAttendance
from decisions.items import DiscussItem
from decisions.meetings import CancelMeeting, CloseMeeting
from decisions.motions import MoveMotion, OpenVoting
from decisions.outcomes import TakeDecision
from schemas.events.meeting import (
    ApologiesReceived,
    AttendanceRecorded,
    MeetingAdjourned,
    MeetingResumed,
)
from schemas.events.motion import VotingClosed, VotingOpened
from tests.support.slices import Given, given
from tests.support.story import (
    CALLED,
    COUNCIL_SEAT,
    IN_SESSION,
    MAY_CLOSED,
    MOVED,
    PCN_SEAT,
    TRUST_SEAT,
    VOTING,
    happened,
)

AT = datetime(2026, 5, 14, 14, 30, tzinfo=UTC)
ON = datetime(2026, 5, 21, 13, 0, tzinfo=UTC)
ADJOURN = AdjournMeeting(meeting="may", resumes_at=ON, reason="The fire alarm rang.")
RESUME = ResumeMeeting(meeting="may")
ADJOURNED = MeetingAdjourned(
    meeting="may", body="board", resumes_at=ON, reason="The fire alarm rang."
)
RESUMED = MeetingResumed(meeting="may", body="board")
DISCUSS = DiscussItem(item="hub", discussion="It was discussed.")
DECIDE = TakeDecision(item="hub", outcome="agreed", text="So it is.")


def broken_off() -> Given:
    """The board of the story, in session and then adjourned for a week."""
    return given(*MOVED, happened(ADJOURNED, AT)).at(AT + timedelta(minutes=5))


def gone_on() -> Given:
    return broken_off().and_(happened(RESUMED, ON)).at(ON + timedelta(minutes=5))


def there(seat: str, person: str) -> AttendanceRecorded:
    return AttendanceRecorded(meeting="may", person=person, capacity="member", seat=seat)


def test_a_meeting_in_session_is_adjourned_once() -> None:
    assert given(*IN_SESSION).at(AT).when(ADJOURN) == [ADJOURNED]
    assert broken_off().when(ADJOURN) == []
    assert broken_off().when(ADJOURN.model_copy(update={"resumes_at": None})) == []


def test_while_it_is_adjourned_another_time_may_be_set() -> None:
    later = ADJOURN.model_copy(update={"resumes_at": ON + timedelta(days=7)})
    (put_off,) = broken_off().when(later)
    assert put_off == MeetingAdjourned(
        meeting="may", body="board", resumes_at=ON + timedelta(days=7), reason=ADJOURN.reason
    )


def test_only_a_meeting_that_goes_on_is_adjourned() -> None:
    assert given(*CALLED).at(AT).refuses(ADJOURN) == "meeting-not-in-session"
    assert given(*IN_SESSION, MAY_CLOSED).at(AT).refuses(ADJOURN) == "meeting-not-in-session"
    assert given().refuses(ADJOURN) == "no-meeting"


def test_a_vote_is_closed_before_the_meeting_is_adjourned() -> None:
    assert given(*VOTING).at(AT).refuses(ADJOURN) == "voting-open"


def test_it_resumes_later_than_it_is_adjourned() -> None:
    assert given(*IN_SESSION).at(ON).refuses(ADJOURN) == "resumption-not-later"
    assert broken_off().at(AT).refuses(RESUME) == "resumption-not-later"


def test_nothing_is_discussed_moved_put_or_decided_until_it_resumes() -> None:
    adjourned = broken_off()
    for command in (
        DISCUSS,
        DECIDE,
        MoveMotion(item="hub", text="That it be so."),
        OpenVoting(motion="m1"),
    ):
        assert adjourned.refuses(command) == "meeting-adjourned"
    assert gone_on().when(DISCUSS)


def test_it_resumes_once_and_only_if_it_was_adjourned() -> None:
    assert broken_off().at(ON).when(RESUME) == [RESUMED]
    assert gone_on().when(RESUME) == []
    assert given(*IN_SESSION).refuses(RESUME) == "meeting-not-adjourned"
    assert given(*CALLED).refuses(RESUME) == "meeting-not-in-session"


def test_a_resumed_meeting_is_quorate_only_by_who_is_there_anew() -> None:
    """The quorum is two voting seats, one of them a PCN's; all were there before."""
    assert given(*MOVED).at(AT).when(DECIDE)
    nobody = gone_on()
    assert nobody.refuses(DECIDE) == "not-quorate"
    assert nobody.refuses(OpenVoting(motion="m1")) == "not-quorate"
    one = nobody.and_(there(PCN_SEAT, "pat"))
    assert one.refuses(DECIDE) == "not-quorate"
    two = one.and_(there(TRUST_SEAT, "terry"))
    assert two.when(DECIDE)
    (opened,) = two.when(OpenVoting(motion="m1"))
    assert isinstance(opened, VotingOpened)
    assert COUNCIL_SEAT in {one.seat for one in opened.entitled}


def test_the_same_attendance_is_recorded_again_at_the_next_sitting() -> None:
    attend = RecordAttendance(meeting="may", person="pat", seat=PCN_SEAT)
    before = given(*IN_SESSION).at(AT).when(attend)
    assert gone_on().when(attend) == (before or [there(PCN_SEAT, "pat")])


def test_whoever_was_there_may_send_apologies_for_the_next_sitting() -> None:
    sorry = ReceiveApologies(meeting="may", person="pat", seat=PCN_SEAT)
    assert given(*IN_SESSION).at(AT).refuses(sorry) == "recorded-as-there"
    assert broken_off().when(sorry) == [
        ApologiesReceived(meeting="may", person="pat", seat=PCN_SEAT)
    ]


def test_a_meeting_that_never_resumes_can_be_closed_but_not_cancelled() -> None:
    (closed,) = broken_off().when(CloseMeeting(meeting="may"))
    assert closed == MAY_CLOSED
    assert broken_off().refuses(CancelMeeting(meeting="may", reason="No.")) == "meeting-held"
    over = broken_off().and_(MAY_CLOSED)
    assert over.refuses(RESUME) == "meeting-not-in-session"
    assert over.refuses(ADJOURN) == "meeting-not-in-session"


def test_a_vote_that_was_closed_before_the_adjournment_leads_to_a_decision_after_it() -> None:
    ruled = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    book = given(*VOTING, ruled, happened(ADJOURNED, AT), happened(RESUMED, ON))
    by_vote = DECIDE.model_copy(update={"motion": "m1"})
    assert book.at(ON + timedelta(minutes=1)).when(by_vote)
