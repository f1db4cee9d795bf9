"""How mandates and decisions change a seat's days without a mandate: each touches few documents."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.mandate_cover import covering, ends_on, may_still_cover, withholding
from projections.reckoning.mandates import Beginning, Mandate, MandateEvent, begun
from projections.reckoning.spells import DAY
from projections.rows import Rows
from projections.views.gap_documents import (
    CoveredBody,
    CoveringMandate,
    DecidedOn,
    DecisionsOfMonth,
    MandateCover,
    MandatesOfScope,
    RepresentingSeat,
)
from schemas.days import day_in_england
from schemas.events.decision import DecisionTaken, DecisionTakenOutsideMeeting
from schemas.events.mandate import MandateVaried
from schemas.events.partnership import MemberJoined, MemberSucceeded
from schemas.values import Term


def cover_of(rows: Rows, seat: RepresentingSeat, organisation: str) -> MandateCover:
    """The seat's line for a PCN, with what the body had decided when it first spoke for it."""
    made = MandateCover(
        seat=seat.seat,
        body=seat.body,
        organisation=organisation,
        settled_until=seat.created_on - DAY,
    )
    if found := rows.get(MandateCover, made.key()):
        return found
    made.decide_anew(_decisions_since(rows, seat.body, seat.created_on))
    return made


def mandated(rows: Rows, event: MandateEvent, entry: ReadEntry) -> None:
    seat = rows.get(RepresentingSeat, event.seat)
    if seat is None:
        return
    cover = cover_of(rows, seat, event.organisation)
    cover.settle(day_in_england(entry.entry.recorded_at) - DAY)
    _tell(rows, cover, event, entry)
    cover.decide_anew(_decisions_since(rows, seat.body, cover.settled_until + DAY))
    cover.evidence.append(entry.position)
    rows.put(cover)
    _speak_for(rows, seat, event.organisation)
    pass_on(rows, seat, cover, entry)


def succeeded(rows: Rows, seats: list[str], event: MemberSucceeded, entry: ReadEntry) -> None:
    """The mandates of a PCN that closed pass on to the one that took its place."""
    for name in seats:
        seat = rows.require(RepresentingSeat, name)
        if event.organisation in seat.spoken_for:
            cover = rows.require(MandateCover, f"{name} {event.organisation}")
            _end_places(cover, event.on)
            cover.heirs[event.successor] = Term(from_on=event.on)
            cover.evidence.append(entry.position)
            rows.put(cover)
            pass_on(rows, seat, cover, entry)
            heir = rows.require(MandateCover, f"{name} {event.successor}")
            heir.inherit_over(cover, event.on)


def returned(rows: Rows, seats: list[str], event: MemberJoined, entry: ReadEntry) -> None:
    """A PCN that had closed joins again: from that day on, what it says is for itself alone."""
    for name in seats:
        cover = rows.get(MandateCover, f"{name} {event.organisation}")
        if cover and cover.heirs:
            _end_places(cover, event.on)
            cover.evidence.append(entry.position)
            rows.put(cover)
            pass_on(rows, rows.require(RepresentingSeat, name), cover, entry)


def _end_places(cover: MandateCover, on: date) -> None:
    """Those who took its place hold it to the day before; who had given it back, as before."""
    for code, spell in cover.heirs.items():
        if spell.until_on is None:
            cover.heirs[code] = Term(from_on=spell.from_on, until_on=on - DAY)


def pass_on(rows: Rows, seat: RepresentingSeat, closed: MandateCover, entry: ReadEntry) -> None:
    """Says anew what the mandates of a PCN that closed give its successors, and theirs in turn."""
    unread, passed = [closed], {closed.organisation}
    while unread:
        one = unread.pop()
        one.settle(day_in_england(entry.entry.recorded_at) - DAY)
        for code, spell in one.heirs.items():
            heir = cover_of(rows, seat, code)
            heir.settle(one.settled_until)
            heir.inherit(one, spell)
            heir.decide_anew(_decisions_since(rows, seat.body, heir.settled_until + DAY))
            heir.evidence.append(entry.position)
            rows.put(heir)
            _speak_for(rows, seat, code)
            if code not in passed:
                passed.add(code)
                unread.append(heir)


def _speak_for(rows: Rows, seat: RepresentingSeat, code: str) -> None:
    if code not in seat.spoken_for:
        seat.spoken_for = sorted({*seat.spoken_for, code})
        rows.put(seat)


def _tell(rows: Rows, cover: MandateCover, event: MandateEvent, entry: ReadEntry) -> None:
    """Changes the mandates of one scope, and so the days from the one of recording on."""
    place, first = f"{cover.key()} {event.mandate}", cover.settled_until + DAY
    known = rows.get(CoveringMandate, place)
    if known and may_still_cover(known.given, first):
        others = _beside(rows, place, known.given, first)
        before = covering([known.given, *others], first)
        _count(cover, known.given, -1)
        known.given.change(event, entry)
    elif new := _begun(event, entry, known):
        known = CoveringMandate(place=place, given=new)
        others = _beside(rows, place, new, first)
        before = covering(others, first)
    else:
        return
    _count(cover, known.given, 1)
    cover.coverage.replace(before, covering([known.given, *others], first))
    if known.given.scope == "standing":
        cover.refused = withholding([known.given, *others], first)
    rows.put(known)


def _begun(event: MandateEvent, entry: ReadEntry, known: CoveringMandate | None) -> Mandate | None:
    """A new mandate, or one whose terms were over and that comes back by being varied."""
    if isinstance(event, Beginning):
        return begun(event, entry)
    if known is None or not isinstance(event, MandateVaried):
        return None
    mandate = replace(known.given, versions=[], steps=[])
    mandate.change(event, entry)
    return mandate


def _beside(rows: Rows, place: str, mandate: Mandate, first: date) -> list[Mandate]:
    """What else the PCN told the seat in the same scope, if it may matter from a day on."""
    about = mandate.item or mandate.topic or ""
    scope = MandatesOfScope(scope=f"{mandate.seat} {mandate.scope} {about}")
    scope = rows.get(MandatesOfScope, scope.key()) or scope
    filed = scope.mandates.get(mandate.organisation, [])
    others = [rows.require(CoveringMandate, name) for name in filed if name != place]
    others = [one for one in others if may_still_cover(one.given, first)]
    if (now := [*(one.place for one in others), place]) != filed:
        scope.mandates[mandate.organisation] = now
        rows.put(scope)
    return [one.given for one in others]


def _count(cover: MandateCover, mandate: Mandate, by: int) -> None:
    if mandate.standing == "unconfirmed":
        cover.count_unconfirmed(ends_on(mandate), by)


def decided(
    rows: Rows, event: DecisionTaken | DecisionTakenOutsideMeeting, entry: ReadEntry
) -> None:
    """Tells the PCNs that had no mandate on the day, as far as is known."""
    day = day_in_england(entry.entry.occurred_at)
    taken = DecidedOn(number=event.number, on=day, position=entry.position)
    body = _remember(rows, event.body, taken)
    for name in body.seats:
        seat = rows.require(RepresentingSeat, name)
        for code in seat.spoken_for:
            cover = rows.require(MandateCover, f"{name} {code}")
            if cover.is_uncovered_on(day):
                cover.decisions.append(taken)
                rows.put(cover)


def _remember(rows: Rows, name: str, taken: DecidedOn) -> CoveredBody:
    body = rows.get(CoveredBody, name) or CoveredBody(body=name)
    month = _month(taken.on)
    made = DecisionsOfMonth(body=name, month=month)
    decisions = rows.get(DecisionsOfMonth, made.key()) or made
    decisions.decisions.append(taken)
    rows.put(decisions)
    if month not in body.months:
        body.months = sorted([*body.months, month])
        rows.put(body)
    return body


def _decisions_since(rows: Rows, name: str, day: date) -> Iterator[DecidedOn]:
    """What the body has decided on a day or later, and perhaps some days of its month before."""
    body = rows.get(CoveredBody, name)
    months = body.months if body else []
    for month in months[bisect_left(months, _month(day)) :]:
        yield from rows.require(DecisionsOfMonth, f"{name} {month}").decisions


def _month(day: date) -> str:
    return day.isoformat()[:7]
