"""Who raised what, what was adopted, and did decisions do as PCNs had agreed? Worked by hand.

Three PCNs are asked. A consensus needs two of three voices, and three quarters of them in support:
2 of 2 or 3 of 3 are one (for), 2 of 3 are none either way, 3 of 3 opposed are one against.
"""

from datetime import datetime

import pytest

from projections.reckoning.consultation import ConsultedItem
from projections.views.consultations import view
from projections.views.influence import InfluenceLine, figures, lines
from schemas.event import Event
from schemas.events.consultation import ConsultationWithdrawn
from schemas.events.correction import DecisionRestated, ViewRestated
from schemas.events.decision import (
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import ItemTabled, ItemWithdrawn
from schemas.values import OutcomeVerb
from tests.projections.consulting import (
    APRIL_20,
    ASKED,
    CALLED,
    LATER,
    NORTH,
    SOUTH,
    WEST,
    answered,
    discussed,
    on,
    revised,
    taken_back,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.folds import folded
from tests.support.story import MEETING_STARTS

DISCUSSED: Noted = (discussed(), MEETING_STARTS)
DECIDED_AT = on(5, 14, 14)


def decision(outcome: OutcomeVerb = "approved", item: str = "hub", name: str = "d1") -> Event:
    return DecisionTaken(
        decision=name,
        number=f"PB/2627/{name}",
        body="board",
        meeting="may",
        item=item,
        outcome=outcome,
        authority="delegated-committee",
    )


def found(*steps: Noted, as_of: datetime = LATER) -> list[InfluenceLine]:
    rows = folded(view, noted(*steps))
    return [line for one in rows.of_kind(ConsultedItem) for line in lines(one, as_of)]


def line(*steps: Noted) -> InfluenceLine:
    (one,) = found(*steps)
    return one


def views(*said: tuple[str, str]) -> tuple[Noted, ...]:
    return tuple((answered(pcn, position), on(4, 24)) for pcn, position in said)  # type: ignore[arg-type]


ALL_FOR = views((NORTH, "support"), (SOUTH, "support-with-conditions"), (WEST, "support"))
ALL_AGAINST = views((NORTH, "oppose"), (SOUTH, "oppose"), (WEST, "oppose"))
SPLIT = views((NORTH, "support"), (SOUTH, "support"), (WEST, "oppose"))
FEW = views((NORTH, "support"), (SOUTH, "no-view"))


@pytest.mark.parametrize(
    ("said", "outcome", "consensus", "comparison", "adoption"),
    [
        (ALL_FOR, "approved", "for", "equal", "adopted"),
        (ALL_FOR, "not-approved", "for", "contrary", "not-adopted"),
        (ALL_AGAINST, "approved", "against", "contrary", "adopted"),
        (ALL_AGAINST, "not-approved", "against", "equal", "not-adopted"),
        (ALL_FOR, "noted", "for", "not-comparable", "noted"),
        (ALL_FOR, "deferred", "for", "not-comparable", "put-off"),
        (SPLIT, "approved", "none", "no-consensus", "adopted"),
        (FEW, "approved", "too-few-voices", "no-consensus", "adopted"),
        (ALL_FOR, "recommended", "for", "equal", "adopted"),
    ],
)
def test_a_decision_is_held_against_what_pcns_had_agreed_on(
    said: tuple[Noted, ...], outcome: OutcomeVerb, consensus: str, comparison: str, adoption: str
) -> None:
    one = line(*ASKED, *said, DISCUSSED, (decision(outcome), DECIDED_AT))
    assert (one.pcn_consensus, one.comparison, one.adoption) == (consensus, comparison, adoption)


def test_only_positions_recorded_before_the_discussion_make_the_consensus() -> None:
    late = (revised(WEST, "oppose"), MEETING_STARTS, on(5, 15))
    one = line(*ASKED, *ALL_FOR, DISCUSSED, (decision(), DECIDED_AT), late)
    assert (one.pcn_consensus, one.pcns_for, one.pcns_against) == ("for", 3, 0)
    early = (revised(WEST, "oppose"), on(5, 13))
    one = line(*ASKED, *ALL_FOR, early, DISCUSSED, (decision(), DECIDED_AT))
    assert (one.pcn_consensus, one.pcns_for, one.pcns_against) == ("none", 2, 1)


def test_an_answer_recorded_wrongly_does_not_count_though_it_was_found_out_later() -> None:
    wrong = ViewRestated(
        consultation="c1",
        item="hub",
        organisation=WEST,
        position="oppose",
        basis="organisation-says-otherwise",
    )
    one = line(*ASKED, *ALL_FOR, DISCUSSED, (decision(), DECIDED_AT), (wrong, on(5, 20)))
    assert (one.pcn_consensus, one.pcns_for, one.pcns_against) == ("for", 2, 0)
    in_time = line(*ASKED, *ALL_FOR, (wrong, on(5, 8)), DISCUSSED, (decision(), DECIDED_AT))
    assert (in_time.pcn_consensus, in_time.pcns_against) == ("none", 1)


def test_an_item_that_pcns_were_not_asked_about_has_no_consensus_to_compare() -> None:
    one = line(*CALLED, DISCUSSED, (decision(), DECIDED_AT))
    assert (one.pcn_consensus, one.comparison, one.pcns_asked) == (
        "not-asked",
        "no-consensus",
        None,
    )
    assert one.unknown == "PCNs were not asked about it."
    withdrawn = (ConsultationWithdrawn(consultation="c1", item="hub"), on(5, 1))
    assert line(*ASKED, *ALL_FOR, withdrawn, (decision(), DECIDED_AT)).pcn_consensus == "not-asked"


def test_the_last_decision_counts_and_a_corrected_outcome_is_the_one_that_holds() -> None:
    steps = (*ASKED, *ALL_FOR, DISCUSSED, (decision("deferred"), DECIDED_AT))
    assert line(*steps).adoption == "put-off"
    again = (decision("approved", name="d2"), on(6, 11))
    assert line(*steps, again).adoption == "adopted"
    wrong = DecisionRestated(
        decision="d2", body="board", basis="mistake-in-recording", outcome="not-approved"
    )
    one = line(*steps, again, (wrong, on(6, 12)))
    assert (one.adoption, one.comparison, one.outcome) == (
        "not-adopted",
        "contrary",
        "not-approved",
    )


def test_a_decision_refused_ratification_adopted_nothing() -> None:
    outside = DecisionTakenOutsideMeeting(
        decision="d1",
        number="PB/2627/001",
        body="board",
        route="chairs-action",
        outcome="approved",
        authority="delegated-committee",
        item="hub",
    )
    refused = RatificationRefused(decision="d1", body="board", meeting="may", item="other")
    assert line(*CALLED, (outside, on(4, 30))).adoption == "adopted"
    one = line(*CALLED, (outside, on(4, 30)), (refused, DECIDED_AT))
    assert one.adoption == "not-adopted"
    assert one.evidence == [1, 2, 3, 4]


def test_an_item_without_a_decision_is_open_or_withdrawn() -> None:
    one = line(*ASKED, *ALL_FOR)
    assert (one.adoption, one.pcn_consensus, one.comparison) == ("open", "open", "undecided")
    assert one.unknown == "Nothing has been decided on it."
    gone = (ItemWithdrawn(item="hub", meeting="may"), on(5, 12))
    one = line(*ASKED, gone)
    assert (one.adoption, one.pcn_consensus, one.comparison) == (
        "withdrawn",
        "open",
        "no-consensus",
    )
    assert one.unknown is None


def other(item: str, kind: str, originator: str | None) -> Noted:
    tabled = ItemTabled(
        item=item,
        meeting="may",
        body="board",
        purpose="decision",
        originator_kind=kind,  # type: ignore[arg-type]
        originator=originator,
    )
    return (tabled, APRIL_20)


def test_figures_are_counts_with_their_n() -> None:
    every = found(
        *ASKED,
        *ALL_FOR,
        other("beds", "system", "I99"),
        other("carers", "pcn", SOUTH),
        other("estates", "pcn", SOUTH),
        DISCUSSED,
        (decision(), DECIDED_AT),
        (decision("approved", "beds", "d2"), DECIDED_AT),
        (decision("not-approved", "carers", "d3"), DECIDED_AT),
    )
    got = {
        one.originator: (
            one.items,
            one.all_items,
            one.adopted,
            one.decided,
            one.equal,
            one.compared,
        )
        for one in figures(every)
    }
    assert got == {
        "pcns": (3, 4, 1, 2, 1, 1),
        "system": (1, 4, 1, 1, 0, 0),
        NORTH: (1, 4, 1, 1, 1, 1),
        SOUTH: (2, 4, 0, 1, 0, 0),
    }
    (pcns, *_) = figures(every)
    assert pcns.unknown == [
        "1 of 3 items was neither adopted nor rejected.",
        "1 decision was on items without a PCN consensus.",
    ]
    assert pcns.evidence


def test_it_is_stored_alike_however_it_is_read() -> None:
    steps = (*ASKED, *ALL_FOR, (taken_back(WEST), on(4, 27)), DISCUSSED, (decision(), DECIDED_AT))
    assert_stored_alike(view, noted(*steps))
