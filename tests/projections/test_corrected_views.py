"""Readers see what stands after a correction, what it replaced, and what it cannot prove."""

from datetime import datetime

import pytest

from projections.documents import Document
from projections.register import Line
from projections.rows import Rows
from projections.views import (
    attendance_register,
    canvass_register,
    consultation_outcome,
    correction_register,
    decision_register,
    feedback_register,
    interest_register,
    vote_record,
)
from projections.views.canvass_register import CanvassLine
from projections.views.correction_register import CorrectionLine
from schemas.event import Event
from schemas.events.consultation import ConsultationOpened
from schemas.events.correction import (
    AttendanceWithdrawn,
    CanvassRedated,
    CanvassWithdrawn,
    DecisionRestated,
    DeclarationWithdrawn,
    FeedbackWithdrawn,
    MistakeNoted,
    ViewRestated,
)
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.feedback import FeedbackIssued
from schemas.events.meeting import InterestDeclared, MeetingCancelled, PaperAttached
from schemas.events.motion import VoteCast, VoteCorrected, VotingClosed
from schemas.values import PaperDigest, ViewPosition
from tests.projections.consulting import (
    ASKED,
    CALLED,
    JUNE,
    LATER,
    NORTH,
    OPENED,
    OPENED_AT,
    SOUTH,
    WEST,
    answered,
    canvassed,
    consultation,
    discussed,
    on,
)
from tests.projections.recording import Noted, assert_stored_alike, noted
from tests.support.folds import folded
from tests.support.story import BOARD, IN_SESSION, MEETING_STARTS, PCN_SEAT, TRUST_SEAT, VOTING

WHY = {"basis": "document-shows-otherwise", "reason": "The log of calls says otherwise."}
OF_C1 = {"consultation": "c1", "item": "hub"}
DISCUSSED: Noted = (discussed(), MEETING_STARTS)
IN_TIME, TOO_LATE, AFTER = on(4, 28), on(5, 11), on(5, 20)


def redated(recorded_as: datetime, delivered_at: datetime) -> Event:
    return CanvassRedated(
        **OF_C1, organisation=NORTH, recorded_as=recorded_as, delivered_at=delivered_at, **WHY
    )


def restated(position: ViewPosition | None) -> Event:
    return ViewRestated(**OF_C1, organisation=NORTH, position=position, **WHY)


def north(*steps: Noted) -> CanvassLine:
    (line, *_) = canvass_register.lines(consultation(*ASKED, *steps, DISCUSSED), LATER)
    return line


class TestCanvass:
    @pytest.mark.parametrize(
        ("said", "was", "corrected_at", "state"),
        [
            (IN_TIME, TOO_LATE, on(5, 12), "late-notice"),
            (IN_TIME, TOO_LATE, AFTER, "late-notice"),
            (TOO_LATE, IN_TIME, on(5, 12), "silent"),
            (TOO_LATE, IN_TIME, AFTER, "late-notice"),
            (IN_TIME, on(4, 29), AFTER, "silent"),
        ],
    )
    def test_a_correction_takes_good_notice_away_but_proves_none_afterwards(
        self, said: datetime, was: datetime, corrected_at: datetime, state: str
    ) -> None:
        line = north((canvassed(NORTH), said), (redated(said, was), corrected_at))
        assert (line.state, line.delivered_at) == (state, was)

    def test_a_delivery_that_never_was_leaves_the_pcn_unreached(self) -> None:
        gone = CanvassWithdrawn(**OF_C1, organisation=NORTH, recorded_as=IN_TIME, **WHY)
        line = north((canvassed(NORTH), IN_TIME), (gone, AFTER))
        assert (line.state, line.is_reached) == ("not-reached", False)


class TestViews:
    def test_the_answer_that_stands_is_the_one_put_right_and_the_other_is_named(self) -> None:
        line = north((answered(NORTH), on(4, 29)), (restated("oppose"), on(5, 1)))
        assert (line.position, line.replaced_positions) == ("oppose", ["support"])
        assert line.answered_at == on(4, 29)
        assert "recorded wrongly" in (line.unknown or "")

    @pytest.mark.parametrize(
        ("corrected_at", "support", "oppose"), [(on(5, 1), 1, 1), (AFTER, 1, 0)]
    )
    def test_put_right_after_the_discussion_neither_answer_counts_for_it(
        self, corrected_at: datetime, support: int, oppose: int
    ) -> None:
        asked = consultation(
            *ASKED,
            (answered(SOUTH), on(4, 29)),
            (answered(NORTH), on(4, 29)),
            (restated("oppose"), corrected_at),
            DISCUSSED,
        )
        (line,) = consultation_outcome.lines(asked, LATER)
        assert (line.support, line.oppose) == (support, oppose)
        assert "Recorded wrongly, and corrected: U99001." in (line.unknown or "")

    def test_an_answer_that_it_never_gave_is_none(self) -> None:
        line = north((answered(NORTH), on(4, 29)), (restated(None), on(5, 1)))
        assert (line.position, line.replaced_positions) == (None, ["support"])


class TestRounds:
    """A paper changes on 1 May; the second round has one new answer."""

    first = (
        *CALLED,
        (PaperAttached(item="hub", meeting="may", paper="p", sha256="aa" * 32), on(4, 20)),
        (
            ConsultationOpened(
                **{**OPENED.as_dict(), "papers": (PaperDigest(paper="p", sha256="aa" * 32),)}
            ),
            OPENED_AT,
        ),
        (answered(NORTH), on(4, 24)),
        (answered(SOUTH, "oppose"), on(4, 24)),
    )
    second = (
        (PaperAttached(item="hub", meeting="may", paper="p", sha256="bb" * 32), on(5, 1)),
        (
            ConsultationOpened(
                **{
                    **OPENED.as_dict(),
                    "consultation": "c2",
                    "papers": (PaperDigest(paper="p", sha256="bb" * 32),),
                }
            ),
            on(5, 1, 12),
        ),
    )

    def again(self, *steps: Noted) -> list[CanvassLine]:
        asked = consultation(*self.first, *self.second, *steps, DISCUSSED, id_="c2")
        return list(canvass_register.lines(asked, LATER))

    def test_an_answer_to_the_paper_as_it_was_is_carried_over_and_marked(self) -> None:
        north, south, west = self.again()
        assert (north.round, north.position) == (2, None)
        assert (north.carried_position, north.carried_from_round) == ("support", 1)
        assert (south.carried_position, west.carried_position) == ("oppose", None)
        assert north.unknown == "Its answer in round 1 was to the papers as they were then."
        assert set(north.evidence) >= {5}

    def test_a_new_answer_takes_its_place(self) -> None:
        new = anew(NORTH, "oppose")
        north, *_ = self.again((new, on(5, 5)))
        assert (north.position, north.carried_position) == ("oppose", None)

    def test_the_outcome_does_not_count_it_but_says_what_it_would_be(self) -> None:
        west = (anew(WEST, "support"), on(5, 5))
        asked = consultation(*self.first, *self.second, west, DISCUSSED, id_="c2")
        (line,) = consultation_outcome.lines(asked, LATER)
        # One voice of three is too few; with North's support and South's objection, 2 of 3 is less
        # than three quarters.
        assert (line.outcome, line.outcome_if_carried) == ("too-few-voices", "not-reached")
        assert line.carried == [NORTH, SOUTH]
        assert "Answered only an earlier round, on other papers" in (line.unknown or "")


def anew(organisation: str, position: ViewPosition) -> Event:
    return type(answered(NORTH))(
        consultation="c2", item="hub", organisation=organisation, position=position
    )


def at_noon(*events: Event) -> tuple[Noted, ...]:
    """The small board, each event a minute after the one before it."""
    return tuple((one, on(5, 14, 13).replace(minute=n)) for n, one in enumerate(events))


class TestAtTheMeeting:
    def test_who_was_not_there_after_all_is_neither_present_nor_absent_with_apologies(self) -> None:
        gone = AttendanceWithdrawn(
            meeting="may", person="terry", record="attendance", seat=TRUST_SEAT, **WHY
        )
        rows = folded(attendance_register.view, noted(*at_noon(*IN_SESSION, gone)))
        (document,) = rows.of_kind(attendance_register.register.kind)
        lines = {one.person: one for one in attendance_register.register.lines(document, LATER)}
        assert (lines["terry"].attended, lines["terry"].withdrawn) == (
            "recorded-by-mistake",
            ["attendance"],
        )
        assert lines["pat"].attended == "present"

    def test_its_seat_was_absent_from_the_vote(self) -> None:
        gone = AttendanceWithdrawn(
            meeting="may", person="terry", record="attendance", seat=TRUST_SEAT, **WHY
        )
        ruled = VotingClosed(motion="m1", item="hub", meeting="may", ruling="carried")
        cast = VoteCast(motion="m1", item="hub", seat=PCN_SEAT, choice="for")

        def state(*events: Event) -> str:
            rows = folded(vote_record.view, noted(*at_noon(*events)))
            (motion,) = rows.of_kind(vote_record.register.kind)
            lines = vote_record.register.lines(motion, LATER)
            return next(one.state for one in lines if one.seat == TRUST_SEAT)

        assert state(*VOTING, cast, ruled) == "no-vote"
        assert state(*VOTING, cast, ruled, gone) == "absent"

    def test_a_declaration_taken_back_stays_in_the_register_as_such(self) -> None:
        declared = InterestDeclared(
            meeting="may",
            person="pat",
            kind="indirect",
            nature="perceived",
            management="noted",
            item="hub",
        )
        gone = DeclarationWithdrawn(meeting="may", person="pat", item="hub", **WHY)
        steps = at_noon(*IN_SESSION, declared, gone)
        rows = folded(interest_register.view, noted(*steps))
        (document,) = rows.of_kind(interest_register.register.kind)
        (line,) = interest_register.register.lines(document, LATER)
        assert line.is_withdrawn
        assert line.evidence == [len(steps) - 1, len(steps)]
        assert_stored_alike(interest_register.view, noted(*steps))


OUTSIDE = DecisionTakenOutsideMeeting(
    decision="d1",
    number="PB/2627/001",
    body="board",
    route="chairs-action",
    outcome="approved",
    authority="delegated-committee",
    amount_pence=100,
    text="A grant of £1.",
)


class TestDecisions:
    def test_what_stands_is_what_was_put_right_beside_what_it_replaced(self) -> None:
        right = DecisionRestated(
            decision="d1", body="board", amount_pence=1_000, text="A grant of £10.", **WHY
        )
        rows = folded(decision_register.view, noted(*at_noon(*BOARD, OUTSIDE, right)))
        (document,) = rows.of_kind(decision_register.register.kind)
        (line,) = decision_register.register.lines(document, LATER)
        assert (line.outcome, line.text, line.amount_pence) == (
            "approved",
            "A grant of £10.",
            1_000,
        )
        assert (line.replaced_outcomes, line.replaced_texts) == (["approved"], ["A grant of £1."])
        assert line.correction_reason == WHY["reason"]
        assert line.evidence[-1] == len(BOARD) + 2

    def test_a_cancelled_meeting_is_not_where_it_is_due(self) -> None:
        called = at_noon(*BOARD, OUTSIDE, JUNE)
        for more, meeting in (
            ((), "june"),
            ((MeetingCancelled(meeting="june", body="board"),), None),
        ):
            steps = (*called, *((one, on(5, 15)) for one in more))
            rows = folded(decision_register.view, noted(*steps))
            (document,) = rows.of_kind(decision_register.register.kind)
            (line,) = decision_register.register.lines(document, LATER)
            assert (line.ratification, line.ratification_meeting) == ("due", meeting)


class TestFeedback:
    taken = DecisionTaken(
        decision="d1",
        number="PB/2627/001",
        body="board",
        meeting="may",
        item="hub",
        outcome="approved",
        authority="delegated-committee",
    )
    told = FeedbackIssued(feedback="f1", decision="d1", organisation=NORTH, channel="email")
    gone = FeedbackWithdrawn(feedback="f1", decision="d1", organisation=NORTH, **WHY)

    def line(self, *steps: Noted) -> Line:
        decided = (*ASKED, (self.taken, on(5, 14, 14)), (self.told, on(5, 14, 15)), *steps)
        rows = folded(feedback_register.view, noted(*decided))
        (document,) = rows.of_kind(feedback_register.register.kind)
        return next(
            one
            for one in feedback_register.register.lines(document, LATER)
            if one.organisation == NORTH
        )

    def test_who_was_not_told_after_all_was_left_in_the_dark(self) -> None:
        assert self.line().told == "in-time"
        line = self.line((self.gone, on(5, 15)))
        assert (line.told, line.delivered_at) == ("left-in-the-dark", None)
        assert "recorded by mistake" in (line.unknown or "")

    def test_telling_it_again_counts_from_then(self) -> None:
        again = FeedbackIssued(feedback="f2", decision="d1", organisation=NORTH, channel="phone")
        line = self.line((self.gone, on(5, 15)), (again, on(5, 20)))
        assert (line.told, line.delivered_at) == ("late", on(5, 20))

    def test_who_was_not_to_be_told_and_was_not_told_is_a_mistake_of_the_record(self) -> None:
        other = FeedbackIssued(feedback="f9", decision="d1", organisation="E99", channel="email")
        gone = FeedbackWithdrawn(feedback="f9", decision="d1", organisation="E99", **WHY)
        steps = (*ASKED, (self.taken, on(5, 14, 14)), (other, on(5, 14, 15)), (gone, on(5, 15)))
        rows = folded(feedback_register.view, noted(*steps))
        (document,) = rows.of_kind(feedback_register.register.kind)
        lines = list(feedback_register.register.lines(document, LATER))
        assert [one.told for one in lines if one.organisation == "E99"] == ["recorded-by-mistake"]


class TestRegisterOfCorrections:
    def lines(self, *events: Event) -> list[CorrectionLine]:
        rows = folded(correction_register.view, noted(*at_noon(*events)))
        documents = rows.of_kind(correction_register.register.kind)
        return [one for d in documents for one in correction_register.register.lines(d, LATER)]

    def test_each_correction_names_what_it_replaced_and_which_is_current(self) -> None:
        vote = {"motion": "m1", "item": "hub", "seat": PCN_SEAT}
        first, second = self.lines(
            VoteCast(**vote, choice="for"),
            VoteCorrected(**vote, choice="abstain", reason="Misheard."),
            VoteCorrected(**vote, choice="against", reason="Misheard again."),
        )
        assert (first.replaces, first.was, first.now) == (1, "for", "abstain")
        assert (second.replaces, second.was, second.now) == (2, "abstain", "against")
        assert (first.is_current, second.is_current) == (False, True)
        assert (first.evidence, second.evidence) == ([1, 2, 3], [2, 3])

    def test_what_is_said_anew_takes_the_place_of_a_correction(self) -> None:
        (one,) = self.lines(OUTSIDE, DecisionRestated(decision="d1", body="board", **WHY))
        assert one.is_current
        (view, *_) = self.lines(answered(NORTH), restated("oppose"), answered(NORTH))
        assert not view.is_current

    def test_a_delivery_corrected_twice_is_one_chain(self) -> None:
        steps: tuple[Noted, ...] = (
            (canvassed(NORTH), IN_TIME),
            (redated(IN_TIME, on(4, 29)), on(5, 1)),
            (redated(on(4, 29), on(4, 30)), on(5, 2)),
        )
        rows = folded(correction_register.view, noted(*steps))
        documents = rows.of_kind(correction_register.register.kind)
        found = [one for d in documents for one in correction_register.register.lines(d, LATER)]
        assert [(one.replaces, one.is_current) for one in found] == [(1, False), (2, True)]
        assert_stored_alike(correction_register.view, noted(*steps))

    def test_a_mistake_that_was_only_noted_names_its_entry(self) -> None:
        (one,) = self.lines(*BOARD[:2], MistakeNoted(entry=2, **WHY))
        assert (one.subject, one.about, one.replaces, one.now) == ("entry", "2", 2, None)
        assert (one.basis, one.reason) == (WHY["basis"], WHY["reason"])

    def test_what_was_never_corrected_is_one_document_a_motion(self) -> None:
        vote = {"motion": "m1", "item": "hub"}
        seats = [VoteCast(**vote, seat=f"seat-{n}", choice="for") for n in range(20)]
        rows = folded(correction_register.view, noted(*at_noon(*seats)))
        assert len(rows.take_changes()) == 1

    def test_a_vote_is_not_asked_for_words_which_would_be_a_look_into_the_database(self) -> None:
        asked: list[str] = []

        def load(kind: type[Document], _key: str) -> None:
            asked.append(kind.KIND)

        rows, vote = Rows(load), {"motion": "m1", "item": "hub"}
        seats = [VoteCast(**vote, seat=f"seat-{n}", choice="for") for n in range(3)]
        corrected = VoteCorrected(**vote, seat="seat-1", choice="against", reason="Misheard.")
        for one in noted(*at_noon(*seats, corrected)):
            correction_register.view.apply(rows, one)
        assert asked == ["correctable"]
