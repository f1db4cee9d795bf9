"""Agenda items: where they stand, and which seats take no part in them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from eventsourcing.dcb.domain import Selector

from decisions.facts.selecting import selects
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
from schemas.events.restatement import ReturnRestated, StandingAsideRestated

_LATER = (
    ItemDiscussed,
    ItemDeferred,
    ItemWithdrawn,
    MemberRecused,
    MemberExcluded,
    MemberReturned,
    StandingAsideRestated,
    ReturnRestated,
    InterestDeclared,
    DeclarationWithdrawn,
)
_EVENTS = (ItemTabled, *_LATER)
_WITHOUT_DECIDING = ("stays-without-deciding", "leaves")


Parting: TypeAlias = MemberRecused | MemberExcluded | StandingAsideRestated


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
    part: dict[str, Parting] = field(default_factory=dict)
    """By seat: the entry that says who stood aside from it, or that nobody did after all."""
    aside_since: dict[str, datetime | None] = field(default_factory=dict)
    """By seat: when it stood aside, as last told; None where that is not known."""
    returned: set[str] = field(default_factory=set)
    return_times: dict[str, datetime | None] = field(default_factory=dict)
    declared: list[InterestDeclared] = field(default_factory=list)

    def restate(self, event: StandingAsideRestated) -> None:
        """Puts a seat's part as it was."""
        self.part[event.seat] = event
        self.stood_aside.pop(event.seat, None)
        if event.how:
            self.stood_aside[event.seat] = event.how
            self.aside_since[event.seat] = event.since or self.aside_since.get(event.seat)
        else:
            self.returned.discard(event.seat)

    def restate_return(self, event: ReturnRestated) -> None:
        """Puts when a seat's holder came back as it was; without a time, never."""
        self.return_times[event.seat] = event.returned_at
        if event.returned_at:
            self.returned.add(event.seat)
        else:
            self.returned.discard(event.seat)

    def aside_by(self, seat: str, at: datetime | None) -> str | None:
        """How a seat had stood aside by a time, if it had; any time will do where none is known."""
        since = self.aside_since.get(seat)
        was_later = since is not None and at is not None and at <= since
        return None if was_later else self.stood_aside.get(seat)

    @property
    def restated(self) -> set[str]:
        """The seats of whose part in it the record was corrected."""
        return {seat for seat, one in self.part.items() if isinstance(one, StandingAsideRestated)}

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
        self._sittings: dict[tuple[str, str], Item] = {}

    @selects
    def of_item(item: str) -> Selector:
        return Selector(types=_EVENTS, tags=[f"item:{item}"])

    @selects
    def of_meeting(meeting: str) -> Selector:
        """All items that are or were on a meeting's agenda."""
        return Selector(types=_EVENTS, tags=[f"meeting:{meeting}"])

    @selects
    def of_all() -> Selector:
        """Every item and whether it was put off. By type alone: for what is done once a life."""
        return Selector(types=(ItemTabled, ItemDeferred, ItemWithdrawn))

    def put_off(self, bodies: Collection[str]) -> tuple[str, ...]:
        """The items of these bodies, of those that were read, deferred and not tabled again."""
        return tuple(
            name
            for name, one in self._items.items()
            if one.body in bodies and one.is_deferred and not one.is_withdrawn
        )

    @selects
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

    def at(self, item: str, meeting: str) -> Item:
        """The item as it was dealt with at a meeting, also once it was tabled at a later one.

        Raises `NotFound`, or `Refused` where it was not tabled there.
        """
        if found := self._sittings.get((item, meeting)):
            return found
        now = self.get(item)
        now.require_at(meeting)
        return now

    def at_meeting(self, meeting: str) -> list[Item]:
        return [item for item in self._items.values() if item.meeting == meeting]

    def see(self, event: Event) -> None:
        if isinstance(event, ItemTabled):
            self._table(event)
        elif isinstance(event, (StandingAsideRestated, ReturnRestated)):
            if sitting := self._sittings.get((event.item, event.meeting)):
                _change_part(sitting, event)
        elif isinstance(event, (*_LATER, PaperAttached)) and event.item in self._items:
            self._change(self._items[event.item], event)

    def _table(self, event: ItemTabled) -> None:
        """An item tabled again starts afresh at its new meeting; its papers stay."""
        item = Item(event)
        if before := self._items.get(event.item):
            item.papers = before.papers
        self._items[event.item] = item
        self._sittings[event.item, event.meeting] = item

    @staticmethod
    def _change(item: Item, event: Event) -> None:
        match event:
            case ItemDiscussed():
                item.paragraphs = event.paragraph
            case ItemDeferred():
                item.deferral = event
            case ItemWithdrawn():
                item.is_withdrawn = True
            case InterestDeclared():
                item.declared.append(event)
            case DeclarationWithdrawn():
                item.declared = [one for one in item.declared if not _is_of(one, event)]
            case PaperAttached():
                item.papers[event.paper] = event.sha256
            case _:
                _change_part(item, event)


def _change_part(item: Item, event: Event) -> None:
    match event:
        case MemberRecused() | MemberExcluded():
            is_own_choice = isinstance(event, MemberRecused)
            item.stood_aside[event.seat] = "recused" if is_own_choice else "excluded"
            item.part[event.seat] = event
            item.aside_since[event.seat] = event.happened_at
        case MemberReturned():
            item.returned.add(event.seat)
            item.return_times[event.seat] = event.happened_at
        case StandingAsideRestated():
            item.restate(event)
        case ReturnRestated():
            item.restate_return(event)
        case _:
            pass


def _is_of(one: InterestDeclared, withdrawn: DeclarationWithdrawn) -> bool:
    return (one.person, one.interest) == (withdrawn.person, withdrawn.interest)
