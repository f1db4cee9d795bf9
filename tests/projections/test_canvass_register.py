"""Was every PCN canvassed before the item was discussed, in good time?"""

from datetime import datetime

import msgspec
import pytest

from projections.views.canvass_register import (
    CanvassLine,
    CanvassSummary,
    lines,
    summary,
    summary_of_item,
)
from projections.views.consultations import view
from schemas.event import Event
from schemas.events.consultation import (
    ConsultationClosed,
    ConsultationExtended,
    ConsultationWithdrawn,
    ReminderSent,
)
from schemas.events.meeting import ItemWithdrawn, PaperAttached
from schemas.events.partnership import MemberSplit
from schemas.values import PaperDigest, SplitPart
from tests.projections.consulting import (
    ASKED,
    CALLED,
    JUNE,
    LATER,
    NORTH,
    OPENED,
    OPENED_AT,
    SOUTH,
    TABLED_IN_JUNE,
    WEST,
    answered,
    canvassed,
    closed_into,
    consultation,
    deferred,
    discussed,
    on,
    revised,
    taken_back,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.story import MEETING_STARTS

DISCUSSED: Noted = (discussed(), MEETING_STARTS)
IN_TIME = on(4, 28)
CLOSED = ConsultationClosed(consultation="c1", item="hub")


def north(*steps: Noted, as_of: datetime = LATER, asked: tuple[Noted, ...] = ASKED) -> CanvassLine:
    (line, *_) = lines(consultation(*asked, *steps), as_of)
    assert line.organisation == NORTH
    return line


def answer(*steps: Noted, as_of: datetime = LATER) -> CanvassSummary:
    return summary(consultation(*ASKED, *steps), as_of)


@pytest.mark.parametrize(
    ("delivered_at", "notice", "state"),
    [
        (on(4, 28), 10, "silent"),
        (on(5, 6), 5, "silent"),
        (on(5, 6, 22), 5, "silent"),
        (on(5, 6, 23), 4, "late-notice"),
        (on(5, 7), 4, "late-notice"),
        (on(5, 14), 0, "late-notice"),
        (on(5, 15), 0, "late-notice"),
    ],
)
def test_notice_is_counted_in_clear_working_days_of_england(
    delivered_at: datetime, notice: int, state: str
) -> None:
    line = north((canvassed(NORTH), delivered_at), DISCUSSED)
    assert (line.notice_working_days, line.state) == (notice, state)
    assert line.is_reached == (state == "silent")


@pytest.mark.parametrize(
    ("closes_at", "window", "is_reached"),
    [(on(5, 5), 3, True), (on(5, 1, 22), 2, False), (on(4, 28, 10), 0, False)],
)
def test_the_window_to_answer_in_is_long_enough_or_the_pcn_is_not_reached(
    closes_at: datetime, window: int, is_reached: bool
) -> None:
    opened = msgspec.structs.replace(OPENED, closes_at=closes_at)
    asked: tuple[Noted, ...] = (*CALLED, (opened, OPENED_AT))
    line = north((canvassed(NORTH), IN_TIME), DISCUSSED, asked=asked)
    assert (line.window_working_days, line.is_reached) == (window, is_reached)


def test_an_extension_makes_the_window_longer_unless_it_comes_after_the_discussion() -> None:
    opened = msgspec.structs.replace(OPENED, closes_at=on(4, 29))
    asked: tuple[Noted, ...] = (*CALLED, (opened, OPENED_AT), (canvassed(NORTH), IN_TIME))
    longer = ConsultationExtended(consultation="c1", item="hub", closes_at=on(5, 12))
    assert north((longer, on(4, 29)), DISCUSSED, asked=asked).is_reached
    assert not north((longer, on(4, 29), on(5, 15)), DISCUSSED, asked=asked).is_reached


def test_a_consultation_closed_early_leaves_too_short_a_window() -> None:
    line = north((canvassed(NORTH), IN_TIME), (CLOSED, on(4, 30)), DISCUSSED)
    assert (line.state, line.window_working_days) == ("late-notice", 1)


def test_a_delivery_recorded_only_after_the_discussion_proves_no_notice() -> None:
    line = north((canvassed(NORTH), IN_TIME, on(5, 15)), DISCUSSED)
    assert (line.state, line.is_reached) == ("late-notice", False)
    assert line.unknown is not None
    assert "recorded only after the discussion" in line.unknown


def test_one_delivery_in_good_time_is_enough() -> None:
    line = north((canvassed(NORTH), on(5, 12)), (canvassed(NORTH), IN_TIME, on(5, 12)), DISCUSSED)
    assert (line.is_reached, line.delivered_at) == (True, IN_TIME)


def test_who_was_never_told_is_not_reached_and_not_silent() -> None:
    line = north((CLOSED, on(5, 13)), DISCUSSED)
    assert (line.state, line.delivered_at, line.notice_working_days) == ("not-reached", None, None)


@pytest.mark.parametrize(
    ("as_of", "state"), [(on(5, 12, 16), "awaiting"), (on(5, 12, 17), "silent")]
)
def test_nobody_is_silent_before_the_window_is_over(as_of: datetime, state: str) -> None:
    assert north((canvassed(NORTH), IN_TIME), as_of=as_of).state == state


@pytest.mark.parametrize(
    "left", [deferred(), ItemWithdrawn(item="hub", meeting="may")], ids=["deferred", "withdrawn"]
)
def test_nobody_is_silent_about_an_item_that_left_the_agenda_before(left: Event) -> None:
    asked: Noted = (canvassed(NORTH), IN_TIME)
    before, after = north(asked, (left, on(5, 12, 16))), north(asked, (left, on(5, 12, 18)))
    assert (before.state, after.state) == ("awaiting", "silent")
    assert before.unknown is not None
    assert "no answer is owed" in before.unknown


def test_nobody_is_silent_about_a_question_that_was_withdrawn() -> None:
    gone = ConsultationWithdrawn(consultation="c1", item="hub")
    assert north((canvassed(NORTH), IN_TIME), (gone, on(5, 1))).state == "awaiting"


@pytest.mark.parametrize(
    ("position", "state"),
    [("support", "responded"), ("no-view", "responded"), ("declined", "declined")],
)
def test_an_answer_is_an_answer_however_late_the_notice(position: str, state: str) -> None:
    told: Noted = (canvassed(NORTH), on(5, 12))
    given: Noted = (answered(NORTH, position), on(5, 13))  # type: ignore[arg-type]
    line = north(told, given, DISCUSSED)
    assert (line.state, line.position, line.is_reached) == (state, position, False)


def test_a_pcn_that_was_split_owes_no_answer_and_is_not_silent() -> None:
    parts = tuple(SplitPart(organisation=one) for one in ("U99021", "U99022"))
    split = MemberSplit(organisation=NORTH, parts=parts, on=on(5, 1).date())
    line = north((canvassed(NORTH), IN_TIME), (split, on(5, 1)))
    assert (line.state, line.successor) == ("awaiting", None)
    assert line.unknown == f"{NORTH} was split into U99021, U99022: no answer is owed."
    answered_before = north(
        (canvassed(NORTH), IN_TIME), (answered(NORTH), on(4, 30)), (split, on(5, 1))
    )
    assert answered_before.state == "responded"


def test_an_answer_that_was_taken_back_is_not_silence() -> None:
    line = north(
        (canvassed(NORTH), IN_TIME), (answered(NORTH), on(5, 1)), (taken_back(NORTH), on(5, 2))
    )
    assert (line.state, line.position) == ("responded", None)
    assert line.unknown == "It took its answer back and holds none."


def test_an_answer_after_the_discussion_has_started_says_so() -> None:
    line = north((canvassed(NORTH), IN_TIME), DISCUSSED, (answered(NORTH), on(5, 15)))
    assert line.state == "responded"
    assert line.unknown is not None
    assert "after the discussion had started" in line.unknown


def test_the_discussion_starts_with_its_first_paragraph_and_else_when_it_is_scheduled() -> None:
    told: Noted = (canvassed(NORTH), on(5, 6))
    assert north(told).discussed_at == MEETING_STARTS
    early = on(5, 13, 12)
    second, first = (discussed(paragraph=2), MEETING_STARTS), (discussed(), early)
    line = north(told, second, first)
    assert (line.discussed_at, line.state) == (early, "late-notice")


def test_a_deferred_item_is_measured_by_the_meeting_that_discusses_it() -> None:
    late: Noted = (canvassed(NORTH), on(5, 8))
    moved: tuple[Noted, ...] = ((deferred(), on(5, 13)), (JUNE, on(5, 20)))
    tabled: Noted = (TABLED_IN_JUNE, on(5, 21))
    assert not north(late, DISCUSSED).is_reached
    assert north(late, *moved, tabled).discussed_at == on(6, 11, 13)
    in_june: Noted = (discussed("june"), on(6, 11, 14))
    window: Noted = (
        ConsultationExtended(consultation="c1", item="hub", closes_at=on(6, 1)),
        on(5, 12),
    )
    assert north(late, window, *moved, tabled, in_june).is_reached


def test_a_discussion_that_was_had_stays_the_measure_when_the_item_is_deferred_after_it() -> None:
    steps: tuple[Noted, ...] = (
        (canvassed(NORTH), on(5, 8)),
        DISCUSSED,
        (deferred(), on(5, 14, 15)),
        (JUNE, on(5, 20)),
        (TABLED_IN_JUNE, on(5, 21)),
    )
    line = north(*steps)
    assert (line.discussed_at, line.state) == (MEETING_STARTS, "late-notice")


def test_a_round_opened_after_a_deferral_is_measured_by_the_discussion_to_come() -> None:
    again = msgspec.structs.replace(OPENED, consultation="c2", closes_at=on(6, 8))
    found = consultation(
        *CALLED,
        DISCUSSED,
        (deferred(), on(5, 14, 15)),
        (again, on(5, 18)),
        (canvassed(NORTH, "c2"), on(5, 18)),
        (JUNE, on(5, 20)),
        (TABLED_IN_JUNE, on(5, 21)),
        id_="c2",
    )
    (line, *_) = lines(found, on(6, 1))
    assert (line.discussed_at, line.state) == (on(6, 11, 13), "awaiting")


def test_a_deferral_without_a_date_leaves_open_whether_notice_is_good() -> None:
    line = north((canvassed(NORTH), on(5, 8)), (deferred(), on(5, 11)), as_of=on(5, 12))
    assert (line.state, line.discussed_at, line.notice_working_days) == ("awaiting", None, None)
    assert line.unknown == (
        "The discussion has no date: whether notice is good cannot be said yet."
    )


def test_a_discussion_written_up_later_belongs_to_the_meeting_that_it_was_at() -> None:
    found = consultation(
        *ASKED,
        (deferred(), on(5, 13)),
        (JUNE, on(5, 20)),
        (TABLED_IN_JUNE, on(5, 21)),
        (discussed("may"), on(5, 12), on(5, 22)),
    )
    assert found.discussion is not None
    assert (found.discussion.at, found.discussion.is_actual) == (on(5, 12), True)


def test_a_successor_holds_the_open_place_of_a_closed_pcn() -> None:
    told: tuple[Noted, ...] = (
        (canvassed(NORTH), IN_TIME),
        (closed_into(NORTH, "U99009"), on(5, 1)),
        (answered("U99009", "oppose"), on(5, 5)),
    )
    line = north(*told)
    assert (line.successor, line.state, line.position) == ("U99009", "responded", "oppose")
    assert line.is_reached


def test_a_successor_that_answered_in_its_own_place_is_not_called_silent_in_the_other() -> None:
    steps: tuple[Noted, ...] = (
        (canvassed(NORTH), IN_TIME),
        (answered(SOUTH), on(4, 30)),
        (closed_into(NORTH, SOUTH), on(5, 1)),
    )
    assert north(*steps).state == "awaiting"


def test_a_successors_first_answer_leaves_standing_what_the_closed_pcn_had_said() -> None:
    steps: tuple[Noted, ...] = (
        (answered(NORTH, "oppose"), on(4, 30)),
        (closed_into(NORTH, SOUTH), on(5, 1)),
        (answered(SOUTH, "support"), on(5, 5)),
    )
    assert north(*steps).position == "oppose"
    assert north(*steps, (revised(SOUTH, "no-view"), on(5, 6))).position == "no-view"


def test_a_successor_of_a_successor_holds_the_place() -> None:
    steps: tuple[Noted, ...] = (
        (closed_into(NORTH, SOUTH), on(5, 1)),
        (closed_into(SOUTH, WEST), on(5, 2)),
        (canvassed(WEST), on(5, 5)),
    )
    assert [(line.successor, line.is_reached) for line in answer(*steps).lines] == [
        (WEST, True),
        (WEST, True),
        (None, True),
    ]


def test_a_closed_consultation_is_not_passed_on() -> None:
    assert north((CLOSED, on(4, 30)), (closed_into(NORTH, SOUTH), on(5, 1))).successor is None


def test_coverage_is_by_pcns_and_by_registered_patients() -> None:
    found = answer(
        (canvassed(NORTH), IN_TIME),
        (canvassed(SOUTH), on(5, 12)),
        (canvassed(WEST), IN_TIME),
        (answered(WEST), on(5, 1)),
        DISCUSSED,
    )
    assert (found.pcns_reached, found.pcns) == (2, 3)
    assert (found.patients_reached, found.patients) == (65_000, 100_000)
    assert found.states == {"silent": 1, "late-notice": 1, "responded": 1}
    assert not found.every_pcn_was_canvassed
    assert found.has_been_discussed
    assert [line.organisation for line in found.organisations("silent")] == [NORTH]


def test_every_pcn_was_canvassed_only_if_each_was_reached() -> None:
    told = [(canvassed(one), IN_TIME) for one in (NORTH, SOUTH, WEST)]
    assert answer(*told).every_pcn_was_canvassed
    assert not answer(*told[:2], (answered(WEST), on(5, 1))).every_pcn_was_canvassed


def test_an_exempt_pcn_is_not_counted_and_an_unknown_list_size_is_named() -> None:
    electors = OPENED.electorate
    electorate = (
        msgspec.structs.replace(electors[0], exempt=True),
        msgspec.structs.replace(electors[1], patients=None),
        electors[2],
    )
    opened = msgspec.structs.replace(OPENED, electorate=electorate)
    found = summary(
        consultation(
            *CALLED, (opened, OPENED_AT), (canvassed(SOUTH), IN_TIME), (canvassed(WEST), IN_TIME)
        ),
        LATER,
    )
    assert found.lines[0].state == "exempt"
    assert (found.pcns_reached, found.pcns, found.patients) == (2, 2, 25_000)
    assert found.every_pcn_was_canvassed
    assert f"Registered patients are not known of {SOUTH}." in found.unknown


def test_a_paper_changed_after_the_asking_asks_for_a_new_round() -> None:
    def attached(digest: str) -> Event:
        return PaperAttached(item="hub", meeting="may", paper="p1", sha256=digest)

    papers = (PaperDigest(paper="p1", sha256="a" * 64),)
    first = msgspec.structs.replace(OPENED, papers=papers)
    everyone = [(canvassed(one), IN_TIME) for one in (NORTH, SOUTH, WEST)]
    steps: list[Noted] = [
        *CALLED,
        (attached("a" * 64), on(4, 21)),
        (first, OPENED_AT),
        *everyone,
    ]
    after = (attached("b" * 64), on(5, 15))
    assert summary(consultation(*steps, DISCUSSED, after), LATER).every_pcn_was_canvassed
    changed = consultation(*steps, (attached("b" * 64), on(5, 1)))
    found = summary(changed, LATER)
    assert (found.pcns_reached, found.every_pcn_was_canvassed) == (3, False)
    due = "Papers changed after PCNs were asked (p1): a new round is due."
    assert due in found.unknown
    steps.append((attached("b" * 64), on(5, 1)))
    second = msgspec.structs.replace(first, consultation="c2", papers=())
    steps.append((second, on(5, 2)))
    asked_anew = summary(consultation(*steps), LATER).unknown
    assert "Papers changed after PCNs were asked (p1): round 2 asks anew." in asked_anew
    assert due not in asked_anew
    withdrawn = ConsultationWithdrawn(consultation="c2", item="hub")
    assert due in summary(consultation(*steps, (withdrawn, on(5, 3))), LATER).unknown


def test_the_answer_for_an_item_is_that_of_its_last_round_that_was_not_withdrawn() -> None:
    steps: list[Noted] = [*ASKED]
    for name, day in (("c2", 23), ("c3", 24)):
        steps.append((msgspec.structs.replace(OPENED, consultation=name), on(4, day)))
    steps.append((ConsultationWithdrawn(consultation="c3", item="hub"), on(4, 27)))
    rounds = [consultation(*steps, id_=name) for name in ("c3", "c1", "c2")]
    found = summary_of_item(rounds, LATER)
    assert found is not None
    assert (found.consultation, found.round) == ("c2", 2)
    assert summary_of_item([], LATER) is None


def test_a_line_names_its_own_evidence() -> None:
    line = north(
        (canvassed(NORTH), IN_TIME),
        (canvassed(SOUTH), IN_TIME),
        (
            ReminderSent(consultation="c1", item="hub", organisation=NORTH, channel="phone"),
            on(5, 5),
        ),
        (answered(NORTH, "support-with-conditions", conditions="Parking."), on(5, 6)),
        DISCUSSED,
    )
    assert line.evidence == [1, 2, 3, 4, 6, 7, 8]
    assert (line.reminders, line.channel, line.conditions) == (1, "email", "Parking.")
    assert answer((canvassed(NORTH), IN_TIME), DISCUSSED).evidence == [1, 2, 3, 4, 5]


def test_folding_in_batches_is_folding_at_once() -> None:
    entries = noted(
        *ASKED,
        (canvassed(NORTH), IN_TIME),
        (answered(SOUTH, "oppose", reasons="Too far."), on(4, 29)),
        (closed_into(NORTH, SOUTH), on(5, 1)),
        (revised(SOUTH, "support"), on(5, 5)),
        (taken_back(SOUTH), on(5, 6)),
        (deferred(), on(5, 11)),
        (JUNE, on(5, 20)),
        (TABLED_IN_JUNE, on(5, 21)),
        (PaperAttached(item="hub", meeting="june", paper="p1", sha256="c" * 64), on(5, 21)),
        (ConsultationExtended(consultation="c1", item="hub", closes_at=on(6, 1)), on(5, 22)),
        (CLOSED, on(6, 1)),
        (discussed("june"), on(6, 11, 14)),
    )
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)
