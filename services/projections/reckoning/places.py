"""Who stands in the place of a member that closed, and until the day before it joined again."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from msgspec.structs import replace

from projections.reckoning.spells import DAY


class PlaceTaken(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another one stands in its place from a day on; until the day before it joined again."""

    successor: str
    on: date
    until_on: date | None = None


def place_on(places: Iterable[PlaceTaken], day: date) -> PlaceTaken | None:
    """By whom it is held on a day: of two that are named for it, by the one named last."""
    held = [one for one in places if one.on <= day <= (one.until_on or date.max)]
    return held[-1] if held else None


def given_back(places: list[PlaceTaken], on: date) -> list[PlaceTaken]:
    """What is held without an end is given back on a day."""
    if not places or places[-1].until_on:
        return places
    *before, last = places
    return [*before, replace(last, until_on=on - DAY)]


def taken(places: list[PlaceTaken], successor: str, on: date) -> list[PlaceTaken]:
    return [*given_back(places, on), PlaceTaken(successor=successor, on=on)]


class Places(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Whose place was taken, by the code of the member that closed."""

    by_code: dict[str, list[PlaceTaken]] = {}

    def take(self, code: str, successor: str, on: date) -> None:
        self.by_code[code] = taken(self.by_code.get(code, []), successor, on)

    def give_back(self, code: str, on: date) -> None:
        if found := self.by_code.get(code):
            self.by_code[code] = given_back(found, on)

    def concerning(self, codes: Iterable[str]) -> "Places":
        """Those of some members, and of whoever took theirs."""
        heirs = {heir for code in codes for heir in self.heirs(code)}
        return Places(by_code={code: self.by_code[code] for code in heirs & self.by_code.keys()})

    def heirs(self, code: str) -> set[str]:
        """A member and whoever took its place at any time, directly or in turn."""
        found, unread = {code}, [code]
        while unread:
            takers = {one.successor for one in self.by_code.get(unread.pop(), [])} - found
            found |= takers
            unread += takers
        return found

    def held_by(self, code: str, day: date) -> Iterator[PlaceTaken]:
        """Who took its place by a day, and theirs in turn; the last of them stands in it."""
        seen = {code}
        while (found := place_on(self.by_code.get(code, []), day)) and found.successor not in seen:
            yield found
            code = found.successor
            seen.add(code)
