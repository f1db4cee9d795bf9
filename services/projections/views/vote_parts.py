"""Who takes part in the votes on an item: whoever stood aside since it was tabled does not."""

from eventlog.reading import ReadEntry
from projections.reckoning.ballot import SeatAside
from projections.reckoning.motion_record import VotedItem, VotedMotion, VotingSeat
from projections.rows import Rows
from schemas.events.meeting import ItemTabled, MemberExcluded, MemberRecused


def tabled(rows: Rows, event: ItemTabled, _entry: ReadEntry) -> None:
    """Tabled again, it starts afresh: who stood aside before has a part in it again."""
    rows.put(VotedItem(item=event.item))


def stood_aside(rows: Rows, event: MemberRecused | MemberExcluded, entry: ReadEntry) -> None:
    """Coming back to the meeting does not bring a seat back into the item."""
    seat = rows.get(VotingSeat, event.seat)
    if seat is not None and not seat.is_voting:
        return
    item = rows.get(VotedItem, event.item) or VotedItem(item=event.item)
    item.aside[event.seat] = SeatAside(
        how="recused" if isinstance(event, MemberRecused) else "excluded",
        weight=seat.weight if seat else 1,
    )
    item.aside_evidence[event.seat] = entry.position
    rows.put(item)
    for one in item.motions:
        motion = rows.require(VotedMotion, one)
        if motion.ballot.closed_at is None:
            keep_out(rows, motion, item, event.seat)


def keep_out(rows: Rows, motion: VotedMotion, item: VotedItem, seat: str) -> None:
    motion.ballot.stand_aside(seat, item.aside[seat])
    motion.rests_on(item.aside_evidence[seat], seat)
    name_seat(rows, motion, seat)
    rows.put(motion)


def name_seat(rows: Rows, motion: VotedMotion, seat: str) -> None:
    if seat not in motion.titles and (found := rows.get(VotingSeat, seat)):
        motion.titles[seat] = found.title
