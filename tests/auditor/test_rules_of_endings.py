"""Decisions rescinded or replaced, adjourned meetings and dissolved bodies, replayed from JSON."""

from datetime import UTC, datetime
from typing import Any

from tests.auditor.building import Book
from tests.auditor.checking import broken
from tests.auditor.story import constituted, decided, meeting, moved, put, ruled, vote

LATER = datetime(2026, 6, 11, 14, tzinfo=UTC)
MUCH_LATER = datetime(2026, 7, 9, 13, tzinfo=UTC)
ACTION = {"route": "chairs-action", "authority": "delegated-committee", "outcome": "approved"}


def board() -> Book:
    """A decision of May, and a meeting in June."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    decided(book)
    meeting(book, "june", "2026-06-11T13:00:00Z", item="other")
    return book


def rescinded(book: Book, meeting: str = "june", decision: str = "d1", **more: Any) -> int:
    data = {"decision": decision, "body": "board", "meeting": meeting, **more}
    return book.add("decision-rescinded.v1", data, at=LATER)


def superseded(book: Book, by: str = "d2", decision: str = "d1") -> int:
    data = {"decision": decision, "superseded_by": by, "body": "board", "meeting": "june"}
    return book.add("decision-superseded.v1", data | {"item": "other"}, at=LATER)


def second(book: Book, **more: Any) -> int:
    data = {"decision": "d2", "number": "PB/2627/002", "body": "board", "meeting": "june"}
    data |= {"item": "other", "outcome": "approved", "authority": "delegated-committee", **more}
    return book.add("decision-taken.v1", data, at=LATER)


def adjourned(book: Book, **more: Any) -> int:
    return book.add("meeting-adjourned.v1", {"meeting": "june", "body": "board"}, **more)


def resumed(book: Book) -> int:
    return book.add("meeting-resumed.v1", {"meeting": "june", "body": "board"}, at=LATER)


def dissolved(book: Book, **more: Any) -> int:
    data = {"body": "board", "on": "2026-06-30", **more}
    return book.add("body-dissolved.v1", data, at=MUCH_LATER)


def only(book: Book, rule: str, *positions: int) -> None:
    assert broken(book) == {(rule, one) for one in positions}


def test_a_decision_rescinded_or_replaced_once_is_in_order() -> None:
    book = board()
    rescinded(book)
    assert not broken(book)
    book = board()
    second(book)
    superseded(book)
    assert not broken(book)


def test_what_is_not_in_force_is_not_undone_again() -> None:
    book = board()
    rescinded(book)
    only(book, "undone-twice", rescinded(book))
    book = board()
    second(book)
    superseded(book)
    only(book, "undone-twice", rescinded(book))


def test_what_was_never_taken_is_not_undone() -> None:
    book = board()
    only(book, "undone-before-taken", rescinded(book, decision="d9"))


def test_a_meeting_that_was_held_undoes_a_decision() -> None:
    book = board()
    only(book, "undone-elsewhere", rescinded(book, meeting="july"))


def test_another_body_undoes_nothing_unless_it_is_the_one_above() -> None:
    def with_top(accountable_to: str | None) -> Book:
        book = board()
        terms: dict[str, Any] = {"body": "board", "version": 1, "effective_on": "2026-04-01"}
        if accountable_to:
            terms["accountable_to"] = accountable_to
        book.add("body-terms-adopted.v1", terms)
        called = {"meeting": "top", "body": "top", "starts_at": "2026-06-10T13:00:00Z"}
        book.add("meeting-called.v1", called)
        book.add("meeting-opened.v1", {"meeting": "top", "body": "top"})
        return book

    book = with_top("top")
    rescinded(book, meeting="top")
    assert not broken(book)
    book = with_top(None)
    only(book, "undone-elsewhere", rescinded(book, meeting="top"))


def test_a_motion_that_was_lost_rescinds_nothing() -> None:
    book = board()
    moved(book, "m2", meeting="june", item="other")
    put(book, "m2", meeting="june")
    vote(book, "pcn-seat", "against", motion="m2")
    ruled(book, "not-carried", motion="m2")
    only(book, "undone-without-vote", rescinded(book, motion="m2"))


def test_only_a_later_decision_that_decides_stands_in_the_place_of_another() -> None:
    book = board()
    only(book, "replaced-by-none", superseded(book))
    book = board()
    second(book, outcome="noted")
    only(book, "replaced-by-none", superseded(book))
    book = board()
    only(book, "replaced-by-none", superseded(book, by="d1"))


def test_a_rescinded_chairs_action_is_not_ratified() -> None:
    book = board()
    taken = {"decision": "d9", "number": "PB/2627/009", "body": "board"} | ACTION
    book.add("decision-taken-outside-meeting.v1", taken)
    rescinded(book, decision="d9")
    data = {"decision": "d9", "body": "board", "meeting": "june"}
    only(book, "ratified-after-end", book.add("decision-ratified.v1", data, at=LATER))


def test_nothing_is_decided_or_put_to_the_vote_while_a_meeting_is_adjourned() -> None:
    book = board()
    adjourned(book)
    only(book, "decided-while-adjourned", second(book))
    book = board()
    adjourned(book)
    only(book, "decided-while-adjourned", rescinded(book))
    book = board()
    moved(book, "m2", meeting="june", item="other")
    adjourned(book)
    only(book, "decided-while-adjourned", put(book, "m2", meeting="june"))
    book = board()
    adjourned(book)
    resumed(book)
    second(book)
    assert not broken(book)


def test_only_what_goes_on_is_adjourned_and_only_that_resumed() -> None:
    book = board()
    only(book, "resumed-not-adjourned", resumed(book))
    book = board()
    book.add("meeting-closed.v1", {"meeting": "june", "body": "board"})
    only(book, "adjourned-not-in-session", adjourned(book))


def test_a_vote_after_an_adjournment_counts_who_was_there_anew() -> None:
    """All three seats at the first sitting, one at the second; two of those present are needed."""
    book = board()
    moved(book, "m2", meeting="june", item="other")
    adjourned(book)
    resumed(book)
    there = {"meeting": "june", "person": "kate", "capacity": "member", "seat": "pcn-seat"}
    book.add("meeting-attendance-recorded.v1", there, at=LATER)
    rule = {"kind": "simple-majority", "counted_of": "present"}
    seats = ("pcn-seat", "trust-seat", "council-seat")
    entitled = [{"seat": one, "weight": 1} for one in seats]
    data: dict[str, Any] = {"motion": "m2", "item": "other", "meeting": "june", "body": "board"}
    data |= {"rule": rule, "entitled": entitled}
    at = LATER.replace(hour=15)
    book.add("motion-voting-opened.v1", data, at=at)
    cast = {"motion": "m2", "item": "other", "seat": "pcn-seat", "choice": "for"}
    book.add("motion-vote-cast.v1", cast, at=at)
    closing = {"motion": "m2", "item": "other", "meeting": "june", "ruling": "carried"}
    book.add("motion-voting-closed.v1", closing, at=at)
    assert not broken(book)


def test_a_dissolved_body_neither_meets_nor_decides() -> None:
    book = board()
    dissolved(book)
    called = {"meeting": "july", "body": "board", "starts_at": "2026-07-09T13:00:00Z"}
    only(book, "body-dissolved", book.add("meeting-called.v1", called, at=MUCH_LATER))
    book = board()
    dissolved(book)
    taken = {"decision": "d9", "number": "PB/2627/009", "body": "board"} | ACTION
    position = book.add("decision-taken-outside-meeting.v1", taken, at=MUCH_LATER)
    only(book, "body-dissolved", position)


def test_a_body_is_dissolved_once_into_one_that_still_is() -> None:
    book = board()
    dissolved(book)
    only(book, "body-dissolved-twice", dissolved(book))
    book = board()
    only(book, "body-heir", dissolved(book, to_body="board"))


def test_the_heir_ratifies_what_was_due() -> None:
    def with_heir(**more: Any) -> Book:
        book = board()
        taken = {"decision": "d9", "number": "PB/2627/009", "body": "board"} | ACTION
        book.add("decision-taken-outside-meeting.v1", taken)
        dissolved(book, **more)
        called = {"meeting": "heir", "body": "heir", "starts_at": "2026-07-09T13:00:00Z"}
        book.add("meeting-called.v1", called, at=MUCH_LATER)
        book.add("meeting-opened.v1", {"meeting": "heir", "body": "heir"}, at=MUCH_LATER)
        return book

    data = {"decision": "d9", "body": "heir", "meeting": "heir"}
    book = with_heir(to_body="heir")
    book.add("decision-ratified.v1", data, at=MUCH_LATER)
    assert not broken(book)
    book = with_heir()
    only(book, "ratified-elsewhere", book.add("decision-ratified.v1", data, at=MUCH_LATER))


def test_what_the_body_was_said_to_have_ratified_its_heir_did() -> None:
    """The record was wrong: not the June meeting of the board ratified it, but one of the heir."""
    book = board()
    taken = {"decision": "d9", "number": "PB/2627/009", "body": "board"} | ACTION
    book.add("decision-taken-outside-meeting.v1", taken)
    settled = {"decision": "d9", "body": "board", "meeting": "june"}
    book.add("decision-ratified.v1", settled, at=LATER)
    dissolved(book, to_body="heir")
    called = {"meeting": "heir", "body": "heir", "starts_at": "2026-07-09T13:00:00Z"}
    book.add("meeting-called.v1", called, at=MUCH_LATER)
    book.add("meeting-opened.v1", {"meeting": "heir", "body": "heir"}, at=MUCH_LATER)
    why = {"basis": "mistake-in-recording"}
    book.add("correction-ratification-restated.v1", settled | why, at=MUCH_LATER)
    right = {"decision": "d9", "body": "heir", "meeting": "heir", "outcome": "ratified"} | why
    book.add("correction-ratification-restated.v1", right, at=MUCH_LATER)
    assert not broken(book)


def test_a_corrected_ruling_is_held_against_what_it_rescinded() -> None:
    book = board()
    moved(book, "m2", meeting="june", item="other")
    put(book, "m2", meeting="june", item="other")
    vote(book, "pcn-seat", "for", "m2")
    closing = {"motion": "m2", "item": "other", "meeting": "june"}
    book.add("motion-voting-closed.v1", closing | {"ruling": "carried"}, at=LATER)
    undone = rescinded(book, motion="m2", item="other")
    assert not broken(book)
    right = closing | {"ruling": "not-carried", "basis": "mistake-in-recording"}
    position = book.add("correction-ruling-restated.v1", right, at=MUCH_LATER)
    assert broken(book) == {("undone-without-vote", undone), ("ruling-differs", position)}


def test_a_corrected_outcome_is_held_against_what_it_replaced() -> None:
    book = board()
    second(book)
    position = superseded(book)
    right = {"decision": "d2", "body": "board", "outcome": "deferred"}
    right |= {"basis": "mistake-in-recording"}
    book.add("correction-decision-restated.v1", right, at=MUCH_LATER)
    only(book, "replaced-by-none", position)


def taken_back(book: Book, decision: str = "d1", **more: Any) -> int:
    data = {"decision": decision, "body": "board", "meeting": "june", "undone": "rescinded"}
    data |= {"basis": "mistake-in-recording", **more}
    return book.add("correction-undoing-restated.v1", data, at=LATER)


def test_what_was_not_undone_after_all_stands_and_can_be_undone_again() -> None:
    book = board()
    rescinded(book)
    taken_back(book)
    second(book)
    superseded(book)
    taken_back(book, undone="superseded", superseded_by="d2")
    rescinded(book)
    assert not broken(book)


def test_what_was_never_undone_is_not_said_to_stand_after_all() -> None:
    book = board()
    only(book, "nothing-to-correct", taken_back(book))
    book = board()
    rescinded(book)
    taken_back(book)
    only(book, "nothing-to-correct", taken_back(book))


def test_a_corrected_ruling_takes_nothing_from_a_rescission_that_was_taken_back() -> None:
    for is_taken_back in (True, False):
        book = board()
        moved(book, "m2", meeting="june", item="other")
        put(book, "m2", meeting="june")
        vote(book, "pcn-seat", "for", motion="m2")
        ruled(book, "carried", motion="m2")
        rescinded(book, motion="m2")
        if is_taken_back:
            taken_back(book)
        data = {"motion": "m2", "item": "other", "meeting": "june", "ruling": "not-carried"}
        data["basis"] = "mistake-in-recording"
        book.add("correction-ruling-restated.v1", data)
        rules = {rule for rule, _ in broken(book)}
        assert ("undone-without-vote" in rules) is not is_taken_back
