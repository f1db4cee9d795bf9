"""Corrections of what a meeting did: of what was recorded, and the recount follows them."""

from typing import Any

import pytest

from tests.auditor.building import Book
from tests.auditor.checking import broken, replayed
from tests.auditor.story import PCNS, constituted, decided, meeting, moved, put, ruled, vote

UNANIMITY = {"kind": "unanimity", "counted_of": "present"}
NOTHING = "nothing-to-correct"


def board() -> Book:
    """A board with a meeting in May and one in June, both opened and attended by all seats."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    meeting(book, "june", "2026-06-11T13:00:00Z", item="other")
    return book


def right(book: Book, what: str, **data: Any) -> int:
    return book.add(f"correction-{what}-restated.v1", {"basis": "mistake-in-recording", **data})


def part(book: Book, seat: str = "trust-seat", **data: Any) -> int:
    return right(book, "standing-aside", item="hub", meeting="may", seat=seat, **data)


def put_in(book: Book, choice: str) -> int:
    data = {"motion": "m1", "item": "hub", "seat": "trust-seat", "choice": choice}
    return book.add("motion-vote-corrected.v1", data)


def only(book: Book, rule: str, *positions: int) -> None:
    assert broken(book) == {(rule, one) for one in positions}


class TestWhoTookPart:
    """Unanimity of those present; PCN and council are for, the trust is there without a vote."""

    def voted(self, *, recused: bool) -> tuple[Book, int]:
        book = board()
        weights = {"pcn-seat": 1, "council-seat": 1}
        if recused:
            data = {"item": "hub", "meeting": "may", "seat": "trust-seat", "person": "t"}
            book.add("meeting-member-recused.v1", data)
        else:
            weights["trust-seat"] = 1
        moved(book)
        put(book, rule=UNANIMITY, weights=weights)
        vote(book, "pcn-seat", "for")
        vote(book, "council-seat", "for")
        return book, ruled(book, "carried")

    @pytest.mark.parametrize(
        ("recused", "corrections", "is_as_ruled"),
        [
            (True, [], True),  # 2 of 2
            (True, [None], False),  # 2 of 3
            (True, ["excluded"], True),
            (True, [None, "recused"], True),
            (False, [], False),  # 2 of 3
            (False, ["recused"], True),  # 2 of 2
        ],
    )
    def test_the_recount_is_of_those_who_took_part(
        self, recused: bool, corrections: list[str | None], is_as_ruled: bool
    ) -> None:
        book, ruling = self.voted(recused=recused)
        for how in corrections:
            part(book, person="t", **({"how": how} if how else {}))
        only(book, "ruling-differs", *([] if is_as_ruled else [ruling]))

    @pytest.mark.parametrize(
        ("choice", "is_as_ruled"), [("for", True), ("against", False), ("abstain", False)]
    )
    def test_the_vote_of_one_that_never_stood_aside_is_recounted(
        self, choice: str, is_as_ruled: bool
    ) -> None:
        book, ruling = self.voted(recused=True)
        part(book, person="t")
        put_in(book, choice)
        only(book, "ruling-differs", *([] if is_as_ruled else [ruling]))

    def test_a_vote_is_put_in_of_a_seat_that_took_part_once_voting_is_over(self) -> None:
        book, _ = self.voted(recused=True)
        only(book, "correction-without-vote", put_in(book, "for"))
        book, ruling = self.voted(recused=False)
        only(book, "ruling-differs", ruling)
        put_in(book, "for")
        assert not broken(book)
        book = board()
        moved(book)
        put(book)
        only(book, "correction-without-vote", put_in(book, "for"))

    def test_a_vote_put_in_weighs_what_it_would_have(self) -> None:
        """By list size, 3 for and 1 against; the trust, with 4, was against."""
        book = board()
        data = {"item": "hub", "meeting": "may", "seat": "trust-seat", "person": "t"}
        book.add("meeting-member-recused.v1", data)
        moved(book)
        rule = {"kind": "weighted", "counted_of": "voting"}
        aside = [{"seat": "trust-seat", "weight": 4}]
        put(book, rule=rule, weights={"pcn-seat": 3, "council-seat": 1}, aside=aside)
        vote(book, "pcn-seat", "for")
        vote(book, "council-seat", "against")
        ruling = ruled(book, "carried")
        part(book, person="t")
        assert not broken(book)
        put_in(book, "against")
        only(book, "ruling-differs", ruling)

    def test_one_who_stood_aside_only_later_had_a_part_in_the_vote(self) -> None:
        book, ruling = self.voted(recused=False)
        part(book, person="t", how="recused", since="2026-05-15T13:00:00Z")
        only(book, "ruling-differs", ruling)

    def test_one_whose_time_is_put_after_the_vote_had_a_part_in_it_after_all(self) -> None:
        book, ruling = self.voted(recused=True)
        part(book, person="t", how="recused", since="2026-05-15T13:00:00Z")
        only(book, "ruling-differs", ruling)

    def test_a_seat_may_stand_aside_from_a_later_vote_after_all(self) -> None:
        """Corrected to have had its part in the first vote, it stands aside before the second."""
        book, ruling = self.voted(recused=True)
        part(book, person="t")
        data = {"item": "hub", "meeting": "may", "seat": "trust-seat", "person": "t"}
        book.add("meeting-member-recused.v1", data)
        moved(book, "m2")
        put(book, "m2", rule=UNANIMITY, weights={"pcn-seat": 1, "council-seat": 1})
        vote(book, "pcn-seat", "for", "m2")
        vote(book, "council-seat", "for", "m2")
        ruled(book, "carried", "m2")
        only(book, "ruling-differs", ruling)

    def test_who_never_stood_aside_has_nothing_to_correct(self) -> None:
        book, _ = self.voted(recused=True)
        only(book, NOTHING, part(book, seat="pcn-seat", person="p"))
        back = right(book, "return", item="hub", meeting="may", seat="council-seat", person="c")
        assert (NOTHING, back) in broken(book)


class TestTheChair:
    def carried(self) -> Book:
        book = board()
        moved(book)
        put(book, has_casting_vote=True)
        vote(book, "pcn-seat", "for")
        ruled(book, "carried")
        return book

    def test_the_ruling_that_stands_is_compared_with_the_votes(self) -> None:
        book = self.carried()
        wrong = right(book, "ruling", motion="m1", item="hub", meeting="may", ruling="not-carried")
        (finding,) = replayed(book)
        assert (finding.rule, finding.position) == ("ruling-differs", wrong)
        right(book, "ruling", motion="m1", item="hub", meeting="may", ruling="carried")
        assert broken(book) == set()

    def test_a_ruling_is_not_corrected_before_it_was_given(self) -> None:
        book = board()
        moved(book)
        wrong = right(book, "ruling", motion="m1", item="hub", meeting="may", ruling="carried")
        only(book, NOTHING, wrong)

    def test_a_decision_has_to_fit_the_corrected_ruling(self) -> None:
        book = board()
        moved(book)
        put(book)
        vote(book, "pcn-seat", "against")
        ruled(book, "carried")
        at = decided(book, motion="m1")
        right(book, "ruling", motion="m1", item="hub", meeting="may", ruling="not-carried")
        only(book, "decision-against-ruling", at)
        right(book, "decision", decision="d1", body="board", outcome="not-approved")
        assert broken(book) == set()

    def test_what_a_motion_ratified_needs_it_carried(self) -> None:
        book = board()
        data = {"decision": "d9", "number": "9", "body": "board", "outcome": "approved"}
        data |= {"route": "chairs-action", "authority": "delegated-committee"}
        at = book.add("decision-taken-outside-meeting.v1", data)
        moved(book)
        put(book)
        vote(book, "pcn-seat", "against")
        ruled(book, "carried")
        settled = {"decision": "d9", "body": "board", "meeting": "june", "motion": "m1"}
        book.add("decision-ratified.v1", settled)
        right(book, "ruling", motion="m1", item="hub", meeting="may", ruling="not-carried")
        only(book, "decision-against-ruling", at)

    def test_a_casting_vote_counts_as_it_stands(self) -> None:
        book = board()
        moved(book)
        put(book, has_casting_vote=True)
        vote(book, "pcn-seat", "for")
        vote(book, "council-seat", "against")
        used = {"motion": "m1", "item": "hub", "seat": "trust-seat", "person": "t"}
        book.add("motion-casting-vote-used.v1", {**used, "choice": "for"})
        ruling = ruled(book, "carried")
        assert broken(book) == set()
        right(book, "casting-vote", **used)
        only(book, "ruling-differs", ruling)
        only_once = right(book, "casting-vote", **used)
        assert (NOTHING, only_once) in broken(book)
        right(book, "casting-vote", **used, choice="for")
        assert ("ruling-differs", ruling) not in broken(book)

    def test_a_casting_vote_needs_an_equal_vote(self) -> None:
        book = self.carried()
        used = {"motion": "m1", "item": "hub", "seat": "trust-seat", "person": "t"}
        only(book, "casting-vote", right(book, "casting-vote", **used, choice="for"))

    def test_only_recorded_dissent_is_taken_back(self) -> None:
        book = self.carried()
        of_it = {"motion": "m1", "item": "hub", "seat": "pcn-seat"}
        book.add("motion-dissent-recorded.v1", of_it)
        right(book, "dissent", **of_it)
        assert broken(book) == set()
        only(book, NOTHING, right(book, "dissent", **of_it))


class TestRatification:
    def outside(self) -> Book:
        book = board()
        data = {"decision": "d9", "number": "9", "body": "board", "outcome": "approved"}
        data |= {"route": "chairs-action", "authority": "delegated-committee"}
        book.add("decision-taken-outside-meeting.v1", data)
        return book

    def test_once_taken_back_it_is_ratified_again(self) -> None:
        book, of_it = self.outside(), {"decision": "d9", "body": "board", "meeting": "june"}
        only(book, NOTHING, right(book, "ratification", **of_it))
        book = self.outside()
        book.add("decision-ratified.v1", of_it)
        right(book, "ratification", **of_it)
        book.add("decision-ratified.v1", of_it)
        assert broken(book) == set()
        right(book, "ratification", **of_it, outcome="refused")
        only(book, "ratified-twice", book.add("decision-ratified.v1", of_it))

    def test_it_was_a_meeting_of_the_body(self) -> None:
        book, of_it = self.outside(), {"decision": "d9", "body": "board"}
        book.add("decision-ratified.v1", {**of_it, "meeting": "june"})
        wrong = right(book, "ratification", **of_it, meeting="never", outcome="ratified")
        only(book, "ratified-elsewhere", wrong)


class TestAwards:
    def offered(self) -> Book:
        book = board()
        data = {"opportunity": "o", "body": "board", "kind": "pilot", "organisations": list(PCNS)}
        book.add("opportunity-announced.v1", {**data, "closes_at": "2026-06-30T16:00:00Z"})
        return book

    def test_only_a_recorded_award_is_taken_back(self) -> None:
        book, of_it = self.offered(), {"opportunity": "o", "organisation": PCNS[0]}
        only(book, NOTHING, right(book, "award", **of_it))
        book = self.offered()
        book.add("opportunity-awarded.v1", of_it)
        right(book, "award", **of_it)
        assert broken(book) == set()

    def test_what_came_of_it_says_the_same_as_who_was_chosen(self) -> None:
        book, of_it = self.offered(), {"opportunity": "o", "organisation": PCNS[0]}
        book.add("opportunity-awarded.v1", of_it)
        book.add("opportunity-closed.v1", {"opportunity": "o", "outcome": "awarded"})
        only(book, "awards-differ", right(book, "award", **of_it))
        right(book, "award", **{**of_it, "organisation": PCNS[1]}, is_awarded=True)
        assert broken(book) == set()

    def test_nothing_is_awarded_that_was_never_announced(self) -> None:
        book = board()
        at = book.add("opportunity-awarded.v1", {"opportunity": "o", "organisation": PCNS[0]})
        only(book, "award-of-nothing", at)
