"""Present, in attendance, apologies: the people of a meeting as its minutes list them."""

from collections.abc import Callable

from msgspec.structs import replace

from projections.minutes.composing.names import Names
from projections.minutes.document import Apology, Attendee
from projections.views import attendance_documents as recorded


def present(attendance: recorded.Attendance, names: Names) -> tuple[Attendee, ...]:
    """Members and deputies: whoever chaired first, then in the order of the seats.

    Of a meeting that was adjourned everybody stands once, if they were there alike at all sittings;
    else once for each.
    """
    return _by_sitting(attendance, names, _present)


def _present(attendance: recorded.Attendance, names: Names) -> tuple[Attendee, ...]:
    order = {seat: one.position for seat, one in names.body.seats.items()}
    last = max(order.values(), default=0) + 1
    found = [
        (one, one.presence)
        for one in attendance.in_order()
        if one.presence and one.presence.capacity != "in-attendance"
    ]
    found.sort(key=lambda pair: (not pair[1].is_chair, order.get(pair[1].seat or "", last)))
    return tuple(_attendee(attendance, one, there, names) for one, there in found)


def in_attendance(attendance: recorded.Attendance, names: Names) -> tuple[Attendee, ...]:
    return _by_sitting(attendance, names, _in_attendance)


def _by_sitting(
    attendance: recorded.Attendance,
    names: Names,
    of_sitting: Callable[[recorded.Attendance, Names], tuple[Attendee, ...]],
) -> tuple[Attendee, ...]:
    lists = [of_sitting(one, names) for one in attendance.sittings()]
    throughout = [one for one in lists[0] if all(one in others for others in lists)]
    rest = (
        replace(one, sitting=number)
        for number, those in enumerate(lists, start=1)
        for one in those
        if one not in throughout
    )
    return (*throughout, *rest)


def _in_attendance(attendance: recorded.Attendance, names: Names) -> tuple[Attendee, ...]:
    return tuple(
        _attendee(attendance, one, one.presence, names)
        for one in attendance.in_order()
        if one.presence and one.presence.capacity == "in-attendance"
    )


def apologies(attendance: recorded.Attendance, names: Names) -> tuple[Apology, ...]:
    """Of those who did not come after all."""
    return tuple(
        _apology(one, one.apology, names)
        for sitting in attendance.sittings()
        for one in sitting.in_order()
        if one.apology and one.presence is None
    )


def chair(attendance: recorded.Attendance, names: Names) -> str | None:
    """Who chaired; several did so one after the other."""
    chairs = [
        one.person
        for sitting in attendance.sittings()
        for one in sitting.in_order()
        if one.presence and one.presence.is_chair
    ]
    found = [name for person in dict.fromkeys(chairs) if (name := names.person(person))]
    return "; ".join(found) or None


def _attendee(
    attendance: recorded.Attendance,
    one: recorded.Attendee,
    there: recorded.Presence,
    names: Names,
) -> Attendee:
    seat = names.body.seats.get(there.seat) if there.seat else None
    tenure = names.tenure(one.person, there.seat)
    role = there.role or (tenure.role if tenure else None)
    organisation = there.organisation or (tenure.organisation if tenure else None)
    opened, closed = attendance.opened_at, attendance.closed_at
    came_late = there.arrived_at and (opened is None or there.arrived_at > opened)
    went_early = there.left_at and (closed is None or there.left_at < closed)
    return Attendee(
        name=names.person(one.person),
        role="; ".join(word for word in ("Chair" if there.is_chair else None, role) if word)
        or None,
        organisation=names.organisation_if(organisation),
        seat=seat.title if seat else there.seat,
        speaks_for=names.spoken_for(seat) if seat else (),
        voting=seat.is_voting if seat else False,
        deputy_for=names.person(attendance.deputised_for(one)),
        arrived_at=there.arrived_at if came_late else None,
        left_at=there.left_at if went_early else None,
    )


def _apology(one: recorded.Attendee, away: recorded.Apology, names: Names) -> Apology:
    tenure = names.tenure(one.person, away.seat)
    organisation = away.organisation or (tenure.organisation if tenure else None)
    return Apology(
        name=names.person(one.person),
        role=away.role or (tenure.role if tenure else None),
        organisation=names.organisation_if(organisation),
        seat=names.seat(away.seat) if away.seat else None,
        deputy=names.person(away.deputy),
    )
