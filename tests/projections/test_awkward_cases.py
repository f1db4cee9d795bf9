"""Awkward cases of representation, worked by hand: who had a voice, who had a vote, for whom.

The board meets on 14 May 2026. Pat and Sam share the PCN seat; Dee may deputise until 30 April, Eve
from 1 May on.
"""

from datetime import date

import pytest

from decisions.attendance import RecordAttendance
from decisions.votes import CastVote
from projections.views import canvass_register, consultation_outcome, mandate_fidelity, vote_record
from projections.views.fidelity_lines import FidelityLine
from projections.views.vote_lines import VoteLine
from schemas.event import Event
from schemas.events.motion import VoteCast, VotingClosed
from schemas.events.partnership import MemberJoined
from schemas.events.representation import DeputyNominated, RepresentativeAppointed
from schemas.values import Choice, Term
from tests.projections.consulting import (
    ASKED,
    LATER,
    NORTH,
    SOUTH,
    WEST,
    answered,
    consultation,
    discussed,
    on,
)
from tests.projections.mandating import granted
from tests.support.folds import folded, story
from tests.support.slices import Given, given
from tests.support.story import CALLED, IN_SESSION, MEETING_STARTS, PCN_SEAT, VOTING, YEAR


def holder(person: str, term: Term = YEAR) -> RepresentativeAppointed:
    return RepresentativeAppointed(seat=PCN_SEAT, body="board", person=person, term=term)


def deputy(person: str, from_on: date, until_on: date) -> DeputyNominated:
    term = Term(from_on=from_on, until_on=until_on)
    return DeputyNominated(seat=PCN_SEAT, body="board", person=person, term=term)


SAM = holder("sam")
DEE = deputy("dora", date(2026, 4, 1), date(2026, 4, 30))
EVE = deputy("eve", date(2026, 5, 1), date(2026, 5, 31))
BOOK: Given = given(*VOTING, SAM, DEE, EVE).at(MEETING_STARTS)


def vote(person: str, choice: Choice = "for") -> CastVote:
    return CastVote(motion="m1", seat=PCN_SEAT, choice=choice, person=person)


class TestJobShare:
    def test_two_holders_cast_one_vote_and_it_names_who_cast_it(self) -> None:
        (cast,) = BOOK.when(vote("sam"))
        assert isinstance(cast, VoteCast)
        assert (cast.person, cast.capacity) == ("sam", "representative")
        after = BOOK.and_(cast)
        assert after.refuses(vote("pat")) == "vote-already-cast"
        assert after.refuses(vote("eve")) == "vote-already-cast"

    def test_both_may_be_there(self) -> None:
        sits = RecordAttendance(meeting="may", person="sam", seat=PCN_SEAT)
        assert len(given(*IN_SESSION, SAM).at(MEETING_STARTS).when(sits)) == 1

    def test_in_the_vote_record_the_seat_has_one_line(self) -> None:
        cast = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for", person="sam")
        found = votes(SAM, cast)
        assert [(one.seat, one.person) for one in found if one.seat == PCN_SEAT] == [
            (PCN_SEAT, "sam")
        ]


class TestDeputies:
    @pytest.mark.parametrize(
        ("person", "code"), [("dora", "not-seat-holder"), ("frank", "not-seat-holder")]
    )
    def test_one_whose_term_is_over_has_no_vote(self, person: str, code: str) -> None:
        assert BOOK.refuses(vote(person)) == code

    def test_one_in_their_term_votes_as_a_deputy(self) -> None:
        (cast,) = BOOK.when(vote("eve"))
        assert isinstance(cast, VoteCast)
        assert cast.capacity == "deputy"

    def test_one_sits_there_only_in_their_term_and_only_for_an_absent_holder(self) -> None:
        def sits(person: str) -> RecordAttendance:
            return RecordAttendance(meeting="may", person=person, seat=PCN_SEAT)

        empty = given(*CALLED, *IN_SESSION[len(CALLED) : len(CALLED) + 1], DEE, EVE)
        assert empty.at(MEETING_STARTS).refuses(sits("dora")) == "not-seat-holder"
        assert len(empty.at(MEETING_STARTS).when(sits("eve"))) == 1
        taken = given(*IN_SESSION, DEE, EVE).at(MEETING_STARTS)
        assert taken.refuses(sits("eve")) == "seat-taken"


def votes(*events: Event) -> list[VoteLine]:
    ruled = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
    rows = folded(vote_record.view, story(*VOTING, *events, ruled, start=MEETING_STARTS))
    (motion,) = rows.of_kind(vote_record.register.kind)
    return [one for one in vote_record.register.lines(motion, LATER) if isinstance(one, VoteLine)]


class TestSeatThatSpeaksForSeveralPcns:
    """North binds the seat to vote for, South against; West says nothing."""

    told = (
        granted("m-north", "for", organisation=NORTH),
        granted("m-south", "against", organisation=SOUTH),
    )

    def lines(self, choice: Choice) -> dict[str, FidelityLine]:
        cast = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice=choice, person="pat")
        steps = story(*self.told, *VOTING, cast, start=MEETING_STARTS)
        rows = folded(mandate_fidelity.view, steps)
        (motion,) = rows.of_kind(mandate_fidelity.register.kind)
        return {one.organisation: one for one in mandate_fidelity.lines(motion, LATER)}

    @pytest.mark.parametrize(
        ("choice", "north", "south"),
        [
            ("for", "followed", "departed-without-reason"),
            ("against", "departed-without-reason", "followed"),
            ("abstain", "departed-without-reason", "departed-without-reason"),
        ],
    )
    def test_whatever_it_votes_each_pcn_has_its_own_verdict(
        self, choice: Choice, north: str, south: str
    ) -> None:
        found = self.lines(choice)
        assert (found[NORTH].verdict, found[SOUTH].verdict) == (north, south)
        assert found[WEST].verdict == "no-instruction"


class TestPcnThatJoinedAfterOpening:
    """A fourth PCN joins on 1 May: it is not of the electorate frozen on 22 April."""

    joined = (MemberJoined(organisation="U99004", kind="pcn", on=date(2026, 5, 1)), on(5, 1))
    steps = (
        joined,
        *((answered(pcn), on(5, 5)) for pcn in (NORTH, SOUTH, WEST)),
        (discussed(), MEETING_STARTS),
    )

    def test_it_is_neither_reached_nor_missing(self) -> None:
        found = canvass_register.summary(consultation(*ASKED, *self.steps), LATER)
        assert [one.organisation for one in found.lines] == [NORTH, SOUTH, WEST]
        assert found.pcns == 3

    def test_it_is_not_in_the_denominator_of_the_consensus(self) -> None:
        (line,) = consultation_outcome.lines(consultation(*ASKED, *self.steps), LATER)
        assert (line.electorate, line.voices, line.outcome) == (3, 3, "reached")
