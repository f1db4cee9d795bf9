from typing import Any

from decisions.conflict_corrections import RestateStandingAside
from decisions.ruling_corrections import RestateCastingVote
from decisions.vote_corrections import CorrectVote
from decisions.votes import CastVote, RecordDissent, UseCastingVote
from schemas.events.meeting import MemberRecused
from schemas.events.motion import (
    CastingVoteUsed,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.events.restatement import StandingAsideRestated
from schemas.values import DecisionRule
from tests.support.slices import given
from tests.support.story import COUNCIL_SEAT, MAY_CLOSED, MOVED, PCN_SEAT, PUT, TRUST_SEAT, VOTING

CAST = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for", person="pat")
FOR = CastVote(motion="m1", seat=PCN_SEAT, choice="for", person="pat")


def test_a_seat_casts_its_vote() -> None:
    assert given(*VOTING).when(FOR) == [CAST]


def test_a_deputy_votes_as_a_deputy() -> None:
    (cast,) = given(*VOTING).when(FOR.model_copy(update={"person": "dee"}))
    assert (cast.person, cast.capacity) == ("dee", "deputy")


def test_a_representative_votes_in_their_own_name() -> None:
    pat = given(*VOTING).by(role="representative", person="pat")
    (cast,) = pat.when(FOR.model_copy(update={"person": None}))
    assert cast.person == "pat"
    assert pat.refuses(FOR.model_copy(update={"person": "dee"})) == "not-yourself"


def test_a_seat_has_one_live_vote_whoever_sits_in_it() -> None:
    voted = given(*VOTING, CAST)
    assert voted.refuses(FOR.model_copy(update={"person": "dee"})) == "vote-already-cast"


def test_a_stranger_does_not_vote_in_a_seat() -> None:
    assert given(*VOTING).refuses(FOR.model_copy(update={"person": "carol"})) == "not-seat-holder"


def test_no_vote_before_voting_opens_or_after_it_closes() -> None:
    closed = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    assert given(*MOVED).refuses(FOR) == "voting-not-open"
    assert given(*VOTING, closed).refuses(FOR) == "voting-not-open"


def test_a_recused_seat_does_not_vote_although_voting_opened_before() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
    assert given(*VOTING, recused).refuses(FOR) == "seat-recused"


def test_a_vote_on_nothing_names_what_is_missing() -> None:
    assert given(*VOTING).refuses(FOR.model_copy(update={"motion": "m9"})) == "no-motion"


def test_a_wrong_vote_is_corrected_with_its_reason_and_only_once() -> None:
    why = {"basis": "mistake-in-recording", "reason": "Misheard."}
    fix = CorrectVote(motion="m1", seat=PCN_SEAT, choice="against", **why)  # type: ignore[arg-type]
    (corrected,) = given(*VOTING, CAST).when(fix)
    assert corrected == VoteCorrected(
        motion="m1", item="hub", seat=PCN_SEAT, choice="against", **why
    )
    assert given(*VOTING, CAST, corrected).when(fix) == []
    assert given(*VOTING).refuses(fix) == "no-vote-to-correct"


WHY: dict[str, Any] = {"basis": "mistake-in-recording", "reason": "Left out."}
CLOSED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
RECUSED = MemberRecused(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
NOT_ASIDE = StandingAsideRestated(item="hub", meeting="may", seat=TRUST_SEAT, person="terry", **WHY)
PUT_WITHOUT = VotingOpened(
    **{**PUT.as_dict(), "entitled": tuple(e for e in PUT.entitled if e.seat != TRUST_SEAT)}
)


def left_out(seat: str = TRUST_SEAT, **more: Any) -> CorrectVote:
    return CorrectVote(motion="m1", seat=seat, choice="for", **WHY, **more)


def test_a_vote_that_was_left_out_is_put_in_once_voting_is_over() -> None:
    book = given(*VOTING, CLOSED, MAY_CLOSED)
    (put_in,) = book.when(left_out(person="terry"))
    assert put_in == VoteCorrected(
        motion="m1",
        item="hub",
        seat=TRUST_SEAT,
        choice="for",
        person="terry",
        capacity="representative",
        **WHY,
    )
    assert book.and_(put_in).when(left_out()) == []
    assert book.refuses(left_out(person="carol")) == "not-seat-holder"
    assert given(*VOTING).refuses(left_out()) == "no-vote-to-correct"


def test_a_seat_that_never_stood_aside_voted_after_all() -> None:
    """Its part is corrected first, also where it was never on the roll of the vote."""
    book = given(*MOVED, RECUSED, PUT_WITHOUT, CLOSED, MAY_CLOSED)
    assert book.refuses(left_out()) == "seat-recused"
    (put_in,) = book.and_(NOT_ASIDE).when(left_out())
    aside_again = RestateStandingAside(item="hub", seat=TRUST_SEAT, how="recused", **WHY)
    assert book.and_(NOT_ASIDE, put_in).refuses(aside_again) == "vote-already-cast"
    stranger = given(*MOVED, PUT_WITHOUT, CLOSED)
    assert stranger.refuses(left_out()) == "seat-not-entitled"


def test_what_a_vote_put_in_weighs_makes_it_equal_or_not() -> None:
    """Weighted: the PCN seat is for; the trust, never on the roll, against; and each weighs one."""
    weighted = VotingOpened(
        **{**PUT_WITHOUT.as_dict(), "rule": DecisionRule(kind="weighted", counted_of="voting")}
    )
    book = given(*MOVED, RECUSED, weighted, CAST, CLOSED, NOT_ASIDE)
    chair = RestateCastingVote(motion="m1", choice="for", seat=TRUST_SEAT, person="terry", **WHY)
    assert book.refuses(chair) == "vote-not-equal"
    (against,) = book.when(left_out().model_copy(update={"choice": "against"}))
    assert len(book.and_(against).when(chair)) == 1


def test_the_chair_decides_an_equal_vote_and_only_an_equal_one() -> None:
    against = VoteCast(motion="m1", item="hub", seat=COUNCIL_SEAT, choice="against")
    chair = UseCastingVote(motion="m1", seat=TRUST_SEAT, person="terry", choice="for")
    (used,) = given(*VOTING, CAST, against).when(chair)
    assert isinstance(used, CastingVoteUsed)
    assert given(*VOTING, CAST).refuses(chair) == "vote-not-equal"
    by_member = UseCastingVote(motion="m1", seat=PCN_SEAT, person="pat", choice="for")
    assert given(*VOTING, CAST, against).refuses(by_member) == "no-casting-vote"
    assert given(*VOTING, CAST, against, used).refuses(chair) == "casting-vote-used"


def test_dissent_is_recorded_once_for_a_seat_that_had_a_vote() -> None:
    dissent = RecordDissent(motion="m1", seat=COUNCIL_SEAT, reason="Too soon.")
    (recorded,) = given(*VOTING).when(dissent)
    assert given(*VOTING, recorded).when(dissent) == []
    stranger = RecordDissent(motion="m1", seat="observer-seat")
    assert given(*VOTING).refuses(stranger) == "seat-not-entitled"


def test_a_representative_dissents_in_their_own_name_and_seat() -> None:
    own = given(*VOTING).by(role="representative", person="pat")
    (recorded,) = own.when(RecordDissent(motion="m1", seat=PCN_SEAT))
    assert recorded.person == "pat"
    other = RecordDissent(motion="m1", seat=COUNCIL_SEAT, person="carol")
    assert own.refuses(other) == "not-yourself"
    assert own.refuses(RecordDissent(motion="m1", seat=COUNCIL_SEAT)) == "not-seat-holder"
    by_secretary = RecordDissent(motion="m1", seat=PCN_SEAT, person="carol")
    assert given(*VOTING).refuses(by_secretary) == "not-seat-holder"


def test_nobody_dissents_once_the_meeting_is_over() -> None:
    dissent = RecordDissent(motion="m1", seat=PCN_SEAT)
    (recorded,) = given(*VOTING).when(dissent)
    assert given(*VOTING, MAY_CLOSED).refuses(dissent) == "meeting-closed"
    assert given(*VOTING, recorded, MAY_CLOSED).when(dissent) == []
