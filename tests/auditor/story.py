"""A small place board's year in JSON, as a book would hold it: nothing in it breaks a rule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.auditor.building import Book

PCNS = ("U99001", "U99002", "U99003")
SEATS = ("pcn-seat", "trust-seat", "council-seat")


def constituted(book: Book | None = None) -> Book:
    """A partnership, a body and its seats."""
    book = book or Book()
    book.add("partnership-established.v1", {"name": "Vale", "established_on": "2026-03-01"})
    for code in PCNS:
        data = {"organisation": code, "kind": "pcn", "on": "2026-03-02", "name": f"{code} PCN"}
        book.add("partnership-member-joined.v1", data, tags=["register:members"])
    book.add("body-constituted.v1", {"body": "board", "name": "Board", "kind": "place-board"})
    for seat in SEATS:
        data = {"body": "board", "seat": seat, "title": seat, "category": seat.split("-")[0]}
        book.add("body-seat-created.v1", data)
    return book


def meeting(book: Book, name: str, starts_at: str, item: str = "hub") -> None:
    """A meeting called, opened, attended, with an item."""
    book.add("meeting-called.v1", {"meeting": name, "body": "board", "starts_at": starts_at})
    book.add(
        "meeting-item-tabled.v1",
        {"item": item, "meeting": name, "body": "board", "purpose": "decision"},
        texts={"title": "Same-day hub"},
        tags=[f"item:{item}", f"meeting:{name}"],
    )
    book.add("meeting-opened.v1", {"meeting": name, "body": "board"})
    for seat in SEATS:
        data = {"meeting": name, "person": f"holder-of-{seat}", "capacity": "member", "seat": seat}
        book.add("meeting-attendance-recorded.v1", data, texts={"name": f"Holder of {seat}"})


def moved(book: Book, motion: str = "m1", meeting: str = "may", item: str = "hub") -> None:
    book.add(
        "motion-moved.v1", {"motion": motion, "item": item, "meeting": meeting, "body": "board"}
    )


def put(
    book: Book,
    motion: str = "m1",
    rule: Mapping[str, Any] | None = None,
    weights: Mapping[str, int] | None = None,
    meeting: str = "may",
    **more: Any,
) -> int:
    """Voting opens for all seats."""
    entitled = [{"seat": s, "weight": w} for s, w in (weights or dict.fromkeys(SEATS, 1)).items()]
    data = {"motion": motion, "item": "hub", "meeting": meeting, "body": "board"}
    data |= {"rule": dict(rule or {"kind": "simple-majority"}), "entitled": entitled, **more}
    return book.add("motion-voting-opened.v1", data)


def vote(book: Book, seat: str, choice: str, motion: str = "m1", **more: Any) -> int:
    data = {"motion": motion, "item": "hub", "seat": seat, "choice": choice}
    tags = [f"motion:{motion}", "item:hub", f"seat:{seat}"]
    return book.add("motion-vote-cast.v1", data, tags=tags, texts={"reason": "As told."}, **more)


def ruled(book: Book, ruling: str, motion: str = "m1") -> int:
    data = {"motion": motion, "item": "hub", "meeting": "may", "ruling": ruling}
    return book.add("motion-voting-closed.v1", data)


def decided(book: Book, number: str = "PB/2627/001", decision: str = "d1", **more: Any) -> int:
    data = {"decision": decision, "number": number, "body": "board", "meeting": "may"}
    data |= {"item": "hub", "outcome": "approved", "authority": "delegated-committee", **more}
    return book.add("decision-taken.v1", data, texts={"text": "That it open."})


def asked(book: Book, closes_at: str = "2026-06-30T16:00:00Z") -> int:
    """A consultation of two of the three PCNs."""
    data = {"consultation": "c1", "item": "hub", "body": "board", "closes_at": closes_at}
    data |= {"electorate": [{"organisation": one} for one in PCNS[:2]]}
    return book.add("consultation-opened.v1", data, texts={"question": "One hub?"})


def answered(
    book: Book, organisation: str, how: str = "submitted", at: datetime | None = None
) -> int:
    data = {"consultation": "c1", "item": "hub", "organisation": organisation}
    if how != "withdrawn":
        data["position"] = "support"
    return book.add(f"consultation-view-{how}.v1", data, acting_for=organisation, at=at)


def closed(book: Book, *non_responders: str) -> int:
    data = {"consultation": "c1", "item": "hub", "non_responders": list(non_responders)}
    return book.add("consultation-closed.v1", data)


def mandate(
    book: Book,
    what: str,
    acting_for: str | None = PCNS[0],
    at: datetime | None = None,
    **more: Any,
) -> int:
    data = {"mandate": "man1", "organisation": PCNS[0], "seat": "pcn-seat", **more}
    return book.add(f"mandate-{what}.v1", data, acting_for=acting_for, at=at)


def whole_story() -> Book:
    """Canvass, mandate, meeting, vote, decision, feedback, minutes at the next meeting."""
    book = constituted()
    meeting(book, "may", "2026-05-14T13:00:00Z")
    asked(book)
    answered(book, PCNS[0])
    answered(book, PCNS[0], "revised")
    closed(book, PCNS[1])
    mandate(book, "logged", acting_for="trust", kind="bound", instruction="for")
    mandate(book, "confirmed")
    moved(book)
    put(book)
    vote(book, "pcn-seat", "for")
    vote(book, "trust-seat", "against")
    vote(book, "council-seat", "against")
    data = {"motion": "m1", "item": "hub", "seat": "council-seat", "choice": "for"}
    book.add("motion-vote-corrected.v1", data, texts={"reason": "Misheard."})
    ruled(book, "carried")
    decided(book, motion="m1")
    told = {"feedback": "f1", "decision": "d1", "organisation": PCNS[0]}
    book.add("feedback-issued.v1", told | {"channel": "email"})
    book.add("feedback-acknowledged.v1", told, acting_for=PCNS[0])
    outside = {"decision": "d2", "number": "PB/2627/002", "body": "board", "outcome": "approved"}
    outside |= {"route": "chairs-action", "authority": "delegated-committee"}
    book.add("decision-taken-outside-meeting.v1", outside)
    minuted = {"meeting": "may", "body": "board"}
    book.add("minutes-drafted.v1", {**minuted, "version": 1, "as_at_position": 20})
    meeting(book, "june", "2026-06-11T13:00:00Z", item="feedback")
    book.add("decision-ratified.v1", {"decision": "d2", "body": "board", "meeting": "june"})
    book.add("minutes-approved.v1", {**minuted, "approved_at": "june", "version": 1})
    book.add("minutes-published.v1", {**minuted, "version": 1, "sha256": "0" * 64})
    return book
