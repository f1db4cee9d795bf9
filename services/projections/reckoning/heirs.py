"""Whose voice a seat is, and who took whose place among PCNs: mandates pass on with it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.constituency import Constituency
from projections.reckoning.mandated_motion import (
    PlacesTaken,
    PlaceTaken,
    SpeakingSeat,
    Succeeded,
    VoiceChange,
    VoiceOf,
)
from projections.rows import Rows
from projections.view import View
from schemas.days import day_in_england
from schemas.events.body import SeatConstituencyChanged, SeatCreated
from schemas.events.partnership import MemberJoined, MemberSplit, MemberSucceeded

VOICES = (SpeakingSeat, Succeeded, PlacesTaken, VoiceOf)


def follows_voices(view: View) -> None:
    """Has a view keep whose voice is whose."""
    view.on(SeatCreated)(keep_seat)
    view.on(SeatConstituencyChanged)(keep_constituency)
    view.on(MemberSucceeded)(keep_succession)
    view.on(MemberJoined)(keep_return)
    view.on(MemberSplit)(keep_split)


def keep_seat(rows: Rows, event: SeatCreated, _entry: ReadEntry) -> None:
    if event.is_voting:
        speaks_for = Constituency(founding=event.constituency)
        rows.put(SpeakingSeat(seat=event.seat, body=event.body, constituency=speaks_for))


def keep_constituency(rows: Rows, event: SeatConstituencyChanged, entry: ReadEntry) -> None:
    keep_voices(rows, (event.seat,), event.on, entry)
    if seat := rows.get(SpeakingSeat, event.seat):
        seat.constituency.change(event.on, event.constituency)
        rows.put(seat)


def keep_succession(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    """Of two that are named to have taken a place, the one named last did."""
    keep_voices(rows, (event.organisation, event.successor), event.on, entry)
    give_back(rows, event.organisation, event.on, entry)
    recorded_at = entry.entry.recorded_at
    place = PlaceTaken(successor=event.successor, on=event.on, recorded_at=recorded_at)
    found = rows.get(Succeeded, event.organisation) or Succeeded(organisation=event.organisation)
    found.places = [*found.places, place]
    rows.put(found)
    taken = rows.get(PlacesTaken, event.successor) or PlacesTaken(successor=event.successor)
    taken.organisations = sorted({*taken.organisations, event.organisation})
    rows.put(taken)


def keep_return(rows: Rows, event: MemberJoined, entry: ReadEntry) -> None:
    """A PCN that had closed and joins again stands in its own place from then on."""
    if event.within is None and rows.get(Succeeded, event.organisation):
        keep_voices(rows, (event.organisation,), event.on, entry)
        give_back(rows, event.organisation, event.on, entry)


def keep_split(rows: Rows, event: MemberSplit, entry: ReadEntry) -> None:
    """Nobody takes its place, so nothing passes on."""
    names = (event.organisation, *(one.organisation for one in event.parts))
    keep_voices(rows, names, event.on, entry)


def keep_voices(rows: Rows, names: Iterable[str], on: date, entry: ReadEntry) -> None:
    """An entry changed whose voice these PCNs or seats are, from a day on."""
    for name in names:
        voice = rows.get(VoiceOf, name) or VoiceOf(name=name)
        voice.changes = [*voice.changes, VoiceChange(on=on, position=entry.position)]
        rows.put(voice)


def give_back(rows: Rows, code: str, on: date, entry: ReadEntry) -> None:
    found = rows.get(Succeeded, code)
    if found and found.places[-1].back_on is None:
        *before, last = found.places
        back = replace(last, back_on=on, back_recorded_at=entry.entry.recorded_at)
        found.places = [*before, back]
        rows.put(found)


def holder_on(rows: Rows, code: str, day: date) -> str:
    """Who stands in the place of a PCN on a day: itself, or who took it by then."""
    seen = {code}
    while found := rows.get(Succeeded, code):
        taker = next((p.successor for p in reversed(found.places) if p.is_held_on(day)), None)
        if taker is None or taker in seen:
            break
        code = taker
        seen.add(code)
    return code


def closed_before(rows: Rows, code: str, moment: datetime) -> Iterator[str]:
    """The PCNs whose place one held, as recorded before a moment, and they in turn."""
    day, seen, unread = day_in_england(moment), {code}, [code]
    while unread:
        taker = unread.pop()
        kept = rows.get(PlacesTaken, taker)
        for one in kept.organisations if kept else ():
            places = rows.require(Succeeded, one).places
            is_held = any(p.successor == taker and p.was_held(moment, day) for p in places)
            if is_held and one not in seen:
                yield one
                seen.add(one)
                unread.append(one)


def heirs_of(rows: Rows, code: str) -> Iterator[str]:
    """Who took the place of a PCN at any time, and of those in turn."""
    seen, unread = {code}, [code]
    while unread:
        found = rows.get(Succeeded, unread.pop())
        for place in found.places if found else ():
            if place.successor not in seen:
                yield place.successor
                seen.add(place.successor)
                unread.append(place.successor)
