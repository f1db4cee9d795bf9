"""One live vote a seat and motion, by a seat that may vote, while voting is open."""

from typing import Any, ClassVar

import pytest

from tests.auditor.building import Book
from tests.auditor.checking import broken, replayed
from tests.auditor.story import SEATS, constituted, meeting, moved, put, ruled, vote


def put_to_vote(**more: Any) -> Book:
    """A motion m1 on which voting is open."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    moved(book)
    put(book, **more)
    return book


def correct(book: Book, seat: str, choice: str) -> int:
    data = {"motion": "m1", "item": "hub", "seat": seat, "choice": choice}
    return book.add("motion-vote-corrected.v1", data)


def recuse(book: Book, seat: str, how: str = "recused") -> int:
    data = {"item": "hub", "meeting": "may", "seat": seat, "person": "p"}
    return book.add(f"meeting-member-{how}.v1", data)


def use_casting_vote(book: Book, choice: str = "for") -> int:
    data = {"motion": "m1", "item": "hub", "seat": "trust-seat", "person": "p", "choice": choice}
    return book.add("motion-casting-vote-used.v1", data)


def test_one_vote_a_seat_is_in_order_and_so_is_a_correction() -> None:
    book = put_to_vote()
    for seat in SEATS:
        vote(book, seat, "for")
    correct(book, "pcn-seat", "against")
    ruled(book, "carried")
    assert broken(book) == set()


def test_a_second_vote_without_a_correction_is_named() -> None:
    book = put_to_vote()
    vote(book, "pcn-seat", "for")
    again = vote(book, "pcn-seat", "against")
    assert broken(book) == {("vote-twice", again)}


def test_a_vote_of_a_seat_that_is_not_entitled_is_named() -> None:
    book = put_to_vote()
    stranger = vote(book, "observer-seat", "for")
    assert broken(book) == {("vote-not-entitled", stranger)}


def test_votes_before_voting_opened_after_it_closed_and_on_no_motion_are_named() -> None:
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    moved(book)
    early = vote(book, "pcn-seat", "for")
    put(book)
    vote(book, "trust-seat", "for")
    ruled(book, "carried")
    late = vote(book, "council-seat", "for")
    nowhere = vote(book, "council-seat", "for", motion="m9")
    assert broken(book) == {("vote-outside-voting", one) for one in (early, late, nowhere)}


@pytest.mark.parametrize("how", ["recused", "excluded"])
def test_a_seat_that_stood_aside_neither_votes_nor_is_entitled(how: str) -> None:
    book = put_to_vote()
    recuse(book, "pcn-seat", how)
    voted = vote(book, "pcn-seat", "for")
    moved(book, "m2")
    opened = put(book, "m2")
    assert broken(book) == {("vote-aside", voted), ("vote-aside", opened)}


def test_an_item_tabled_again_starts_afresh() -> None:
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    recuse(book, "pcn-seat")
    meeting(book, "june", "2026-06-14T13:00:00Z")
    moved(book, meeting="june")
    put(book, meeting="june")
    vote(book, "pcn-seat", "for")
    assert broken(book) == set()


def test_a_correction_of_no_vote_is_named() -> None:
    book = put_to_vote()
    corrected = correct(book, "pcn-seat", "for")
    assert broken(book) == {("correction-without-vote", corrected)}


def test_a_motion_is_moved_put_and_closed_once() -> None:
    book = put_to_vote()
    moved(book)
    again = len(book.entries)
    put_again = put(book)
    vote(book, "pcn-seat", "for")
    ruled(book, "carried")
    closed_again = ruled(book, "not-carried")
    assert broken(book) == {
        ("motion-repeated", again),
        ("voting-opened", put_again),
        ("voting-closed", closed_again),
    }


def test_voting_cannot_open_on_a_motion_never_moved() -> None:
    book = constituted()
    assert broken_at(book, put(book, "m9")) == "voting-opened"


def broken_at(book: Book, position: int) -> str:
    [(rule, at)] = broken(book)
    assert at == position
    return rule


def test_a_casting_vote_needs_a_right_to_it_and_an_equal_vote() -> None:
    equal = put_to_vote(has_casting_vote=True)
    vote(equal, "pcn-seat", "for")
    vote(equal, "trust-seat", "against")
    use_casting_vote(equal)
    ruled(equal, "carried")
    assert broken(equal) == set()
    without_right = put_to_vote()
    assert broken_at(without_right, use_casting_vote(without_right)) == "casting-vote"
    unequal = put_to_vote(has_casting_vote=True)
    vote(unequal, "pcn-seat", "for")
    assert broken_at(unequal, use_casting_vote(unequal)) == "casting-vote"
    twice = put_to_vote(has_casting_vote=True)
    use_casting_vote(twice)
    assert broken_at(twice, use_casting_vote(twice)) == "casting-vote"


def test_a_ruling_against_the_votes_is_a_difference_and_no_fault() -> None:
    book = put_to_vote()
    vote(book, "pcn-seat", "for")
    vote(book, "trust-seat", "against")
    vote(book, "council-seat", "against")
    ruling = ruled(book, "carried")
    [finding] = replayed(book)
    assert (finding.rule, finding.position) == ("ruling-differs", ruling)
    assert finding.severity == "difference"
    assert "1 for, 2 against, 0 abstained, counted of 3" in finding.sentence


def test_a_correction_after_the_ruling_counts() -> None:
    book = put_to_vote()
    vote(book, "pcn-seat", "for")
    vote(book, "trust-seat", "against")
    ruling = ruled(book, "not-carried")
    correct(book, "trust-seat", "for")
    assert broken(book) == {("ruling-differs", ruling)}


def test_a_recused_seat_leaves_the_denominator() -> None:
    """Two of three entitled are not two thirds of two."""
    share = {"numerator": 1, "denominator": 1}
    rule = {"kind": "qualified-majority", "counted_of": "entitled", "at_least": share}
    book = put_to_vote(rule=rule)
    recuse(book, "council-seat")
    vote(book, "pcn-seat", "for")
    vote(book, "trust-seat", "for")
    ruled(book, "carried")
    assert broken(book) == set()


def test_attendance_decides_what_is_counted_of_those_present() -> None:
    """Two for, the third there and silent: no more than two thirds of those present."""
    rule = {"kind": "unanimity", "counted_of": "present"}
    there = put_to_vote(rule=rule)
    vote(there, "pcn-seat", "for")
    vote(there, "trust-seat", "for")
    ruling = ruled(there, "carried")
    assert broken(there) == {("ruling-differs", ruling)}
    left_before = {"left_at": "2026-05-14T13:05:00Z"}
    data = {"meeting": "may", "person": "holder-of-council-seat", "seat": "council-seat"}
    there.add("meeting-attendance-recorded.v1", data | left_before)
    assert broken(there) == set()


def test_without_attendance_a_vote_that_depends_on_it_is_not_judged() -> None:
    book = constituted()
    moved(book)
    put(book, rule={"kind": "unanimity", "counted_of": "present"})
    vote(book, "pcn-seat", "for")
    ruling = ruled(book, "carried")
    [finding] = replayed(book)
    assert (finding.rule, finding.severity) == ("ruling-not-recounted", "remark")
    assert finding.position == ruling


@pytest.mark.parametrize(
    "data",
    [
        {"motion": 7},
        {"motion": "m1"},
        {"motion": "m1", "seat": ["x"], "choice": "for"},
        {"motion": "m1", "seat": "pcn-seat", "choice": "perhaps"},
    ],
)
def test_a_vote_that_is_malformed_is_named_and_the_replay_goes_on(data: dict[str, Any]) -> None:
    book = put_to_vote()
    malformed = book.add("motion-vote-cast.v1", data)
    vote(book, "pcn-seat", "for")
    twice = vote(book, "pcn-seat", "for")
    assert broken(book) == {("data-format", malformed), ("vote-twice", twice)}


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "by lot"},
        {"kind": "qualified-majority", "at_least": {"numerator": 1, "denominator": 0}},
    ],
)
def test_a_rule_that_cannot_be_applied_is_named(rule: dict[str, Any]) -> None:
    book = put_to_vote(rule=rule)
    vote(book, "pcn-seat", "for")
    ruling = ruled(book, "carried")
    assert broken(book) == {("data-format", ruling)}


class TestWeightsByListSize:
    """U99001 has 40,000 patients and U99002 30,000; the PCN seat speaks for both."""

    RULE: ClassVar = {"kind": "weighted", "weights": "list-size"}

    def book(self) -> Book:
        book = constituted()
        meeting(book, "may", "2026-05-14T13:00:00Z")
        moved(book)
        for code in ("U99001", "U99002"):
            joined = {"organisation": code, "kind": "pcn", "on": "2026-01-01"}
            book.add("partnership-member-joined.v1", joined)
        self.published(book, "U99001", 40_000)
        self.published(book, "U99002", 30_000)
        return book

    def published(self, book: Book, code: str, patients: int, as_at: str = "2026-01-01") -> None:
        data = {"organisation": code, "as_at": as_at, "patients": patients, "practices": []}
        book.add("partnership-list-size-published.v1", data)

    def put(self, book: Book, weight: int, *codes: str, aside: bool = False) -> int:
        seat = {"seat": "pcn-seat", "weight": weight, "represents": codes or ("U99001", "U99002")}
        trust = {"seat": "trust-seat", "weight": 0, "represents": ["RX9"]}
        shown: dict[str, Any] = (
            {"entitled": [trust], "aside": [seat]} if aside else {"entitled": [seat, trust]}
        )
        return put(book, rule=self.RULE, **shown)

    @pytest.mark.parametrize("aside", [False, True])
    def test_what_the_book_gives_is_right_and_one_patient_more_is_not(self, aside: bool) -> None:
        right = self.book()
        self.put(right, 70_000, aside=aside)
        assert broken(right) == set()
        wrong = self.book()
        assert broken_at(wrong, self.put(wrong, 70_001, aside=aside)) == "weight-differs"

    def test_the_newest_list_size_by_the_day_counts_and_of_one_day_the_later_recorded(self) -> None:
        book = self.book()
        self.published(book, "U99001", 50_000, "2026-03-01")
        self.published(book, "U99001", 51_000, "2026-03-01")
        self.published(book, "U99001", 99_000, "2027-01-01")
        self.put(book, 81_000)
        assert broken(book) == set()

    def test_a_successor_counts_once_in_the_place_of_those_that_closed(self) -> None:
        book = self.book()
        taken = {"organisation": "U99001", "successor": "U99002", "on": "2026-02-01"}
        book.add("partnership-member-succeeded.v1", taken)
        self.put(book, 30_000)
        assert broken(book) == set()

    def test_one_that_is_back_on_a_later_day_is_succeeded_until_then(self) -> None:
        taken = {"organisation": "U99001", "successor": "U99002", "on": "2026-02-01"}
        for back_on, weight in (("2026-05-15", 30_000), ("2026-05-14", 70_000)):
            book = self.book()
            book.add("partnership-member-succeeded.v1", taken)
            back = {"organisation": "U99001", "kind": "pcn", "on": back_on}
            book.add("partnership-member-joined.v1", back)
            self.put(book, weight)
            assert broken(book) == set()

    def test_a_pcn_without_a_list_size_has_no_weight_to_give(self) -> None:
        book = self.book()
        joined = {"organisation": "U99003", "kind": "pcn", "on": "2026-01-01"}
        book.add("partnership-member-joined.v1", joined)
        assert broken_at(book, self.put(book, 40_000, "U99001", "U99003")) == (
            "weight-without-list-size"
        )

    def test_fixed_weights_are_left_to_the_terms(self) -> None:
        book = self.book()
        put(book, rule={"kind": "weighted"}, weights={"pcn-seat": 5})
        assert broken(book) == set()
