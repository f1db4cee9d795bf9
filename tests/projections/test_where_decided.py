"""Where decisions were taken, and the rubber-stamp signal; tables worked by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from projections.views.decision_documents import Decision
from projections.views.decision_register import view
from projections.views.where_lines import WhereLine, lines
from schemas.event import Event
from schemas.events.contact import ContactLogged
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import ItemDiscussed, MeetingCalled, MeetingClosed, MeetingOpened
from schemas.events.motion import AmendmentMoved, DissentRecorded, VoteCast, VotingClosed
from tests.projections.recording import Noted, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded
from tests.support.story import COUNCIL_SEAT, MOVED, PCN_SEAT, PUT, TRUST_SEAT

DECIDED = datetime(2026, 5, 14, 13, 30, tzinfo=UTC)
EARLIER = DECIDED - timedelta(days=2)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


def vote(voter: str, choice: str) -> VoteCast:
    return VoteCast(motion="m1", item="hub", seat=voter, choice=choice)  # type: ignore[arg-type] - choices are words


ALL_FOR: tuple[Event, ...] = (
    PUT,
    *(vote(one, "for") for one in (PCN_SEAT, TRUST_SEAT, COUNCIL_SEAT)),
    VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried"),
)
ONE_AGAINST: tuple[Event, ...] = (PUT, vote(PCN_SEAT, "against"), vote(TRUST_SEAT, "for"))
ONE_ABSTAINS: tuple[Event, ...] = (PUT, vote(PCN_SEAT, "abstain"), vote(TRUST_SEAT, "for"))
TAKEN = DecisionTaken(
    decision="d",
    number="PB/1",
    body="board",
    meeting="may",
    item="hub",
    motion="m1",
    outcome="approved",
    authority="delegated-committee",
)
AMENDED = AmendmentMoved(motion="m1", item="hub", mover=TRUST_SEAT, text="With a review.")
DISSENT = DissentRecorded(motion="m1", item="hub", seat=COUNCIL_SEAT)


def said(*paragraphs: int, meeting: str = "may") -> tuple[Event, ...]:
    return tuple(ItemDiscussed(item="hub", meeting=meeting, paragraph=one) for one in paragraphs)


def contact(**more: object) -> ContactLogged:
    facts = {"contact": "c", "channel": "phone", "named_outcome": True, "item": "hub"}
    return ContactLogged(**{**facts, "person": "terry", "with_person": "carol", **more})  # type: ignore[arg-type] - facts by field name


def line(*steps: Noted, decision: str = "d") -> WhereLine:
    before: list[Noted] = [(one, EARLIER - timedelta(days=1)) for one in MOVED]
    rows = folded(view, noted(*before, *steps))
    (found,) = lines(rows.require(Decision, decision), LATER)
    return found


@pytest.mark.parametrize(
    ("course", "spoken", "signal"),
    [
        # All for, one paragraph, nothing amended, and the outcome had been named: a signal.
        ((*said(1), *ALL_FOR), contact(), "signal"),
        (ALL_FOR, contact(), "signal"),
        (ONE_ABSTAINS, contact(), "signal"),  # an abstention is no dissent
        ((*said(1), *ALL_FOR), contact(outcome="approved"), "signal"),
        # Each of the four alone takes the signal away.
        ((*said(1, 2), *ALL_FOR), contact(), "no-signal"),
        ((*said(1), AMENDED, *ALL_FOR), contact(), "no-signal"),
        ((*said(1), *ONE_AGAINST), contact(), "no-signal"),
        ((*said(1), *ALL_FOR, DISSENT), contact(), "no-signal"),
        ((*said(1), *ALL_FOR), contact(named_outcome=False), "no-signal"),
        # Another outcome was named than came about; the contact was about another item.
        ((*said(1), *ALL_FOR), contact(outcome="not-approved"), "no-signal"),
        ((*said(1), *ALL_FOR), contact(item="other"), "no-signal"),
        # What was said on the item at an earlier meeting is not discussion at this one.
        ((*said(1, 2, 3, meeting="april"), *said(1), *ALL_FOR), contact(), "signal"),
    ],
)
def test_the_rubber_stamp_signal(
    course: tuple[Event, ...], spoken: ContactLogged, signal: str
) -> None:
    at_meeting: list[Noted] = [(one, DECIDED) for one in (*course, TAKEN)]
    assert line((spoken, EARLIER), *at_meeting).rubber_stamp == signal


def test_without_a_contact_there_is_no_signal() -> None:
    assert line(*((one, DECIDED) for one in (*ALL_FOR, TAKEN))).rubber_stamp == "no-signal"


def test_a_contact_logged_only_after_the_decision_proves_nothing() -> None:
    at_meeting: list[Noted] = [(one, DECIDED) for one in (*ALL_FOR, TAKEN)]
    late: Noted = (contact(), EARLIER, DECIDED + timedelta(days=1))
    found = line(*at_meeting, late)
    assert (found.rubber_stamp, found.naming_contacts) == ("not-proven", ["c"])
    assert found.unknown is not None
    assert "logged only after the decision" in found.unknown


def test_a_conversation_after_the_decision_named_nothing_before() -> None:
    at_meeting: list[Noted] = [(one, DECIDED) for one in (*ALL_FOR, TAKEN)]
    found = line(*at_meeting, (contact(), DECIDED + timedelta(hours=1)))
    assert (found.rubber_stamp, found.contacts, found.naming_contacts) == ("no-signal", ["c"], [])


JUNE = datetime(2026, 6, 11, 13, tzinfo=UTC)
CALLED: Noted = (MeetingCalled(meeting="june", body="board", starts_at=JUNE), DECIDED)
OPENED: Noted = (MeetingOpened(meeting="june", body="board"), JUNE)
CLOSED: Noted = (MeetingClosed(meeting="june", body="board"), JUNE + timedelta(hours=2))
RATIFIED: Noted = (
    DecisionRatified(decision="d", body="board", meeting="june"),
    JUNE + timedelta(hours=1),
)
REFUSED: Noted = (
    RatificationRefused(decision="d", body="board", meeting="june"),
    JUNE + timedelta(hours=1),
)


def outside(route: str, recorded_at: datetime = DECIDED) -> Noted:
    event = DecisionTakenOutsideMeeting(
        decision="d",
        number="PB/1",
        body="board",
        route=route,  # type: ignore[arg-type] - routes are words
        outcome="agreed",
        authority="delegated-committee",
    )
    return (event, DECIDED, recorded_at)


@pytest.mark.parametrize(
    ("route", "then", "where", "ratification"),
    [
        ("chairs-action", [], "chairs-action", "due"),
        ("chairs-action", [CALLED, OPENED, RATIFIED], "chairs-action", "ratified"),
        ("chairs-action", [CALLED, OPENED, CLOSED], "chairs-action", "overdue"),
        ("written-resolution", [CALLED, OPENED, REFUSED], "written-resolution", "refused"),
        ("elsewhere", [], "untraced", "due"),
        ("elsewhere", [CALLED, OPENED, RATIFIED], "ratified-elsewhere-decided", "ratified"),
        ("elsewhere", [CALLED, OPENED, REFUSED], "untraced", "refused"),
        ("informal", [], "untraced", "due"),
        ("informal", [CALLED, OPENED, RATIFIED], "ratified-elsewhere-decided", "ratified"),
        ("informal", [CALLED, OPENED, CLOSED], "untraced", "overdue"),
    ],
)
def test_the_class_of_each_decision_outside_a_meeting(
    route: str, then: list[Noted], where: str, ratification: str
) -> None:
    found = line(outside(route), *then)
    assert (found.where, found.route, found.ratification) == (where, route, ratification)
    assert found.rubber_stamp is None


@pytest.mark.parametrize(
    ("recorded_at", "minutes", "days"),
    [
        (DECIDED, 0, 0),
        # Thursday 14:30 in England to Friday 10:00: 2 h 30 min and 1 h.
        (datetime(2026, 5, 15, 9, tzinfo=UTC), 210, 1),
        # To Saturday: all of Friday, and no working day more.
        (datetime(2026, 5, 16, 9, tzinfo=UTC), 630, 1),
        # To Tuesday 26 May at 10:00: 25 May is a bank holiday. 2.5 h, 6 days of 8 h, 1 h.
        (datetime(2026, 5, 26, 9, tzinfo=UTC), 150 + 6 * 480 + 60, 7),
    ],
)
def test_disclosure_lag_in_working_time(recorded_at: datetime, minutes: int, days: int) -> None:
    found = line(outside("informal", recorded_at))
    assert (found.disclosure_lag_minutes, found.disclosure_lag_working_days) == (minutes, days)


def test_a_contact_may_name_the_decision_where_there_is_no_item() -> None:
    named = contact(item=None, decision="d")
    found = line(outside("informal"), (named, EARLIER, DECIDED))
    assert (found.contacts, found.naming_contacts) == (["c"], ["c"])
    assert found.evidence == [len(MOVED) + 1, len(MOVED) + 2]


def test_batches_do_not_matter() -> None:
    by_decision = contact(contact="c2", decision="d")
    steps = [(one, DECIDED) for one in (*MOVED, contact(), *said(1), AMENDED, *ALL_FOR, TAKEN)]
    after = [(one, DECIDED) for one in (DISSENT, by_decision, *said(2))]
    assert_batches_do_not_matter(view, noted(*steps, *after))
