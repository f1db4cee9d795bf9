"""Who stands in whose place: members that closed, who took it, and until when."""

from dataclasses import dataclass, field
from datetime import date

from schemas.event import Event
from schemas.events.partnership import MemberJoined, MemberSucceeded


@dataclass
class PlaceTaken:
    """Another organisation stands in a place, until the one that closed is back on a day."""

    by: MemberSucceeded
    back_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        return self.by.on <= day and (self.back_on is None or day < self.back_on)


@dataclass
class Places:
    """Folds who took whose place, by the code of the one that closed."""

    _taken: dict[str, list[PlaceTaken]] = field(default_factory=dict)

    def succession_of(self, code: str) -> MemberSucceeded | None:
        """Who took the place of an organisation, as last recorded; nobody once it joins again."""
        taken = self._taken.get(code)
        return taken[-1].by if taken and taken[-1].back_on is None else None

    def standing_for(self, code: str, day: date) -> str:
        """The member that stands in an organisation's place on a day: itself, unless succeeded."""
        seen = {code}
        while taker := self._successor_on(code, day):
            if taker in seen:
                break
            code = taker
            seen.add(code)
        return code

    def heirs(self, code: str) -> set[str]:
        """An organisation and those that took its place at any time, directly or in turn."""
        found, unread = {code}, [code]
        while unread:
            takers = {one.by.successor for one in self._taken.get(unread.pop(), [])} - found
            found |= takers
            unread += takers
        return found

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

    def kin(self, code: str) -> set[str]:
        """Those that ever held the same places as an organisation, itself included."""
        return {heir for one in self.lineage(code) for heir in self.heirs(one)}

    def see(self, event: Event) -> None:
        match event:
            case MemberJoined():
                self._give_back(event.organisation, event.on)
            case MemberSucceeded():
                self._give_back(event.organisation, event.on)
                self._taken.setdefault(event.organisation, []).append(PlaceTaken(event))
            case _:
                pass

    def _successor_on(self, code: str, day: date) -> str | None:
        held = (one for one in reversed(self._taken.get(code, [])) if one.is_held_on(day))
        return next((one.by.successor for one in held), None)

    def _held_by(self, code: str, day: date | None) -> set[str]:
        if day is None:
            taken = (one.by for each in self._taken.values() for one in each)
            return {one.organisation for one in taken if one.successor == code}
        return {one for one in self._taken if self._successor_on(one, day) == code}

    def _give_back(self, code: str, on: date) -> None:
        if (taken := self._taken.get(code)) and taken[-1].back_on is None:
            taken[-1].back_on = on
