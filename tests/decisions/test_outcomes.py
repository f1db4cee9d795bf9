from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from decisions.outcomes import TakeDecision
from schemas.event import Event
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.meeting import (
    ItemDeferred,
    ItemTabled,
    ItemWithdrawn,
    MeetingOpened,
    MemberRecused,
)
from schemas.events.motion import MotionMoved, VotingClosed
from tests.support.clock import NOON
from tests.support.slices import given
from tests.support.story import (
    BOARD,
    CALLED,
    FORUM,
    IN_SESSION,
    MAY_CLOSED,
    MOVED,
    PCN_SEAT,
    TERMS,
    VOTING,
    there,
)

ADVISORY = replace(TERMS, version=2, authority="advisory")
NOT_NUMBERED = replace(TERMS, version=2, numbering="PB")
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="approved",
    authority="delegated-committee",
    motion="m1",
    amount_pence=12_500_000,
    text="The hub opens in October.",
    basis="Scheme of delegation, section 4",
)
OTHER_ITEM = ItemTabled(
    item="frailty", meeting="may", body="board", purpose="decision", originator_kind="system"
)


def closed(ruling: str = "carried") -> tuple[Event, ...]:
    """A meeting in session whose motion was ruled on."""
    return (*VOTING, VotingClosed(motion="m1", item="hub", meeting="may", ruling=ruling))


def take(**changes: object) -> TakeDecision:
    fields = {
        "decision": "d1",
        "item": "hub",
        "motion": "m1",
        "outcome": "approved",
        "text": "The hub opens in October.",
        "basis": "Scheme of delegation, section 4",
        "amount_pence": 12_500_000,
    }
    return TakeDecision.model_validate({**fields, **changes})


def agree(**changes: object) -> TakeDecision:
    """A decision that the meeting takes without a vote."""
    return take(**{"motion": None, "outcome": "agreed", **changes})


def test_a_decision_gets_its_number_and_authority_from_the_terms() -> None:
    assert given(*closed()).when(take()) == [TAKEN]


def test_numbers_run_on_within_the_body_wherever_it_decided() -> None:
    outside = DecisionTakenOutsideMeeting(
        decision="d0",
        number="PB/2627/007",
        body="board",
        route="chairs-action",
        outcome="agreed",
        authority="delegated-committee",
    )
    elsewhere = replace(outside, decision="f1", body="forum", number="PB/2627/050")
    (taken,) = given(*closed(), *FORUM, outside, elsewhere).when(take())
    assert taken.number == "PB/2627/008"


def test_the_same_decision_again_is_nothing_to_do_and_another_under_its_id_is_refused() -> None:
    assert given(*closed(), TAKEN).when(take()) == []
    assert given(*closed(), TAKEN).refuses(take(amount_pence=None)) == "decision-exists"


def test_one_motion_leads_to_one_decision() -> None:
    assert given(*closed(), TAKEN).refuses(take(decision="d2")) == "motion-decided"


def test_a_decision_is_taken_on_a_live_item_of_a_meeting_in_session() -> None:
    assert given(*CALLED).refuses(agree()) == "meeting-not-in-session"
    assert given(*IN_SESSION, MAY_CLOSED).refuses(agree()) == "meeting-not-in-session"
    for event, why in ((ItemDeferred, "item-deferred"), (ItemWithdrawn, "item-withdrawn")):
        assert given(*closed(), event(item="hub", meeting="may")).refuses(take()) == why
    assert given(*BOARD).refuses(take()) == "no-item"


def test_a_named_motion_is_on_the_item_and_its_vote_closed() -> None:
    other = MotionMoved(motion="m2", item="frailty", meeting="may", body="board")
    assert given(*MOVED).refuses(take()) == "voting-not-closed"
    assert given(*VOTING).refuses(take()) == "voting-not-closed"
    assert given(*closed(), OTHER_ITEM, other).refuses(take(motion="m2")) == "motion-of-other-item"
    assert given(*closed()).refuses(take(motion="m9")) == "no-motion"


@pytest.mark.parametrize(
    ("ruling", "outcome"),
    [
        ("carried", "not-approved"),
        ("not-carried", "approved"),
        ("not-carried", "recommended"),
        ("not-carried", "noted"),
    ],
)
def test_an_outcome_does_not_contradict_the_ruling(ruling: str, outcome: str) -> None:
    assert given(*closed(ruling)).refuses(take(outcome=outcome)) == "outcome-against-ruling"


@pytest.mark.parametrize("outcome", ["not-approved", "deferred", "referred", "withdrawn"])
def test_what_may_become_of_an_item_after_its_motion_was_lost(outcome: str) -> None:
    assert given(*closed("not-carried")).when(take(outcome=outcome))


@pytest.mark.parametrize("outcome", ["approved", "agreed", "ratified"])
def test_an_advisory_body_does_not_decide(outcome: str) -> None:
    book = given(*closed(), ADVISORY)
    assert book.refuses(take(outcome=outcome)) == "advisory-body-recommends"


def test_an_advisory_bodys_outcome_is_stored_as_a_recommendation() -> None:
    for outcome in ("recommended", "supported", "endorsed", "noted", "received", "deferred"):
        (taken,) = given(*closed(), ADVISORY).when(take(outcome=outcome))
        assert (taken.outcome, taken.authority) == (outcome, "advisory")


def test_what_is_agreed_without_a_vote_needs_a_quorum_for_the_item() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
    left = there("pat", PCN_SEAT, left_at=NOON)
    assert given(*IN_SESSION).when(agree())
    assert given(*IN_SESSION, recused).refuses(agree()) == "not-quorate"
    assert given(*IN_SESSION, left).refuses(agree()) == "not-quorate"
    assert given(*IN_SESSION, left).at(NOON - timedelta(minutes=5)).when(agree())


def test_members_too_few_for_a_quorum_may_still_note_and_defer() -> None:
    nobody_there = (*CALLED, MeetingOpened(meeting="may", body="board"))
    assert given(*nobody_there).refuses(agree()) == "not-quorate"
    for outcome in ("noted", "received", "deferred", "withdrawn"):
        assert given(*nobody_there).when(agree(outcome=outcome))


def test_terms_are_those_in_force_and_give_a_running_number() -> None:
    before = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    assert given(*IN_SESSION).at(before).refuses(agree()) == "terms-not-adopted"
    assert given(*IN_SESSION, NOT_NUMBERED).refuses(agree()) == "numbering-without-number"


def test_money_is_a_whole_number_of_pence_not_below_nothing() -> None:
    for amount in (-1, 2**53, 1.5, "12"):
        with pytest.raises(ValidationError, match="amount_pence"):
            take(amount_pence=amount)
