"""The awkward cases that a view's definition meets nowhere else, each worked by hand.

The item was deferred in May, after somebody had stood aside from it, and comes back in June; PCNs
join, seats come to speak for others, and things are told too early.
"""

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from projections.reckoning.consultation import ConsultedItem
from projections.reckoning.mandated_motion import MandatedMotion
from projections.reckoning.motion_record import VotedMotion
from projections.views import (
    canvass_register,
    consultation_outcome,
    influence,
    mandate_fidelity,
    opportunity_register,
    vote_record,
)
from projections.views.fidelity_lines import lines as fidelity_lines
from projections.views.opportunity_documents import Opportunity
from projections.views.opportunity_lines import lines as opportunity_lines
from projections.views.opportunity_lines import notice_lines
from projections.views.vote_lines import VoteRecord
from projections.views.vote_lines import vote_record as record_of
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged
from schemas.events.meeting import AttendanceRecorded, MeetingOpened, MemberRecused
from schemas.events.motion import MotionMoved, VoteCast, VotingClosed
from schemas.events.partnership import MemberJoined
from schemas.values import Choice, DecisionRule
from tests.projections import test_influence as influences
from tests.projections import test_opportunity_register as offers
from tests.projections.consulting import (
    ASKED,
    JUNE,
    LATER,
    NORTH,
    SOUTH,
    TABLED_IN_JUNE,
    WEST,
    answered,
    canvassed,
    consultation,
    deferred,
    discussed,
    on,
    revised,
)
from tests.projections.mandating import granted
from tests.projections.recording import Noted, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded
from tests.support.story import (
    BOARD,
    COUNCIL_SEAT,
    IN_SESSION,
    MEETING_STARTS,
    PCN_SEAT,
    PCNS,
    PUT,
    TRUST_SEAT,
)

JUNE_11 = on(6, 11, 13)
IN_MAY: list[Noted] = [(one, MEETING_STARTS) for one in IN_SESSION]
PUT_OFF: list[Noted] = [
    (
        MemberRecused(item="hub", meeting="may", seat=PCN_SEAT, person="pat", reason="Partner."),
        MEETING_STARTS,
    ),
    (deferred("june"), MEETING_STARTS),
    (JUNE, MEETING_STARTS),
    (TABLED_IN_JUNE, on(5, 15)),
    (MeetingOpened(meeting="june", body="board"), JUNE_11),
]
RULE = DecisionRule(kind="simple-majority", counted_of="entitled")


def there(person: str, seat: str) -> AttendanceRecorded:
    return AttendanceRecorded(meeting="june", person=person, capacity="member", seat=seat)


def in_june(*events: Event) -> list[Noted]:
    """The motion of June is put to all three seats, of which trust and council are there."""
    moved = MotionMoved(motion="m2", item="hub", meeting="june", body="board", text="That it open.")
    put = replace(PUT, motion="m2", meeting="june", rule=RULE)
    closed = VotingClosed(motion="m2", item="hub", meeting="june", ruling="carried")
    sat = (there("terry", TRUST_SEAT), there("carol", COUNCIL_SEAT))
    return [(one, JUNE_11) for one in (*sat, moved, put, *events, closed)]


def cast(seat: str, choice: Choice, person: str) -> VoteCast:
    return VoteCast(motion="m2", item="hub", seat=seat, choice=choice, person=person)


TRUST_FOR, COUNCIL_FOR = cast(TRUST_SEAT, "for", "terry"), cast(COUNCIL_SEAT, "for", "carol")


class TestRecusedBeforeTheDeferral:
    """Whoever stood aside in May has a part in it again in June, unless they stand aside again."""

    def record(self, *events: Event) -> VoteRecord:
        steps = noted(*IN_MAY, *PUT_OFF, *in_june(*events))
        return record_of(folded(vote_record.view, steps).require(VotedMotion, "m2"), LATER)

    def test_a_seat_that_does_not_come_is_absent_and_counts_among_those_entitled(self) -> None:
        found = self.record(TRUST_FOR)
        assert found.in_state("absent") == [PCN_SEAT]
        assert found.in_state("recused") == []
        assert found.tally is not None
        assert found.tally.counted.seats == 3, "1 of 3 entitled, not 1 of 2: it is not carried"
        assert (found.tally.result, found.is_ruling_by_rule) == ("not-carried", False)

    def test_its_vote_is_a_vote_and_nothing_is_wrong_with_it(self) -> None:
        found = self.record(TRUST_FOR, cast(PCN_SEAT, "for", "pat"))
        (line,) = [one for one in found.seats if one.seat == PCN_SEAT]
        assert (line.state, line.choice, line.unknown) == ("voted", "for", None)

    def test_standing_aside_again_counts_again(self) -> None:
        again = MemberRecused(item="hub", meeting="june", seat=PCN_SEAT, person="pat")
        found = self.record(again, TRUST_FOR, COUNCIL_FOR)
        assert found.in_state("recused") == [PCN_SEAT]
        assert found.tally is not None
        assert (found.tally.counted.seats, found.tally.result) == (2, "carried")

    @pytest.mark.parametrize(
        ("vote", "verdicts"),
        [
            ([], {NORTH: "absent", SOUTH: "absent", WEST: "absent"}),
            (
                [cast(PCN_SEAT, "for", "pat")],
                {NORTH: "followed", SOUTH: "no-instruction", WEST: "no-instruction"},
            ),
        ],
    )
    def test_what_pcns_had_told_it_for_the_item_holds_in_june(
        self, vote: list[Event], verdicts: dict[str, str]
    ) -> None:
        told: Noted = (granted("m-north", "for"), on(5, 1))
        steps = noted(told, *IN_MAY, *PUT_OFF, *in_june(*vote))
        put = folded(mandate_fidelity.view, steps).require(MandatedMotion, "m2")
        found = {one.organisation: one for one in fidelity_lines(put, LATER)}
        assert {code: one.verdict for code, one in found.items()} == verdicts
        assert {one.unknown for one in found.values()} == {None}

    def test_batches_do_not_matter(self) -> None:
        steps = noted(*IN_MAY, *PUT_OFF, *in_june(TRUST_FOR))
        assert_batches_do_not_matter(vote_record.view, steps)
        assert_batches_do_not_matter(mandate_fidelity.view, steps)


class TestSeatThatSpeaksForOthersAfterTheVote:
    """For whom it spoke when the motion was put is what counts, whenever that changes."""

    @pytest.mark.parametrize(("day", "told_at"), [(15, on(5, 15)), (1, on(5, 20))])
    def test_a_pcn_that_comes_later_has_no_line(self, day: int, told_at: datetime) -> None:
        changed = SeatConstituencyChanged(
            body="board", seat=PCN_SEAT, constituency=(*PCNS, "U99004"), on=date(2026, 5, day)
        )
        moved = MotionMoved(motion="m1", item="hub", meeting="may", body="board")
        vote = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for")
        steps: list[Noted] = [(one, MEETING_STARTS) for one in (*BOARD, moved, PUT, vote)]
        rows = folded(mandate_fidelity.view, noted(*steps, (changed, told_at)))
        found = fidelity_lines(rows.require(MandatedMotion, "m1"), LATER)
        assert [one.organisation for one in found] == [NORTH, SOUTH, WEST]


class TestConsensusOnADeferredItem:
    """Two supported it before May; West opposed it, and came round before June."""

    said: tuple[Noted, ...] = (
        *((answered(one), on(4, 24)) for one in (NORTH, SOUTH)),
        (answered(WEST, "oppose"), on(4, 24)),
    )
    off: tuple[Noted, ...] = (
        (deferred("june"), MEETING_STARTS),
        (JUNE, MEETING_STARTS),
        (TABLED_IN_JUNE, on(5, 15)),
    )
    turned: Noted = (revised(WEST, "support"), on(5, 20))
    in_june: Noted = (discussed("june"), JUNE_11)

    def outcome(self, *steps: Noted) -> tuple[str, int]:
        (line,) = consultation_outcome.lines(consultation(*ASKED, *self.said, *steps), LATER)
        return (line.outcome, line.support + line.support_with_conditions)

    def test_positions_are_those_at_the_discussion_that_was_had(self) -> None:
        assert self.outcome(*self.off, self.turned, self.in_june) == ("reached", 3)

    def test_who_came_round_only_after_it_did_not_by_then(self) -> None:
        after: Noted = (revised(WEST, "support"), on(6, 12))
        assert self.outcome(*self.off, self.in_june, after) == ("not-reached", 2)

    def test_late_notice_does_not_take_a_voice_away(self) -> None:
        """West is asked and answers on the day before: late for the canvass, in time as a voice."""
        late: tuple[Noted, ...] = (
            (canvassed(WEST), on(5, 13)),
            (revised(WEST, "support"), on(5, 13, 15)),
            (discussed(), MEETING_STARTS),
        )
        assert self.outcome(*late) == ("reached", 3)
        found = canvass_register.summary(consultation(*ASKED, *self.said, *late), LATER)
        (west,) = [one for one in found.lines if one.organisation == WEST]
        assert (west.is_reached, west.state) == (False, "responded")


class TestInfluenceOfADeferredItem:
    """It is put off in May, which adopts nothing; what June decides is what counts."""

    @pytest.mark.parametrize(
        ("june", "adoption", "comparison"),
        [
            ([], "open", "undecided"),
            (["approved"], "adopted", "equal"),
            (["not-approved"], "not-adopted", "contrary"),
        ],
    )
    def test_the_decision_of_the_later_meeting_counts_once(
        self, june: list[str], adoption: str, comparison: str
    ) -> None:
        decided: list[Noted] = [
            (influences.decision(one, name="d2"), JUNE_11)  # type: ignore[arg-type]
            for one in june
        ]
        talked: list[Noted] = [(discussed("june"), JUNE_11)] if june else []
        steps = (*ASKED, *influences.ALL_FOR, *TestConsensusOnADeferredItem.off, *talked, *decided)
        rows = folded(influence.register.view, noted(*steps))
        (line,) = influence.lines(rows.require(ConsultedItem, "hub"), LATER)
        assert (line.adoption, line.comparison) == (adoption, comparison)


class TestPcnThatJoinedAfterTheAnnouncement:
    """It was not offered the pilot: whether it heard of it decides nothing about the others."""

    late = MemberJoined(organisation="U99004", kind="pcn", on=date(2026, 6, 3), name="Fourth PCN")

    def test_it_is_not_among_those_who_had_to_hear(self) -> None:
        joined: Noted = (self.late, offers.START)
        steps = noted(*offers.setting(), *offers.OPENED, *offers.ALL_TOLD, joined)
        found = folded(opportunity_register.view, steps).require(Opportunity, "o")
        (line,) = opportunity_lines(found, offers.LATER)
        assert (line.verdict, line.not_told) == ("fair", [])
        assert [one.organisation for one in notice_lines(found, offers.LATER)] == list(offers.ALL)
