"""Decisions, minutes, feedback, mandates and consultations keep the record's rules."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.auditor.building import Book
from tests.auditor.checking import broken, replayed
from tests.auditor.story import (
    PCNS,
    answered,
    asked,
    closed,
    constituted,
    decided,
    mandate,
    meeting,
    moved,
    put,
    ruled,
    vote,
    whole_story,
)

EARLY = datetime(2020, 1, 1, tzinfo=UTC)


def board() -> Book:
    """A board with a meeting in May and one in June, both opened."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    meeting(book, "june", "2026-06-11T13:00:00Z", item="other")
    return book


def outside(book: Book, number: str = "PB/2627/009", **more: Any) -> int:
    data = {"decision": "d9", "number": number, "body": "board", "outcome": "approved"}
    data |= {"route": "chairs-action", "authority": "delegated-committee", **more}
    return book.add("decision-taken-outside-meeting.v1", data)


def ratified(book: Book, meeting: str = "june", decision: str = "d9", **more: Any) -> int:
    data = {"decision": decision, "body": "board", "meeting": meeting}
    return book.add("decision-ratified.v1", data, **more)


def drafted(book: Book, version: int = 1) -> int:
    data = {"meeting": "may", "body": "board", "version": version, "as_at_position": 3}
    return book.add("minutes-drafted.v1", data)


def approved(book: Book, at: str = "june", version: int = 1) -> int:
    data = {"meeting": "may", "body": "board", "approved_at": at, "version": version}
    return book.add("minutes-approved.v1", data)


def only(book: Book, rule: str, *positions: int) -> None:
    assert broken(book) == {(rule, one) for one in positions}


def test_the_whole_story_breaks_no_rule() -> None:
    assert replayed(whole_story()) == []


def test_a_number_given_twice_by_one_body_is_named_and_by_another_body_is_not() -> None:
    book = board()
    decided(book)
    decided(book, decision="d2", body="forum")
    only(book, "decision-number", decided(book, decision="d3"))


def test_a_decision_taken_twice_is_named() -> None:
    book = board()
    decided(book)
    only(book, "decision-repeated", decided(book, number="PB/2627/002"))


def test_a_body_that_advises_cannot_approve() -> None:
    book = board()
    decided(book, authority="advisory", outcome="recommended")
    bad = decided(book, "PB/2627/002", "d2", authority="advisory", outcome="approved")
    only(book, "decision-authority", bad)


@pytest.mark.parametrize(
    ("ruling", "outcome", "is_right"),
    [
        ("carried", "approved", True),
        ("carried", "not-approved", False),
        ("not-carried", "not-approved", True),
        ("not-carried", "deferred", True),
        ("not-carried", "approved", False),
    ],
)
def test_a_decision_follows_the_ruling_on_its_motion(
    ruling: str, outcome: str, is_right: bool
) -> None:
    book = board()
    moved(book)
    put(book)
    vote(book, "pcn-seat", "for" if ruling == "carried" else "against")
    ruled(book, ruling)
    position = decided(book, motion="m1", outcome=outcome)
    assert broken(book) == (set() if is_right else {("decision-against-ruling", position)})


def test_a_decision_cannot_rest_on_a_vote_that_was_not_closed() -> None:
    book = board()
    moved(book)
    put(book)
    only(book, "decision-before-ruling", decided(book, motion="m1"))


def test_a_decision_is_ratified_after_it_was_taken_and_once() -> None:
    book = board()
    early = ratified(book)
    outside(book)
    ratified(book)
    again = ratified(book)
    assert broken(book) == {("ratified-before-taken", early), ("ratified-twice", again)}


def test_a_ratification_dated_before_the_decision_is_named() -> None:
    book = board()
    outside(book)
    only(book, "ratified-before-taken", ratified(book, at=EARLY))


def test_only_a_decision_taken_outside_is_ratified_and_only_by_its_own_body() -> None:
    book = board()
    decided(book)
    needless = ratified(book, decision="d1")
    outside(book)
    elsewhere = ratified(book, meeting="never-called")
    assert broken(book) == {("ratified-needlessly", needless), ("ratified-elsewhere", elsewhere)}


def test_minutes_are_approved_at_a_later_meeting() -> None:
    book = board()
    drafted(book)
    approved(book)
    assert broken(book) == set()


@pytest.mark.parametrize("at", ["may", "never-called", "april", "forum", "july"])
def test_minutes_are_not_approved_anywhere_else(at: str) -> None:
    book = board()
    meeting(book, "april", "2026-04-09T13:00:00Z", item="old")
    data = {"meeting": "forum", "body": "forum", "starts_at": "2026-06-20T13:00:00Z"}
    book.add("meeting-called.v1", data)
    book.add("meeting-opened.v1", {"meeting": "forum", "body": "forum"})
    unopened = {"meeting": "july", "body": "board", "starts_at": "2026-07-20T13:00:00Z"}
    book.add("meeting-called.v1", unopened)
    drafted(book)
    only(book, "minutes-approval", approved(book, at))


def test_minutes_have_versions_in_order_and_are_not_changed_once_approved() -> None:
    book = board()
    undrafted = approved(book)
    assert broken(book) == {("minutes-version", undrafted)}
    book = board()
    drafted(book)
    skipped = drafted(book, 3)
    approved(book, version=3)
    twice = approved(book, version=3)
    changed = book.add("minutes-corrected.v1", {"meeting": "may", "paragraph": "1"})
    data = {"meeting": "may", "body": "board", "version": 9, "sha256": "0" * 64}
    unknown = book.add("minutes-published.v1", data)
    assert broken(book) == {
        ("minutes-version", skipped),
        ("minutes-approved-twice", twice),
        ("minutes-changed-after-approval", changed),
        ("minutes-version", unknown),
    }


def test_minutes_cannot_rest_on_entries_still_to_come() -> None:
    book = board()
    data = {"meeting": "may", "body": "board", "version": 1, "as_at_position": 999}
    only(book, "minutes-from-future", book.add("minutes-drafted.v1", data))


def told(book: Book, what: str = "issued", **more: Any) -> int:
    at = more.pop("at", None)
    data = {"feedback": "f1", "decision": "d1", "organisation": PCNS[0], **more}
    return book.add(f"feedback-{what}.v1", data, at=at)


def test_feedback_comes_after_its_decision() -> None:
    book = board()
    unknown = told(book)
    decided(book)
    early = told(book, feedback="f2", at=EARLY)
    told(book, feedback="f3")
    assert broken(book) == {("feedback-before-decision", one) for one in (unknown, early)}


def test_feedback_is_acknowledged_by_whom_it_went_to_after_it_arrived() -> None:
    book = board()
    decided(book)
    told(book)
    told(book, "acknowledged")
    other = told(book, "queried", organisation=PCNS[1])
    early = told(book, "acknowledged", at=EARLY)
    assert broken(book) == {("feedback-of-another", other), ("feedback-before-decision", early)}


def test_a_mandate_is_confirmed_by_the_pcn_whose_it_is() -> None:
    book = board()
    mandate(book, "logged", acting_for="trust")
    mandate(book, "confirmed")
    assert broken(book) == set()


@pytest.mark.parametrize("speaker", [PCNS[1], None])
@pytest.mark.parametrize("what", ["confirmed", "disputed", "revoked"])
def test_a_mandate_is_not_answered_by_anybody_else(what: str, speaker: str | None) -> None:
    book = board()
    mandate(book, "logged", acting_for="trust")
    only(book, "mandate-of-another", mandate(book, what, acting_for=speaker))


def test_a_mandate_in_a_pcns_own_word_is_in_its_name() -> None:
    book = board()
    only(book, "mandate-of-another", mandate(book, "granted", acting_for=PCNS[1]))


def test_a_successor_speaks_for_the_pcn_whose_place_it_took() -> None:
    book = board()
    mandate(book, "logged", acting_for="trust")
    data = {"organisation": PCNS[0], "successor": PCNS[1], "on": "2026-05-01", "basis": "declared"}
    book.add("partnership-member-succeeded.v1", data)
    mandate(book, "confirmed", acting_for=PCNS[1])
    assert broken(book) == set()


def test_nobody_speaks_as_a_successor_before_the_day_or_after_the_member_came_back() -> None:
    book = board()
    mandate(book, "logged", acting_for="trust")
    data = {"organisation": PCNS[0], "successor": PCNS[1], "on": "2026-05-15", "basis": "declared"}
    book.add("partnership-member-succeeded.v1", data)
    early = mandate(book, "confirmed", acting_for=PCNS[1])
    next_day = datetime(2026, 5, 15, tzinfo=UTC)
    mandate(book, "revoked", acting_for=PCNS[1], at=next_day)
    data = {"organisation": PCNS[0], "kind": "pcn", "on": "2026-05-16"}
    book.add("partnership-member-joined.v1", data)
    mandate(book, "granted", mandate="man2")
    mandate(book, "varied", acting_for=PCNS[1], at=next_day, mandate="man2")
    day_after = next_day.replace(day=16)
    late = mandate(book, "revoked", acting_for=PCNS[1], at=day_after, mandate="man2")
    assert broken(book) == {("mandate-of-another", one) for one in (early, late)}


@pytest.mark.parametrize(
    ("first", "then"),
    [("granted", "confirmed"), ("withheld", "varied"), ("granted", "granted")],
)
def test_a_mandate_that_stands_otherwise_is_not_answered_so(first: str, then: str) -> None:
    book = board()
    mandate(book, first)
    position = mandate(book, then)
    rule = "mandate-repeated" if first == then else "mandate-standing"
    only(book, rule, position)


def test_a_mandate_never_given_is_not_confirmed() -> None:
    book = board()
    only(book, "mandate-unknown", mandate(book, "confirmed"))


def test_only_the_electorate_answers_a_consultation() -> None:
    book = board()
    asked(book)
    answered(book, PCNS[0])
    only(book, "view-not-in-electorate", answered(book, PCNS[2]))


def test_a_successor_answers_for_the_elector_whose_place_it_took() -> None:
    book = board()
    asked(book)
    data = {"organisation": PCNS[0], "successor": PCNS[2], "on": "2026-05-01", "basis": "declared"}
    book.add("partnership-member-succeeded.v1", data)
    answered(book, PCNS[2])
    closed(book, PCNS[1])
    assert broken(book) == set()


def test_an_answer_stays_in_the_place_of_an_elector_that_is_back() -> None:
    book = board()
    asked(book)
    data = {"organisation": PCNS[0], "successor": PCNS[2], "on": "2026-05-01", "basis": "declared"}
    book.add("partnership-member-succeeded.v1", data)
    answered(book, PCNS[2])
    day = datetime(2026, 5, 15, tzinfo=UTC)
    data = {"organisation": PCNS[0], "kind": "pcn", "on": "2026-05-15"}
    book.add("partnership-member-joined.v1", data)
    late = answered(book, PCNS[2], "revised", at=day)
    wrong = closed(book, *PCNS[:2])
    assert broken(book) == {("view-not-in-electorate", late), ("non-responders-differ", wrong)}


@pytest.mark.parametrize("how", ["submitted", "revised", "withdrawn"])
def test_an_elector_that_is_back_changes_what_was_said_in_its_place(how: str) -> None:
    book = board()
    asked(book)
    data = {"organisation": PCNS[0], "successor": PCNS[2], "on": "2026-05-01", "basis": "declared"}
    book.add("partnership-member-succeeded.v1", data)
    answered(book, PCNS[2])
    data = {"organisation": PCNS[0], "kind": "pcn", "on": "2026-05-15"}
    book.add("partnership-member-joined.v1", data)
    answered(book, PCNS[0], how, at=datetime(2026, 5, 15, tzinfo=UTC))
    closed(book, *([PCNS[0]] if how == "withdrawn" else []), PCNS[1])
    assert broken(book) == set()


def test_an_answer_is_given_between_opening_and_closing() -> None:
    book = board()
    asked(book, closes_at="2026-05-14T16:00:00Z")
    early = answered(book, PCNS[0], at=EARLY)
    answered(book, PCNS[0], "revised", at=datetime(2026, 5, 14, 15, 59, 59, tzinfo=UTC))
    late = answered(book, PCNS[0], "revised", at=datetime(2026, 5, 14, 16, tzinfo=UTC))
    assert broken(book) == {("view-out-of-time", one) for one in (early, late)}


def test_an_extension_makes_room_for_answers() -> None:
    book = board()
    asked(book, closes_at="2026-05-14T13:01:00Z")
    data = {"consultation": "c1", "item": "hub", "closes_at": "2026-06-30T16:00:00Z"}
    book.add("consultation-extended.v1", data)
    answered(book, PCNS[0])
    assert broken(book) == set()


@pytest.mark.parametrize(
    "steps",
    [
        ("submitted", "submitted"),
        ("revised",),
        ("withdrawn",),
        ("submitted", "withdrawn", "revised"),
    ],
)
def test_an_organisation_has_one_live_view(steps: tuple[str, ...]) -> None:
    book = board()
    asked(book)
    last = [answered(book, PCNS[0], how) for how in steps][-1]
    only(book, "view-repeated", last)


def test_nothing_is_answered_once_it_has_closed_or_was_never_opened() -> None:
    book = board()
    unopened = answered(book, PCNS[0])
    assert broken(book) == {("consultation-not-open", unopened)}
    book = board()
    asked(book)
    asked_again = asked(book)
    closed(book, *PCNS[:2])
    late = answered(book, PCNS[0])
    assert broken(book) == {
        ("consultation-repeated", asked_again),
        ("consultation-not-open", late),
    }


@pytest.mark.parametrize("named", [(), PCNS[:2], PCNS[:1]])
def test_those_named_as_silent_are_those_without_an_answer(named: tuple[str, ...]) -> None:
    book = board()
    asked(book)
    answered(book, PCNS[0])
    position = closed(book, *named)
    [finding] = replayed(book)
    assert (finding.rule, finding.position) == ("non-responders-differ", position)
    assert finding.severity == "difference"


def test_who_is_exempt_or_took_an_answer_back_is_counted_as_such() -> None:
    book = board()
    data = {"consultation": "c1", "item": "hub", "closes_at": "2026-06-30T16:00:00Z"}
    data |= {"electorate": [{"organisation": PCNS[0]}, {"organisation": PCNS[1], "exempt": True}]}
    book.add("consultation-opened.v1", data)
    answered(book, PCNS[0])
    answered(book, PCNS[0], "withdrawn")
    closed(book, PCNS[0])
    assert broken(book) == set()


@pytest.mark.parametrize(
    "begin",
    [
        lambda book: book.add("decision-taken.v1", {}),
        lambda book: book.add("minutes-approved.v1", {"meeting": "may"}),
        lambda book: book.add("consultation-opened.v1", {"consultation": "c", "electorate": 3}),
        lambda book: book.add("partnership-member-succeeded.v1", {"on": "yesterday"}),
        lambda book: book.add("meeting-called.v1", {"meeting": "m", "body": "b", "starts_at": "x"}),
        lambda book: book.add("mandate-confirmed.v1", {"mandate": ["x"]}),
    ],
)
def test_facts_that_are_malformed_are_named(begin: Callable[[Book], int]) -> None:
    book = board()
    only(book, "data-format", begin(book))


def corrected(book: Book, what: str, data: dict[str, Any]) -> int:
    facts = {"basis": "mistake-in-recording", **data}
    return book.add(f"correction-{what}.v1", facts)


def test_a_corrected_outcome_is_one_that_could_have_been_decided() -> None:
    book = board()
    outside(book, authority="advisory", outcome="recommended")
    of_it = {"decision": "d9", "body": "board"}
    corrected(book, "decision-restated", {**of_it, "amount_pence": 5})
    corrected(book, "decision-restated", {**of_it, "outcome": "supported"})
    only(book, "decision-authority")
    wrong = corrected(book, "decision-restated", {**of_it, "outcome": "approved"})
    only(book, "decision-authority", wrong)


def test_a_decision_is_not_corrected_before_it_was_taken() -> None:
    book = board()
    wrong = corrected(book, "decision-restated", {"decision": "d9", "body": "board"})
    only(book, "nothing-to-correct", wrong)


def test_an_answer_is_corrected_after_the_closing_too_but_only_one_that_was_given() -> None:
    book = board()
    asked(book)
    answered(book, PCNS[0])
    closed(book, PCNS[1])
    of_it = {"consultation": "c1", "item": "hub", "position": "oppose"}
    corrected(book, "view-restated", {**of_it, "organisation": PCNS[0]})
    only(book, "nothing-to-correct")
    wrong = corrected(book, "view-restated", {**of_it, "organisation": PCNS[1]})
    only(book, "nothing-to-correct", wrong)
