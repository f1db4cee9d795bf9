"""Was the meeting quorate, and for which items was that otherwise, because people came and went?"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from projections.minutes.composing.numbering import Label
from projections.minutes.composing.sources import Sources
from projections.minutes.document import Quoracy, QuorumCategory, QuorumException
from projections.reckoning.ballot import Aside
from projections.views.attendance_documents import Attendance, Presence
from projections.views.meeting_documents import MeetingBody
from schemas.counting import counted
from schemas.days import day_in_england
from schemas.values import Quorum

_CATEGORIES = {
    "pcn": "PCN seats",
    "trust": "NHS trust seats",
    "council": "Local authority seats",
    "icb": "ICB seats",
    "vcse": "VCSE seats",
}


def quoracy(sources: Sources, labels: dict[str, Label]) -> Quoracy | None:
    """Counts voting seats that somebody was in for some of the meeting; None without attendance.

    An exception is told of each item that was dealt with while other seats were there, or from
    which seats stood aside. The terms are those in force on the day. Of a meeting that was
    adjourned the first sitting is counted; the others are told with the adjournments.
    """
    body = sources.body
    attendance = sources.attendance.sittings()[0] if sources.attendance else None
    if attendance is None or not any(one.presence for one in attendance.people.values()):
        return None
    terms = body.terms_on(day_in_england(sources.began_at))
    quorum = terms.quorum if terms else None
    there = voting_seats(body, attendance, None)
    return Quoracy(
        met=is_met(quorum, body, there),
        required=quorum.count if quorum else None,
        present=len(there),
        categories=tuple(_categories(quorum, body, there)) if quorum else (),
        exceptions=tuple(_exceptions(sources, labels, sources.attendance or attendance)),
    )


def is_met(quorum: Quorum | None, body: MeetingBody, seats: set[str]) -> bool | None:
    """Whether these voting seats make a quorum; None where no terms were in force."""
    if quorum is None:
        return None
    found = _by_category(body, seats)
    return len(seats) >= quorum.count and all(
        found[needed.category] >= needed.count for needed in quorum.categories
    )


def _categories(quorum: Quorum, body: MeetingBody, there: set[str]) -> Iterator[QuorumCategory]:
    found = _by_category(body, there)
    for needed in quorum.categories:
        name = _CATEGORIES.get(needed.category, f"Seats of category {needed.category}")
        yield QuorumCategory(name=name, required=needed.count, present=found[needed.category])


def _by_category(body: MeetingBody, seats: set[str]) -> Counter[str]:
    return Counter(body.seats[seat].category for seat in seats)


def _exceptions(
    sources: Sources, labels: dict[str, Label], meeting: Attendance
) -> Iterator[QuorumException]:
    body = sources.body
    for item in sources.items:
        if item.taken_at is None:
            continue
        attendance = meeting.at_the_time(item.taken_at)
        everyone = voting_seats(body, attendance, None)
        terms = body.terms_on(day_in_england(attendance.opened_at or sources.began_at))
        quorum = terms.quorum if terms else None
        there = voting_seats(body, attendance, item.taken_at)
        aside = {one.seat: one.how for one in sources.record.aside if one.item == item.item}
        left = {seat for seat in there if seat not in aside}
        if left != everyone:
            reasons = Counter(aside[seat] for seat in there & set(aside))
            yield QuorumException(
                item=labels[item.item].number,
                met=is_met(quorum, body, left),
                present=len(left),
                reason=_reason(reasons, attendance, item.taken_at, everyone - there),
            )


def voting_seats(body: MeetingBody, attendance: Attendance, at: datetime | None) -> set[str]:
    """The voting seats that somebody was in: at a time, or at any."""
    return {
        there.seat
        for one in attendance.people.values()
        if (there := one.presence)
        and there.seat in body.seats
        and body.seats[there.seat].is_voting
        and (at is None or _is_there(there, at))
    }


def _is_there(there: Presence, at: datetime) -> bool:
    came = there.arrived_at is None or there.arrived_at <= at
    return came and (there.left_at is None or there.left_at > at)


def _reason(aside: Counter[Aside], attendance: Attendance, at: datetime, away: set[str]) -> str:
    """Why fewer seats counted than were there at some time."""
    present = [one.presence for one in attendance.people.values() if one.presence]
    to_come = {p.seat for p in present if p.arrived_at and p.arrived_at > at} & away
    counts = (
        (aside["recused"], "was recused", "were recused"),
        (aside["excluded"], "was excluded", "were excluded"),
        (len(to_come), "had not arrived", "had not arrived"),
        (len(away - to_come), "had left", "had left"),
    )
    said = [
        counted(count, f"member {one}", f"members {many}") for count, one, many in counts if count
    ]
    return "; ".join(said).capitalize()
