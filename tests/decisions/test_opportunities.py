from datetime import UTC, date, datetime

import pytest

from decisions.applications import ExpressInterest, WithdrawInterest
from decisions.awards import AwardOpportunity, CloseOpportunity
from decisions.opportunities import AnnounceOpportunity, NotifyOrganisation
from schemas.event import Event
from schemas.events.decision import DecisionTaken
from schemas.events.opportunity import (
    InterestExpressed,
    InterestWithdrawn,
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
    OrganisationNotified,
)
from schemas.events.partnership import MemberLeft, MemberSucceeded
from tests.support.clock import NOON
from tests.support.slices import Given, given
from tests.support.story import CALLED, FORUM, PARTNERSHIP, PCNS, TRUST, happened, joined

NORTH, SOUTH, WEST = PCNS
CLOSES = datetime(2026, 5, 29, 16, tzinfo=UTC)
AFTER = datetime(2026, 6, 1, 9, tzinfo=UTC)
BOOK: tuple[Event, ...] = (*PARTNERSHIP, *CALLED)
OFFER = OpportunityAnnounced(
    opportunity="o",
    body="board",
    kind="pilot",
    organisations=PCNS,
    closes_at=CLOSES,
    title="Frailty pilot",
)
NOTIFY = NotifyOrganisation(opportunity="o", organisation=NORTH, channel="email")
NOTIFIED = OrganisationNotified(opportunity="o", organisation=NORTH, channel="email")
APPLY = ExpressInterest(opportunity="o", organisation=NORTH)
APPLIED = InterestExpressed(opportunity="o", organisation=NORTH)
BACK = WithdrawInterest(opportunity="o", organisation=NORTH)
AWARD = AwardOpportunity(opportunity="o", organisation=NORTH, reasons="Best bid.")
AWARDED = OpportunityAwarded(opportunity="o", organisation=NORTH, reasons="Best bid.")
CLOSE = CloseOpportunity(opportunity="o", outcome="not-awarded")
TAKEN = DecisionTaken(
    decision="d",
    number="PB/1",
    body="board",
    meeting="may",
    item="hub",
    outcome="approved",
    authority="delegated-committee",
)


def announce(**changes: object) -> AnnounceOpportunity:
    fields = {"opportunity": "o", "body": "board", "kind": "pilot", "title": "Frailty pilot"}
    return AnnounceOpportunity.model_validate({**fields, "closes_at": CLOSES, **changes})


def offered(*more: Event) -> Given:
    return given(*BOOK, OFFER, *more)


def test_it_is_offered_to_all_pcns_as_they_are_members_now() -> None:
    assert given(*BOOK).when(announce()) == [OFFER]
    left = MemberLeft(organisation=WEST, on=date(2026, 5, 1), reason="left")
    (smaller,) = given(*BOOK, left).when(announce())
    assert smaller.organisations == (NORTH, SOUTH)


def test_it_is_offered_to_the_members_that_are_named() -> None:
    (named,) = given(*BOOK).when(announce(organisations=[TRUST, NORTH]))
    assert named.organisations == (TRUST, NORTH)
    assert given(*BOOK).refuses(announce(organisations=["U12345"])) == "no-member"
    assert given(*BOOK).refuses(announce(organisations=["Y99001"])) == "is-a-practice"
    no_pcns = given(PARTNERSHIP[0], *CALLED)
    assert no_pcns.refuses(announce()) == "offered-to-nobody"


def test_the_same_announcement_again_is_nothing_to_do_and_another_is_refused() -> None:
    assert offered().when(announce()) == []
    assert offered().refuses(announce(kind="role")) == "opportunity-exists"


def test_it_is_announced_by_a_body_under_an_item_of_it_and_closes_later() -> None:
    assert given(*PARTNERSHIP).refuses(announce()) == "no-body"
    assert given(*BOOK).when(announce(item="hub"))
    assert given(*BOOK).refuses(announce(item="other")) == "no-item"
    at_forum = announce(body="forum", item="hub")
    assert given(*BOOK, *FORUM).refuses(at_forum) == "item-of-other-body"
    assert given(*BOOK).refuses(announce(closes_at=NOON)) == "closes-before-announced"


def test_who_heard_is_recorded_even_of_those_who_heard_before_the_announcement() -> None:
    assert offered().when(NOTIFY) == [NOTIFIED]
    early = offered().by(occurred_at=datetime(2026, 5, 1, 9, tzinfo=UTC))
    assert early.when(NOTIFY) == [NOTIFIED]
    besides = NOTIFY.model_copy(update={"organisation": TRUST})
    assert offered().when(besides)


def test_hearing_again_at_the_same_time_by_the_same_way_is_nothing_to_do() -> None:
    before = happened(NOTIFIED, NOON)
    assert offered(before).when(NOTIFY) == []
    assert offered(before).at(AFTER).when(NOTIFY) == [NOTIFIED]


def test_only_members_hear_of_opportunities_that_there_are() -> None:
    assert given(*BOOK).refuses(NOTIFY) == "no-opportunity"
    stranger = NOTIFY.model_copy(update={"organisation": "U12345"})
    assert offered().refuses(stranger) == "no-member"


def test_those_to_whom_it_is_offered_apply_while_applications_are_taken() -> None:
    assert offered().when(APPLY) == [APPLIED]
    assert offered(APPLIED).when(APPLY) == []
    other = APPLY.model_copy(update={"organisation": TRUST})
    assert offered().refuses(other) == "not-offered"
    assert offered().at(CLOSES).when(APPLY)
    assert offered().at(AFTER).refuses(APPLY) == "applications-closed"
    closed = OpportunityClosed(opportunity="o", outcome="withdrawn")
    assert offered(closed).refuses(APPLY) == "opportunity-closed"


def test_a_successor_applies_in_the_place_of_the_pcn_that_closed() -> None:
    new = "U99009"
    change = (
        joined(new, "pcn", "New PCN"),
        MemberLeft(organisation=NORTH, on=date(2026, 5, 1), reason="closed"),
        MemberSucceeded(organisation=NORTH, successor=new, on=date(2026, 5, 2), basis="declared"),
    )
    successor = APPLY.model_copy(update={"organisation": new})
    assert offered(*change).when(successor)
    assert offered(*change).refuses(APPLY) == "not-a-member"
    assert offered(change[0]).refuses(successor) == "not-offered"


def test_an_application_is_taken_back_and_made_again() -> None:
    withdrawn = InterestWithdrawn(opportunity="o", organisation=NORTH)
    assert offered(APPLIED).when(BACK) == [withdrawn]
    assert offered().refuses(BACK) == "no-interest-to-withdraw"
    assert offered(APPLIED, withdrawn).refuses(BACK) == "no-interest-to-withdraw"
    assert offered(APPLIED, withdrawn).when(APPLY) == [APPLIED]
    assert offered(APPLIED, AWARDED).refuses(BACK) == "already-awarded"


def test_it_is_awarded_with_reasons_with_or_without_a_decision() -> None:
    assert offered(APPLIED).when(AWARD) == [AWARDED]
    assert offered().when(AWARD) == [AWARDED]
    by_decision = AWARD.model_copy(update={"decision": "d"})
    (awarded,) = offered(TAKEN).when(by_decision)
    assert (awarded.decision, awarded.item) == ("d", "hub")
    assert offered().refuses(by_decision) == "no-decision"
    with pytest.raises(ValueError, match="reasons"):
        AwardOpportunity.model_validate({"opportunity": "o", "organisation": NORTH})


def test_each_organisation_is_chosen_once() -> None:
    assert offered(AWARDED).when(AWARD) == []
    more = AWARD.model_copy(update={"amount_pence": 100})
    assert offered(AWARDED).refuses(more) == "already-awarded"
    second = AWARD.model_copy(update={"organisation": SOUTH})
    assert offered(AWARDED).when(second)


def test_the_decision_is_one_of_the_body_that_offers_it() -> None:
    at_forum = OpportunityAnnounced(
        opportunity="o", body="forum", kind="pilot", organisations=PCNS, closes_at=CLOSES
    )
    by_decision = AWARD.model_copy(update={"decision": "d"})
    book = given(*BOOK, *FORUM, at_forum, TAKEN)
    assert book.refuses(by_decision) == "decision-of-other-body"


def test_it_is_closed_once_by_an_outcome_that_agrees_with_the_awards() -> None:
    closed = OpportunityClosed(opportunity="o", outcome="not-awarded")
    assert offered(APPLIED).when(CLOSE) == [closed]
    assert offered(closed).when(CLOSE) == []
    was_awarded = CLOSE.model_copy(update={"outcome": "awarded"})
    assert offered(closed).refuses(was_awarded) == "opportunity-closed"
    assert offered().refuses(was_awarded) == "outcome-contradicts-awards"
    assert offered(AWARDED).refuses(CLOSE) == "outcome-contradicts-awards"
    assert offered(AWARDED).when(was_awarded)
    assert offered(closed).refuses(AWARD) == "opportunity-closed"
