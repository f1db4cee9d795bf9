import pytest
from pydantic import ValidationError

from decisions.conflicts import DeclareInterest, ExcludeMember, RecuseMember, ReturnMember
from schemas.events.meeting import (
    InterestDeclared,
    ItemDeferred,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.events.motion import VoteCast, VotingClosed
from schemas.events.representation import InterestEnded, InterestRegistered
from tests.support.slices import given
from tests.support.story import (
    APRIL,
    BOARD,
    CALLED,
    COUNCIL_SEAT,
    FORUM,
    IN_SESSION,
    JUNE,
    MAY_CLOSED,
    PCN_SEAT,
    VOTING,
)

REGISTERED = InterestRegistered(
    interest="partner", person="pat", kind="financial", nature="actual", from_on=APRIL
)
DECLARE = DeclareInterest(
    meeting="may",
    person="pat",
    seat=PCN_SEAT,
    item="hub",
    interest="partner",
    management="leaves",
    description="Partner in a practice that would bid.",
)
DECLARED = InterestDeclared(
    meeting="may",
    person="pat",
    seat=PCN_SEAT,
    item="hub",
    interest="partner",
    kind="financial",
    nature="actual",
    management="leaves",
    description="Partner in a practice that would bid.",
)
RECUSE = RecuseMember(item="hub", seat=PCN_SEAT, person="pat", left_room=True)
RECUSED = MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat", left_room=True)
EXCLUDE = ExcludeMember(item="hub", seat=PCN_SEAT, person="pat", reason="Would bid.")
EXCLUDED = MemberExcluded(
    item="hub", meeting="may", seat=PCN_SEAT, person="pat", reason="Would bid."
)
RETURN = ReturnMember(item="hub", seat=PCN_SEAT, person="pat")
RETURNED = MemberReturned(item="hub", meeting="may", seat=PCN_SEAT, person="pat")
VOTED = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for", person="pat")


def test_a_registered_interest_is_declared_once_and_says_its_own_kind() -> None:
    book = given(*IN_SESSION, REGISTERED)
    assert book.when(DECLARE) == [DECLARED]
    assert book.and_(DECLARED).when(DECLARE) == []
    assert book.and_(DECLARED).when(DECLARE.model_copy(update={"management": "noted"}))


def test_an_interest_that_is_not_registered_says_its_kind_and_nature() -> None:
    new = DeclareInterest(
        meeting="may", person="gil", kind="indirect", nature="perceived", management="noted"
    )
    (declared,) = given(*IN_SESSION).when(new)
    assert (declared.kind, declared.nature, declared.interest) == ("indirect", "perceived", None)
    with pytest.raises(ValidationError, match="interest"):
        DeclareInterest(meeting="may", person="gil", kind="indirect", management="noted")


def test_a_declared_interest_is_the_persons_own_and_has_not_ended() -> None:
    ended = InterestEnded(interest="partner", person="pat", on=APRIL)
    others = DECLARE.model_copy(update={"person": "carol", "seat": COUNCIL_SEAT})
    assert given(*IN_SESSION, REGISTERED, ended).refuses(DECLARE) == "interest-ended"
    assert given(*IN_SESSION, REGISTERED).refuses(others) == "interest-of-another"
    assert given(*IN_SESSION).refuses(DECLARE) == "no-interest"


def test_a_declaration_concerns_an_item_of_the_meeting() -> None:
    at_june = DECLARE.model_copy(update={"meeting": "june"})
    assert given(*IN_SESSION, REGISTERED, JUNE).refuses(at_june) == "item-of-other-meeting"
    assert given(*BOARD, JUNE, REGISTERED).refuses(at_june) == "no-item"
    assert given(*BOARD, REGISTERED).refuses(DECLARE) == "no-meeting"


def test_a_declaration_is_made_in_a_seat_of_the_body_that_the_person_holds() -> None:
    book = given(*IN_SESSION, *FORUM, REGISTERED)
    assert book.refuses(DECLARE.model_copy(update={"seat": COUNCIL_SEAT})) == "not-seat-holder"
    assert book.refuses(DECLARE.model_copy(update={"seat": "forum-seat"})) == "seat-on-other-body"


def test_nothing_is_declared_after_the_meeting_or_for_somebody_else() -> None:
    assert given(*IN_SESSION, REGISTERED, MAY_CLOSED).refuses(DECLARE) == "meeting-closed"
    carol = given(*IN_SESSION, REGISTERED).by(role="representative", person="carol")
    assert carol.refuses(DECLARE) == "not-yourself"


@pytest.mark.parametrize(("command", "event"), [(RECUSE, RECUSED), (EXCLUDE, EXCLUDED)])
def test_a_seat_stands_aside_from_an_item_once(
    command: RecuseMember | ExcludeMember, event: MemberRecused | MemberExcluded
) -> None:
    assert given(*IN_SESSION).when(command) == [event]
    assert given(*IN_SESSION, event).when(command) == []


def test_whoever_is_there_in_the_seat_stands_aside_if_nobody_is_named() -> None:
    unnamed = RECUSE.model_copy(update={"person": None})
    assert given(*IN_SESSION).when(unnamed) == [RECUSED]
    assert given(*CALLED).refuses(unnamed) == "person-not-named"


def test_a_representative_recuses_themselves_only() -> None:
    pat = given(*IN_SESSION).by(role="representative", person="pat")
    assert pat.when(RECUSE.model_copy(update={"person": None})) == [RECUSED]
    carol = given(*IN_SESSION).by(role="representative", person="carol")
    assert carol.refuses(RECUSE) == "not-yourself"
    assert carol.refuses(RECUSE.model_copy(update={"person": None})) == "not-seat-holder"


def test_a_seat_stands_aside_in_one_way_only() -> None:
    assert given(*IN_SESSION, EXCLUDED).refuses(RECUSE) == "seat-excluded"
    assert given(*IN_SESSION, RECUSED).refuses(EXCLUDE) == "seat-recused"


def test_a_seat_stands_aside_before_it_votes_or_after_the_vote_is_closed() -> None:
    closed = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    assert given(*VOTING).when(RECUSE) == [RECUSED]
    assert given(*VOTING, VOTED).refuses(RECUSE) == "vote-already-cast"
    assert given(*VOTING, VOTED).refuses(EXCLUDE) == "vote-already-cast"
    assert given(*VOTING, VOTED, closed).when(RECUSE) == [RECUSED]


def test_a_seat_stands_aside_from_a_live_item_of_a_meeting_that_is_not_over() -> None:
    deferred = ItemDeferred(item="hub", meeting="may")
    assert given(*IN_SESSION, MAY_CLOSED).refuses(RECUSE) == "meeting-closed"
    assert given(*IN_SESSION, deferred).refuses(RECUSE) == "item-deferred"
    assert given(*BOARD).refuses(RECUSE) == "no-item"


def test_only_a_seat_of_the_body_and_its_people_stand_aside() -> None:
    book = given(*IN_SESSION, *FORUM)
    assert book.refuses(RECUSE.model_copy(update={"seat": "forum-seat"})) == "seat-on-other-body"
    assert book.refuses(RECUSE.model_copy(update={"person": "carol"})) == "not-seat-holder"
    assert book.refuses(RECUSE.model_copy(update={"seat": "no-seat"})) == "no-seat"


def test_a_member_who_stood_aside_returns_once() -> None:
    assert given(*IN_SESSION, RECUSED).when(RETURN) == [RETURNED]
    assert given(*IN_SESSION, EXCLUDED).when(RETURN) == [RETURNED]
    assert given(*IN_SESSION, RECUSED, RETURNED).when(RETURN) == []


def test_nobody_returns_who_has_not_stood_aside_or_after_the_meeting() -> None:
    assert given(*IN_SESSION).refuses(RETURN) == "not-stood-aside"
    assert given(*IN_SESSION, RECUSED, MAY_CLOSED).refuses(RETURN) == "meeting-closed"
    assert given(*BOARD).refuses(RETURN) == "no-item"


def test_a_member_who_returned_to_the_meeting_still_has_no_part_in_the_item() -> None:
    assert given(*IN_SESSION, RECUSED, RETURNED).when(RECUSE) == []
