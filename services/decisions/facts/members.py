"""The members of the partnership: who belongs to it on a day; whose place each took, or left."""

from collections.abc import Iterable
from datetime import date

from eventsourcing.dcb.domain import Selector

from decisions.facts.organisations import Organisation
from decisions.facts.places import Places
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


class MemberFacts:
    """Folds the members of the partnership, and the practices within its PCNs, by code."""

    def __init__(self) -> None:
        self.partnership: PartnershipEstablished | None = None
        self.imports: list[ReferenceDataImported] = []
        self._organisations: dict[str, Organisation] = {}
        self.places = Places()
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
        return [self.of_organisation(one) for one in sorted(self.places.lineage(code))]

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

    def split_of(self, code: str) -> MemberSplit | None:
        """Into whom an organisation was split. One that joins again is whole."""
        return self._splits.get(code)

    def require_established(self) -> None:
        """Raises `Refused` while the book has no partnership."""
        if self.partnership is None:
            raise Refused(
                "partnership-not-established",
                "This book has no partnership yet. Establish the partnership first.",
            )

    def see(self, event: Event) -> None:
        self.places.see(event)
        match event:
            case PartnershipEstablished():
                self.partnership = event
            case MemberJoined():
                self._splits.pop(event.organisation, None)
                new = Organisation(event.organisation, event.kind)
                self._organisations.setdefault(event.organisation, new).join(event)
            case MemberLeft():
                self._organisations[event.organisation].leave(event)
            case MemberRenamed():
                self._organisations[event.organisation].rename(event)
            case MemberTransferred():
                self._organisations[event.organisation].transfer(event)
            case MemberSplit():
                self._splits[event.organisation] = event
            case ListSizePublished():
                if found := self._organisations.get(event.organisation):
                    found.list_sizes.append(event)
            case ReferenceDataImported():
                self.imports.append(event)
            case _:
                pass
