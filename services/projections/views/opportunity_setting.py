"""Who belongs to the partnership and who speaks for whom, while something is on offer."""

from collections.abc import Iterable
from copy import deepcopy

from eventlog.reading import ReadEntry
from projections.reckoning.constituency import Constituency
from projections.reckoning.member_history import Members
from projections.rows import Rows
from projections.views.feedback_documents import SpokenFor, Voice
from projections.views.opportunity_documents import (
    Offered,
    OfferedMembers,
    OfferingBody,
    Opportunity,
)
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated
from schemas.events.partnership import MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded
from schemas.events.representation import AppointmentEnded, RepresentativeAppointed

SETTING = (
    *(SeatCreated, SeatConstituencyChanged, RepresentativeAppointed, AppointmentEnded),
    *(MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded),
)


def setting_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case MemberJoined() | MemberLeft() | MemberRenamed() | MemberSucceeded():
            told = members_of(rows)
            told.members.see(event)
            rows.put(told)
            _members_changed(rows, event, entry)
        case (
            SeatCreated()
            | SeatConstituencyChanged()
            | RepresentativeAppointed()
            | AppointmentEnded()
        ):
            body = rows.get(OfferingBody, event.body) or OfferingBody(body=event.body)
            _change(body.seats, event)
            rows.put(body)
            for name in body.on_offer:
                opportunity = rows.require(Opportunity, name)
                opportunity.seats = speaking_for(body, opportunity.offered)
                rows.put(opportunity)
        case _:
            pass


def members_of(rows: Rows) -> OfferedMembers:
    return rows.get(OfferedMembers, "members") or OfferedMembers()


def predecessors(members: Members, code: str) -> list[str]:
    """The members whose place this one has taken, directly or in turn."""
    return sorted(one for one in members.by_code if code in members.successors(one))


def speaking_for(body: OfferingBody, offered: Iterable[Offered]) -> dict[str, SpokenFor]:
    """The seats of the body that ever spoke for those to whom something is offered.

    Copies: the body's go on changing when what was offered is over.
    """
    wanted = {code for one in offered if one.is_offered for code in one.lineage}
    return {
        name: deepcopy(seat)
        for name, seat in body.seats.items()
        if wanted & {code for group in _ever(seat.constituency) for code in group}
    }


def _ever(constituency: Constituency) -> list[tuple[str, ...]]:
    return [constituency.founding, *(codes for _, codes in constituency.changes)]


def _change(
    seats: dict[str, SpokenFor],
    event: SeatCreated | SeatConstituencyChanged | RepresentativeAppointed | AppointmentEnded,
) -> None:
    seat = seats.setdefault(event.seat, SpokenFor())
    match event:
        case SeatCreated():
            seat.constituency = Constituency(founding=event.constituency)
        case SeatConstituencyChanged():
            seat.constituency.change(event.on, event.constituency)
        case RepresentativeAppointed():
            voice = Voice(person=event.person, organisation=event.organisation, term=event.term)
            seat.voices.append(voice)
        case AppointmentEnded(capacity="representative"):
            for voice in seat.voices:
                if voice.person == event.person:
                    voice.ended_on = voice.ended_on or event.on
        case _:
            pass


def _members_changed(
    rows: Rows,
    event: MemberJoined | MemberLeft | MemberRenamed | MemberSucceeded,
    entry: ReadEntry,
) -> None:
    """Who has left hears nothing more; who took its place hears for it."""
    if isinstance(event, MemberJoined | MemberRenamed):
        return
    for name in members_of(rows).on_offer:
        opportunity = rows.require(Opportunity, name)
        for one in opportunity.through(event.organisation):
            if isinstance(event, MemberSucceeded):
                one.successors.append(event.successor)
            elif event.within is None and one.organisation == event.organisation:
                one.left_on = event.on
            one.evidence.append(entry.position)
            rows.put(opportunity)
