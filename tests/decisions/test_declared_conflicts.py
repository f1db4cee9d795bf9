"""A declared interest that keeps a seat from deciding: it stands aside before a decision."""

import pytest

from decisions.conflicts import DeclareInterest
from decisions.motions import OpenVoting
from decisions.outcomes import TakeDecision
from decisions.votes import CastVote, UseCastingVote
from schemas.events.correction import DeclarationWithdrawn
from schemas.events.meeting import InterestDeclared, MemberExcluded, MemberRecused
from schemas.events.motion import VoteCast
from schemas.values import ConflictManagement, InterestKind, InterestNature
from tests.support.slices import given
from tests.support.story import COUNCIL_SEAT, IN_SESSION, MOVED, PCN_SEAT, TRUST_SEAT, VOTING

OPEN = OpenVoting(motion="m1")
VOTE = CastVote(motion="m1", seat=COUNCIL_SEAT, choice="for", person="carol")
AGREE = TakeDecision(item="hub", outcome="agreed", text="That it open.")
RECUSED = MemberRecused(item="hub", meeting="may", seat=COUNCIL_SEAT, person="carol")
EXCLUDED = MemberExcluded(item="hub", meeting="may", seat=COUNCIL_SEAT, person="carol")


def declared(
    management: ConflictManagement, item: str | None = "hub", seat: str | None = COUNCIL_SEAT
) -> InterestDeclared:
    return InterestDeclared(
        meeting="may",
        person="carol",
        kind="financial",
        nature="actual",
        management=management,
        item=item,
        seat=seat,
    )


@pytest.mark.parametrize("management", ["leaves", "stays-without-deciding"])
def test_nothing_is_decided_until_the_seat_has_stood_aside(
    management: ConflictManagement,
) -> None:
    conflict = declared(management)
    assert given(*MOVED, conflict).refuses(OPEN) == "conflict-not-managed"
    assert given(*VOTING, conflict).refuses(VOTE) == "conflict-not-managed"
    assert given(*IN_SESSION, conflict).refuses(AGREE) == "conflict-not-managed"


@pytest.mark.parametrize("aside", [RECUSED, EXCLUDED])
def test_once_it_has_the_others_decide_without_it(aside: MemberRecused | MemberExcluded) -> None:
    (put,) = given(*MOVED, declared("leaves"), aside).when(OPEN)
    assert [one.seat for one in put.entitled] == [PCN_SEAT, TRUST_SEAT]
    assert len(given(*IN_SESSION, declared("leaves"), aside).when(AGREE)) == 1


@pytest.mark.parametrize("management", ["noted", "papers-withheld"])
def test_an_interest_that_is_noted_keeps_nobody_from_voting(
    management: ConflictManagement,
) -> None:
    assert len(given(*MOVED, declared(management)).when(OPEN)) == 1
    assert len(given(*VOTING, declared(management)).when(VOTE)) == 1


def test_others_vote_while_the_seat_is_still_to_stand_aside() -> None:
    other = CastVote(motion="m1", seat=PCN_SEAT, choice="for", person="pat")
    assert len(given(*VOTING, declared("leaves")).when(other)) == 1


def test_a_declaration_for_the_whole_meeting_or_without_a_seat_leaves_it_to_the_chair() -> None:
    assert len(given(*MOVED, declared("leaves", item=None)).when(OPEN)) == 1
    assert len(given(*MOVED, declared("leaves", seat=None)).when(OPEN)) == 1


def test_a_declaration_made_by_mistake_stops_nothing_once_it_is_withdrawn() -> None:
    withdrawn = DeclarationWithdrawn(
        meeting="may", person="carol", item="hub", basis="mistake-in-recording"
    )
    assert len(given(*MOVED, declared("leaves"), withdrawn).when(OPEN)) == 1


@pytest.mark.parametrize("aside", [RECUSED, EXCLUDED])
def test_a_chair_who_stood_aside_has_no_casting_vote_either(
    aside: MemberRecused | MemberExcluded,
) -> None:
    votes = [
        VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for"),
        VoteCast(motion="m1", item="hub", seat=COUNCIL_SEAT, choice="against"),
    ]
    chair = UseCastingVote(motion="m1", seat=TRUST_SEAT, person="terry", choice="for")
    gone = type(aside)(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    assert len(given(*VOTING, *votes).when(chair)) == 1
    assert given(*VOTING, *votes, gone).refuses(chair) == f"seat-{gone.TOPIC.split('-')[2][:-3]}"


@pytest.mark.parametrize("kind", InterestKind.__args__)
@pytest.mark.parametrize("nature", InterestNature.__args__)
@pytest.mark.parametrize("management", ConflictManagement.__args__)
def test_every_kind_nature_and_way_of_managing_can_be_declared(
    kind: InterestKind, nature: InterestNature, management: ConflictManagement
) -> None:
    declare = DeclareInterest(
        meeting="may", person="gil", kind=kind, nature=nature, management=management
    )
    (made,) = given(*IN_SESSION).when(declare)
    assert (made.kind, made.nature, made.management) == (kind, nature, management)
