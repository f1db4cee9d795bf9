"""Where a meeting is set: the fold of partnership, members, bodies, terms, seats, appointments."""

from msgspec.structs import replace

from eventlog.reading import ReadEntry
from projections.reckoning.constituency import Constituency
from projections.rows import Rows
from projections.views.meeting_documents import (
    MeetingBody,
    MeetingPartnership,
    MeetingRecord,
    SeatRecord,
    Tenure,
    TermsInForce,
)
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.body import (
    BodyConstituted,
    SeatConstituencyChanged,
    SeatCreated,
    TermsAdopted,
)
from schemas.events.partnership import (
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSucceeded,
    PartnershipEstablished,
)
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    RepresentativeAppointed,
)
from schemas.values import Term

SETTING = (
    *(PartnershipEstablished, MemberJoined, MemberLeft, MemberRenamed, MemberSucceeded),
    *(BodyConstituted, TermsAdopted, SeatCreated, SeatConstituencyChanged),
    *(RepresentativeAppointed, DeputyNominated, AppointmentEnded),
)
_Membership = MemberJoined | MemberLeft | MemberRenamed | MemberSucceeded


def setting_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case PartnershipEstablished():
            partnership = partnership_of(rows)
            partnership.name = event.name
            rows.put(partnership)
        case MemberJoined() | MemberLeft() | MemberRenamed() | MemberSucceeded():
            _member_changed(rows, event)
        case BodyConstituted():
            rows.put(MeetingBody(body=event.body, name=event.name, kind=event.kind))
        case TermsAdopted() | SeatCreated() | SeatConstituencyChanged():
            body = rows.require(MeetingBody, event.body)
            _constitution_changed(body, event, entry)
            rows.put(body)
            if isinstance(event, TermsAdopted):
                _notice_required_anew(rows, body, event)
        case RepresentativeAppointed() | DeputyNominated() | AppointmentEnded():
            body = rows.require(MeetingBody, event.body)
            _appointments_changed(body, event)
            rows.put(body)
        case _:
            pass


def partnership_of(rows: Rows) -> MeetingPartnership:
    return rows.get(MeetingPartnership, MeetingPartnership.KEY) or MeetingPartnership()


def _member_changed(rows: Rows, event: _Membership) -> None:
    partnership = partnership_of(rows)
    partnership.members.see(event)
    partnership.has_ods_data = partnership.has_ods_data or event.source is not None
    rows.put(partnership)


def _constitution_changed(
    body: MeetingBody,
    event: TermsAdopted | SeatCreated | SeatConstituencyChanged,
    entry: ReadEntry,
) -> None:
    if isinstance(event, SeatConstituencyChanged):
        body.seats[event.seat].constituency.change(event.on, event.constituency)
        return
    if isinstance(event, SeatCreated):
        body.seats[event.seat] = SeatRecord(
            seat=event.seat,
            title=event.title,
            category=event.category,
            position=entry.position,
            constituency=Constituency(founding=event.constituency),
            is_voting=event.is_voting,
        )
        return
    body.terms.append(
        TermsInForce(
            version=event.version,
            effective_on=event.effective_on,
            authority=event.authority,
            quorum=event.quorum,
            numbering=event.numbering,
            position=entry.position,
            notice_working_days=event.notice_working_days,
            retention=event.retention,
        )
    )


def _notice_required_anew(rows: Rows, body: MeetingBody, event: TermsAdopted) -> None:
    """Other terms are in force on the day of meetings that were called, and not yet opened."""
    for called in body.meetings:
        day = day_in_england(called.starts_at)
        record = rows.require(MeetingRecord, called.meeting) if day >= event.effective_on else None
        if record and record.opened_at is None and (terms := body.terms_on(day)):
            record.notice.required = terms.notice_working_days
            rows.put(record)


def _appointments_changed(
    body: MeetingBody, event: RepresentativeAppointed | DeputyNominated | AppointmentEnded
) -> None:
    seat = body.seats.get(event.seat)
    if seat is None:
        return
    if isinstance(event, AppointmentEnded):
        seat.tenures = [_ended(one, event) for one in seat.tenures]
        return
    seat.tenures.append(
        Tenure(
            person=event.person,
            capacity="representative" if isinstance(event, RepresentativeAppointed) else "deputy",
            term=event.term,
            role=event.role,
            organisation=event.organisation,
        )
    )
    if event.name:
        body.names[event.person] = event.name


def _ended(tenure: Tenure, event: AppointmentEnded) -> Tenure:
    """The tenure cut short by the end of the appointment, if it is that one."""
    is_this = (tenure.person, tenure.capacity) == (event.person, event.capacity)
    if not is_this or not tenure.term.covers(event.on):
        return tenure
    return replace(tenure, term=Term(from_on=tenure.term.from_on, until_on=event.on))
