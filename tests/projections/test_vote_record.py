"""Who moved what, how did each seat vote, and what do the votes add up to by the rule?"""

from datetime import timedelta

import msgspec
import pytest

from projections.reckoning.motion_record import VotedMotion
from projections.reckoning.tally import Sum
from projections.views.vote_lines import VoteLine, VoteRecord, lines, vote_record
from projections.views.vote_record import register, view
from schemas.event import Event
from schemas.events.meeting import (
    AttendanceRecorded,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    DissentRecorded,
    MotionMoved,
    MotionSeconded,
    VoteCast,
    VoteCorrected,
    VotingClosed,
)
from schemas.values import Choice, EntitledSeat, Ruling
from tests.projections.recording import assert_stored_alike
from tests.support.batches import assert_batches_do_not_matter
from tests.support.clock import NOON
from tests.support.folds import Step, folded, story
from tests.support.story import (
    CALLED,
    COUNCIL_SEAT,
    IN_SESSION,
    MOVED,
    PCN_SEAT,
    PCNS,
    PUT,
    TRUST_SEAT,
    VOTING,
    there,
)

LATER = NOON + timedelta(days=1)


def cast(seat: str, choice: Choice, **more: str) -> VoteCast:
    return VoteCast(motion="m1", item="hub", seat=seat, choice=choice, **more)


def ruled(ruling: Ruling) -> VotingClosed:
    return VotingClosed(motion="m1", item="hub", meeting="may", ruling=ruling)


def recused(seat: str) -> Event:
    return MemberRecused(item="hub", meeting="may", seat=seat, person="p")


def record(*steps: Step) -> VoteRecord:
    return vote_record(folded(view, story(*steps)).require(VotedMotion, "m1"), LATER)


def states(found: VoteRecord) -> dict[str, str]:
    return {line.seat: line.choice or line.state for line in found.seats}


FOR, AGAINST = cast(PCN_SEAT, "for", person="pat"), cast(TRUST_SEAT, "against")
CARRIED = ruled("carried")


def test_a_motion_before_the_vote_has_its_wording_and_no_lines() -> None:
    seconded = MotionSeconded(motion="m1", item="hub", seconder=TRUST_SEAT)
    found = record(*MOVED, seconded)
    assert (found.text, found.mover, found.seconder) == ("That it open.", PCN_SEAT, TRUST_SEAT)
    assert (found.seats, found.tally, found.rule) == ([], None, None)


def test_the_wording_is_that_of_the_last_amendment() -> None:
    amendment = AmendmentMoved(motion="m1", item="hub", mover=TRUST_SEAT, text="That it may open.")
    found = record(*MOVED, amendment, PUT)
    assert (found.text, found.text_as_moved) == ("That it may open.", "That it open.")
    erased = record(*MOVED, msgspec.structs.replace(amendment, text=None), PUT)
    assert erased.text is None
    assert "Its text was not recorded, or was erased." in erased.unknown


def test_votes_are_counted_by_the_rule_and_held_against_the_ruling() -> None:
    found = record(*VOTING, FOR, AGAINST, cast(COUNCIL_SEAT, "for"), CARRIED)
    assert states(found) == {PCN_SEAT: "for", TRUST_SEAT: "against", COUNCIL_SEAT: "for"}
    assert found.tally is not None
    assert (found.tally.in_favour, found.tally.against) == (
        Sum(seats=2, weight=2),
        Sum(seats=1, weight=1),
    )
    assert (found.tally.result, found.ruling, found.is_ruling_by_rule) == (
        "carried",
        "carried",
        True,
    )


def test_a_ruling_that_the_votes_do_not_bear_out_shows() -> None:
    found = record(*VOTING, FOR, AGAINST, CARRIED)
    assert found.is_ruling_by_rule is False
    assert {line.result_by_rule for line in found.seats} == {"not-carried"}
    assert {line.is_ruling_by_rule for line in found.seats} == {False}


def test_while_the_vote_is_open_nobody_is_absent_and_nothing_is_carried() -> None:
    found = record(*VOTING, FOR)
    assert states(found) == {PCN_SEAT: "for", TRUST_SEAT: "awaited", COUNCIL_SEAT: "awaited"}
    assert {line.result_by_rule for line in found.seats} == {None}
    assert "The chair has not ruled on it." in found.unknown


def test_a_corrected_vote_keeps_its_history_and_the_current_one_counts() -> None:
    found = record(
        *VOTING,
        FOR,
        VoteCorrected(motion="m1", item="hub", seat=PCN_SEAT, choice="abstain", reason="Misheard."),
        VoteCorrected(motion="m1", item="hub", seat=PCN_SEAT, choice="against", reason="Again."),
        ruled("not-carried"),
    )
    line = found.seats[0]
    assert (line.choice, line.replaced_choices) == ("against", ["for", "abstain"])
    assert line.correction_reason == "Again."
    assert [one.reason for one in found.replaced[PCN_SEAT]] == ["Misheard.", "Again."]
    assert found.tally is not None
    assert (found.tally.in_favour.seats, found.tally.against.seats) == (0, 1)


@pytest.mark.parametrize("event", [MemberRecused, MemberExcluded])
@pytest.mark.parametrize("when", ["before the motion", "before the vote", "while it is open"])
def test_a_seat_that_stands_aside_leaves_the_denominator(
    event: type[MemberRecused | MemberExcluded], when: str
) -> None:
    aside = event(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    entitled = tuple(one for one in PUT.entitled if one.seat != TRUST_SEAT)
    rule = msgspec.structs.replace(PUT.rule, counted_of="entitled")
    put = msgspec.structs.replace(PUT, rule=rule, entitled=entitled)
    all_put = msgspec.structs.replace(PUT, rule=rule)
    moved: tuple[Event, ...] = MOVED[len(IN_SESSION) :]
    steps: dict[str, tuple[Event, ...]] = {
        "before the motion": (*IN_SESSION, aside, *moved, put),
        "before the vote": (*MOVED, aside, put),
        "while it is open": (*MOVED, all_put, aside),
    }
    votes = (FOR, cast(COUNCIL_SEAT, "for"), CARRIED)
    found = record(*steps[when], *votes)
    how = "recused" if event is MemberRecused else "excluded"
    assert found.in_state("recused", "excluded") == [TRUST_SEAT]
    assert states(found)[TRUST_SEAT] == how
    assert found.tally is not None
    assert found.tally.counted == Sum(seats=2, weight=2)


@pytest.mark.parametrize("when", ["before the motion", "before the vote"])
def test_a_seat_that_stood_aside_weighs_by_list_size_what_the_opened_vote_says(when: str) -> None:
    rule = msgspec.structs.replace(PUT.rule, kind="weighted", weights="list-size")
    entitled = tuple(one for one in PUT.entitled if one.seat != PCN_SEAT)
    put = msgspec.structs.replace(
        PUT, rule=rule, entitled=entitled, aside=(EntitledSeat(seat=PCN_SEAT, weight=90_000),)
    )
    moved: tuple[Event, ...] = MOVED[len(IN_SESSION) :]
    steps = {
        "before the motion": (*IN_SESSION, recused(PCN_SEAT), *moved, put),
        "before the vote": (*MOVED, recused(PCN_SEAT), put),
    }
    (line,) = [one for one in record(*steps[when]).seats if one.seat == PCN_SEAT]
    assert (line.state, line.weight) == ("recused", 90_000)
    assert_batches_do_not_matter(view, story(*steps[when]))


def test_coming_back_to_the_meeting_does_not_bring_a_seat_back_into_the_item() -> None:
    back = MemberReturned(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    found = record(*MOVED, recused(TRUST_SEAT), back, PUT, FOR, CARRIED)
    assert states(found)[TRUST_SEAT] == "recused"


def test_standing_aside_after_the_vote_changes_nothing_about_it() -> None:
    assert states(record(*VOTING, FOR, CARRIED, recused(PCN_SEAT)))[PCN_SEAT] == "for"
    assert states(record(*VOTING, CARRIED, recused(PCN_SEAT)))[PCN_SEAT] == "no-vote"


def test_a_vote_of_a_recused_seat_is_counted_and_flagged() -> None:
    found = record(*MOVED, recused(PCN_SEAT), PUT, FOR, CARRIED)
    assert states(found)[PCN_SEAT] == "for"
    assert found.tally is not None
    assert found.tally.in_favour.seats == 1
    assert found.seats[0].unknown == (
        f"{PCN_SEAT} is recorded both as recused and as having voted; its vote is counted."
    )


def test_a_seat_without_a_vote_of_its_own_cannot_stand_aside_from_one() -> None:
    observer = msgspec.structs.replace(IN_SESSION[2], seat="observer", is_voting=False)
    found = record(*IN_SESSION, observer, recused("observer"), *MOVED[len(IN_SESSION) :], PUT)
    assert found.in_state("recused") == []


def test_absence_is_not_presence_without_a_vote_and_neither_is_an_abstention() -> None:
    gone = AttendanceRecorded(
        meeting="may",
        person="carol",
        capacity="member",
        seat=COUNCIL_SEAT,
        left_at=NOON - timedelta(hours=1),
    )
    found = record(*IN_SESSION, gone, *MOVED[len(IN_SESSION) :], PUT, FOR, CARRIED)
    assert states(found) == {PCN_SEAT: "for", TRUST_SEAT: "no-vote", COUNCIL_SEAT: "absent"}
    assert found.tally is not None
    assert (found.tally.present.seats, found.tally.absent.seats) == (1, 1)
    assert found.tally.abstained.seats == 0


def test_who_came_when_the_vote_was_over_was_absent_from_it() -> None:
    late = AttendanceRecorded(
        meeting="may",
        person="carol",
        capacity="member",
        seat=COUNCIL_SEAT,
        arrived_at=NOON + timedelta(hours=1),
    )
    assert states(record(*VOTING, FOR, CARRIED, late))[COUNCIL_SEAT] == "absent"


def test_attendance_may_be_written_down_after_the_vote() -> None:
    put = (*CALLED, *MOVED[len(IN_SESSION) :], PUT, FOR, CARRIED)
    unrecorded = record(*put)
    assert states(unrecorded)[TRUST_SEAT] == "no-vote"
    assert "No attendance is recorded: who did not vote may have been there." in unrecorded.unknown
    found = record(*put, there("carol", COUNCIL_SEAT))
    assert states(found) == {PCN_SEAT: "for", TRUST_SEAT: "absent", COUNCIL_SEAT: "no-vote"}


def test_an_equal_vote_is_decided_by_the_casting_vote() -> None:
    chair = CastingVoteUsed(
        motion="m1", item="hub", seat=TRUST_SEAT, person="terry", choice="for", reason="Status."
    )
    found = record(*VOTING, FOR, AGAINST, chair, CARRIED)
    assert found.tally is not None
    assert (found.tally.result, found.tally.is_decided_by_casting_vote) == ("carried", True)
    assert (found.tally.in_favour.seats, found.is_ruling_by_rule) == (1, True)
    assert found.casting_vote is not None
    assert found.casting_vote.choice == "for"


def test_dissent_stands_in_the_record() -> None:
    dissent = DissentRecorded(motion="m1", item="hub", seat=TRUST_SEAT, reason="Too soon.")
    found = record(*VOTING, FOR, AGAINST, dissent, CARRIED)
    assert [(one.seat, one.reason) for one in found.dissents] == [(TRUST_SEAT, "Too soon.")]
    assert [line.has_dissented for line in found.seats] == [False, True, False]


def test_weights_are_those_of_the_moment_when_the_motion_was_put() -> None:
    weighted = msgspec.structs.replace(
        PUT,
        rule=msgspec.structs.replace(PUT.rule, kind="weighted"),
        entitled=(
            EntitledSeat(seat=PCN_SEAT, weight=51, represents=PCNS),
            EntitledSeat(seat=TRUST_SEAT, weight=49),
        ),
    )
    found = record(*MOVED, weighted, FOR, AGAINST, CARRIED)
    assert [line.weight for line in found.seats] == [51, 49]
    assert (found.seats[0].represents, found.is_ruling_by_rule) == (list(PCNS), True)


def test_a_line_names_its_own_evidence_and_the_register_its_filters() -> None:
    steps = (*VOTING, FOR, AGAINST, CARRIED)
    motion = folded(view, story(*steps)).require(VotedMotion, "m1")
    line: VoteLine = next(iter(lines(motion, LATER)))
    pat_was_there = 1 + next(n for n, one in enumerate(steps) if one == there("pat", PCN_SEAT))
    moved, put, voted, closed = len(MOVED), len(VOTING), len(VOTING) + 1, len(VOTING) + 3
    assert line.evidence == [pat_was_there, moved, put, voted, closed]
    assert {f"{name}:" for name in register.filters} <= {
        one.split(":")[0] + ":" for one in motion.about()
    }


def test_folding_in_batches_is_folding_at_once() -> None:
    second = MotionMoved(motion="m2", item="hub", meeting="may", body="board", text="That it wait.")
    correction = VoteCorrected(motion="m1", item="hub", seat=PCN_SEAT, choice="against")
    entries = story(
        *(*IN_SESSION, recused(COUNCIL_SEAT), *MOVED[len(IN_SESSION) :], PUT, FOR, AGAINST),
        *(second, correction, CARRIED, there("dee", PCN_SEAT)),
    )
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)
