"""Rules of days go by the day in England: between midnight and 1 am BST, UTC has the one before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from decisions.actions import RaiseAction
from decisions.command import Command
from decisions.consultations import CloseConsultation
from decisions.outcomes import TakeDecision
from decisions.reference_data import ReconcileMembers
from decisions.refusal import Refused
from decisions.resourcing import LogHours
from decisions.views import SubmitView
from decisions.votes import CastVote
from schemas.event import Event
from schemas.events.action import ActionRaised
from schemas.events.consultation import ConsultationClosed, ViewSubmitted
from schemas.events.decision import DecisionTaken
from schemas.events.motion import VoteCast
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSucceeded
from schemas.events.representation import AppointmentEnded
from tests.journeys.random_checks import faults
from tests.support.consulting import CONSULTED, OPENED
from tests.support.folds import entry
from tests.support.slices import Given, given
from tests.support.story import CALLED, IN_SESSION, PARTNERSHIP, PCN_SEAT, PCNS, TERMS, VOTING

BEFORE, AFTER = timedelta(minutes=-30), timedelta(minutes=30)
JULY = date(2026, 7, 1)
MIDNIGHT = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
"""The first moment of 1 July 2026 in England, in UTC."""


def on_record(book: Sequence[Event], *added: Event, acting_for: str, at: datetime) -> set[str]:
    """What the auditor finds wrong about events added to a book at a time."""
    events = [entry(one, n) for n, one in enumerate(book, 1)]
    events += [
        entry(one, len(events) + n, at, acting_for=acting_for) for n, one in enumerate(added, 1)
    ]
    return {rule for rule, _ in faults(events)}


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (datetime(2027, 3, 31, 22, 30, tzinfo=UTC), "PB/2627/001"),
        (datetime(2027, 3, 31, 23, 30, tzinfo=UTC), "PB/2728/001"),  # 00:30 BST on 1 April
        (datetime(2024, 3, 31, 0, 30, tzinfo=UTC), "PB/2324/001"),  # clocks go forward that night
        (datetime(2024, 3, 31, 23, 30, tzinfo=UTC), "PB/2425/001"),
    ],
)
def test_a_number_is_of_the_financial_year_that_has_begun_in_england(
    at: datetime, number: str
) -> None:
    book = [
        replace(one, effective_on=date(2024, 1, 1)) if one == TERMS else one for one in IN_SESSION
    ]
    noting = TakeDecision(item="hub", outcome="noted", text="It was noted.")
    (taken,) = given(*book).at(at).when(noting)
    assert isinstance(taken, DecisionTaken)
    assert taken.number == number


def test_terms_of_reference_are_in_force_from_midnight_in_england() -> None:
    newer = replace(TERMS, version=2, effective_on=JULY, numbering="NEW/{n}")
    noting = TakeDecision(item="hub", outcome="noted", text="It was noted.")
    book = given(*IN_SESSION, newer)
    for apart, number in ((BEFORE, "PB/2627/001"), (AFTER, "NEW/1")):
        (taken,) = book.at(MIDNIGHT + apart).when(noting)
        assert isinstance(taken, DecisionTaken)
        assert taken.number == number


def test_a_term_of_office_ends_at_midnight_in_england() -> None:
    ends = AppointmentEnded(
        seat=PCN_SEAT, body="board", person="pat", capacity="representative", on=date(2026, 6, 30)
    )
    book = given(*VOTING, ends)
    vote = CastVote(motion="m1", seat=PCN_SEAT, person="pat", choice="for")
    (cast,) = book.at(MIDNIGHT + BEFORE).when(vote)
    assert isinstance(cast, VoteCast)
    assert book.at(MIDNIGHT + AFTER).refuses(vote) == "not-seat-holder"


def test_an_action_may_be_due_on_the_day_that_it_is_in_england() -> None:
    book = given(*IN_SESSION)
    today = {"action": "a1", "body": "board", "person": "pat", "due_on": JULY, "text": "Ask."}
    (raised,) = book.at(MIDNIGHT + AFTER).when(RaiseAction.model_validate(today))
    assert isinstance(raised, ActionRaised)
    yesterday = RaiseAction.model_validate({**today, "due_on": date(2026, 6, 30)})
    assert book.at(MIDNIGHT + BEFORE).when(yesterday)
    assert book.at(MIDNIGHT + AFTER).refuses(yesterday) == "due-before-raised"


@pytest.mark.parametrize(
    ("recorded_at", "is_refused"),
    [
        (MIDNIGHT + AFTER, False),
        (MIDNIGHT + BEFORE, True),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), True),  # still 30 November: no summer time
        (datetime(2026, 12, 1, 0, 30, tzinfo=UTC), False),
    ],
)
def test_an_edition_of_today_is_not_of_the_future(recorded_at: datetime, is_refused: bool) -> None:
    as_at = JULY if recorded_at < datetime(2026, 9, 1, tzinfo=UTC) else date(2026, 12, 1)
    pcns = [{"code": PCNS[0], "name": "Harbour PCN", "practices": []}]
    sources = [{"kind": "core-partners", "sha256": "a" * 64}]
    edition = ReconcileMembers.model_validate({"as_at": as_at, "sources": sources, "pcns": pcns})
    assert says_future(given(*CONSULTED).at(recorded_at), edition) == is_refused


def test_hours_of_today_are_not_of_the_future() -> None:
    hours = LogHours(seat=PCN_SEAT, person="pat", on=JULY, minutes_worked=30)
    assert not says_future(given(*IN_SESSION).at(MIDNIGHT + AFTER), hours)
    assert says_future(given(*IN_SESSION).at(MIDNIGHT + BEFORE), hours)


def says_future(book: Given, command: Command) -> bool:
    try:
        book.when(command)
    except Refused as refusal:
        return refusal.code.endswith("in-the-future")
    return False


SUCCESSOR = "U99009"
SUCCEEDED = (
    MemberJoined(organisation=SUCCESSOR, kind="pcn", on=JULY, name="Harbour and Quay PCN"),
    MemberSucceeded(organisation=PCNS[0], successor=SUCCESSOR, basis="declared", on=JULY),
    MemberLeft(organisation=PCNS[0], on=date(2026, 6, 30), reason="closed"),
)
LONG = replace(OPENED, closes_at=MIDNIGHT + timedelta(days=7))
HANDED_ON = (*PARTNERSHIP, *CALLED, LONG, *SUCCEEDED)


def test_a_successor_answers_from_midnight_in_england_and_the_auditor_agrees() -> None:
    view = SubmitView(consultation="c1", organisation=SUCCESSOR, position="support")
    book = given(*HANDED_ON).by(role="pcn", organisation=SUCCESSOR)
    assert book.at(MIDNIGHT + BEFORE).refuses(view) == "not-in-electorate"
    at = MIDNIGHT + AFTER
    (answer,) = book.at(at).when(view)
    assert isinstance(answer, ViewSubmitted)
    assert on_record(HANDED_ON, answer, acting_for=SUCCESSOR, at=at) == set()
    too_early = on_record(HANDED_ON, answer, acting_for=SUCCESSOR, at=MIDNIGHT + BEFORE)
    assert too_early == {"view-not-in-electorate"}


def test_who_stayed_silent_is_named_as_of_the_day_in_england_and_the_auditor_agrees() -> None:
    answer = ViewSubmitted(
        consultation="c1", item="hub", organisation=SUCCESSOR, position="support"
    )
    book, at = (*HANDED_ON, answer), MIDNIGHT + AFTER
    (closed,) = given(*book).at(at).when(CloseConsultation(consultation="c1"))
    assert isinstance(closed, ConsultationClosed)
    assert closed.non_responders == PCNS[1:]
    found = on_record(HANDED_ON, answer, closed, acting_for=SUCCESSOR, at=at)
    assert found == set()
