"""Agenda items: where they stand, and which seats take no part in them."""

from dataclasses import dataclass, field

from eventsourcing.dcb.domain import Selector

from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.meeting import (
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
)

_LATER = (
    ItemDiscussed,
    ItemDeferred,
    ItemWithdrawn,
    MemberRecused,
    MemberExcluded,
    MemberReturned,
)
_EVENTS = (ItemTabled, *_LATER)


@dataclass
class Item:
    """An item as far as the slice has seen it. A deferred item may be tabled again."""

    id: str
    meeting: str
    body: str
    topic: str | None
    is_deferred: bool = False
    is_withdrawn: bool = False
    paragraphs: int = 0
    stood_aside: dict[str, str] = field(default_factory=dict)
    """Seats that take no part in it, each with how: `recused` or `excluded`. Coming back to the
    meeting does not bring a seat back into the item."""
    returned: set[str] = field(default_factory=set)

    def require_live(self) -> None:
        """Raises `Refused` if the item was deferred or withdrawn."""
        if self.is_withdrawn:
            raise Refused("item-withdrawn", f"The item {self.id} was withdrawn.")
        if self.is_deferred:
            raise Refused("item-deferred", f"The item {self.id} was deferred.")


class ItemFacts:
    """Folds items by id."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}

    @staticmethod
    def of_item(item: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"item:{item}"])

    @staticmethod
    def of_meeting(meeting: str) -> Selector:
        """All items that are or were on a meeting's agenda."""
        return Selector(types=_EVENTS, tags=[f"meeting:{meeting}"])

    def find(self, item: str) -> Item | None:
        return self._items.get(item)

    def get(self, item: str) -> Item:
        """Raises `NotFound`."""
        if (found := self._items.get(item)) is None:
            raise NotFound("item", item)
        return found

    def at_meeting(self, meeting: str) -> list[Item]:
        return [item for item in self._items.values() if item.meeting == meeting]

    def see(self, event: Event) -> None:
        if isinstance(event, ItemTabled):
            self._items[event.item] = Item(event.item, event.meeting, event.body, event.topic)
        elif isinstance(event, _LATER) and event.item in self._items:
            self._change(self._items[event.item], event)

    @staticmethod
    def _change(item: Item, event: Event) -> None:
        match event:
            case ItemDiscussed():
                item.paragraphs = event.paragraph
            case ItemDeferred():
                item.is_deferred = True
            case ItemWithdrawn():
                item.is_withdrawn = True
            case MemberRecused():
                item.stood_aside[event.seat] = "recused"
            case MemberExcluded():
                item.stood_aside[event.seat] = "excluded"
            case MemberReturned():
                item.returned.add(event.seat)
            case _:
                pass
