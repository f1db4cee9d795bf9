"""Who took whose place among PCNs, for mandates that pass on with it."""

from collections.abc import Iterator
from datetime import date, datetime

from eventlog.reading import ReadEntry
from projections.mandated_motion import PlacesTaken, PlaceTaken, Succeeded
from projections.rows import Rows
from projections.working_time import day_in_england
from schemas.events.partnership import MemberSucceeded


def keep_succession(rows: Rows, event: MemberSucceeded, entry: ReadEntry) -> None:
    rows.put(Succeeded(organisation=event.organisation, successor=event.successor, on=event.on))
    taken = rows.get(PlacesTaken, event.successor) or PlacesTaken(successor=event.successor)
    place = PlaceTaken(
        organisation=event.organisation, on=event.on, recorded_at=entry.entry.recorded_at
    )
    taken.places = [*(p for p in taken.places if p.organisation != event.organisation), place]
    rows.put(taken)


def holder_on(rows: Rows, code: str, day: date) -> str:
    """Who stands in the place of a PCN on a day: itself, or who took it by then."""
    seen = {code}
    while (taken := rows.get(Succeeded, code)) and taken.successor not in seen:
        if taken.on > day:
            break
        code = taken.successor
        seen.add(code)
    return code


def closed_before(rows: Rows, code: str, moment: datetime) -> Iterator[str]:
    """The PCNs whose place one had taken, as recorded before a moment, and they in turn."""
    seen, unread = {code}, [code]
    while unread:
        taken = rows.get(PlacesTaken, unread.pop())
        for one in taken.places if taken else ():
            is_known = one.recorded_at < moment and one.on <= day_in_england(moment)
            if is_known and one.organisation not in seen:
                yield one.organisation
                seen.add(one.organisation)
                unread.append(one.organisation)


def heirs_of(rows: Rows, code: str) -> Iterator[str]:
    """Who took the place of a PCN at any time, and of that one in turn."""
    seen = {code}
    while (taken := rows.get(Succeeded, code)) and taken.successor not in seen:
        code = taken.successor
        seen.add(code)
        yield code
