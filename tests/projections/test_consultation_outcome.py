"""Was a consensus reached ahead of time, and who objected?"""

from collections import Counter

import msgspec
import pytest

from projections.reckoning.consensus import by_rule
from projections.views.consultation_outcome import OutcomeLine, lines, objections
from schemas.events.consultation import ConsultationWithdrawn
from schemas.values import ConsensusRule, Elector, Share, ViewPosition
from tests.projections.consulting import (
    ASKED,
    CALLED,
    LATER,
    NORTH,
    OPENED,
    OPENED_AT,
    SOUTH,
    WEST,
    answered,
    closed_into,
    consultation,
    deferred,
    discussed,
    on,
    revised,
    taken_back,
)
from tests.projections.recording import Noted
from tests.support.story import MEETING_STARTS

DISCUSSED: Noted = (discussed(), MEETING_STARTS)
LETTERS: dict[str, ViewPosition] = {
    "s": "support",
    "c": "support-with-conditions",
    "o": "oppose",
    "n": "no-view",
    "d": "declined",
}


def rule(voices: str, support: str, objections_at_most: int | None = None) -> ConsensusRule:
    def share(text: str) -> Share:
        numerator, denominator = text.split("/")
        return Share(numerator=int(numerator), denominator=int(denominator))

    return ConsensusRule(
        voices_at_least=share(voices),
        support_at_least=share(support),
        objections_at_most=objections_at_most,
    )


def outcome(*steps: Noted, asked: tuple[Noted, ...] = ASKED) -> OutcomeLine:
    (line,) = lines(consultation(*asked, *steps), LATER)
    return line


@pytest.mark.parametrize(
    ("electorate", "positions", "by", "expected"),
    [
        (3, "ss", rule("2/3", "3/4"), "reached"),
        (3, "s", rule("2/3", "3/4"), "too-few-voices"),
        (3, "", rule("1/3", "1/2"), "too-few-voices"),
        (0, "", rule("1/3", "1/2"), "too-few-voices"),
        (6, "sssss", rule("5/6", "1/1"), "reached"),
        (4, "ssso", rule("1/1", "3/4"), "reached"),
        (4, "sscc", rule("1/1", "1/1"), "reached"),
        (4, "ssoo", rule("1/1", "3/4"), "not-reached"),
        (4, "ssso", rule("1/1", "3/4", objections_at_most=0), "not-reached"),
        (4, "ssso", rule("1/1", "3/4", objections_at_most=1), "reached"),
        (6, "ssnndd", rule("1/2", "1/1"), "too-few-voices"),
        (6, "sssnnd", rule("1/2", "1/1"), "reached"),
        (3, "so", rule("2/3", "1/2"), "reached"),
        (3, "so", rule("2/3", "500001/1000000"), "not-reached"),
    ],
)
def test_the_rule_is_applied_exactly(
    electorate: int, positions: str, by: ConsensusRule, expected: str
) -> None:
    counted = Counter(LETTERS[letter] for letter in positions)
    assert by_rule(by, electorate, counted) == expected


def test_a_consensus_is_reached_and_counts_who_said_what() -> None:
    line = outcome(
        (answered(NORTH), on(4, 28)),
        (answered(SOUTH, "support-with-conditions"), on(5, 6)),
        (answered(WEST, "no-view"), on(5, 7)),
        DISCUSSED,
    )
    assert (line.outcome, line.is_final) == ("reached", True)
    assert (line.electorate, line.voices, line.support, line.support_with_conditions) == (
        3,
        2,
        1,
        1,
    )
    assert (line.oppose, line.no_view, line.declined) == (0, 1, 0)
    assert (line.reached_at, line.lead_working_days) == (on(5, 6), 5)


def test_silence_is_not_assent() -> None:
    line = outcome((answered(NORTH), on(4, 28)), DISCUSSED)
    assert (line.outcome, line.voices, line.reached_at) == ("too-few-voices", 1, None)


def test_objections_are_listed_with_their_reasons() -> None:
    found = consultation(
        *ASKED,
        (answered(NORTH), on(4, 28)),
        (answered(SOUTH, "oppose", reasons="Too far."), on(4, 29)),
        (answered(WEST, "oppose"), on(4, 30)),
        DISCUSSED,
    )
    (line,) = lines(found, LATER)
    assert (line.outcome, line.objections) == ("not-reached", [SOUTH, WEST])
    assert [(one.organisation, one.reasons, one.evidence) for one in objections(found)] == [
        (SOUTH, "Too far.", [5]),
        (WEST, None, [6]),
    ]


def test_only_positions_current_when_the_discussion_starts_count() -> None:
    line = outcome(
        (answered(NORTH), on(4, 28)),
        (answered(SOUTH), on(4, 29)),
        DISCUSSED,
        (revised(NORTH, "oppose"), MEETING_STARTS),
        (answered(WEST, "oppose"), on(5, 15)),
    )
    assert (line.outcome, line.oppose, line.support) == ("reached", 0, 2)
    assert line.unknown == f"Answered or recorded too late to count: {NORTH}, {WEST}."


def test_an_answer_recorded_after_the_discussion_proves_none_before_it() -> None:
    line = outcome((answered(NORTH), on(4, 28)), DISCUSSED, (answered(SOUTH), on(4, 29), on(5, 15)))
    assert (line.outcome, line.voices) == ("too-few-voices", 1)


def test_an_answer_that_was_taken_back_is_no_voice() -> None:
    line = outcome(
        (answered(NORTH), on(4, 28)),
        (answered(SOUTH), on(4, 29)),
        (taken_back(SOUTH), on(4, 30)),
        DISCUSSED,
    )
    assert (line.outcome, line.voices) == ("too-few-voices", 1)


def test_the_lead_is_counted_from_when_a_lasting_consensus_came_about() -> None:
    steps: tuple[Noted, ...] = (
        (answered(NORTH), on(4, 27)),
        (answered(SOUTH), on(4, 28)),
        (revised(SOUTH, "oppose"), on(4, 30)),
        (revised(SOUTH, "support"), on(5, 8)),
        (answered(WEST), on(5, 11)),
        DISCUSSED,
    )
    line = outcome(*steps)
    assert (line.reached_at, line.lead_working_days) == (on(5, 8), 3)


def test_a_position_recorded_out_of_order_counts_from_when_it_replaced_the_other() -> None:
    line = outcome(
        (answered(NORTH), on(4, 27)),
        (answered(SOUTH, "oppose"), on(5, 6)),
        (revised(SOUTH, "support"), on(5, 5), on(5, 7)),
        DISCUSSED,
    )
    assert (line.outcome, line.reached_at) == ("reached", on(5, 6))


def test_before_the_discussion_the_outcome_is_that_of_the_positions_so_far() -> None:
    given: tuple[Noted, ...] = ((answered(NORTH), on(4, 28)), (answered(SOUTH), on(4, 29)))
    scheduled = outcome(*given)
    assert (scheduled.outcome, scheduled.is_final) == ("reached", False)
    assert scheduled.lead_working_days == 9
    undated = outcome(*given, (deferred(), on(5, 11)))
    assert (undated.outcome, undated.is_final) == ("reached", False)
    assert (undated.reached_at, undated.lead_working_days) == (on(4, 29), None)


def test_an_exempt_pcn_leaves_the_electorate_unless_it_takes_a_position() -> None:
    electorate = (*OPENED.electorate[:2], Elector(organisation=WEST, exempt=True))
    opened = msgspec.structs.replace(OPENED, electorate=electorate)
    asked: tuple[Noted, ...] = (*CALLED, (opened, OPENED_AT), (answered(NORTH), on(4, 28)))
    assert outcome(DISCUSSED, asked=asked).electorate == 2
    no_view = (answered(WEST, "no-view"), on(4, 29))
    assert outcome(no_view, DISCUSSED, asked=asked).electorate == 2
    opposes = outcome((answered(WEST, "oppose"), on(4, 29)), DISCUSSED, asked=asked)
    assert (opposes.electorate, opposes.objections) == (3, [WEST])


def test_a_successor_speaks_in_the_place_of_a_closed_pcn() -> None:
    line = outcome(
        (answered(NORTH), on(4, 28)),
        (closed_into(SOUTH, "U99009"), on(5, 1)),
        (answered("U99009"), on(5, 5)),
        DISCUSSED,
    )
    assert (line.outcome, line.electorate, line.support) == ("reached", 3, 2)


def test_a_withdrawn_consultation_says_so() -> None:
    gone = ConsultationWithdrawn(consultation="c1", item="hub")
    line = outcome((gone, on(5, 1)), DISCUSSED)
    assert line.unknown is not None
    assert "The consultation was withdrawn." in line.unknown
