"""Decisions of the past, from published roll calls: whole, as at their time, and once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from decisions.history import PastVoteFields, RecordMotionHistory
from decisions.history_bodies import RecordBodyHistory, RecordVoterHistory, VoterFields
from decisions.rules import RuleFields
from schemas.event import Event
from schemas.events.body import BodyConstituted, SeatCreated
from schemas.events.decision import DecisionTaken
from schemas.events.meeting import ItemTabled, MeetingCalled, MeetingClosed, MeetingOpened
from schemas.events.motion import MotionMoved, VoteCast, VotingClosed, VotingOpened
from schemas.events.partnership import PartnershipEstablished
from schemas.events.representation import RepresentativeAppointed
from schemas.values import DecisionRule, EntitledSeat, Share, Term
from tests.support.slices import given
from tests.support.story import BOARD, PCN_SEAT, TRUST_SEAT

THEN = datetime(1995, 6, 1, 14, 30, tzinfo=UTC)
DAY = THEN.date()
ESTABLISHED = PartnershipEstablished(name="Place", established_on=date(2026, 4, 1))
FORUM = BodyConstituted(body="forum", name="Forum", kind="pcn-forum", on=DAY)


def seat(name: str) -> SeatCreated:
    return SeatCreated(body="forum", seat=name, title=name, category="historical")


KNOWN: tuple[Event, ...] = (ESTABLISHED, FORUM, seat("a"), seat("b"), seat("c"))
VOTES = (
    PastVoteFields(seat="a", choice="for", person="p1"),
    PastVoteFields(seat="b", choice="against", weight=3, represents=("U99001",)),
    PastVoteFields(seat="c"),
)


def motion(**changes: Any) -> RecordMotionHistory:
    return RecordMotionHistory(
        **{
            "occurred_at": THEN,
            "body": "forum",
            "meeting": "forum-1995-06-01",
            "item": "i1",
            "motion": "m1",
            "decision": "d1",
            "number": "R/1",
            "title": "Opening hours",
            "text": "That the hub open early.",
            "votes": VOTES,
            "ruling": "not-carried",
            **changes,
        }
    )


def decision(events: list[Event]) -> DecisionTaken:
    (taken,) = (one for one in events if isinstance(one, DecisionTaken))
    return taken


def test_a_motion_is_recorded_with_its_meeting_its_votes_and_its_decision() -> None:
    place = {"item": "i1", "meeting": "forum-1995-06-01", "body": "forum"}
    assert given(*KNOWN).when(motion(basis="As published.")) == [
        MeetingCalled(meeting="forum-1995-06-01", body="forum", starts_at=THEN),
        MeetingOpened(meeting="forum-1995-06-01", body="forum"),
        ItemTabled(**place, purpose="decision", originator_kind="system", title="Opening hours"),
        MotionMoved(**place, motion="m1", text="That the hub open early."),
        VotingOpened(
            **place,
            motion="m1",
            rule=DecisionRule(kind="simple-majority"),
            entitled=(
                EntitledSeat(seat="a"),
                EntitledSeat(seat="b", weight=3, represents=("U99001",)),
                EntitledSeat(seat="c"),
            ),
            method="roll-call",
        ),
        VoteCast(motion="m1", item="i1", seat="a", choice="for", person="p1"),
        VoteCast(motion="m1", item="i1", seat="b", choice="against"),
        VotingClosed(motion="m1", item="i1", meeting="forum-1995-06-01", ruling="not-carried"),
        DecisionTaken(
            **place,
            decision="d1",
            number="R/1",
            motion="m1",
            outcome="not-approved",
            authority="delegated-committee",
            text="That the hub open early.",
            basis="As published.",
        ),
    ]


@pytest.mark.parametrize("closed", [False, True])
def test_a_second_motion_of_the_day_belongs_to_the_same_meeting(closed: bool) -> None:
    first = given(*KNOWN).when(motion())
    over = [MeetingClosed(meeting="forum-1995-06-01", body="forum")] if closed else []
    later = given(*KNOWN, *first, *over).when(motion(motion="m2", item="i2", decision="d2"))
    assert not any(isinstance(one, MeetingCalled | MeetingOpened) for one in later)


def test_a_motion_is_recorded_once() -> None:
    recorded = given(*KNOWN).when(motion())
    assert given(*KNOWN, *recorded).refuses(motion()) == "motion-exists"


def test_it_needs_its_body_and_its_voters() -> None:
    assert given(ESTABLISHED).refuses(motion()) == "no-body"
    assert given(ESTABLISHED, FORUM, seat("a")).refuses(motion()) == "no-seat"


def test_a_meeting_of_another_body_is_not_its_meeting() -> None:
    other = MeetingCalled(meeting="forum-1995-06-01", body="board", starts_at=THEN)
    assert given(*KNOWN, other).refuses(motion()) == "meeting-of-other-body"


def test_a_seat_has_one_vote() -> None:
    with pytest.raises(ValidationError, match="each seat has one vote"):
        motion(votes=(VOTES[0], VOTES[0]))


def test_the_rule_is_the_one_published_else_that_of_the_terms_of_its_day() -> None:
    two_thirds = RuleFields.model_validate(
        {"kind": "qualified-majority", "at_least": {"numerator": 2, "denominator": 3}}
    )
    opened = given(*KNOWN).when(motion(rule=two_thirds))[4]
    assert isinstance(opened, VotingOpened)
    assert opened.rule.at_least == Share(numerator=2, denominator=3)


def test_a_body_with_terms_decides_by_their_authority() -> None:
    votes = (PastVoteFields(seat=PCN_SEAT, choice="for"), PastVoteFields(seat=TRUST_SEAT))
    board = motion(body="board", votes=votes, ruling="carried", authority="advisory")
    before_terms = decision(given(*BOARD).when(board))
    assert (before_terms.authority, before_terms.outcome) == ("advisory", "recommended")
    in_force = board.model_copy(update={"occurred_at": datetime(2026, 5, 1, tzinfo=UTC)})
    under_terms = decision(given(*BOARD).when(in_force))
    assert (under_terms.authority, under_terms.outcome) == ("delegated-committee", "approved")


def test_an_outcome_does_not_contradict_its_ruling_or_its_authority() -> None:
    assert given(*KNOWN).refuses(motion(outcome="approved")) == "outcome-against-ruling"
    advisory = motion(ruling="carried", outcome="approved", authority="advisory")
    assert given(*KNOWN).refuses(advisory) == "advisory-body-recommends"
    assert decision(given(*KNOWN).when(motion(outcome="withdrawn"))).outcome == "withdrawn"


def test_an_item_that_a_pcn_raised_says_so() -> None:
    tabled = given(*KNOWN).when(motion(originator="U99001"))[2]
    assert isinstance(tabled, ItemTabled)
    assert (tabled.originator_kind, tabled.originator) == ("pcn", "U99001")


def test_a_body_of_the_past_is_there_once_whatever_is_said_of_it_later() -> None:
    body = RecordBodyHistory(body="forum", name="Forum", kind="pcn-forum", on=DAY)
    assert given(ESTABLISHED).when(body) == [FORUM]
    assert given(*KNOWN).when(body.model_copy(update={"name": "Another"})) == []
    assert given().refuses(body) == "partnership-not-established"


def test_a_voter_gets_a_seat_once_and_only_a_person_is_named() -> None:
    voters = RecordVoterHistory(
        body="forum",
        on=DAY,
        voters=(
            VoterFields(seat="a", title="A"),
            VoterFields(seat="d", title="Trust D"),
            VoterFields(seat="e", title="Seat e", person="p5", name="Pat Example"),
        ),
    )
    assert given(*KNOWN).when(voters) == [
        SeatCreated(body="forum", seat="d", title="Trust D", category="historical"),
        SeatCreated(body="forum", seat="e", title="Seat e", category="historical"),
        RepresentativeAppointed(
            seat="e", body="forum", person="p5", term=Term(from_on=DAY), name="Pat Example"
        ),
    ]
    assert given(ESTABLISHED).refuses(voters) == "no-body"
    twice = voters.model_copy(update={"voters": voters.voters[:1] * 2})
    assert given(*KNOWN).refuses(twice) == "seat-named-twice"
    with pytest.raises(ValidationError, match="a name belongs to a person"):
        VoterFields(seat="f", title="F", name="Pat Example")
