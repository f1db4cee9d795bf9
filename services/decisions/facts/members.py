"""The members of the partnership: who belongs to it on a day, and who took whose place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts.organisations import Organisation
from decisions.facts.selecting import selects
from decisions.refusal import NotFound, Refused
from schemas.event import Event
from schemas.events.partnership import (
    MEMBERS,
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSplit,
    MemberSucceeded,
    MemberTransferred,
    PartnershipEstablished,
    ReferenceDataImported,
)

_PLACES = (MemberSucceeded, MemberSplit)
_MEMBERSHIP = (MemberJoined, MemberLeft, MemberRenamed, MemberTransferred, *_PLACES)
_EVENTS = (PartnershipEstablished, *_MEMBERSHIP, ListSizePublished, ReferenceDataImported)


@dataclass
class PlaceTaken:
    """Another organisation stands in a place, until the one that closed is back on a day."""

    by: MemberSucceeded
    back_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        return self.by.on <= day and (self.back_on is None or day < self.back_on)


class MemberFacts:
    """Folds the members of the partnership, and the practices within its PCNs, by code."""

    def __init__(self) -> None:
        self.partnership: PartnershipEstablished | None = None
        self.imports: list[ReferenceDataImported] = []
        self._organisations: dict[str, Organisation] = {}
        self._places: dict[str, list[PlaceTaken]] = {}
        self._splits: dict[str, MemberSplit] = {}

    @selects
    def of_partnership() -> Selector:
        """Whether the partnership was established; nothing of its members."""
        return Selector(types=(PartnershipEstablished,), tags=[MEMBERS])

    @selects
    def of_organisation(code: str) -> Selector:
        """When one organisation was a member, its names, and whose place it took or left."""
        return Selector(types=_MEMBERSHIP, tags=[f"organisation:{code}"])

    @selects
    def of_list_sizes(code: str) -> Selector:
        return Selector(types=(ListSizePublished,), tags=[f"organisation:{code}"])

    @selects
    def of_everyone() -> Selector:
        """All members with their practices, names, list sizes and imports."""
        return Selector(types=_EVENTS, tags=[MEMBERS])

    def of_lineage(self, code: str) -> Iterable[Selector]:
        """One organisation and, as they become known, those whose place it took."""
        return [self.of_organisation(one) for one in sorted(self.lineage(code))]

    def find(self, code: str) -> Organisation | None:
        return self._organisations.get(code)

    def get(self, code: str) -> Organisation:
        """Raises `NotFound`."""
        if (found := self._organisations.get(code)) is None:
            raise NotFound("member", code)
        return found

    def in_own_right(self, code: str, field: str = "organisation") -> Organisation:
        """One that is or was a member itself. Raises `NotFound`, or `Refused` for a practice."""
        found = self.get(code)
        if found.kind == "practice":
            raise Refused(
                "is-a-practice",
                f"{code} is a practice, which belongs to the partnership through its PCN. "
                "Name the PCN.",
                field,
            )
        return found

    def member_on(self, code: str, day: date, field: str = "organisation") -> Organisation:
        """A member in its own right on a day. Raises `NotFound` or `Refused`."""
        found = self.in_own_right(code, field)
        if not found.is_member(day):
            sentence = f"{code} is not a member of the partnership on {day:%-d %B %Y}."
            raise Refused("not-a-member", sentence, field)
        return found

    def on(self, day: date) -> list[Organisation]:
        """The members in their own right on a day, by code; practices are not among them."""
        found = [one for one in self._organisations.values() if one.is_member(day)]
        return sorted(found, key=lambda one: one.code)

    def practices(self) -> list[Organisation]:
        """All practices that are or were within a PCN, by code."""
        found = [one for one in self._organisations.values() if one.kind == "practice"]
        return sorted(found, key=lambda one: one.code)

    @property
    def last_compared(self) -> date | None:
        """The newest day for which reference data was imported."""
        return max((one.as_at for one in self.imports), default=None)

    def succession_of(self, code: str) -> MemberSucceeded | None:
        """Who took the place of an organisation, as last recorded; nobody once it joins again."""
        places = self._places.get(code)
        return places[-1].by if places and places[-1].back_on is None else None

    def standing_for(self, code: str, day: date) -> str:
        """The member that stands in an organisation's place on a day: itself, unless succeeded."""
        seen = {code}
        while taker := self._successor_on(code, day):
            if taker in seen:
                break
            code = taker
            seen.add(code)
        return code

    def _successor_on(self, code: str, day: date) -> str | None:
        held = (p.by.successor for p in reversed(self._places.get(code, [])) if p.is_held_on(day))
        return next(held, None)

    def heirs(self, code: str) -> set[str]:
        """An organisation and those that took its place at any time, directly or in turn."""
        found, unread = {code}, [code]
        while unread:
            takers = {one.by.successor for one in self._places.get(unread.pop(), [])} - found
            found |= takers
            unread += takers
        return found

    def split_of(self, code: str) -> MemberSplit | None:
        """Into whom an organisation was split. One that joins again is whole."""
        return self._splits.get(code)

    def lineage(self, code: str, day: date | None = None) -> set[str]:
        """An organisation and those whose place it holds on a day, directly or in turn.

        Without a day: those whose place it ever took.
        """
        found, unread = {code}, [code]
        while unread:
            before = self._held_by(unread.pop(), day) - found
            found |= before
            unread += before
        return found

    def _held_by(self, code: str, day: date | None) -> set[str]:
        if day is None:
            places = (one.by for each in self._places.values() for one in each)
            return {one.organisation for one in places if one.successor == code}
        return {one for one in self._places if self._successor_on(one, day) == code}

    def require_established(self) -> None:
        """Raises `Refused` while the book has no partnership."""
        if self.partnership is None:
            raise Refused(
                "partnership-not-established",
                "This book has no partnership yet. Establish the partnership first.",
            )

    def see(self, event: Event) -> None:
        match event:
            case PartnershipEstablished():
                self.partnership = event
            case MemberJoined():
                self._give_back(event.organisation, event.on)
                self._splits.pop(event.organisation, None)
                new = Organisation(event.organisation, event.kind)
                self._organisations.setdefault(event.organisation, new).join(event)
            case MemberLeft():
                self._organisations[event.organisation].leave(event)
            case MemberRenamed():
                self._organisations[event.organisation].rename(event)
            case MemberTransferred():
                self._organisations[event.organisation].transfer(event)
            case MemberSucceeded() | MemberSplit():
                self._place_left(event)
            case ListSizePublished():
                if found := self._organisations.get(event.organisation):
                    found.list_sizes.append(event)
            case ReferenceDataImported():
                self.imports.append(event)
            case _:
                pass

    def _place_left(self, event: MemberSucceeded | MemberSplit) -> None:
        if isinstance(event, MemberSucceeded):
            self._give_back(event.organisation, event.on)
            self._places.setdefault(event.organisation, []).append(PlaceTaken(event))
        else:
            self._splits[event.organisation] = event

    def _give_back(self, code: str, on: date) -> None:
        if (places := self._places.get(code)) and places[-1].back_on is None:
            places[-1].back_on = on
