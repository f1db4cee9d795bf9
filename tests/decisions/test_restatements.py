"""What a meeting did and who was chosen can be put right with a basis, also once it is over."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from decisions.award_corrections import RestateAward
from decisions.awards import AwardOpportunity
from decisions.conflict_corrections import RestateReturn, RestateStandingAside
from decisions.corrections import RestateDecision
from decisions.outside_decisions import RatifyDecision
from decisions.ratification_corrections import RestateRatification
from decisions.ruling_corrections import RestateCastingVote, RestateDissent, RestateRuling
from decisions.undoing_corrections import RestateUndoing
from decisions.vote_corrections import CorrectVote
from decisions.votes import CastVote
from schemas.events.correction import DecisionRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import MemberRecused, MemberReturned
from schemas.events.motion import (
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    VoteCast,
    VotingClosed,
    VotingOpened,
)
from schemas.events.opportunity import (
    OpportunityAnnounced,
    OpportunityAwarded,
    OpportunityClosed,
)
from schemas.events.restatement import (
    AwardRestated,
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    RulingRestated,
    StandingAsideRestated,
    UndoingRestated,
)
from tests.support.clock import NOON
from tests.support.slices import given
from tests.support.story import (
    COUNCIL_SEAT,
    IN_JUNE,
    IN_SESSION,
    MAY_CLOSED,
    MOVED,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    TRUST_SEAT,
    VOTING,
    happened,
)

WHY: dict[str, Any] = {"basis": "mistake-in-recording", "reason": "The secretary misheard."}
EARLIER = NOON - timedelta(hours=1)
RECUSED = MemberRecused(item="hub", meeting="may", seat=TRUST_SEAT, person="terry", left_room=True)
CARRIED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    motion="m1",
    outcome="approved",
    authority="delegated-committee",
)


def cast(seat: str, choice: Any) -> VoteCast:
    return VoteCast(motion="m1", item="hub", seat=seat, choice=choice)


class TestStandingAside:
    book = given(*IN_SESSION, RECUSED, MAY_CLOSED)

    def restate(self, **more: Any) -> RestateStandingAside:
        return RestateStandingAside(**{"item": "hub", "seat": TRUST_SEAT, **WHY, **more})

    def test_a_seat_that_stood_aside_from_nothing_takes_part_again(self) -> None:
        (put,) = given(*IN_SESSION, RECUSED).when(self.restate())
        assert put == StandingAsideRestated(
            item="hub", meeting="may", seat=TRUST_SEAT, person="terry", **WHY
        )
        vote = CastVote(motion="m1", seat=TRUST_SEAT, choice="for", person="terry")
        before = given(*VOTING, RECUSED)
        assert before.refuses(vote) == "seat-recused"
        assert len(before.and_(put).when(vote)) == 1

    def test_it_is_put_right_after_the_meeting_too_and_only_once(self) -> None:
        (put,) = self.book.when(self.restate(how="excluded"))
        assert isinstance(put, StandingAsideRestated)
        assert (put.how, put.person, put.left_room) == ("excluded", "terry", False)
        assert self.book.and_(put).when(self.restate(how="excluded")) == []

    def test_one_who_stood_aside_unrecorded_is_named(self) -> None:
        book = given(*IN_SESSION, MAY_CLOSED)
        assert book.refuses(self.restate(how="recused")) == "person-not-named"
        assert book.refuses(self.restate(how="recused", person="carol")) == "not-seat-holder"
        assert len(book.when(self.restate(how="recused", person="terry"))) == 1
        assert book.refuses(self.restate()) == "nothing-to-correct"

    def test_whoever_voted_did_not_stand_aside(self) -> None:
        book = given(*VOTING, cast(TRUST_SEAT, "for"), CARRIED, MAY_CLOSED)
        assert book.refuses(self.restate(how="recused", person="terry")) == "vote-already-cast"

    def test_the_time_that_was_recorded_stands_unless_it_is_told_anew(self) -> None:
        book = given(*IN_SESSION, happened(RECUSED, EARLIER), MAY_CLOSED)
        (put,) = book.when(self.restate(how="excluded"))
        assert isinstance(put, StandingAsideRestated)
        assert put.since == EARLIER
        (again,) = book.and_(put).when(self.restate(how="excluded", since=NOON, left_room=True))
        assert isinstance(again, StandingAsideRestated)
        assert again.since == NOON
        (none,) = book.when(self.restate())
        assert isinstance(none, StandingAsideRestated)
        assert none.since is None

    def test_nobody_stood_aside_in_the_future(self) -> None:
        later = self.restate(how="excluded", since=NOON + timedelta(hours=1))
        assert self.book.refuses(later) == "in-the-future"


class TestReturn:
    back = happened(
        MemberReturned(item="hub", meeting="may", seat=TRUST_SEAT, person="terry"), NOON
    )
    book = given(*IN_SESSION, RECUSED, back, MAY_CLOSED)

    def restate(self, **more: Any) -> RestateReturn:
        return RestateReturn(**{"item": "hub", "seat": TRUST_SEAT, **WHY, **more})

    def test_it_gets_its_true_time(self) -> None:
        assert self.book.when(self.restate(returned_at=EARLIER)) == [
            ReturnRestated(
                item="hub",
                meeting="may",
                seat=TRUST_SEAT,
                person="terry",
                returned_at=EARLIER,
                **WHY,
            )
        ]
        assert self.book.when(self.restate(returned_at=NOON)) == []

    def test_it_is_taken_back_once_and_given_where_it_was_forgotten(self) -> None:
        (gone,) = self.book.when(self.restate())
        assert self.book.and_(gone).refuses(self.restate()) == "nothing-to-correct"
        assert len(self.book.and_(gone).when(self.restate(returned_at=EARLIER))) == 1
        assert given(*IN_SESSION).refuses(self.restate()) == "not-stood-aside"


class TestRuling:
    book = given(*VOTING, CARRIED, MAY_CLOSED)

    def restate(self, ruling: Any = "not-carried", **more: Any) -> RestateRuling:
        return RestateRuling(motion="m1", ruling=ruling, **WHY, **more)

    def test_it_is_put_right(self) -> None:
        put = RulingRestated(motion="m1", item="hub", meeting="may", ruling="not-carried", **WHY)
        assert self.book.when(self.restate()) == [put]
        assert self.book.and_(put).when(self.restate()) == []
        assert self.book.when(self.restate("carried")) == []
        assert given(*VOTING).refuses(self.restate()) == "nothing-to-correct"

    def test_an_outcome_is_not_passed_over_where_the_ruling_stands(self) -> None:
        book = self.book.and_(TAKEN)
        assert book.refuses(self.restate("carried", outcome="deferred")) == "ruling-stands"
        assert book.when(self.restate("carried", outcome=TAKEN.outcome)) == []

    def test_a_decision_that_rests_on_it_is_put_right_with_it(self) -> None:
        book = self.book.and_(TAKEN)
        assert book.refuses(self.restate()) == "decision-rests-on-it"
        assert book.refuses(self.restate(outcome="agreed")) == "outcome-against-ruling"
        ruling, outcome = book.when(self.restate(outcome="not-approved"))
        assert isinstance(ruling, RulingRestated)
        assert outcome == DecisionRestated(
            decision="d1", body="board", item="hub", outcome="not-approved", **WHY
        )
        assert len(book.and_(ruling, outcome).when(self.restate("carried", outcome="agreed"))) == 2

    def test_a_decision_that_fits_either_ruling_stays(self) -> None:
        deferred = DecisionTaken(**{**TAKEN.as_dict(), "outcome": "deferred"})
        assert len(self.book.and_(deferred).when(self.restate())) == 1
        assert self.book.refuses(self.restate(outcome="deferred")) == "no-decision-on-motion"

    def test_what_it_ratified_is_put_right_first(self) -> None:
        ratified = DecisionRatified(decision="d9", body="board", meeting="may", motion="m1")
        book = self.book.and_(ratified)
        assert book.refuses(self.restate()) == "ratification-rests-on-it"
        freed = RatificationRestated(decision="d9", body="board", meeting="may", **WHY)
        assert len(book.and_(freed).when(self.restate())) == 1

    def test_what_it_rescinded_is_put_right_first(self) -> None:
        undone = DecisionRescinded(decision="d9", body="board", meeting="may", motion="m1")
        book = self.book.and_(undone)
        assert book.refuses(self.restate()) == "rescission-rests-on-it"
        freed = UndoingRestated(
            decision="d9", body="board", meeting="may", undone="rescinded", **WHY
        )
        assert len(book.and_(freed).when(self.restate())) == 1
        by_another = DecisionRescinded(**{**undone.as_dict(), "motion": "m2"})
        assert len(self.book.and_(by_another).when(self.restate())) == 1

    def test_what_stands_in_the_place_of_another_decision_was_decided(self) -> None:
        replaced = DecisionSuperseded(
            decision="d0", superseded_by="d1", body="board", meeting="may", item="hub"
        )
        book = self.book.and_(TAKEN, replaced)
        assert book.refuses(self.restate(outcome="not-approved")) == "replacement-rests-on-it"
        facts: dict[str, Any] = {"decision": "d1", **WHY}
        assert book.refuses(RestateDecision(outcome="deferred", **facts)) == (
            "replacement-rests-on-it"
        )
        assert len(book.when(RestateDecision(outcome="agreed", **facts))) == 1
        not_replaced = {"decision": "d0", "body": "board", "meeting": "may", "superseded_by": "d1"}
        freed = UndoingRestated(**not_replaced, undone="superseded", **WHY)
        assert book.and_(freed).when(RestateDecision(outcome="deferred", **facts))


class TestCastingVote:
    tied = (*VOTING, cast(PCN_SEAT, "for"), cast(COUNCIL_SEAT, "against"))
    used = CastingVoteUsed(motion="m1", item="hub", seat=TRUST_SEAT, person="terry", choice="for")
    book = given(*tied, used, CARRIED, MAY_CLOSED)

    def restate(self, **more: Any) -> RestateCastingVote:
        return RestateCastingVote(**{"motion": "m1", **WHY, **more})

    def test_it_is_put_right_or_taken_back(self) -> None:
        facts: dict[str, Any] = {"motion": "m1", "item": "hub", "seat": TRUST_SEAT, **WHY}
        against = CastingVoteRestated(person="terry", choice="against", **facts)
        assert self.book.when(self.restate(choice="against")) == [against]
        assert self.book.when(self.restate(choice="for")) == []
        (none,) = self.book.when(self.restate())
        assert none == CastingVoteRestated(person="terry", **facts)
        assert self.book.and_(none).refuses(self.restate()) == "nothing-to-correct"

    def test_only_what_could_have_been_used_was(self) -> None:
        forgotten = given(*self.tied, CARRIED, MAY_CLOSED)
        given_ = self.restate(choice="for", seat=TRUST_SEAT, person="terry")
        assert len(forgotten.when(given_)) == 1
        assert forgotten.refuses(self.restate(choice="for")) == "person-not-named"
        by_member = self.restate(choice="for", seat=PCN_SEAT, person="pat")
        assert forgotten.refuses(by_member) == "no-casting-vote"
        untied = given(*VOTING, cast(PCN_SEAT, "for"), CARRIED)
        assert untied.refuses(given_) == "vote-not-equal"


class TestDissent:
    said = DissentRecorded(motion="m1", item="hub", seat=PCN_SEAT, person="pat", reason="Too far.")
    book = given(*VOTING, said, CARRIED, MAY_CLOSED)

    def restate(self, **more: Any) -> RestateDissent:
        return RestateDissent(**{"motion": "m1", "seat": PCN_SEAT, **WHY, **more})

    def test_it_is_taken_back_once_or_gets_its_true_words(self) -> None:
        gone = DissentRestated(motion="m1", item="hub", seat=PCN_SEAT, **WHY)
        assert self.book.when(self.restate()) == [gone]
        assert self.book.and_(gone).refuses(self.restate()) == "nothing-to-correct"
        (said,) = self.book.when(self.restate(has_dissented=True, reasons="Too dear."))
        assert isinstance(said, DissentRestated)
        assert said.reasons == "Too dear."
        assert self.book.when(self.restate(has_dissented=True)) == []

    def test_one_that_was_forgotten_is_of_a_seat_that_had_a_vote(self) -> None:
        book = given(*VOTING, CARRIED, MAY_CLOSED)
        assert len(book.when(self.restate(has_dissented=True, person="dee"))) == 1
        stranger = self.restate(has_dissented=True, person="carol")
        assert book.refuses(stranger) == "not-seat-holder"
        unput = given(*MOVED)
        assert unput.refuses(self.restate(has_dissented=True)) == "seat-not-entitled"


GRANT = happened(
    DecisionTakenOutsideMeeting(
        decision="d1",
        number="PB/2627/001",
        body="board",
        route="chairs-action",
        outcome="approved",
        authority="delegated-committee",
        person="terry",
    ),
    NOON - timedelta(days=1),
)
RATIFIED = happened(DecisionRatified(decision="d1", body="board", meeting="june"), NOON)


class TestRatification:
    book = given(*IN_JUNE, GRANT, RATIFIED)

    def restate(self, **more: Any) -> RestateRatification:
        return RestateRatification(**{"decision": "d1", **WHY, **more})

    def test_without_one_the_decision_can_be_ratified_again(self) -> None:
        (none,) = self.book.when(self.restate())
        assert none == RatificationRestated(decision="d1", body="board", meeting="june", **WHY)
        again = RatifyDecision(decision="d1", meeting="june")
        assert self.book.when(again) == []
        assert len(self.book.and_(none).when(again)) == 1
        assert self.book.and_(none).when(self.restate()) == []

    def test_a_refusal_recorded_as_ratification_is_put_right(self) -> None:
        (refused,) = self.book.when(self.restate(outcome="refused", reasons="Too dear."))
        assert isinstance(refused, RatificationRestated)
        assert (refused.outcome, refused.meeting) == ("refused", "june")
        refusal = happened(RatificationRefused(decision="d1", body="board", meeting="june"), NOON)
        back = given(*IN_JUNE, GRANT, refusal).when(self.restate(outcome="ratified"))
        assert [type(one) for one in back] == [RatificationRestated]

    def test_what_a_meeting_undid_had_not_been_refused(self) -> None:
        undone = DecisionRescinded(decision="d1", body="board", meeting="june")
        refused = self.restate(outcome="refused", reasons="Too dear.")
        assert self.book.and_(undone).refuses(refused) == "rescission-rests-on-it"
        assert len(self.book.and_(undone).when(self.restate())) == 1

    def test_another_meeting_did_it_so_that_both_say_so(self) -> None:
        first, second = self.book.when(self.restate(outcome="ratified", meeting="may"))
        assert isinstance(first, RatificationRestated)
        assert isinstance(second, RatificationRestated)
        assert [(one.meeting, one.outcome) for one in (first, second)] == [
            ("june", None),
            ("may", "ratified"),
        ]

    def test_it_passes_the_checks_of_a_ratification(self) -> None:
        nobody_there = given(*IN_JUNE[:-2], GRANT, RATIFIED)
        refused = happened(RatificationRefused(decision="d1", body="board", meeting="june"), NOON)
        was = nobody_there.and_(refused).refuses(self.restate(outcome="ratified"))
        assert was == "not-quorate"
        early = self.restate(outcome="refused", settled_at=NOON - timedelta(days=2))
        assert self.book.refuses(early) == "before-decision"
        unmoved = self.restate(outcome="ratified", motion="m9")
        assert self.book.refuses(unmoved) == "no-motion"
        lost = (
            MotionMoved(motion="m9", item="x", meeting="june", body="board"),
            VotingOpened(
                motion="m9",
                item="x",
                meeting="june",
                body="board",
                rule=VOTING[-1].rule,
                entitled=(),
            ),
            VotingClosed(motion="m9", item="x", meeting="june", ruling="not-carried"),
        )
        assert self.book.and_(*lost).refuses(unmoved) == "motion-not-carried"

    def test_there_has_to_be_one_to_correct(self) -> None:
        assert given(*IN_JUNE, GRANT).refuses(self.restate()) == "nothing-to-correct"
        assert self.book.when(self.restate(outcome="ratified")) == []
        with pytest.raises(ValidationError, match="outcome"):
            self.restate(meeting="may")


OFFER = OpportunityAnnounced(
    opportunity="o1", body="board", kind="pilot", organisations=PCNS, closes_at=NOON
)
AWARDED = OpportunityAwarded(opportunity="o1", organisation=PCNS[0], decision="d1", item="hub")
CLOSED = OpportunityClosed(opportunity="o1", outcome="awarded")


class TestAwards:
    book = given(*PARTNERSHIP, *IN_SESSION, OFFER, TAKEN, AWARDED)

    def restate(self, **more: Any) -> RestateAward:
        return RestateAward(**{"opportunity": "o1", "organisation": PCNS[0], **WHY, **more})

    def test_it_is_taken_back_and_can_be_made_again(self) -> None:
        (gone,) = self.book.when(self.restate())
        assert gone == AwardRestated(
            opportunity="o1", organisation=PCNS[0], decision="d1", item="hub", **WHY
        )
        assert self.book.and_(gone).refuses(self.restate()) == "nothing-to-correct"
        again = AwardOpportunity(
            opportunity="o1", organisation=PCNS[0], decision="d1", reasons="Best."
        )
        assert self.book.when(again) == []
        assert len(self.book.and_(gone).when(again)) == 1

    def test_another_was_chosen_also_once_it_is_closed(self) -> None:
        book = self.book.and_(CLOSED)
        assert book.refuses(self.restate()) == "outcome-contradicts-awards"
        other = self.restate(organisation=PCNS[1], is_awarded=True, decision="d1")
        (chosen,) = book.when(other)
        assert len(book.and_(chosen).when(self.restate())) == 1
        assert book.and_(chosen).when(other) == []

    def test_nobody_was_chosen_and_what_came_of_it_says_so(self) -> None:
        (gone,) = self.book.and_(CLOSED).when(self.restate(outcome="not-awarded"))
        assert isinstance(gone, AwardRestated)
        assert gone.outcome == "not-awarded"
        assert self.book.refuses(self.restate(outcome="not-awarded")) == "opportunity-not-closed"

    def test_by_another_decision_so_that_both_say_so(self) -> None:
        other = DecisionTaken(**{**TAKEN.as_dict(), "decision": "d2", "motion": None})
        stands = self.restate(is_awarded=True, decision="d2", amount_pence=500)
        gone, awarded = self.book.and_(other).when(stands)
        assert isinstance(gone, AwardRestated)
        assert isinstance(awarded, AwardRestated)
        assert (gone.decision, gone.is_awarded) == ("d1", False)
        assert (awarded.decision, awarded.amount_pence) == ("d2", 500)

    def test_what_is_absent_stays(self) -> None:
        (awarded,) = self.book.when(self.restate(is_awarded=True, amount_pence=500))
        assert isinstance(awarded, AwardRestated)
        facts = (awarded.decision, awarded.item, awarded.amount_pence)
        assert facts == ("d1", "hub", 500)


@pytest.mark.parametrize(
    "command",
    [
        (RestateStandingAside, {"item": "hub", "seat": PCN_SEAT}),
        (RestateReturn, {"item": "hub", "seat": PCN_SEAT}),
        (RestateRuling, {"motion": "m1", "ruling": "carried"}),
        (RestateCastingVote, {"motion": "m1"}),
        (RestateDissent, {"motion": "m1", "seat": PCN_SEAT}),
        (RestateRatification, {"decision": "d1"}),
        (RestateUndoing, {"decision": "d1"}),
        (RestateAward, {"opportunity": "o1", "organisation": PCNS[0]}),
        (CorrectVote, {"motion": "m1", "seat": PCN_SEAT, "choice": "for"}),
    ],
)
def test_every_correction_has_a_basis_and_a_reason(command: Any) -> None:
    made, facts = command
    for missing in WHY:
        with pytest.raises(ValidationError, match=missing):
            made(**facts, **{name: why for name, why in WHY.items() if name != missing})
