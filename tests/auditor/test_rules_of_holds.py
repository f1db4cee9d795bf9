"""No text is erased while a legal hold names its entry; releasing gives it free again."""

from typing import Any

import pytest

from tests.auditor.building import Book
from tests.auditor.checking import broken
from tests.auditor.story import constituted


def with_text() -> tuple[Book, int]:
    book = constituted()
    data = {"message": "m", "organisation": "U99001"}
    return book, book.add("feedback-message-sent.v1", data, texts={"text": "Words."})


def place(book: Book, hold: str, **what: Any) -> int:
    data = {"hold": hold, "ground": "audit", "authority": "legal-adviser", **what}
    return book.add("record-legal-hold-placed.v1", data)


def release(book: Book, hold: str) -> int:
    data = {"hold": hold, "authority": "legal-adviser"}
    return book.add("record-legal-hold-released.v1", data)


@pytest.mark.parametrize("whole", [True, False])
def test_an_erasure_under_a_hold_is_named(whole: bool) -> None:
    book, at = with_text()
    place(book, "h1", **({"whole_book": True} if whole else {"entries": [at]}))
    erased = book.erase(at, "text")
    assert broken(book) == {("erased-under-hold", erased)}


def test_before_a_hold_after_it_or_beside_it_a_text_may_go() -> None:
    book, at = with_text()
    place(book, "h1", entries=[at])
    place(book, "h2", entries=[at + 100])
    release(book, "h1")
    book.erase(at, "text")
    place(book, "h3", entries=[at])
    assert broken(book) == set()


def test_a_hold_that_is_not_in_force_cannot_be_released() -> None:
    book, at = with_text()
    never = release(book, "h1")
    place(book, "h1", entries=[at])
    release(book, "h1")
    again = release(book, "h1")
    assert broken(book) == {("hold-not-in-force", never), ("hold-not-in-force", again)}
