"""What became of decisions that stand no more; tables worked by hand."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from projections.views import meeting_record
from projections.views.decision_documents import Decision
from projections.views.decision_lines import DecisionLine, lines
from projections.views.decision_register import view
from projections.views.meeting_documents import MeetingBody
from schemas.event import Event
from schemas.events.body import BodyConstituted, BodyDissolved
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.meeting import ItemTabled, MeetingCalled, MeetingClosed, MeetingOpened
from schemas.events.restatement import RatificationRestated
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import Step, folded, story
from tests.support.story import APRIL, BOARD, CALLED

AT = {
    name: datetime(2026, month, day, 13, tzinfo=UTC)
    for name, month, day in (("may", 5, 14), ("june", 6, 11), ("july", 7, 9), ("august", 8, 13))
}
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
ACTED = datetime(2026, 5, 20, 9, tzinfo=UTC)
TAKEN = DecisionTaken(
    decision="d1",
    number="PB/2627/001",
    body="board",
    meeting="may",
    item="hub",
    outcome="agreed",
    authority="delegated-committee",
)
SECOND = replace(TAKEN, decision="d2", number="PB/2627/002", meeting="june", item="hubs")
OUTSIDE = DecisionTakenOutsideMeeting(
    decision="d1",
    number="PB/2627/001",
    body="board",
    route="chairs-action",
    outcome="agreed",
    authority="delegated-committee",
)
RESCINDED = DecisionRescinded(
    decision="d1", body="board", meeting="june", item="hubs", reason="It rained."
)
SUPERSEDED = DecisionSuperseded(
    decision="d1", superseded_by="d2", body="board", meeting="june", item="hubs"
)
RATIFIED = DecisionRatified(decision="d1", body="board", meeting="june")
REFUSED = RatificationRefused(decision="d1", body="board", meeting="june")
HEIR = BodyConstituted(body="heir", name="Neighbourhood Board", kind="place-board", on=APRIL)
GONE = BodyDissolved(body="board", on=date(2026, 6, 30), to_body="heir", ratifications=("d1",))


def called(name: str, body: str = "board") -> Step:
    return MeetingCalled(meeting=name, body=body, starts_at=AT[name]), ACTED


def opened(name: str, body: str = "board") -> Step:
    return MeetingOpened(meeting=name, body=body), AT[name]


def closed(name: str, body: str = "board") -> Step:
    return MeetingClosed(meeting=name, body=body), AT[name].replace(hour=15)


def held(name: str, body: str = "board") -> tuple[Step, ...]:
    return called(name, body), opened(name, body), closed(name, body)


HUBS = ItemTabled(
    item="hubs", meeting="june", body="board", purpose="decision", originator_kind="system"
)
IN_MAY: tuple[Step, ...] = (*CALLED, opened("may"), (TAKEN, AT["may"]), closed("may"))
IN_JUNE: tuple[Step, ...] = (called("june"), HUBS, opened("june"))
ACTION: tuple[Step, ...] = (*BOARD, (OUTSIDE, ACTED))


def at_june(event: Event) -> Step:
    return event, AT["june"].replace(minute=30)


def line_after(*steps: Step, decision: str = "d1") -> DecisionLine:
    document = folded(view, story(*steps)).require(Decision, decision)
    (line,) = lines(document, LATER)
    return line


def test_a_rescinded_decision_stays_in_the_register_with_its_rescission() -> None:
    line = line_after(*IN_MAY, *IN_JUNE, at_june(RESCINDED))
    assert (line.number, line.outcome, line.meeting) == ("PB/2627/001", "agreed", "may")
    assert (line.standing, line.ended_at_meeting) == ("rescinded", "june")
    assert line.ended_at == AT["june"].replace(minute=30)
    assert line.rescission_reason == "It rained."
    assert line.superseded_by is None


def test_before_it_was_rescinded_it_stood() -> None:
    line = line_after(*IN_MAY, *IN_JUNE)
    assert (line.standing, line.ended_at, line.rescission_reason) == ("stands", None, None)


def test_a_replaced_decision_and_the_one_in_its_place_name_each_other() -> None:
    steps = (*IN_MAY, *IN_JUNE, at_june(SECOND), at_june(SUPERSEDED))
    old, new = line_after(*steps), line_after(*steps, decision="d2")
    assert (old.standing, old.superseded_by, old.superseded_by_number) == (
        "superseded",
        "d2",
        "PB/2627/002",
    )
    assert (new.standing, new.supersedes) == ("stands", ["d1"])
    assert old.ended_at == AT["june"].replace(minute=30)
    assert set(old.evidence) & set(new.evidence)


def test_what_replaced_a_decision_may_be_rescinded_and_revives_nothing() -> None:
    undone = replace(RESCINDED, decision="d2", meeting="july")
    steps = (*IN_MAY, *IN_JUNE, at_june(SECOND), at_june(SUPERSEDED), (undone, AT["july"]))
    assert line_after(*steps, decision="d2").standing == "rescinded"
    assert line_after(*steps).standing == "superseded"


@pytest.mark.parametrize(
    ("steps", "standing", "ratification", "meeting"),
    [
        # Nobody undid it: the June meeting closed without it.
        ((*IN_JUNE, closed("june")), "stands", "overdue", None),
        # Undone at that meeting: it needs no ratification, then or later.
        ((*IN_JUNE, at_june(RESCINDED)), "rescinded", "not-needed", None),
        ((*IN_JUNE, at_june(RESCINDED), closed("june")), "rescinded", "not-needed", None),
        (
            (*IN_JUNE, at_june(RESCINDED), closed("june"), *held("july")),
            "rescinded",
            "not-needed",
            None,
        ),
        # Replaced before July, which has been called.
        (
            (*IN_JUNE, at_june(SECOND), at_june(SUPERSEDED), closed("june"), called("july")),
            "superseded",
            "not-needed",
            None,
        ),
        # Overdue first, rescinded a month later: nothing is owed any more.
        (
            (*IN_JUNE, closed("june"), (RESCINDED, AT["july"])),
            "rescinded",
            "not-needed",
            None,
        ),
        # Ratified, and rescinded after that: both stay.
        (
            (*IN_JUNE, at_june(RATIFIED), closed("june"), (RESCINDED, AT["july"])),
            "rescinded",
            "ratified",
            "june",
        ),
        ((*IN_JUNE, at_june(REFUSED)), "not-ratified", "refused", "june"),
    ],
)
def test_a_decision_that_stands_no_more_raises_no_overdue_ratification(
    steps: tuple[Step, ...], standing: str, ratification: str, meeting: str | None
) -> None:
    line = line_after(*ACTION, *steps)
    assert (line.standing, line.ratification) == (standing, ratification)
    assert line.ratification_meeting == meeting


@pytest.mark.parametrize(
    ("gone", "steps", "ratification", "meeting", "passed_to"),
    [
        # Its next meeting is the heir's next one, not one of the heir's before.
        (GONE, (called("july", "heir"),), "due", "july", "heir"),
        (GONE, held("july", "heir"), "overdue", None, "heir"),
        (
            GONE,
            (*held("july", "heir"), called("august", "heir")),
            "overdue",
            "august",
            "heir",
        ),
        (
            GONE,
            (
                called("july", "heir"),
                opened("july", "heir"),
                (replace(RATIFIED, body="heir", meeting="july"), AT["july"]),
                closed("july", "heir"),
            ),
            "ratified",
            "july",
            "heir",
        ),
        # Nobody took over: no meeting comes, and it says so.
        (replace(GONE, to_body=None), held("july", "heir"), "without-body", None, None),
    ],
)
def test_what_a_dissolved_body_owed_is_owed_by_its_heir_or_visibly_by_none(
    gone: BodyDissolved,
    steps: tuple[Step, ...],
    ratification: str,
    meeting: str | None,
    passed_to: str | None,
) -> None:
    when = datetime(2026, 6, 30, 16, tzinfo=UTC)
    line = line_after(*ACTION, HEIR, *held("june", "heir"), (gone, when), *steps)
    assert (line.ratification, line.ratification_meeting) == (ratification, meeting)
    assert line.passed_to == passed_to


def test_what_the_dissolved_body_had_missed_stays_missed() -> None:
    when = datetime(2026, 6, 30, 16, tzinfo=UTC)
    steps = (*ACTION, HEIR, *IN_JUNE, closed("june"), (GONE, when), called("july", "heir"))
    line = line_after(*steps)
    assert (line.ratification, line.ratification_meeting) == ("overdue", "july")
    alone = line_after(*ACTION, *held("june"), (replace(GONE, to_body=None), when))
    assert alone.ratification == "overdue"


NONE = RatificationRestated(
    decision="d1", body="board", meeting="june", basis="mistake-in-recording"
)
GONE_AT = datetime(2026, 6, 30, 16, tzinfo=UTC)
WRONGLY_RATIFIED: tuple[Step, ...] = (
    *ACTION,
    HEIR,
    *IN_JUNE,
    at_june(RATIFIED),
    closed("june"),
    (replace(GONE, ratifications=()), GONE_AT),
    called("july", "heir"),
    opened("july", "heir"),
)


def pending_of(body: str, *steps: Step) -> list[str]:
    return folded(meeting_record.view, story(*steps)).require(MeetingBody, body).pending


def test_what_was_not_ratified_after_all_awaits_the_heir_of_the_body_that_is_no_more() -> None:
    steps = (*WRONGLY_RATIFIED, (NONE, AT["july"]))
    line = line_after(*steps)
    assert (line.ratification, line.ratification_meeting, line.passed_to) == (
        *("overdue", "july", "heir"),
    )
    assert (pending_of("heir", *steps), pending_of("board", *steps)) == (["d1"], [])
    after = line_after(*steps, closed("july", "heir"), called("august", "heir"))
    assert (after.ratification, after.ratification_meeting) == ("overdue", "august")
    by_heir = replace(NONE, body="heir", meeting="july", outcome="ratified")
    found = line_after(*steps, (by_heir, AT["july"]))
    assert (found.ratification, found.ratification_meeting) == ("ratified-late", "july")


def test_without_an_heir_it_awaits_visibly_nobody() -> None:
    gone = replace(GONE, ratifications=(), to_body=None)
    steps = (*ACTION, *IN_JUNE, at_june(RATIFIED), closed("june"), (gone, GONE_AT), (NONE, LATER))
    line = line_after(*steps)
    assert (line.ratification, line.ratification_meeting) == ("overdue", None)
    assert pending_of("board", *steps) == []


def test_what_the_heir_was_said_to_have_ratified_the_body_before_had_in_time() -> None:
    by_heir = replace(RATIFIED, body="heir", meeting="july")
    late = (
        *(*ACTION, HEIR, *IN_JUNE, closed("june"), (GONE, GONE_AT), called("july", "heir")),
        *(opened("july", "heir"), (by_heir, AT["july"])),
    )
    assert line_after(*late).ratification == "ratified-late"
    taken_back = replace(NONE, body="heir", meeting="july")
    right = replace(NONE, outcome="ratified")
    line = line_after(*late, (taken_back, LATER), (right, LATER))
    assert (line.ratification, line.ratification_meeting, line.passed_to) == (
        *("ratified", "june", None),
    )
    assert pending_of("heir", *late, (taken_back, LATER), (right, LATER)) == []


def test_what_was_rescinded_awaits_no_ratification_though_there_was_none() -> None:
    undone = replace(RESCINDED, meeting="july")
    steps = (
        *(*ACTION, *IN_JUNE, at_june(RATIFIED), closed("june"), called("july"), opened("july")),
        *((undone, AT["july"]), (NONE, LATER)),
    )
    line = line_after(*steps)
    assert (line.standing, line.ratification) == ("rescinded", "not-needed")
    assert line.ratification_meeting is None


def test_batches_do_not_matter() -> None:
    when = datetime(2026, 6, 30, 16, tzinfo=UTC)
    steps = (*IN_MAY, *IN_JUNE, at_june(SECOND), at_june(SUPERSEDED), closed("june"))
    outside = replace(OUTSIDE, decision="d3", number="PB/2627/003")
    undone = replace(RESCINDED, decision="d3")
    later = (HEIR, (outside, AT["june"]), (GONE, when), (undone, AT["july"]))
    assert_batches_do_not_matter(view, story(*steps, *later))
