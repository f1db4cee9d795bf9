"""One organisation of a partnership: its spells as a member, its names and list sizes by day."""

from dataclasses import dataclass, field
from datetime import date

from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberTransferred,
)
from schemas.values import LeavingReason, OrganisationKind


@dataclass
class Spell:
    """From the first day as a member to the last, both included; `within` is a practice's PCN.

    A last day before the first one means that it never was a member after all.
    """

    within: str | None
    from_on: date
    until_on: date | None = None
    reason: LeavingReason | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def goes_on_after(self, day: date) -> bool:
        """Whether it has a later last day, or none: such a spell may also start later."""
        return self.until_on is None or day < self.until_on


@dataclass
class Organisation:
    """A member, or a practice within a member PCN, as far as the slice has seen it."""

    code: str
    kind: OrganisationKind
    spells: list[Spell] = field(default_factory=list)
    list_sizes: list[ListSizePublished] = field(default_factory=list)
    _names: list[tuple[date, str]] = field(default_factory=list)
    _sub_icbs: list[tuple[date, str]] = field(default_factory=list)

    def is_member(self, day: date) -> bool:
        """Whether it is a member in its own right; a practice is one only within its PCN."""
        return any(spell.within is None and spell.covers(day) for spell in self.spells)

    def pcns(self, day: date) -> set[str]:
        """The PCNs that a practice is part of on a day: one, unless the book is wrong."""
        return {spell.within for spell in self.spells if spell.within and spell.covers(day)}

    def spell_on(self, day: date) -> Spell | None:
        return next((spell for spell in self.spells if spell.covers(day)), None)

    def goes_on_after(self, day: date, within: str | None = None) -> bool:
        return any(s.within == within and s.goes_on_after(day) for s in self.spells)

    def name_on(self, day: date) -> str | None:
        """The name in force on a day: of two from the same day, the one recorded later."""
        return _in_force(self._names, day)

    def sub_icb_on(self, day: date) -> str | None:
        """The sub-ICB location that commissions it on a day, as far as that is known."""
        return _in_force(self._sub_icbs, day)

    def list_size_on(self, day: date) -> ListSizePublished | None:
        """The newest list size for that day or before; of two for one day, the later recorded."""
        published = [size for size in self.list_sizes if size.as_at <= day]
        return max(reversed(published), key=lambda size: size.as_at) if published else None

    def join(self, event: MemberJoined) -> None:
        self.kind = event.kind
        self.spells.append(Spell(event.within, event.on))
        if event.name:
            self._names.append((event.on, event.name))
        if event.sub_icb:
            self._sub_icbs.append((event.on, event.sub_icb))

    def transfer(self, event: MemberTransferred) -> None:
        self._sub_icbs.append((event.on, event.sub_icb))

    def rename(self, event: MemberRenamed) -> None:
        self._names.append((event.on, event.name))

    def leave(self, event: MemberLeft) -> None:
        """It is no member after that day, whatever had been recorded for later."""
        for spell in self.spells:
            if spell.within == event.within and spell.goes_on_after(event.on):
                spell.until_on, spell.reason = event.on, event.reason


def _in_force(dated: list[tuple[date, str]], day: date) -> str | None:
    """The newest by a day; of two from the same day, the one recorded later."""
    until_then = [one for one in dated if one[0] <= day]
    return max(reversed(until_then), key=lambda one: one[0])[1] if until_then else None
