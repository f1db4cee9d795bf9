"""A PCN closes, another one takes its place, and it joins again: whose voice is whose by day.

North closes on 10 April and joins again on the 21st. From the 11th to the 20th New, or South which
was there before, stands in its place; worked by hand. Where it is asked, that is in May.
"""

from datetime import date, datetime

import pytest

from projections.reckoning.member_history import Members
from projections.reckoning.memberships import Member
from projections.views import canvass_register, consultations, mandate_register, membership
from projections.views.canvass_register import CanvassLine
from projections.views.gap_lines import GapLine
from projections.views.mandate_documents import RegisteredMandate
from projections.views.mandate_gaps import view as gaps_view
from projections.views.member_lines import lines as member_lines
from schemas.event import Event
from schemas.events.correction import CanvassWithdrawn
from schemas.events.mandate import MandateRevoked
from schemas.events.partnership import MemberJoined, MemberLeft, MemberSucceeded
from tests.projections import consulting
from tests.projections import test_mandate_fidelity as fidelity
from tests.projections import test_mandate_gaps as gaps
from tests.projections.mandating import NORTH, SOUTH, WEST, granted
from tests.projections.mandating import on as at
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.projections.test_mandate_gaps import STANDING, on, spells, succeeded, told
from tests.support.batches import assert_batches_do_not_matter
from tests.support.folds import folded

NEW, NEXT = gaps.NEW, gaps.NEXT


def back(told_on: int = 21, first: int = 21) -> Noted:
    return (MemberJoined(organisation=NORTH, kind="pcn", on=date(2026, 4, first)), on(told_on))


class TestDaysWithoutAMandate:
    def line(self, *steps: Noted, pcn: str, as_of: datetime = gaps.AS_OF) -> GapLine:
        return gaps.line((STANDING, on(1)), *steps, pcn=pcn, as_of=as_of)

    def test_it_is_spoken_for_until_it_closed_and_since_it_is_back(self) -> None:
        found = self.line(*succeeded(), back(), pcn=NORTH)
        assert (found.days_represented, spells(found)) == (20, [])

    def test_its_successor_is_spoken_for_in_between_and_keeps_those_days(self) -> None:
        steps = [*succeeded(), back()]
        found = self.line(*steps, pcn=NEW)
        assert (found.days_represented, spells(found)) == (10, [])
        assert found.inherited_from == []
        assert self.line(*steps[:-1], pcn=NEW, as_of=on(15)).inherited_from == [NORTH]

    @pytest.mark.parametrize(
        ("steps", "south"),
        [
            # It has nothing of its own: what North had said covers it on the ten days.
            ([back()], [(1, 10), (21, 30)]),
            # Announced ahead, on the 15th.
            ([back(15, 21)], [(1, 10), (21, 30)]),
            # Written down on the 25th only: what is recorded later uncovers no day that is over.
            ([back(25, 21)], [(1, 10), (25, 30)]),
            # What North says from then on is for itself alone.
            ([back(), (MandateRevoked(**told()), on(25))], [(1, 10), (21, 30)]),
            ([back(), (granted("m2", scope="topic"), on(25))], [(1, 10), (21, 30)]),
            # And it may close once more.
            ([back(), *succeeded(25, 26, NORTH, SOUTH)], [(1, 10), (21, 25)]),
        ],
    )
    def test_one_that_was_there_before_inherits_in_between_only(
        self, steps: list[Noted], south: list[tuple[int, int]]
    ) -> None:
        every = [*succeeded(successor=SOUTH), *steps]
        assert spells(self.line(*every, pcn=SOUTH)) == south
        entries = noted(*gaps.SETTING, (STANDING, on(1)), *every)
        assert_batches_do_not_matter(gaps_view, entries)
        assert_stored_alike(gaps_view, entries)

    def test_what_it_revokes_when_it_is_back_leaves_itself_without(self) -> None:
        revoked: Noted = (MandateRevoked(**told()), on(25))
        assert spells(self.line(*succeeded(), back(), revoked, pcn=NORTH)) == [(25, 30)]

    def test_what_had_passed_on_in_turn_ends_too(self) -> None:
        twice = [*succeeded(successor=SOUTH), *succeeded(15, 16, SOUTH, NEXT)]
        assert spells(self.line(*twice, pcn=NEXT)) == []
        assert spells(self.line(*twice, back(), pcn=NEXT)) == [(21, 30)]


class TestVotes:
    """The vote, for, is on 14 May; North had given a standing mandate, for, in April."""

    given: Noted = (fidelity.STANDING, at(4, 20))

    def into(self, successor: str, day: int) -> Noted:
        on_ = date(2026, 5, day)
        took = MemberSucceeded(organisation=NORTH, successor=successor, on=on_, basis="declared")
        return (took, at(5, day))

    def back(self, day: int = 10, told_on: int = 10, month: int = 5) -> Noted:
        first = date(2026, month, day)
        return (MemberJoined(organisation=NORTH, kind="pcn", on=first), at(5, told_on))

    def voted(self, *steps: Noted, later: tuple[Noted, ...] = ()) -> dict[str, tuple[str, ...]]:
        lines = fidelity.voted(self.given, *steps, later=later)
        return {code: (one.verdict, one.inherited_from or "") for code, one in lines.items()}

    def test_it_speaks_for_itself_again_and_its_successor_does_not(self) -> None:
        found = self.voted(self.into(NEW, 1), self.back())
        assert found == {
            NORTH: ("followed", ""),
            SOUTH: ("no-instruction", ""),
            WEST: ("no-instruction", ""),
        }

    def test_one_that_was_there_before_inherits_no_more(self) -> None:
        assert self.voted(self.into(SOUTH, 1))[SOUTH] == ("followed", NORTH)
        found = self.voted(self.into(SOUTH, 1), self.back())
        assert (found[NORTH], found[SOUTH]) == (("followed", ""), ("no-instruction", ""))

    def test_a_return_that_is_still_to_come_changes_nothing_yet(self) -> None:
        assert self.voted(self.into(NEW, 1), self.back(1, month=6))[NEW] == ("followed", NORTH)

    def test_a_return_recorded_after_the_vote_changes_no_vote_that_was_judged_by_then(self) -> None:
        more: Noted = (granted("m-topic", "against", scope="topic"), at(5, 21))
        found = self.voted(self.into(SOUTH, 1), later=(self.back(10, 20), more))
        assert found[SOUTH] == ("followed", NORTH)
        assert NORTH not in found

    def test_it_may_close_again_and_pass_to_another_one(self) -> None:
        found = self.voted(self.into(NEW, 1), self.back(5, 5), self.into(NEXT, 8))
        assert (found[NEXT], NEW in found) == (("followed", NORTH), False)

    def test_of_two_named_to_have_taken_its_place_the_one_named_last_did(self) -> None:
        found = self.voted(self.into(NEW, 1), self.into(SOUTH, 3))
        assert (found[SOUTH], NEW in found) == (("followed", NORTH), False)


def test_the_mandate_register_names_a_successor_only_in_between() -> None:
    entries = noted((STANDING, on(1)), *succeeded(), back())
    kept = folded(mandate_register.view, entries).require(RegisteredMandate, "m-north")
    held = [next(iter(mandate_register.lines(kept, on(day)))).successor for day in (5, 15, 25)]
    assert held == [None, NEW, None]
    assert kept.evidence == [1, 4, 5]


def test_the_register_of_members_names_it_with_the_membership_that_ended() -> None:
    rows = folded(membership.view, noted((gaps.joined(NORTH), on(1)), *succeeded(), back()))
    first, second = member_lines(rows.require(Member, NORTH), on(25))
    assert (first.successor, first.left_on) == (NEW, date(2026, 4, 10))
    assert (second.successor, second.succeeded_on, second.left_on) == (None, None, None)
    assert second.evidence == [1, 5], "its name, and that it joined again"


def test_who_held_a_place_in_between_is_still_known() -> None:
    members = Members()
    left = MemberLeft(organisation="U1", on=date(2026, 4, 10), reason="closed")
    took = MemberSucceeded(
        organisation="U1", successor="U2", on=date(2026, 4, 11), basis="declared"
    )
    again = MemberJoined(organisation="U1", kind="pcn", on=date(2026, 4, 21))
    first = MemberJoined(organisation="U1", kind="pcn", on=date(2026, 1, 1))
    for event in (first, left, took, again):
        members.see(event)
    held = [members.holder_on("U1", date(2026, 4, day)) for day in (10, 11, 20, 21)]
    assert held == ["U1", "U2", "U2", "U1"]
    assert list(members.successors("U1")) == []


class TestAnswers:
    """North is asked on 22 April, closes into another one on 1 May and is back on the 7th.

    The discussion is on 14 May; answers are taken until the 12th.
    """

    AS_OF = at(5, 13)
    BACK: Noted = (MemberJoined(organisation=NORTH, kind="pcn", on=date(2026, 5, 7)), at(5, 7))

    def line(self, *steps: Noted, pcn: str = NORTH) -> CanvassLine:
        kept = consulting.consultation(*consulting.ASKED, *steps)
        (found,) = (
            one for one in canvass_register.lines(kept, self.AS_OF) if one.organisation == pcn
        )
        return found

    def into(self, successor: str) -> Noted:
        return (consulting.closed_into(NORTH, successor), at(5, 1))

    def test_what_its_successor_answered_in_its_place_stays_there(self) -> None:
        said: Noted = (consulting.answered(NEW, "oppose"), at(5, 5))
        found = self.line(self.into(NEW), said, self.BACK)
        assert (found.state, found.position, found.successor) == ("responded", "oppose", None)
        assert found.unknown == f"{NEW} answered while it held its place."

    @pytest.mark.parametrize(
        ("event", "position"),
        [
            (consulting.answered(NORTH, "support"), "support"),
            (consulting.revised(NORTH, "no-view"), "no-view"),
            (consulting.taken_back(NORTH), None),
        ],
    )
    def test_it_puts_its_own_word_in_the_place_of_that(
        self, event: Event, position: str | None
    ) -> None:
        said: Noted = (consulting.answered(NEW, "oppose"), at(5, 5))
        steps: tuple[Noted, ...] = (self.into(NEW), said, self.BACK, (event, at(5, 8)))
        assert self.line(*steps).position == position
        entries = noted(*consulting.ASKED, *steps)
        assert_batches_do_not_matter(consultations.view, entries)
        assert_stored_alike(consultations.view, entries)

    def test_what_its_successor_answers_afterwards_is_for_itself_alone(self) -> None:
        said: Noted = (consulting.answered(SOUTH, "oppose"), at(5, 5))
        changed: Noted = (consulting.revised(SOUTH, "support"), at(5, 8))
        steps = (self.into(SOUTH), said, self.BACK, changed)
        assert self.line(*steps).position == "oppose"
        assert self.line(*steps, pcn=SOUTH).position == "support"
        first: Noted = (consulting.answered(SOUTH), at(5, 8))
        assert self.line(self.into(SOUTH), self.BACK, first).position is None

    def test_it_is_not_called_silent_where_only_its_successor_was_asked(self) -> None:
        asked: Noted = (consulting.canvassed(NEW), at(5, 1, 12))
        found = self.line(self.into(NEW), asked, self.BACK)
        assert (found.state, found.is_reached) == ("awaiting", True)
        assert "only its successor had been asked" in (found.unknown or "")
        itself: Noted = (consulting.canvassed(NORTH), at(4, 28))
        assert self.line(itself, self.into(NEW), self.BACK).state == "silent"

    def test_a_return_recorded_late_changes_no_answer_that_was_given_by_then(self) -> None:
        said: Noted = (consulting.answered(NEW, "oppose"), at(5, 8))
        late: Noted = (self.BACK[0], at(5, 9))
        assert self.line(self.into(NEW), said, late).position == "oppose"

    def test_a_delivery_to_its_successor_is_put_right_in_its_place_too(self) -> None:
        asked: Noted = (consulting.canvassed(NEW), at(5, 1, 12))
        facts = {"consultation": "c1", "item": "hub", "organisation": NEW}
        wrong = CanvassWithdrawn(**facts, recorded_as=at(5, 1, 12), basis="mistake-in-recording")
        found = self.line(self.into(NEW), asked, self.BACK, (wrong, at(5, 8)))
        assert found.state == "not-reached"
