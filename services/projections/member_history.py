"""Member organisations over time, for views that ask who belonged, and under which name."""

from collections.abc import Iterator
from datetime import date

import msgspec

from schemas.events.partnership import MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded
from schemas.values import OrganisationKind, Term


class MemberHistory(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One organisation; its names stand in the order of the days that they hold from."""

    kind: OrganisationKind
    names: list[tuple[date, str]] = []
    spells: list[Term] = []
    successor: str | None = None
    succeeded_on: date | None = None

    def is_member_on(self, day: date) -> bool:
        return any(spell.covers(day) for spell in self.spells)

    def name_on(self, day: date) -> str | None:
        """Its name on a day; its first name for days before that."""
        until_then = [name for on, name in self.names if on <= day]
        return until_then[-1] if until_then else next((name for _, name in self.names), None)

    def join(self, event: MemberJoined) -> None:
        self.successor, self.succeeded_on = None, None
        self.spells.append(Term(from_on=event.on))
        if event.name:
            self.rename(event.on, event.name)

    def leave(self, last_day: date) -> None:
        if self.spells and self.spells[-1].until_on is None:
            self.spells[-1] = Term(from_on=self.spells[-1].from_on, until_on=last_day)

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
        seen = {code}
        member = self.by_code.get(code)
        while member and member.successor and member.successor not in seen:
            if member.succeeded_on is None or member.succeeded_on > day:
                break
            code = member.successor
            seen.add(code)
            member = self.by_code.get(code)
        return code

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
            member.successor, member.succeeded_on = event.successor, event.on
