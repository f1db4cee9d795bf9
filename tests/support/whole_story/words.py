"""The words of the story: who is who, and how its events are put."""

from datetime import UTC, date, datetime

from schemas.event import Event
from schemas.events.decision import (
    DecisionTaken,
)
from schemas.events.meeting import (
    AttendanceRecorded,
    ItemDiscussed,
    ItemTabled,
)
from schemas.values import (
    DecisionRule,
    Term,
)

Dated = tuple[Event, datetime]

BODY, MARCH, MAY, JUNE = "board", "board-2026-03", "board-2026-05", "board-2026-06"
PCN, TRUST, COUNCIL, VCSE, ICB = "pcn-seat", "trust-seat", "council-seat", "vcse-seat", "icb-seat"
HARBOUR, QUAYSIDE, VALE, FERN = "U99001", "U99002", "U99003", "U99004"
PCNS = {HARBOUR: "Harbour PCN", QUAYSIDE: "Quayside PCN", VALE: "Vale PCN", FERN: "Upper Fern PCN"}
PATIENTS = {HARBOUR: 41_230, QUAYSIDE: 38_015, VALE: 52_640, FERN: 29_977}
OTHERS = {
    "T99": ("trust", "Harbourside Hospitals NHS Trust"),
    "C99": ("council", "Harbourside and Vale Council"),
    "V99": ("vcse", "Vale Voluntary Alliance"),
    "I99": ("icb", "Fernshire Integrated Care Board"),
}
SOURCE = "5f" * 32
YEARS = Term(from_on=date(2025, 4, 1), until_on=date(2028, 3, 31))
SIMPLE = DecisionRule(kind="simple-majority")


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A time in 2026 as UTC has it."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def bst(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in May 2026 as clocks in England show it."""
    return at(5, day, hour - 1, minute)


def tabled(item: str, meeting: str, purpose: str, title: str, by: str | None) -> ItemTabled:
    return ItemTabled(
        item=item,
        meeting=meeting,
        body=BODY,
        purpose=purpose,  # type: ignore[arg-type]
        originator_kind="pcn" if by in PCNS else "system",
        originator=by,
        topic="access" if item == "hub" else None,
        title=title,
        summary=f"What {title.lower()} would mean for patients and practices.",
    )


def said(item: str, meeting: str, paragraph: int, text: str) -> ItemDiscussed:
    return ItemDiscussed(item=item, meeting=meeting, paragraph=paragraph, discussion=text)


def taken(decision: str, item: str, number: int, outcome: str, **more: object) -> DecisionTaken:
    facts: dict[str, object] = {
        "meeting": MAY,
        "authority": "delegated-committee",
        "basis": "Scheme of delegation, paragraph 4.2",
        **more,
    }
    return DecisionTaken(
        decision=decision,
        number=f"PB/2627/{number:03}",
        body=BODY,
        item=item,
        outcome=outcome,  # type: ignore[arg-type]
        **facts,  # type: ignore[arg-type]
    )


def there(meeting: str, seat: str | None, person: str, **more: object) -> AttendanceRecorded:
    capacity = more.pop("capacity", "member")
    return AttendanceRecorded(
        meeting=meeting,
        person=person,
        seat=seat,
        capacity=capacity,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
