"""Who took whose place: members that closed, and their successors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from auditor.entries import Entry
from auditor.findings import Finding
from auditor.rules.fact import Handlers, quietly, text


@dataclass
class Place:
    """Who took a place, from which day on, and the day on which it was given back, if it was."""

    successor: str
    on: date
    back_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        return self.on <= day and (self.back_on is None or day < self.back_on)


@dataclass
class Members:
    """Successions as recorded so far. One that joins again is in its own place from that day on."""

    _places: dict[str, list[Place]] = field(default_factory=dict)
    _pcns: set[str] = field(default_factory=set)

    def handlers(self) -> Handlers:
        return {
            "partnership-member-joined.v1": quietly(self._joined),
            "partnership-member-succeeded.v1": quietly(self._succeeded),
        }

    def finish(self) -> Iterable[Finding]:
        return ()

    def lineage(self, organisation: str, day: date) -> set[str]:
        """An organisation and those whose place it holds on a day, directly or in turn."""
        found, unread = {organisation}, [organisation]
        while unread:
            taker = unread.pop()
            held = {one for one in self._places if self._successor_on(one, day) == taker} - found
            found |= held
            unread += held
        return found

    def standing_for(self, organisation: str, day: date) -> str:
        """Who stands in the place of an organisation on a day: itself, unless succeeded."""
        seen = {organisation}
        while taker := self._successor_on(organisation, day):
            if taker in seen:
                break
            organisation = taker
            seen.add(organisation)
        return organisation

    def is_pcn(self, organisation: str) -> bool:
        return organisation in self._pcns

    def _successor_on(self, organisation: str, day: date) -> str | None:
        places = reversed(self._places.get(organisation, []))
        return next((one.successor for one in places if one.is_held_on(day)), None)

    def _joined(self, entry: Entry) -> None:
        if entry.data.get("kind") == "pcn":
            self._pcns.add(text(entry.data, "organisation"))
        self._give_back(text(entry.data, "organisation"), _on(entry))

    def _succeeded(self, entry: Entry) -> None:
        organisation = text(entry.data, "organisation")
        self._give_back(organisation, _on(entry))
        place = Place(text(entry.data, "successor"), _on(entry))
        self._places.setdefault(organisation, []).append(place)

    def _give_back(self, organisation: str, on: date) -> None:
        if (places := self._places.get(organisation)) and places[-1].back_on is None:
            places[-1].back_on = on


def _on(entry: Entry) -> date:
    return date.fromisoformat(text(entry.data, "on"))
