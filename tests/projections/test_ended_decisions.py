"""What became of decisions that stand no more; tables worked by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from projections.reckoning.consultation import ConsultedItem
from projections.views import body_register, consultations, correction_register, meeting_record
from projections.views.body_documents import Body
from projections.views.correction_documents import Correction
from projections.views.decision_documents import Decision
from projections.views.decision_lines import DecisionLine, lines
from projections.views.decision_register import view
from projections.views.meeting_documents import MeetingBody, MeetingRecord
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
from schemas.events.restatement import RatificationRestated, UndoingRestated
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


WHY: dict[str, Any] = {"basis": "document-shows-otherwise", "reason": "Another one was."}
OF_D1: dict[str, Any] = {"decision": "d1", "body": "board", "meeting": "june", "item": "hubs"}
NOT_RESCINDED = UndoingRestated(**OF_D1, undone="rescinded", **WHY)
NOT_REPLACED = UndoingRestated(**OF_D1, undone="superseded", superseded_by="d2", **WHY)


class TestUndoneByMistake:
    def line(self, *steps: Step, decision: str = "d1") -> DecisionLine:
        entries = story(*steps)
        assert_batches_do_not_matter(view, entries)
        (found,) = lines(folded(view, entries).require(Decision, decision), LATER)
        return found

    def test_it_stands_and_what_had_been_recorded_stays_beside_it(self) -> None:
        before = (*IN_MAY, *IN_JUNE, at_june(RESCINDED))
        line = self.line(*before, (NOT_RESCINDED, AT["july"]))
        assert (line.standing, line.ended_at, line.rescission_reason) == ("stands", None, None)
        assert line.replaced_standings == ["rescinded at june"]
        assert line.standing_correction_basis == WHY["basis"]
        assert line.standing_correction_reason == WHY["reason"]
        count = len(before)
        assert line.replaced_standing_positions == [count]
        assert {count, count + 1} <= set(line.evidence)

    def test_it_may_be_undone_again(self) -> None:
        steps = (*IN_MAY, *IN_JUNE, at_june(RESCINDED))
        line = self.line(*steps, (NOT_RESCINDED, AT["july"]), (RESCINDED, AT["july"]))
        assert (line.standing, line.replaced_standings) == ("rescinded", ["rescinded at june"])

    def test_what_was_said_to_replace_it_replaces_nothing(self) -> None:
        steps = (*IN_MAY, *IN_JUNE, at_june(SECOND), at_june(SUPERSEDED))
        back: Step = (NOT_REPLACED, AT["july"])
        assert self.line(*steps, decision="d2").supersedes == ["d1"]
        assert self.line(*steps, back, decision="d2").supersedes == []
        first = self.line(*steps, back)
        assert (first.standing, first.superseded_by) == ("stands", None)
        assert first.replaced_standings == [f"superseded by {SECOND.number} at june"]

    def test_it_awaits_ratification_again_and_meetings_that_passed_count(self) -> None:
        steps = (*ACTION, *held("june"), (RESCINDED, AT["june"]))
        assert self.line(*steps, *held("july")).ratification == "not-needed"
        line = self.line(*steps, *held("july"), (NOT_RESCINDED, AT["august"]))
        assert line.ratification == "overdue"
        called_ = self.line(*steps, (NOT_RESCINDED, AT["june"]), called("july"))
        assert called_.ratification_meeting == "july"

    def test_the_meeting_after_it_has_it_to_ratify(self) -> None:
        steps = (*ACTION, *held("june"), (RESCINDED, AT["june"]))
        entries = story(*steps, (NOT_RESCINDED, AT["july"]))
        rows = folded(meeting_record.view, entries)
        assert rows.require(MeetingBody, "board").pending == ["d1"]
        assert rows.require(MeetingRecord, "june").undone == []
        before = folded(meeting_record.view, story(*steps))
        assert before.require(MeetingBody, "board").pending == []
        assert_batches_do_not_matter(meeting_record.view, entries)

    def test_a_body_that_was_dissolved_left_it_open_after_all(self) -> None:
        steps = (*BOARD, HEIR, (OUTSIDE, ACTED), (GONE, AT["july"]))
        undone = (replace(RESCINDED, meeting="august"), AT["august"])
        back = (replace(NOT_RESCINDED, meeting="august"), LATER)
        for more, still in (((undone,), []), ((undone, back), ["decision:d1"])):
            rows = folded(body_register.view, story(*steps, *more))
            assert rows.require(Body, "board").left_open.still_open == still

    def test_the_register_of_corrections_names_the_entry_that_was_wrong(self) -> None:
        entries = story((RESCINDED, AT["june"]), (NOT_RESCINDED, AT["july"]))
        (kept,) = folded(correction_register.view, entries).of_kind(Correction)
        (line,) = correction_register.register.lines(kept, LATER)
        assert (line.subject, line.replaces, line.was) == ("undoing", 1, "rescinded at june")
        assert (line.now, line.was_text, line.was_at) == (None, "It rained.", AT["june"])

    def test_in_the_influence_view_it_counts_as_adopted_again(self) -> None:
        steps = (*CALLED, TAKEN, RESCINDED, NOT_RESCINDED)
        item = folded(consultations.view, story(*steps)).require(ConsultedItem, "hub")
        assert [one.is_in_force for one in item.settled] == [True]
