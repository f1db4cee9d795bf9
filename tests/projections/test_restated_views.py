"""Tally, outcome, ratification and fairness follow what was put right; tables worked by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace

from projections.views import (
    correction_register,
    decision_register,
    interest_register,
    mandate_fidelity,
    meeting_record,
    opportunity_register,
    vote_record,
    where_decided,
)
from projections.views.correction_register import CorrectionLine
from projections.views.decision_lines import DecisionLine
from projections.views.meeting_documents import MeetingBody, MeetingRecord
from projections.views.vote_lines import VoteRecord
from projections.views.vote_lines import vote_record as record_of
from schemas.event import Event
from schemas.events.consultation import ViewSubmitted
from schemas.events.correction import DecisionRestated, ViewRestated
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    InterestDeclared,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MemberRecused,
    MemberReturned,
)
from schemas.events.minutes import MinutesCorrected
from schemas.events.motion import (
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    VoteCast,
    VoteCorrected,
    VotingClosed,
)
from schemas.events.opportunity import (
    InterestExpressed,
    OpportunityAnnounced,
    OpportunityAwarded,
    OrganisationNotified,
)
from schemas.events.representation import RepresentativeAppointed
from schemas.events.restatement import (
    AwardRestated,
    CastingVoteRestated,
    DissentRestated,
    RatificationRestated,
    ReturnRestated,
    RulingRestated,
    StandingAsideRestated,
)
from schemas.values import DecisionRule, EntitledSeat
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.folds import Step, folded, story
from tests.support.story import (
    BOARD,
    COUNCIL_SEAT,
    IN_SESSION,
    ITEM,
    PARTNERSHIP,
    PCN_SEAT,
    PCNS,
    PUT,
    TRUST_SEAT,
    VOTING,
    YEAR,
    seat,
)

WHY: dict[str, Any] = {"basis": "document-shows-otherwise", "reason": "The recording says so."}
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
OF_M1: dict[str, Any] = {"motion": "m1", "item": "hub"}
PART: dict[str, Any] = {"item": "hub", "meeting": "may", "seat": TRUST_SEAT, "person": "terry"}
RECUSED = MemberRecused(**PART, left_room=True)
CARRIED = VotingClosed(**OF_M1, meeting="may", ruling="carried")
FOR = (VoteCast(**OF_M1, seat=PCN_SEAT, choice="for", person="pat"),)
BOTH = (*FOR, VoteCast(**OF_M1, seat=COUNCIL_SEAT, choice="for"))
MOVED = MotionMoved(**OF_M1, meeting="may", body="board")
UNANIMITY = replace(PUT, rule=DecisionRule(kind="unanimity", counted_of="present"))
WITHOUT_TRUST = replace(
    UNANIMITY, entitled=tuple(one for one in PUT.entitled if one.seat != TRUST_SEAT)
)
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


def part(how: Any = None, **more: Any) -> StandingAsideRestated:
    return StandingAsideRestated(**PART, how=how, **WHY, **more)


def voted(*steps: Step) -> VoteRecord:
    rows = folded(vote_record.view, story(*steps))
    return record_of(rows.require(vote_record.VotedMotion, "m1"), LATER)


def decided(*steps: Step, decision: str = "d1") -> DecisionLine:
    rows = folded(decision_register.view, story(*steps))
    (line,) = decision_register.lines(rows.require(decision_register.Decision, decision), LATER)
    return line


def lines_of(module: Any, entries: Any) -> list[Any]:
    documents = folded(module.view, entries).of_kind(module.register.kind)
    return [one for d in documents for one in module.register.lines(d, LATER)]


class TestStandingAside:
    """Unanimity of those present: PCN and council are for; the trust is there and casts no vote.

    Had it stood aside, 2 of 2 are for: carried. Had it not, 2 of 3: not carried.
    """

    took_part = (*IN_SESSION, MOVED, UNANIMITY, *BOTH, CARRIED)
    stood_aside = (*IN_SESSION, RECUSED, MOVED, WITHOUT_TRUST, *BOTH, CARRIED)

    @pytest.mark.parametrize(
        ("before", "corrections", "state", "result", "counted"),
        [
            ("took_part", (), "no-vote", "not-carried", 3),
            ("took_part", (part("recused"),), "recused", "carried", 2),
            ("took_part", (part("recused"), part()), "no-vote", "not-carried", 3),
            ("stood_aside", (), "recused", "carried", 2),
            ("stood_aside", (part(),), "no-vote", "not-carried", 3),
            ("stood_aside", (part("excluded"),), "excluded", "carried", 2),
            ("stood_aside", (part(), part("recused")), "recused", "carried", 2),
        ],
    )
    def test_the_tally_counts_who_took_part(
        self, before: str, corrections: tuple[Event, ...], state: str, result: str, counted: int
    ) -> None:
        found = voted(*getattr(self, before), *corrections)
        (trust,) = (one for one in found.seats if one.seat == TRUST_SEAT)
        assert found.tally
        assert (trust.state, found.tally.result) == (state, result)
        assert found.tally.counted.seats == counted

    def test_a_seat_that_stood_aside_only_after_a_vote_had_its_part_in_it(self) -> None:
        later = part("recused", since=LATER)
        found = voted(*self.took_part, later)
        assert found.tally
        assert found.tally.counted.seats == 3

    def test_one_whose_time_is_put_after_the_vote_had_a_part_in_it_after_all(self) -> None:
        found = voted(*self.stood_aside, part("recused", since=LATER))
        (trust,) = (one for one in found.seats if one.seat == TRUST_SEAT)
        assert found.tally
        assert (trust.state, found.tally.counted.seats) == ("no-vote", 3)

    def test_readers_see_what_was_replaced_and_by_which_entry(self) -> None:
        recused_at = self.stood_aside.index(RECUSED) + 1
        corrected_at = len(self.stood_aside) + 1
        found = voted(*self.stood_aside, part("excluded"), part())
        (trust,) = (one for one in found.seats if one.seat == TRUST_SEAT)
        assert trust.replaced_states == ["recused", "excluded"]
        assert trust.replaced_positions == [recused_at, corrected_at]
        assert (trust.correction_basis, trust.correction_reason) == (WHY["basis"], WHY["reason"])
        (first, second) = found.replaced_asides[TRUST_SEAT]
        assert (first.replaced_by, second.replaced_by) == (corrected_at, corrected_at + 1)

    def test_a_weighted_vote_has_the_weight_that_was_missing(self) -> None:
        weighted = replace(
            WITHOUT_TRUST,
            rule=DecisionRule(kind="weighted", counted_of="entitled"),
            entitled=(EntitledSeat(seat=PCN_SEAT, weight=3), EntitledSeat(seat=COUNCIL_SEAT)),
            aside=(EntitledSeat(seat=TRUST_SEAT, weight=4),),
        )
        steps = (*IN_SESSION, RECUSED, MOVED, weighted, *FOR, CARRIED)
        before, after = voted(*steps).tally, voted(*steps, part()).tally
        assert before
        assert after
        assert (before.counted.weight, before.result) == (4, "carried")
        assert (after.counted.weight, after.result) == (8, "not-carried")

    def test_the_decision_counts_the_same(self) -> None:
        before = decided(*self.stood_aside, TAKEN)
        after = decided(*self.stood_aside, TAKEN, part())
        assert (before.seats_recused, before.seats_absent) == (1, 0)
        assert (after.seats_recused, after.seats_absent) == (0, 1)
        assert len(self.stood_aside) + 2 in after.evidence

    def test_a_pcn_whose_seat_stood_aside_after_all_was_not_absent(self) -> None:
        mine = {**PART, "seat": PCN_SEAT, "person": "pat"}
        steps = (*IN_SESSION, MOVED, PUT, CARRIED)
        restated = StandingAsideRestated(**mine, how="recused", **WHY)

        def verdicts(*more: Step) -> set[str]:
            return {one.verdict for one in lines_of(mandate_fidelity, story(*steps, *more))}

        assert verdicts() == {"absent"}
        assert verdicts(restated) == {"recused"}
        back = StandingAsideRestated(**mine, **WHY)
        assert verdicts(restated, back) == {"absent"}

    put_in = VoteCorrected(
        **OF_M1, seat=TRUST_SEAT, choice="for", person="terry", capacity="representative", **WHY
    )

    def test_the_vote_of_one_that_never_stood_aside_is_counted_once_it_is_put_in(self) -> None:
        found = voted(*self.stood_aside, part(), self.put_in)
        (trust,) = (one for one in found.seats if one.seat == TRUST_SEAT)
        assert found.tally
        assert (found.tally.result, found.tally.in_favour.seats) == ("carried", 3)
        assert (trust.state, trust.choice, trust.person) == ("voted", "for", "terry")
        assert trust.replaced_states == ["recused", None]
        assert trust.replaced_choices == []
        assert trust.cast_at == found.closed_at
        line = decided(*self.stood_aside, TAKEN, part(), self.put_in)
        assert (line.votes_for, line.seats_absent, line.seats_recused) == (3, 0, 0)

    def test_a_vote_that_was_left_out_is_corrected_again_like_any_other(self) -> None:
        again = replace(self.put_in, choice="against", person=None, capacity=None)
        found = voted(*self.took_part, self.put_in, again)
        (trust,) = (one for one in found.seats if one.seat == TRUST_SEAT)
        n = len(self.took_part) + 1
        assert (trust.choice, trust.replaced_choices) == ("against", ["for"])
        assert trust.replaced_positions == [n]
        assert trust.correction_reason == WHY["reason"]

    def test_a_vote_put_in_is_held_against_the_mandate(self) -> None:
        steps = (*IN_SESSION, MOVED, PUT, CARRIED)
        mine = replace(self.put_in, seat=PCN_SEAT, person="pat")
        found = lines_of(mandate_fidelity, story(*steps, mine))
        assert {one.verdict for one in found} == {"no-instruction"}

    def test_stored_between_entries_it_is_the_same(self) -> None:
        steps = story(*self.stood_aside, TAKEN, part("excluded"), part(), self.put_in)
        for module in (vote_record, decision_register, mandate_fidelity, interest_register):
            assert_stored_alike(module.view, steps)


class TestInterests:
    declared = InterestDeclared(
        meeting="may",
        person="terry",
        kind="indirect",
        nature="actual",
        management="leaves",
        item="hub",
    )
    returned = MemberReturned(**PART)

    def line(self, *steps: Step) -> Any:
        book = story(*IN_SESSION, self.declared, RECUSED, *steps)
        (line,) = lines_of(interest_register, book)
        return line

    def test_somebody_who_did_not_stand_aside_is_not_said_to_have(self) -> None:
        line = self.line(part())
        assert (line.stood_aside, line.left_room, line.left_at) == (None, None, None)
        assert line.replaced_parts == ["recused"]
        assert line.replaced_positions == [len(IN_SESSION) + 2]

    def test_the_time_of_coming_back_is_put_right_or_taken_back(self) -> None:
        came = datetime(2026, 5, 14, 13, 30, tzinfo=UTC)
        right = ReturnRestated(**PART, returned_at=came, **WHY)
        assert self.line(self.returned, right).returned_at == came
        line = self.line(self.returned, ReturnRestated(**PART, **WHY))
        assert line.returned_at is None
        assert line.replaced_positions == [len(IN_SESSION) + 3]

    def test_the_meeting_tells_who_stood_aside_as_it_stands(self) -> None:
        def aside(*steps: Step) -> list[tuple[str, str, bool]]:
            rows = folded(meeting_record.view, story(*IN_SESSION, RECUSED, *steps))
            found = rows.require(MeetingRecord, "may").aside
            return [(one.seat, one.how, one.left_room) for one in found]

        assert aside() == [(TRUST_SEAT, "recused", True)]
        assert aside(part("excluded")) == [(TRUST_SEAT, "excluded", False)]
        assert aside(part()) == []


class TestRuling:
    steps = (*VOTING, *FOR, CARRIED)
    right = RulingRestated(**OF_M1, meeting="may", ruling="not-carried", **WHY)

    def test_the_ruling_that_stands_is_held_against_the_votes(self) -> None:
        before, after = voted(*self.steps), voted(*self.steps, self.right)
        assert (before.ruling, before.is_ruling_by_rule) == ("carried", True)
        assert (after.ruling, after.is_ruling_by_rule) == ("not-carried", False)
        (replaced,) = after.replaced_rulings
        n = len(self.steps)
        assert (replaced.was, replaced.position, replaced.replaced_by) == ("carried", n, n + 1)
        assert after.ruling_position == n + 1
        assert {one.ruling_position for one in after.seats} == {n + 1}

    def test_the_decision_shows_it_with_what_it_replaced(self) -> None:
        line = decided(*self.steps, TAKEN, self.right)
        assert (line.ruling, line.replaced_rulings) == ("not-carried", ["carried"])
        assert line.replaced_ruling_positions == [len(self.steps)]

    def test_a_casting_vote_decides_as_it_stands(self) -> None:
        against = VoteCast(**OF_M1, seat=COUNCIL_SEAT, choice="against")
        used = CastingVoteUsed(**OF_M1, seat=TRUST_SEAT, person="terry", choice="for")
        tied = (*VOTING, *FOR, against, used, CARRIED)

        def result(choice: Any) -> tuple[str | None, list[str | None]]:
            facts: dict[str, Any] = {**OF_M1, "seat": TRUST_SEAT, "person": "terry", **WHY}
            found = voted(*tied, CastingVoteRestated(choice=choice, **facts))
            assert found.tally
            return found.tally.result, [one.was for one in found.replaced_casting_votes]

        assert result("against") == ("not-carried", ["for"])
        assert result(None) == ("not-carried", ["for"])
        assert result("for") == ("carried", ["for"])

    def test_dissent_is_shown_as_it_stands(self) -> None:
        dissent = DissentRecorded(**OF_M1, seat=PCN_SEAT, person="pat", reason="Too far.")
        gone = DissentRestated(**OF_M1, seat=PCN_SEAT, **WHY)
        said = DissentRestated(
            **OF_M1, seat=PCN_SEAT, has_dissented=True, reasons="Too dear.", **WHY
        )
        n = len(self.steps)
        found = voted(*self.steps, dissent, said)
        assert [(one.reason, one.person) for one in found.dissents] == [("Too dear.", "pat")]
        assert found.replaced_dissents[PCN_SEAT][0].position == n + 1
        found = voted(*self.steps, dissent, said, gone)
        assert found.dissents == []
        assert [one.position for one in found.replaced_dissents[PCN_SEAT]] == [n + 1, n + 2]

        def has_dissent(*more: Step) -> bool | None:
            (line,) = lines_of(where_decided, story(*self.steps, dissent, TAKEN, *more))
            found: bool | None = line.has_dissent
            return found

        assert (has_dissent(), has_dissent(gone), has_dissent(gone, said)) == (True, False, True)


JUNE = MeetingCalled(meeting="june", body="board", starts_at=datetime(2026, 6, 11, 13, tzinfo=UTC))
GRANT = DecisionTakenOutsideMeeting(
    decision="d1",
    number="PB/2627/002",
    body="board",
    route="informal",
    outcome="approved",
    authority="delegated-committee",
)


def at(month: int, day: int, hour: int = 13) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


class TestRatification:
    """Taken informally on 20 May; June meets on the 11th and ratifies it; July meets on the 9th."""

    taken: tuple[Step, ...] = (
        *((one, at(5, 1)) for one in BOARD),
        (GRANT, at(5, 20)),
        (JUNE, at(5, 21)),
        (MeetingOpened(meeting="june", body="board"), at(6, 11)),
    )
    ratified: Step = (DecisionRatified(decision="d1", body="board", meeting="june"), at(6, 11, 14))
    over: tuple[Step, ...] = (
        (MeetingClosed(meeting="june", body="board"), at(6, 11, 15)),
        (MeetingCalled(meeting="july", body="board", starts_at=at(7, 9)), at(6, 12)),
    )
    july: tuple[Step, ...] = (
        (MeetingOpened(meeting="july", body="board"), at(7, 9)),
        (MeetingClosed(meeting="july", body="board"), at(7, 9, 15)),
    )

    def restated(self, outcome: Any = None, meeting: str = "june") -> Step:
        facts: dict[str, Any] = {"decision": "d1", "body": "board", **WHY}
        return RatificationRestated(meeting=meeting, outcome=outcome, **facts), at(7, 10)

    def line(self, *steps: Step) -> DecisionLine:
        return decided(*self.taken, *steps)

    def test_without_one_it_is_overdue_since_the_meeting_that_passed_and_untraced(self) -> None:
        before = self.line(self.ratified, *self.over)
        assert (before.ratification, before.where) == ("ratified", "ratified-elsewhere-decided")
        after = self.line(self.ratified, *self.over, self.restated())
        assert (after.ratification, after.where) == ("overdue", "untraced")
        assert after.ratification_meeting == "july"
        assert after.replaced_ratifications == ["ratified at june"]
        assert after.replaced_ratification_positions == [len(self.taken) + 1]
        assert after.ratification_position == len(self.taken) + 4

    def test_before_the_meeting_is_over_it_is_due_again(self) -> None:
        assert self.line(self.ratified, self.restated()).ratification == "due"

    def test_a_refusal_recorded_as_ratification_is_one(self) -> None:
        line = self.line(self.ratified, self.restated("refused"))
        assert (line.ratification, line.where) == ("refused", "untraced")

    def test_one_by_a_later_meeting_was_late_and_later_ones_change_nothing(self) -> None:
        steps = (self.ratified, *self.over, *self.july)
        assert self.line(*steps).ratification == "ratified"
        moved = (self.restated(), self.restated("ratified", "july"))
        line = self.line(*steps, *moved)
        assert (line.ratification, line.ratification_meeting) == ("ratified-late", "july")
        back = (self.restated(None, "july"), self.restated("ratified"))
        assert self.line(*steps, *moved, *back).ratification == "ratified"

    def test_the_next_meeting_has_it_before_it_again(self) -> None:
        def pending(*steps: Step) -> list[str]:
            rows = folded(meeting_record.view, story(*self.taken, *steps))
            return rows.require(MeetingBody, "board").pending

        assert pending(self.ratified) == []
        assert pending(self.ratified, self.restated()) == ["d1"]
        assert pending(self.ratified, self.restated(), self.restated("refused")) == []


OWN, QUAY = PCNS[0], PCNS[1]
START, CLOSES = at(6, 1, 9), at(6, 12, 16)


class TestAwards:
    """All heard at once; the representative comes from `OWN`, which applied, and was recused."""

    setting: tuple[Noted, ...] = tuple(
        (one, at(5, 1))
        for one in (
            *PARTNERSHIP,
            seat(PCN_SEAT, "pcn", PCNS),
            RepresentativeAppointed(
                seat=PCN_SEAT, body="board", person="pat", term=YEAR, organisation=OWN
            ),
            ITEM,
        )
    )
    offered: tuple[Noted, ...] = (
        (
            OpportunityAnnounced(
                opportunity="o",
                body="board",
                kind="pilot",
                organisations=PCNS,
                closes_at=CLOSES,
                tolerance_minutes=60,
            ),
            START,
        ),
        *(
            (OrganisationNotified(opportunity="o", organisation=one, channel="email"), START)
            for one in PCNS
        ),
        (InterestExpressed(opportunity="o", organisation=OWN), START + timedelta(hours=5)),
        (InterestExpressed(opportunity="o", organisation=QUAY), START + timedelta(hours=5)),
    )
    mine: ClassVar[dict[str, Any]] = {
        "item": "hub",
        "meeting": "may",
        "seat": PCN_SEAT,
        "person": "pat",
    }
    recused: Noted = (MemberRecused(**mine), CLOSES + timedelta(days=5))
    taken: Noted = (replace(TAKEN, motion=None), CLOSES + timedelta(days=6))
    awarded: Noted = (
        OpportunityAwarded(opportunity="o", organisation=OWN, decision="d1", reasons="Best bid."),
        CLOSES + timedelta(days=7),
    )

    def line(self, *steps: Noted) -> Any:
        entries = noted(*self.setting, *self.offered, *steps)
        (line,) = lines_of(opportunity_register, entries)[:1]
        return line

    def part(self, how: Any = None) -> Noted:
        return StandingAsideRestated(**self.mine, how=how, **WHY), CLOSES + timedelta(days=20)

    @pytest.mark.parametrize(
        ("was_recused", "corrections", "recusal", "verdict"),
        [
            (True, (), "recused", "fair"),
            (False, (), "not-recused", "not-fair"),
            # It took part after all.
            (True, (None,), "not-recused", "not-fair"),
            # What is written down after the award proves nothing of the time before it ...
            (False, ("recused",), "not-recused", "not-fair"),
            # ... but what was written down before it does, however it was corrected since.
            (True, ("excluded",), "recused", "fair"),
            (True, (None, "recused"), "recused", "fair"),
        ],
    )
    def test_the_verdict_follows_who_stood_aside(
        self, was_recused: bool, corrections: tuple[Any, ...], recusal: str, verdict: str
    ) -> None:
        first = (self.recused,) if was_recused else ()
        line = self.line(*first, self.taken, self.awarded, *map(self.part, corrections))
        assert (line.recusal, line.verdict) == (recusal, verdict)

    def test_another_was_chosen(self) -> None:
        facts: dict[str, Any] = {"opportunity": "o", "decision": "d1", "item": "hub", **WHY}
        after = CLOSES + timedelta(days=21)
        right = AwardRestated(organisation=QUAY, is_awarded=True, reasons="The panel.", **facts)
        steps = (self.recused, self.taken, self.awarded, (right, after))
        position = len(self.setting) + len(self.offered) + 3
        line = self.line(*steps, (AwardRestated(organisation=OWN, **facts), after))
        assert (line.awarded, line.reasons) == ([QUAY], "The panel.")
        assert line.award_positions == [position + 1]
        assert line.replaced_awards == [QUAY, OWN]
        assert line.replaced_positions == [position]
        assert (line.verdict, line.correction_reason) == ("fair", WHY["reason"])

    def test_nobody_was_chosen(self) -> None:
        facts: dict[str, Any] = {"opportunity": "o", "organisation": OWN, "decision": "d1", **WHY}
        gone: Noted = (AwardRestated(outcome="not-awarded", **facts), CLOSES + timedelta(days=21))
        entries = noted(*self.setting, *self.offered, self.recused, self.taken, self.awarded, gone)
        rows = folded(opportunity_register.view, entries)
        found = rows.require(opportunity_register.Opportunity, "o")
        assert (found.awards, found.outcome) == ([], "not-awarded")
        assert "decision:d1" in found.about()
        allocations = rows.require(opportunity_register.Allocations, "allocations")
        assert allocations.allocations == []
        assert_stored_alike(opportunity_register.view, entries)


LEFT = "recused, left the room"


class TestRegisterOfCorrections:
    def lines(self, *events: Event) -> list[CorrectionLine]:
        return lines_of(correction_register, story(*events))

    @pytest.mark.parametrize(
        ("said", "right", "subject", "was", "now"),
        [
            (RECUSED, part("excluded"), "standing-aside", LEFT, "excluded"),
            (RECUSED, part(), "standing-aside", LEFT, None),
            (CARRIED, TestRuling.right, "ruling", "carried", "not-carried"),
            (
                CastingVoteUsed(**OF_M1, seat=TRUST_SEAT, person="terry", choice="for"),
                CastingVoteRestated(**OF_M1, seat=TRUST_SEAT, person="terry", **WHY),
                "casting-vote",
                "for",
                None,
            ),
            (
                DissentRecorded(**OF_M1, seat=PCN_SEAT),
                DissentRestated(**OF_M1, seat=PCN_SEAT, **WHY),
                "dissent",
                "dissented",
                None,
            ),
            (
                DecisionRatified(decision="d1", body="board", meeting="june"),
                RatificationRestated(
                    decision="d1", body="board", meeting="june", outcome="refused", **WHY
                ),
                "ratification",
                "ratified at june",
                "refused at june",
            ),
            (
                OpportunityAwarded(opportunity="o", organisation=OWN, amount_pence=5),
                AwardRestated(opportunity="o", organisation=OWN, **WHY),
                "award",
                "awarded, 5 pence",
                None,
            ),
        ],
    )
    def test_each_names_the_entry_that_it_replaced(
        self, said: Event, right: Event, subject: str, was: str, now: str | None
    ) -> None:
        first, second = self.lines(said, right, right)
        assert (first.subject, first.replaces, first.was, first.now) == (subject, 1, was, now)
        assert (first.is_current, first.basis) == (False, WHY["basis"])
        assert (second.replaces, second.is_current) == (2, True)

    def test_what_had_been_forgotten_replaces_nothing_and_says_so(self) -> None:
        (one,) = self.lines(part("recused"))
        assert (one.replaces, one.was, one.now) == (None, None, "recused")
        assert one.unknown == "Nothing had been recorded of it before."

    VOTE: ClassVar[dict[str, Any]] = {**OF_M1, "seat": TRUST_SEAT, "person": "terry"}
    CHOSEN: ClassVar[dict[str, Any]] = {"opportunity": "o", "organisation": OWN}
    UNDONE: ClassVar[dict[str, Any]] = {"decision": "d1", "body": "board"}

    @pytest.mark.parametrize(
        ("said", "right", "words"),
        [
            (
                CastingVoteUsed(**VOTE, choice="for", reason="Old."),
                CastingVoteRestated(**VOTE, choice="for", reasons="New.", **WHY),
                ("Old.", "New."),
            ),
            (  # its words stay as they were
                CastingVoteUsed(**VOTE, choice="for", reason="Old."),
                CastingVoteRestated(**VOTE, choice="against", **WHY),
                (None, None),
            ),
            (
                CastingVoteUsed(**VOTE, choice="for", reason="Old."),
                CastingVoteRestated(**VOTE, **WHY),
                ("Old.", None),
            ),
            (
                DissentRecorded(**OF_M1, seat=PCN_SEAT, reason="Old."),
                DissentRestated(**OF_M1, seat=PCN_SEAT, has_dissented=True, reasons="New.", **WHY),
                ("Old.", "New."),
            ),
            (
                RatificationRefused(**UNDONE, meeting="june", reason="Old."),
                RatificationRestated(**UNDONE, meeting="june", outcome="ratified", **WHY),
                ("Old.", None),
            ),
            (
                OpportunityAwarded(**CHOSEN, reasons="Old."),
                AwardRestated(**CHOSEN, is_awarded=True, reasons="New.", **WHY),
                ("Old.", "New."),
            ),
            (
                DecisionTakenOutsideMeeting(
                    **UNDONE, number="1", authority="informal", outcome="agreed",
                    route="chairs-action", text="Old.",
                ),
                DecisionRestated(**UNDONE, text="New.", **WHY),
                ("Old.", "New."),
            ),
            (
                ViewSubmitted(
                    consultation="c1", item="hub", organisation=OWN, position="oppose",
                    reasons="Old.",
                ),
                ViewRestated(
                    consultation="c1", item="hub", organisation=OWN,
                    position="support-with-conditions", conditions="If.", reasons="New.", **WHY,
                ),
                ("Old.", "If.\nNew."),
            ),
            (  # what a paragraph read before is made from other entries
                MinutesCorrected(meeting="may", paragraph="3", text="Old.", **WHY),
                MinutesCorrected(meeting="may", paragraph="3", text="New.", **WHY),
                ("Old.", "New."),
            ),
        ],
    )  # fmt: skip
    def test_words_are_shown_as_they_were_and_as_they_are(
        self, said: Event, right: Event, words: tuple[str | None, str | None]
    ) -> None:
        one = self.lines(said, right)[-1]
        assert (one.was_text, one.now_text) == words
        assert_stored_alike(correction_register.view, story(said, right, right))

    def test_times_are_shown_as_they_were_and_as_they_are(self) -> None:
        at, later = (datetime(2026, 5, 14, 14, one, tzinfo=UTC) for one in (0, 20))
        aside = replace(part("recused"), since=later)
        (one,) = self.lines((RECUSED, at), (aside, LATER))
        assert (one.was, one.now) == (LEFT, "recused")
        assert (one.was_at, one.now_at) == (at, later)
        came = MemberReturned(**PART)
        (one,) = self.lines((came, at), (ReturnRestated(**PART, returned_at=later, **WHY), LATER))
        assert (one.was_at, one.now_at) == (at, later)
        ratified = DecisionRatified(**self.UNDONE, meeting="june")
        right = RatificationRestated(**self.UNDONE, meeting="june", outcome="ratified", **WHY)
        first, second, third = self.lines(
            (ratified, at),
            (replace(right, settled_at=later), LATER),
            (replace(right, motion="m1"), LATER),
            (replace(right, outcome=None), LATER),
        )
        assert (first.was_at, first.now_at) == (at, later)
        assert (second.was_at, second.now_at) == (later, later)
        assert (third.was_at, third.now_at) == (later, None)
