"""Is a body quorate for an item: enough voting seats there, none that stood aside counted."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from decisions.facts import Facts
from decisions.facts.items import Item
from decisions.facts.meetings import Meeting
from decisions.facts.seats import Seat
from decisions.refusal import Refused
from schemas.days import day_in_england
from schemas.values import Quorum


def shortfalls(quorum: Quorum, seats: Iterable[Seat]) -> list[str]:
    """What is missing, in words; empty where the voting seats given make a quorum."""
    voting = [seat for seat in seats if seat.is_voting]
    found = Counter(seat.category for seat in voting)
    missing = [
        f"{needed.count} from the category {needed.category} (there: {found[needed.category]})"
        for needed in quorum.categories
        if found[needed.category] < needed.count
    ]
    if len(voting) < quorum.count:
        missing.insert(0, f"{quorum.count} voting seats (there: {len(voting)})")
    return missing


def require_quorum(quorum: Quorum, seats: Iterable[Seat]) -> None:
    """Raises `Refused` with what is missing."""
    if missing := shortfalls(quorum, seats):
        raise Refused("not-quorate", f"The body is not quorate: it needs {' and '.join(missing)}.")


def require_quorum_of_item(
    facts: Facts, meeting: Meeting, item: Item | None, quorum: Quorum, at: datetime
) -> None:
    """Raises `Refused` unless enough seats are there that have not stood aside from the item.

    Also where a seat is still to stand aside, by an interest declared for it.
    """
    there = meeting.seats_present(at)
    aside = item.stood_aside if item else {}
    if item:
        item.require_conflicts_managed()
    seats = facts.seats.on_body(meeting.body, day_in_england(at))
    require_quorum(quorum, [s for s in seats if s.id in there and s.id not in aside])
