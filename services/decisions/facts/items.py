"""Agenda items: where they stand, and which seats take no part in them."""

from dataclasses import dataclass, field

from eventsourcing.dcb.domain import Selector

from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.correction import DeclarationWithdrawn
from schemas.events.meeting import (
    InterestDeclared,
    ItemDeferred,
    ItemDiscussed,
    ItemTabled,
    ItemWithdrawn,
    MemberExcluded,
    MemberRecused,
    MemberReturned,
    PaperAttached,
)

_LATER = (
    ItemDiscussed,
    ItemDeferred,
    ItemWithdrawn,
    MemberRecused,
    MemberExcluded,
    MemberReturned,
    InterestDeclared,
    DeclarationWithdrawn,
)
_EVENTS = (ItemTabled, *_LATER)
_WITHOUT_DECIDING = ("stays-without-deciding", "leaves")


@dataclass
class Item:
    """An item as far as the slice has seen it. A deferred item may be tabled again."""

    tabled: ItemTabled
    is_withdrawn: bool = False
    deferral: ItemDeferred | None = None
    paragraphs: int = 0
    papers: dict[str, str] = field(default_factory=dict)
    """SHA-256 (hexadecimal) of each paper's live version, by the paper's id."""
    stood_aside: dict[str, str] = field(default_factory=dict)
    """Seats that take no part in it, each with how: `recused` or `excluded`. Coming back to the
    meeting does not bring a seat back into the item."""
    returned: set[str] = field(default_factory=set)
    declared: list[InterestDeclared] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.tabled.item

    @property
    def meeting(self) -> str:
        return self.tabled.meeting

    @property
    def body(self) -> str:
        return self.tabled.body

    @property
    def topic(self) -> str | None:
        return self.tabled.topic

    @property
    def is_deferred(self) -> bool:
        return self.deferral is not None

    @property
    def is_live(self) -> bool:
        return not (self.is_deferred or self.is_withdrawn)

    @property
    def to_stand_aside(self) -> set[str]:
        """Seats that are not to decide on it, as declared, and have not stood aside yet."""
        asked = {one.seat for one in self.declared if one.management in _WITHOUT_DECIDING}
        return {seat for seat in asked if seat} - self.stood_aside.keys()

    def require_conflicts_managed(self) -> None:
        """Raises `Refused` while a seat that is not to decide has not stood aside."""
        for seat in sorted(self.to_stand_aside):
            raise Refused(
                "conflict-not-managed",
                f"By the interest declared for this item, {seat} takes no part in deciding it. "
                "Record first that it stands aside: recused, or excluded by the chair.",
                "seat",
            )

    def require_of_body(self, body: str) -> None:
        """Raises `Refused` where this is an item of another body."""
        if self.body != body:
            sentence = f"{self.id} is an item of {self.body}, not of {body}."
            raise Refused("item-of-other-body", sentence, "item")

    def require_at(self, meeting: str) -> None:
        """Raises `Refused` where the item is not on that meeting's agenda."""
        if self.meeting != meeting:
            sentence = f"{self.id} is not an item of the meeting {meeting}. Table it there first."
            raise Refused("item-of-other-meeting", sentence, "item")

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

    @staticmethod
    def of_papers(item: str) -> Selector:
        """The papers of an item; read together with `of_item`."""
        return Selector(types=(PaperAttached,), tags=[f"item:{item}"])

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
            self._table(event)
        elif isinstance(event, (*_LATER, PaperAttached)) and event.item in self._items:
            self._change(self._items[event.item], event)

    def _table(self, event: ItemTabled) -> None:
        """An item tabled again starts afresh at its new meeting; its papers stay."""
        item = Item(event)
        if before := self._items.get(event.item):
            item.papers = before.papers
        self._items[event.item] = item

    @staticmethod
    def _change(item: Item, event: Event) -> None:
        match event:
            case ItemDiscussed():
                item.paragraphs = event.paragraph
            case ItemDeferred():
                item.deferral = event
            case ItemWithdrawn():
                item.is_withdrawn = True
            case MemberRecused():
                item.stood_aside[event.seat] = "recused"
            case MemberExcluded():
                item.stood_aside[event.seat] = "excluded"
            case MemberReturned():
                item.returned.add(event.seat)
            case InterestDeclared():
                item.declared.append(event)
            case DeclarationWithdrawn():
                item.declared = [one for one in item.declared if not _is_of(one, event)]
            case PaperAttached():
                item.papers[event.paper] = event.sha256
            case _:
                pass


def _is_of(one: InterestDeclared, withdrawn: DeclarationWithdrawn) -> bool:
    return (one.person, one.interest) == (withdrawn.person, withdrawn.interest)
