"""Notice of a meeting against what the terms ask for; days counted by hand on a calendar of 2026.

Easter 2026: Good Friday is 3 April, Easter Monday 6 April. The board meets on Thursday 9 April.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from projections.minutes.blocks import Facts
from projections.minutes.composing.formalities import notice
from projections.minutes.document import Meeting, Minutes
from projections.minutes.formalities import particulars
from projections.views.meeting_documents import MeetingRecord
from projections.views.meeting_notices import MeetingLine, lines
from projections.views.meeting_record import view
from schemas.event import Event
from schemas.events.body import BodyConstituted, TermsAdopted
from schemas.events.meeting import AgendaPublished, MeetingCalled, MeetingOpened
from schemas.values import DecisionRule, Quorum
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded

MEETS = datetime(2026, 4, 9, 13, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
JANUARY, FEBRUARY = (datetime(2026, month, 5, 9, tzinfo=UTC) for month in (1, 2))
BODY = BodyConstituted(body="board", name="Board", kind="place-board", on=date(2026, 1, 5))
TERMS = TermsAdopted(
    body="board",
    version=1,
    effective_on=date(2026, 1, 5),
    authority="advisory",
    quorum=Quorum(count=1),
    rule=DecisionRule(kind="simple-majority"),
    numbering="PB/{fy}/{n:03}",
    notice_working_days=5,
    canvass_lead_working_days=5,
    canvass_window_working_days=5,
    feedback_working_hours=16,
)
CALL = MeetingCalled(meeting="april", body="board", starts_at=MEETS)
AGENDA = AgendaPublished(meeting="april", body="board", items=("hub",))
OPEN = MeetingOpened(meeting="april", body="board")
BEFORE: tuple[Noted, ...] = ((BODY, JANUARY), (TERMS, JANUARY), (CALL, FEBRUARY))


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def record(*steps: Noted) -> MeetingRecord:
    return folded(view, noted(*steps)).require(MeetingRecord, "april")


def line(*steps: Noted) -> MeetingLine:
    (found,) = lines(record(*steps), LATER)
    return found


@pytest.mark.parametrize(
    ("sent_at", "days", "state"),
    [
        # Clear days between: 27, 30, 31 March, 1, 2, 7, 8 April. Neither end counts.
        (at(3, 26), 7, "as-required"),
        (at(3, 30), 5, "as-required"),  # 31 March, 1, 2, 7, 8 April
        (at(3, 30, 22), 5, "as-required"),  # 23:00 in England: the day counts, not the hour
        (at(3, 30, 23), 4, "short"),  # midnight has passed in England: sent on the 31st
        (at(3, 31), 4, "short"),  # 1, 2, 7, 8 April: the bank holidays do not count
        (at(4, 2), 2, "short"),
        (at(4, 4), 2, "short"),  # on the Saturday of Easter: as on the Thursday before
        (at(4, 8), 0, "short"),
        (at(4, 9), 0, "short"),  # on the day, before the start
    ],
)
def test_notice_is_clear_working_days_from_the_agenda(
    sent_at: datetime, days: int, state: str
) -> None:
    found = line(*BEFORE, (AGENDA, sent_at))
    assert (found.notice_working_days, found.notice) == (days, state)
    assert (found.notice_given_by, found.notice_required) == ("agenda", 5)


def test_an_agenda_sent_again_gives_no_notice_anew() -> None:
    found = line(*BEFORE, (AGENDA, at(3, 30)), (replace(AGENDA, items=("a", "b")), at(4, 8)))
    assert (found.notice, found.agenda_at) == ("as-required", at(3, 30))


@pytest.mark.parametrize("steps", [(), ((AGENDA, MEETS),), ((AGENDA, MEETS + timedelta(days=1)),)])
def test_without_an_agenda_before_the_start_the_call_gave_notice(steps: tuple[Noted, ...]) -> None:
    called = (CALL, at(4, 1))
    found = line((BODY, JANUARY), (TERMS, JANUARY), called, *steps)
    assert (found.notice_given_by, found.notice_working_days, found.notice) == ("call", 3, "short")
    assert found.unknown
    assert "counted from the call" in found.unknown


def test_notice_written_down_after_the_start_is_not_proven_but_short_stays_short() -> None:
    assert line(*BEFORE, (AGENDA, at(3, 30), at(4, 10))).notice == "not-proven"
    assert line(*BEFORE, (AGENDA, at(4, 1), at(4, 10))).notice == "short"


class TestTheTermsThatAsk:
    def test_those_in_force_on_the_day_of_the_meeting_also_if_adopted_after_the_call(self) -> None:
        stricter = replace(TERMS, version=2, effective_on=date(2026, 4, 1), notice_working_days=10)
        assert line(*BEFORE, (stricter, at(3, 1)), (AGENDA, at(3, 30))).notice_required == 10

    def test_not_those_in_force_only_later(self) -> None:
        later = replace(TERMS, version=2, effective_on=date(2026, 4, 10), notice_working_days=10)
        assert line(*BEFORE, (later, at(3, 1)), (AGENDA, at(3, 30))).notice_required == 5

    def test_not_those_adopted_backdated_once_the_meeting_had_opened(self) -> None:
        backdated = replace(TERMS, version=2, effective_on=date(2026, 4, 9), notice_working_days=0)
        found = line(*BEFORE, (AGENDA, at(3, 31)), (OPEN, MEETS), (backdated, at(4, 10)))
        assert (found.notice_required, found.notice) == (5, "short")

    def test_no_notice_is_required_where_they_ask_for_none(self) -> None:
        none = replace(TERMS, notice_working_days=0)
        assert line((BODY, JANUARY), (none, JANUARY), (CALL, at(4, 9))).notice == "none-required"

    def test_without_terms_what_is_required_is_unknown(self) -> None:
        found = line((BODY, JANUARY), (CALL, FEBRUARY), (AGENDA, at(4, 8)))
        assert (found.notice, found.notice_required) == ("unknown", None)
        assert found.unknown
        assert "No terms of reference" in found.unknown


class TestInTheMinutes:
    def told(self, *steps: Noted) -> str | None:
        found = Minutes(meeting=Meeting(notice=notice(record(*steps))))
        (facts,) = particulars(found)
        assert isinstance(facts, Facts)
        texts = {one.name: "".join(run.text for run in one.line) for one in facts.facts}
        return texts.get("Notice")

    def test_short_notice_is_told_beside_what_the_terms_ask(self) -> None:
        assert self.told(*BEFORE, (AGENDA, at(3, 31))) == (
            "Agenda sent on 31 March 2026, 4 clear working days before the meeting; the terms of "
            "reference ask for 5. The meeting was held at short notice."
        )

    def test_notice_as_required_is_told_in_the_same_words(self) -> None:
        assert self.told(*BEFORE, (AGENDA, at(3, 30))) == (
            "Agenda sent on 30 March 2026, 5 clear working days before the meeting; the terms of "
            "reference ask for 5."
        )

    def test_one_day_is_one_day_and_a_call_is_a_call(self) -> None:
        said = self.told((BODY, JANUARY), (TERMS, JANUARY), (CALL, at(4, 7)))
        assert said
        assert said.startswith("Meeting called on 7 April 2026, 1 clear working day before")

    def test_nothing_is_told_where_nothing_is_asked(self) -> None:
        assert self.told((BODY, JANUARY), (CALL, FEBRUARY)) is None


def test_it_folds_alike_in_one_batch_and_in_many() -> None:
    stricter: Event = replace(TERMS, version=2, notice_working_days=10)
    entries = noted(*BEFORE, (AGENDA, at(3, 30)), (stricter, at(4, 1)), (OPEN, MEETS))
    assert_batches_do_not_matter(view, entries)
    assert_stored_alike(view, entries)
