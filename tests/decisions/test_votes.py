from decisions.votes import CastVote, CorrectVote, RecordDissent, UseCastingVote
from schemas.events.meeting import MemberRecused
from schemas.events.motion import CastingVoteUsed, VoteCast, VoteCorrected, VotingClosed
from tests.support.slices import given
from tests.support.story import COUNCIL_SEAT, MAY_CLOSED, MOVED, PCN_SEAT, TRUST_SEAT, VOTING

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
