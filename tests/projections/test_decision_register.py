"""Decisions with their votes, and decisions outside meetings with what became of them."""

from datetime import UTC, datetime, timedelta

import pytest

from eventlog.reading import ReadEntry
from projections.views.decision_documents import Decision
from projections.views.decision_lines import DecisionLine
from projections.views.decision_register import lines, view
from schemas.event import Event
from schemas.events.body import TermsAdopted
from schemas.events.decision import (
    DecisionRatified,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import (
    ItemTabled,
    MeetingCalled,
    MeetingClosed,
    MeetingOpened,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)
from schemas.events.motion import (
    AmendmentMoved,
    CastingVoteUsed,
    VoteCast,
    VoteCorrected,
    VotingClosed,
    VotingOpened,
)
from schemas.values import DecisionRule, EntitledSeat
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, entry, folded, story
from tests.support.story import (
    BOARD,
    COUNCIL_SEAT,
    MOVED,
    PCN_SEAT,
    PCNS,
    PUT,
    RULE,
    TRUST_SEAT,
    VOTING,
    seat,
)

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
JUNE = datetime(2026, 6, 11, 13, tzinfo=UTC)


def taken(**more: object) -> DecisionTaken:
    facts: dict[str, object] = {
        "decision": "d14",
        "number": "PB/2627/014",
        "body": "board",
        "meeting": "may",
        "item": "hub",
        "motion": "m1",
        "outcome": "approved",
        "authority": "delegated-committee",
        "text": "The hub opens in October.",
        "amount_pence": 12_500_000,
    }
    return DecisionTaken(**{**facts, **more})  # type: ignore[arg-type] - facts by field name


def outside(**more: object) -> DecisionTakenOutsideMeeting:
    facts: dict[str, object] = {
        "decision": "ca1",
        "number": "PB/2627/CA1",
        "body": "board",
        "route": "chairs-action",
        "outcome": "approved",
        "authority": "delegated-individual",
        "text": "Bid sent.",
    }
    return DecisionTakenOutsideMeeting(**{**facts, **more})  # type: ignore[arg-type] - as above


def vote(voter: str, choice: str) -> VoteCast:
    return VoteCast(motion="m1", item="hub", seat=voter, choice=choice)  # type: ignore[arg-type]


def correction(voter: str, choice: str) -> VoteCorrected:
    return VoteCorrected(motion="m1", item="hub", seat=voter, choice=choice, reason="Misheard.")  # type: ignore[arg-type]


CARRIED = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")


def line_after(*steps: Step, decision: str = "d14") -> DecisionLine:
    return line_of(story(*steps), decision)


def line_of(entries: list[ReadEntry], decision: str) -> DecisionLine:
    document = folded(view, entries).require(Decision, decision)
    (line,) = lines(document, LATER)
    return line


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        # for, against, abstained, recused, excluded, absent
        ((), (0, 0, 0, 0, 0, 3)),
        ((vote(PCN_SEAT, "for"),), (1, 0, 0, 0, 0, 2)),
        (
            (vote(PCN_SEAT, "for"), vote(TRUST_SEAT, "against"), vote(COUNCIL_SEAT, "abstain")),
            (1, 1, 1, 0, 0, 0),
        ),
        ((vote(PCN_SEAT, "for"), correction(PCN_SEAT, "against")), (0, 1, 0, 0, 0, 2)),
        (
            (
                vote(PCN_SEAT, "for"),
                correction(PCN_SEAT, "against"),
                correction(PCN_SEAT, "abstain"),
            ),
            (0, 0, 1, 0, 0, 2),
        ),
    ],
)
def test_each_seat_counts_once_by_its_live_vote(
    events: tuple[Event, ...], counts: tuple[int, ...]
) -> None:
    line = line_after(*VOTING, *events, CARRIED, taken())
    assert (
        line.votes_for,
        line.votes_against,
        line.votes_abstained,
        line.seats_recused,
        line.seats_excluded,
        line.seats_absent,
    ) == counts
    assert line.ruling == "carried"


def test_a_seat_that_stood_aside_is_neither_absent_nor_among_those_who_voted() -> None:
    put = VotingOpened(
        motion="m1",
        item="hub",
        meeting="may",
        body="board",
        rule=RULE,
        entitled=(EntitledSeat(seat=PCN_SEAT, represents=PCNS),),
    )
    aside = {"item": "hub", "meeting": "may"}
    line = line_after(
        *MOVED,
        MemberRecused(**aside, seat=TRUST_SEAT, person="terry"),
        MemberExcluded(**aside, seat=COUNCIL_SEAT, person="carol"),
        put,
        MemberReturned(**aside, seat=TRUST_SEAT, person="terry"),
        vote(PCN_SEAT, "for"),
        CARRIED,
        taken(),
    )
    assert (line.seats_recused, line.seats_excluded, line.seats_absent) == (1, 1, 0)
    assert (line.votes_for, line.votes_against, line.votes_abstained) == (1, 0, 0)


def test_a_seat_that_stands_aside_once_voting_is_open_leaves_the_absent() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    line = line_after(*VOTING, recused, vote(PCN_SEAT, "for"), CARRIED, taken())
    assert (line.seats_recused, line.seats_absent) == (1, 1)


def test_standing_aside_after_the_vote_has_closed_changes_no_count() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    line = line_after(*VOTING, vote(PCN_SEAT, "for"), CARRIED, taken(), recused)
    assert (line.seats_recused, line.seats_absent) == (0, 2)


def test_a_seat_without_a_vote_is_not_counted_when_it_stands_aside() -> None:
    observer = seat("observer-seat", "observer")
    no_vote = type(observer)(
        body="board", seat="observer-seat", title="Observer", category="other", is_voting=False
    )
    recused = MemberRecused(item="hub", meeting="may", seat="observer-seat", person="oz")
    line = line_after(*MOVED, no_vote, recused, PUT, CARRIED, taken())
    assert line.seats_recused == 0


def test_a_vote_corrected_after_the_decision_is_seen_in_its_line_and_evidence() -> None:
    steps = (*VOTING, vote(PCN_SEAT, "for"), CARRIED, taken(), correction(PCN_SEAT, "against"))
    line = line_after(*steps)
    assert (line.votes_for, line.votes_against) == (0, 1)
    cast, corrected = len(VOTING) + 1, len(steps)
    assert line.evidence == [len(VOTING), cast, cast + 1, cast + 2, corrected]


def test_weights_are_told_only_where_votes_are_weighted() -> None:
    assert line_after(*VOTING, vote(PCN_SEAT, "for"), taken()).weight_for is None
    put = VotingOpened(
        motion="m1",
        item="hub",
        meeting="may",
        body="board",
        rule=DecisionRule(kind="weighted"),
        entitled=(
            EntitledSeat(seat=PCN_SEAT, weight=60_000),
            EntitledSeat(seat=TRUST_SEAT, weight=1),
        ),
    )
    line = line_after(*MOVED, put, vote(PCN_SEAT, "for"), vote(TRUST_SEAT, "against"), taken())
    assert (line.weight_for, line.weight_against) == (60_000, 1)


def test_equal_weights_are_told_too_where_the_rule_weighs_votes() -> None:
    put = VotingOpened(
        motion="m1",
        item="hub",
        meeting="may",
        body="board",
        rule=DecisionRule(kind="weighted"),
        entitled=PUT.entitled,
    )
    assert line_after(*MOVED, put, vote(PCN_SEAT, "for"), taken()).weight_for == 1


def test_a_casting_vote_stands_beside_the_counts_and_is_none_of_them() -> None:
    casting = CastingVoteUsed(
        motion="m1", item="hub", seat=TRUST_SEAT, person="terry", choice="for"
    )
    tie = (vote(PCN_SEAT, "for"), vote(TRUST_SEAT, "against"))
    line = line_after(*VOTING, *tie, casting, CARRIED, taken())
    assert (line.votes_for, line.votes_against, line.casting_vote) == (1, 1, "for")


def test_the_motion_stands_as_amended() -> None:
    amended = AmendmentMoved(motion="m1", item="hub", mover=TRUST_SEAT, text="That two open.")
    document = folded(view, story(*MOVED, amended, PUT, taken())).require(Decision, "d14")
    assert document.vote is not None
    assert document.vote.text == "That two open."


def test_a_decision_without_a_motion_says_that_no_vote_is_known() -> None:
    line = line_after(*MOVED, taken(motion=None))
    assert line.votes_for is None
    assert line.unknown == "No motion is recorded for it, so there is no vote to show."
    assert line.where == "in-meeting"
    assert line.ratification is None


def test_an_erased_text_and_a_missing_ruling_are_named_as_unknown() -> None:
    line = line_after(*VOTING, taken(text=None))
    assert line.unknown == (
        "The chair's ruling on the vote is not recorded. Its text was not recorded, or was erased."
    )


def test_what_an_advisory_body_decides_is_a_recommendation() -> None:
    assert line_after(*MOVED, taken(authority="advisory")).is_recommendation
    assert not line_after(*MOVED, taken()).is_recommendation


def called(name: str, at: datetime) -> MeetingCalled:
    return MeetingCalled(meeting=name, body="board", starts_at=at)


def opened(name: str) -> MeetingOpened:
    return MeetingOpened(meeting=name, body="board")


def closed(name: str) -> MeetingClosed:
    return MeetingClosed(meeting=name, body="board")


ON_3_JUNE = datetime(2026, 6, 3, 10, tzinfo=UTC)
CALLED_JUNE = (called("june", JUNE), datetime(2026, 6, 1, 9, tzinfo=UTC))
OPENED_JUNE, CLOSED_JUNE = (opened("june"), JUNE), (closed("june"), JUNE + timedelta(hours=2))
OUTSIDE = (outside(), ON_3_JUNE)
JULY = datetime(2026, 7, 9, 13, tzinfo=UTC)
RATIFIED = DecisionRatified(decision="ca1", body="board", meeting="june")
REFUSED = RatificationRefused(decision="ca1", body="board", meeting="june", reason="Too much.")


@pytest.mark.parametrize(
    ("steps", "state", "meeting"),
    [
        ((OUTSIDE,), "due", None),
        ((CALLED_JUNE, OUTSIDE), "due", "june"),
        ((OUTSIDE, (called("june", JUNE), ON_3_JUNE)), "due", "june"),
        ((CALLED_JUNE, OUTSIDE, OPENED_JUNE), "due", "june"),
        ((CALLED_JUNE, OUTSIDE, OPENED_JUNE, CLOSED_JUNE), "overdue", None),
        (
            (CALLED_JUNE, OUTSIDE, OPENED_JUNE, CLOSED_JUNE, (called("july", JULY), JUNE)),
            "overdue",
            "july",
        ),
        ((CALLED_JUNE, OUTSIDE, OPENED_JUNE, (RATIFIED, JUNE), CLOSED_JUNE), "ratified", "june"),
        ((CALLED_JUNE, OUTSIDE, OPENED_JUNE, (REFUSED, JUNE), CLOSED_JUNE), "refused", "june"),
        # Recorded only after the meeting had closed, but ratified there.
        ((CALLED_JUNE, OUTSIDE, OPENED_JUNE, CLOSED_JUNE, RATIFIED), "ratified", "june"),
        # Taken on 3 June, but recorded only after the June meeting.
        ((CALLED_JUNE, OPENED_JUNE, CLOSED_JUNE, OUTSIDE), "overdue", None),
        # Taken as the June meeting began, or after that: that meeting is no later one.
        ((CALLED_JUNE, OPENED_JUNE, (outside(), JUNE), CLOSED_JUNE), "due", None),
        (
            (CALLED_JUNE, OPENED_JUNE, (outside(), JUNE + timedelta(hours=1)), CLOSED_JUNE),
            "due",
            None,
        ),
    ],
)
def test_ratification_is_due_at_the_next_meeting_and_overdue_after_it(
    steps: tuple[Step, ...], state: str, meeting: str | None
) -> None:
    line = line_after(*BOARD, *steps, decision="ca1")
    assert (line.ratification, line.ratification_meeting) == (state, meeting)


def test_ratified_at_a_later_meeting_than_the_next_is_ratified_late() -> None:
    july = DecisionRatified(decision="ca1", body="board", meeting="july")
    steps = (CALLED_JUNE, OUTSIDE, OPENED_JUNE, CLOSED_JUNE, called("july", JULY), opened("july"))
    line = line_after(*BOARD, *steps, july, closed("july"), decision="ca1")
    assert (line.ratification, line.ratification_meeting) == ("ratified-late", "july")


def test_meetings_after_its_ratification_change_nothing() -> None:
    steps = (CALLED_JUNE, OUTSIDE, OPENED_JUNE, (RATIFIED, JUNE), CLOSED_JUNE)
    later = (called("july", JULY), (opened("july"), JULY), closed("july"))
    line = line_after(*BOARD, *steps, *later, decision="ca1")
    assert (line.ratification, line.ratification_meeting) == ("ratified", "june")


def test_a_decision_is_found_by_its_meeting_its_item_and_where_it_was_ratified() -> None:
    rows = folded(view, story(*VOTING, taken(), CALLED_JUNE, OUTSIDE, OPENED_JUNE, RATIFIED))
    inside, ratified = rows.require(Decision, "d14"), rows.require(Decision, "ca1")
    assert inside.about() == ["body:board", "meeting:may", "item:hub", "motion:m1"]
    assert ratified.about() == ["meeting:june", "body:board"]


def test_the_meeting_that_passed_without_ratifying_is_in_the_evidence() -> None:
    line = line_after(*BOARD, CALLED_JUNE, OUTSIDE, OPENED_JUNE, CLOSED_JUNE, decision="ca1")
    assert line.evidence == [len(BOARD) + 2, len(BOARD) + 4]


def test_another_bodys_meeting_neither_ratifies_nor_makes_overdue() -> None:
    forum = type(BOARD[0])(body="forum", name="PCN Forum", kind="pcn-forum", on=JUNE.date())
    other = MeetingCalled(meeting="forum-june", body="forum", starts_at=JUNE)
    over = MeetingClosed(meeting="forum-june", body="forum")
    line = line_after(*BOARD, OUTSIDE, forum, other, over, decision="ca1")
    assert (line.ratification, line.ratification_meeting) == ("due", None)


@pytest.mark.parametrize(
    ("route", "where"),
    [
        ("chairs-action", "chairs-action"),
        ("written-resolution", "written-resolution"),
        ("informal", "untraced"),
        ("elsewhere", "untraced"),
    ],
)
def test_the_way_a_decision_outside_a_meeting_was_come_to_is_told(route: str, where: str) -> None:
    line = line_after(*BOARD, outside(route=route), decision="ca1")
    assert (line.route, line.where) == (route, where)


def test_ratifying_what_was_decided_elsewhere_is_told_as_such() -> None:
    elsewhere = (outside(route="elsewhere"), ON_3_JUNE)
    steps = (CALLED_JUNE, elsewhere, OPENED_JUNE, RATIFIED)
    line = line_after(*BOARD, *steps, decision="ca1")
    assert line.where == "ratified-elsewhere-decided"


def test_disclosure_lag_is_working_time_from_the_decision_to_its_record() -> None:
    entries = story(*BOARD)
    # Wednesday 3 June at 11:00 in England, recorded on Thursday 4 June at 10:30: 6 h and 1.5 h.
    recorded = datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
    entries.append(entry(outside(), len(entries) + 1, ON_3_JUNE, recorded))
    assert line_of(entries, "ca1").disclosure_lag_minutes == 7 * 60 + 30


def test_a_title_is_taken_from_the_item_as_tabled() -> None:
    again = ItemTabled(
        item="hub",
        meeting="may",
        body="board",
        purpose="decision",
        originator_kind="pcn",
        title="Hub, again",
    )
    assert line_after(*MOVED, taken()).title == "Same-day hub"
    assert line_after(*MOVED, again, taken()).title == "Hub, again"


def test_folding_in_two_batches_is_folding_at_once() -> None:
    recused = MemberRecused(item="hub", meeting="may", seat=TRUST_SEAT, person="terry")
    terms: TermsAdopted = BOARD[1]  # type: ignore[assignment] - the story's second event
    steps: tuple[Step, ...] = (
        *VOTING,
        recused,
        vote(PCN_SEAT, "for"),
        vote(COUNCIL_SEAT, "against"),
        CARRIED,
        taken(),
        correction(COUNCIL_SEAT, "for"),
        closed("may"),
        terms,
        CALLED_JUNE,
        OUTSIDE,
        OPENED_JUNE,
        CLOSED_JUNE,
        RATIFIED,
    )
    assert_batches_do_not_matter(view, story(*steps))
