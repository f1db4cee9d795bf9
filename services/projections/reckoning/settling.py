"""What was decided on an item, held against what its PCNs had agreed on: the fold of that."""

from eventlog.reading import ReadEntry
from projections.documents import Document
from projections.reckoning.consensus import pcn_consensus
from projections.reckoning.consultation import Consultation, ConsultedItem
from projections.reckoning.settled_items import DecisionEvent, settle
from projections.rows import Rows
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting


class DecidedItem(Document):
    """The item that a decision is on; a ratification may be another item of its meeting."""

    KIND = "consultation-decision"

    decision: str
    item: str

    def key(self) -> str:
        return self.decision


def decided(rows: Rows, event: DecisionEvent, entry: ReadEntry) -> None:
    """A decision, or what became of it; those on no item are passed over."""
    known = rows.get(DecidedItem, event.decision)
    name = known.item if known else event.item
    is_taken = isinstance(event, DecisionTaken | DecisionTakenOutsideMeeting)
    if name is None or not (known or is_taken):
        return
    if known is None:
        rows.put(DecidedItem(decision=event.decision, item=name))
    item = rows.get(ConsultedItem, name) or ConsultedItem(item=name)
    settle(item.settled, event, entry)
    rows.put(item)
    reconsider(rows, name)


def reconsider(rows: Rows, name: str) -> None:
    """The consensus of the last round that was not withdrawn, once there is a decision."""
    item = rows.require(ConsultedItem, name)
    if item.settled:
        rounds = [rows.require(Consultation, one) for one in item.consultations]
        asked_last = [one for one in rounds if one.withdrawn_at is None][-1:]
        item.consensus = pcn_consensus(asked_last[0]) if asked_last else None
        rows.put(item)
