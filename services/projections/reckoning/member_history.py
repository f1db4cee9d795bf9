"""Member organisations over time, for views that ask who belonged, and under which name."""

from collections.abc import Iterator
from datetime import date

import msgspec

from projections.reckoning.places import PlaceTaken, given_back, place_on, taken
from projections.reckoning.spells import DAY
from schemas.events.partnership import MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded
from schemas.values import OrganisationKind, Term


class MemberHistory(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One organisation; its names stand in the order of the days that they hold from."""

    kind: OrganisationKind
    names: list[tuple[date, str]] = []
    spells: list[Term] = []
    places: list[PlaceTaken] = []

    @property
    def successor(self) -> str | None:
        """Who stands in its place, as last recorded."""
        return self.places[-1].successor if self.places and not self.places[-1].until_on else None

    def successor_on(self, day: date) -> str | None:
        found = place_on(self.places, day)
        return found.successor if found else None

    def is_member_on(self, day: date) -> bool:
        return any(spell.covers(day) for spell in self.spells)

    def name_on(self, day: date) -> str | None:
        """Its name on a day; its first name for days before that."""
        until_then = [name for on, name in self.names if on <= day]
        return until_then[-1] if until_then else next((name for _, name in self.names), None)

    def join(self, event: MemberJoined) -> None:
        """Again, perhaps: nobody else stands in its place from then on."""
        self.places = given_back(self.places, event.on)
        self.spells.append(Term(from_on=event.on))
        if event.name:
            self.rename(event.on, event.name)

    def leave(self, last_day: date) -> None:
        if self.spells and self.spells[-1].until_on is None:
            self.spells[-1] = Term(from_on=self.spells[-1].from_on, until_on=last_day)

    def succeed(self, event: MemberSucceeded) -> None:
        """Of two that are named to have taken its place, the one named last did."""
        self.places = taken(self.places, event.successor, event.on)

    def left_before(self, place: PlaceTaken) -> date | None:
        """The last day of the membership after which its place was taken."""
        ends = [spell.until_on for spell in self.spells]
        until_on = place.until_on or date.max
        over = [end for end in ends if end and end <= until_on]
        is_there = place.until_on is None and None in ends
        return None if is_there else max(over, default=None)

    def rename(self, on: date, name: str) -> None:
        self.names = sorted([*self.names, (on, name)], key=lambda one: one[0])


class Members(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Member organisations by code, without the practices within them."""

    by_code: dict[str, MemberHistory] = {}

    def pcns_on(self, day: date) -> list[str]:
        """The codes of the PCNs that are members on a day, in their own order."""
        found = (c for c, m in self.by_code.items() if m.kind == "pcn" and m.is_member_on(day))
        return sorted(found)

    def kind_of(self, code: str) -> OrganisationKind | None:
        member = self.by_code.get(code)
        return member.kind if member else None

    def name_on(self, code: str, day: date) -> str | None:
        member = self.by_code.get(code)
        return member.name_on(day) if member else None

    def left_on(self, code: str, day: date) -> date | None:
        """The last day of its membership, where that had ended before this day."""
        member = self.by_code.get(code)
        if member is None or member.is_member_on(day):
            return None
        ends = [spell.until_on for spell in member.spells if spell.until_on]
        return max((end for end in ends if end < day), default=None)

    def successors(self, code: str) -> Iterator[str]:
        """Who took the place of an organisation, and of that one in turn."""
        seen = {code}
        member = self.by_code.get(code)
        while member and member.successor and member.successor not in seen:
            yield member.successor
            seen.add(member.successor)
            member = self.by_code.get(member.successor)

    def holder_on(self, code: str, day: date) -> str:
        """Who stands in the place of an organisation on a day: itself, or who took it by then."""
        seen: set[str] = set()
        while (member := self.by_code.get(code)) and (taker := member.successor_on(day)):
            seen.add(code)
            if taker in seen:
                break
            code = taker
        return code

    def takers(self, code: str) -> Iterator[tuple[str, Term]]:
        """Who took the place of an organisation, and from which day after it left until when."""
        member = self.by_code.get(code)
        for place in member.places if member else ():
            if member and (last_day := member.left_before(place)):
                yield place.successor, Term(from_on=last_day + DAY, until_on=place.until_on)

    def see(self, event: MemberJoined | MemberLeft | MemberRenamed | MemberSucceeded) -> None:
        """Changes with what was recorded of members; what concerns a practice is passed over."""
        if isinstance(event, MemberJoined) and event.within is None:
            new = MemberHistory(kind=event.kind)
            self.by_code.setdefault(event.organisation, new).join(event)
        member = self.by_code.get(event.organisation)
        if member is None:
            return
        if isinstance(event, MemberLeft) and event.within is None:
            member.leave(event.on)
        elif isinstance(event, MemberRenamed):
            member.rename(event.on, event.name)
        elif isinstance(event, MemberSucceeded):
            member.succeed(event)
