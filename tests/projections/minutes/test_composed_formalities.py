"""Last minutes, matters arising, decisions outside the meeting, and the next meeting."""

from datetime import date

from msgspec import UNSET

from projections.minutes.business import (
    Action,
)
from projections.minutes.document import (
    LastMinutes,
    NextMeeting,
    OutsideDecision,
    PastCorrection,
)
from schemas.events.action import ActionRaised
from schemas.events.body import BodyConstituted, BodyDissolved, TermsAdopted
from schemas.events.decision import DecisionRatified, RatificationRefused
from schemas.events.meeting import (
    MeetingCalled,
    MeetingCancelled,
)
from schemas.values import DecisionRule, Quorum
from tests.projections.minutes.composing import BEDS, in_time_order, minutes_of
from tests.support.whole_story import UNTIL_MAY_CLOSED, WHOLE
from tests.support.whole_story.words import (
    BODY,
    JUNE,
    MARCH,
    MAY,
    at,
    bst,
    tabled,
)


async def test_the_last_minutes_are_told_with_what_was_corrected_in_them() -> None:
    assert (await minutes_of(WHOLE)).last_minutes == LastMinutes(
        held_on=date(2026, 3, 12),
        outcome="Approved as a correct record, subject to 1 correction",
        corrections=(
            PastCorrection(
                paragraph="1.1",
                was="Pressure fell in February.",
                becomes="Pressure fell in late February.",
                reason="The fall began on the 20th.",
            ),
        ),
    )


async def test_the_first_meeting_has_no_minutes_to_approve() -> None:
    last = (await minutes_of(WHOLE, MARCH)).last_minutes
    assert last == LastMinutes(outcome="There is no earlier meeting on the record.")


async def test_minutes_that_were_not_approved_are_said_not_to_have_been() -> None:
    steps = [one for one in WHOLE if one[0].TOPIC != "minutes-approved.v1"]
    for meeting, held_on in ((MAY, date(2026, 3, 12)), (JUNE, date(2026, 5, 14))):
        last = (await minutes_of(steps, meeting)).last_minutes
        assert last == LastMinutes(held_on=held_on, outcome="Not approved at this meeting")


async def test_matters_arising_stand_as_they_stood_when_the_meeting_closed() -> None:
    for steps in (UNTIL_MAY_CLOSED, WHOLE):
        assert (await minutes_of(steps)).matters_arising == (
            Action(
                number="A1",
                text="Circulate the winter access review to all PCNs at the same time.",
                owner="Professor Lucy Brand",
                due_on=date(2026, 4, 1),
                status="completed",
                update="Sent to all PCNs on 30 March 2026.",
            ),
            Action(
                number="A2",
                text="Bring a costed option for Saturday diagnostics.",
                owner="Harbourside Hospitals NHS Trust",
                due_on=date(2026, 5, 1),
                status="overdue",
                update="A draft is with partners.",
            ),
        )


async def test_the_next_meeting_takes_the_actions_over_without_those_done_before() -> None:
    june = await minutes_of(WHOLE, JUNE)
    assert [(one.number, one.status) for one in june.matters_arising] == [
        ("A2", "completed"),
        ("A3", "open"),
        ("A4", "overdue"),
    ]


async def test_actions_taken_over_are_told_from_those_of_the_same_number() -> None:
    """The board's A2 and A4 pass to the new board, whose own first action is A1."""
    heir = BodyConstituted(
        body="new-board", name="Neighbourhood Board", kind="place-board", on=date(2026, 6, 1)
    )
    terms = TermsAdopted(
        body="new-board",
        version=1,
        effective_on=date(2026, 6, 1),
        authority="advisory",
        quorum=Quorum(count=1),
        rule=DecisionRule(kind="simple-majority"),
        numbering="NB/{fy}/{n:03}",
        notice_working_days=5,
        canvass_lead_working_days=5,
        canvass_window_working_days=5,
        feedback_working_hours=16,
    )
    own = ActionRaised(action="n1", number="A3", body="new-board", text="Elect a chair.")
    day = date(2026, 5, 29)
    gone = BodyDissolved(body=BODY, on=day, to_body="new-board")
    called = MeetingCalled(meeting="new", body="new-board", starts_at=at(6, 18, 13))
    when = at(5, 29, 17)
    steps = [*UNTIL_MAY_CLOSED, *((one, when) for one in (heir, terms, own, gone, called))]
    matters = (await minutes_of(steps, "new")).matters_arising
    board = "Harbourside and Vale Place Board"
    assert [(one.number, one.raised_by) for one in matters] == [
        ("A2", board),
        ("A3", board),
        ("A4", board),
        ("A3", UNSET),
    ]


async def test_actions_stand_at_their_items_and_the_others_by_themselves() -> None:
    minutes = await minutes_of(WHOLE)
    hub = minutes.items[0]
    assert [(one.number, one.owner, one.status) for one in hub.actions] == [
        ("A3", "Joanna Clarke", "open")
    ]
    assert [(one.number, one.owner) for one in minutes.other_actions] == [
        ("A4", "Councillor Miriam Adeyemi")
    ]


BID = OutsideDecision(
    number="PB/2627/013",
    decided_on=date(2026, 4, 21),
    route="chairs-action",
    decided_by="Councillor Miriam Adeyemi",
    outcome="approved",
    text="A bid for care-home beds is sent to the regional fund.",
    reason="The bid closed before the board could meet.",
    amount_pence=7_500_000,
    ratification="ratified",
    ratified_by=BEDS,
)


async def test_a_decision_outside_the_meeting_is_told_with_the_minute_that_ratified_it() -> None:
    assert (await minutes_of(WHOLE)).outside_decisions == (BID,)
    assert (await minutes_of(WHOLE, JUNE)).outside_decisions == ()


async def test_a_decision_that_the_meeting_passed_over_was_overdue_when_it_closed() -> None:
    unsettled = [one for one in WHOLE if one[0].TOPIC != "decision-ratified.v1"]
    ratified = DecisionRatified(decision="d-bid", body=BODY, meeting=JUNE)
    refused = RatificationRefused(decision="d-bid", body=BODY, meeting=JUNE)
    for settled, in_june in ((ratified, "ratified"), (refused, "refused")):
        steps = in_time_order([*unsettled, (settled, at(6, 11, 13, 30))])
        (may,) = (await minutes_of(steps)).outside_decisions
        (june,) = (await minutes_of(steps, JUNE)).outside_decisions
        assert (may.ratification, may.ratified_by) == ("overdue", None)
        assert (june.ratification, june.ratified_by) == (in_june, None)


async def test_a_decision_awaits_a_meeting_that_has_not_closed() -> None:
    before = [one for one in UNTIL_MAY_CLOSED if one[1] < bst(14, 14)]
    during = [one for one in UNTIL_MAY_CLOSED if one[1] < bst(14, 15)]
    for steps in (before, during):
        (bid,) = (await minutes_of(steps)).outside_decisions
        assert bid.ratification == "awaited"


async def test_the_next_meeting_is_as_announced_else_as_called() -> None:
    announced = NextMeeting(held_on=date(2026, 6, 11), starts_at=at(6, 11, 13))
    assert (await minutes_of(UNTIL_MAY_CLOSED)).next_meeting == announced
    called = (await minutes_of(WHOLE)).next_meeting
    assert called is not None
    assert called.venue == "The Vale Centre, Upper Fern"
    assert (await minutes_of(WHOLE, JUNE)).next_meeting is None
    july = MeetingCalled(
        meeting="july", body=BODY, starts_at=at(7, 9, 13), venue="Town Hall", is_extraordinary=True
    )
    steps = [*WHOLE, (july, at(6, 20, 9))]
    assert (await minutes_of(steps, JUNE)).next_meeting == NextMeeting(
        held_on=date(2026, 7, 9), starts_at=at(7, 9, 13), venue="Town Hall"
    )


async def test_a_meeting_that_was_cancelled_is_not_the_next_one() -> None:
    july = MeetingCalled(meeting="july", body=BODY, starts_at=at(7, 9, 13))
    cancelled = MeetingCancelled(meeting="july", body=BODY)
    steps = [*WHOLE, (july, at(6, 20, 9)), (cancelled, at(6, 21, 9))]
    assert (await minutes_of(steps, JUNE)).next_meeting is None


async def test_a_meeting_that_is_only_called_has_an_agenda_and_what_awaits_it() -> None:
    july = MeetingCalled(meeting="july", body=BODY, starts_at=at(7, 9, 13), is_extraordinary=True)
    item = tabled("estates", "july", "discussion", "Estates strategy", "C99")
    steps = [*WHOLE, (july, at(6, 20, 9)), (item, at(6, 20, 9))]
    minutes = await minutes_of(steps, "july")
    assert (
        minutes.title
        == "Minutes of the extraordinary meeting of the Harbourside and Vale Place Board"
    )
    assert [(one.number, one.title) for one in minutes.items] == [("1", "Estates strategy")]
    assert [one.number for one in minutes.matters_arising] == ["A3", "A4"]
    assert minutes.last_minutes == LastMinutes(held_on=date(2026, 6, 11))
    assert (minutes.present, minutes.quoracy) == ((), None)
