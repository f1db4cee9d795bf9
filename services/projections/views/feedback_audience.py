"""Who is to be told of a decision, by which standard, and who speaks for them: the fold of that."""

from datetime import datetime

from eventlog.reading import ReadEntry
from projections.reckoning.constituency import Constituency
from projections.rows import Rows
from projections.views.feedback_documents import (
    AskedItem,
    Basis,
    Recipient,
    SpokenFor,
    Standard,
    TellingBody,
    ToldMembers,
    Voice,
)
from schemas.days import day_in_england
from schemas.event import Event
from schemas.events.body import SeatConstituencyChanged, SeatCreated, TermsAdopted
from schemas.events.consultation import ConsultationOpened, ConsultationWithdrawn
from schemas.events.representation import AppointmentEnded, RepresentativeAppointed

AUDIENCE = (
    TermsAdopted,
    SeatCreated,
    SeatConstituencyChanged,
    RepresentativeAppointed,
    AppointmentEnded,
    ConsultationOpened,
    ConsultationWithdrawn,
)


def members_of(rows: Rows) -> ToldMembers:
    return rows.get(ToldMembers, "members") or ToldMembers()


def body_of(rows: Rows, body: str) -> TellingBody:
    return rows.get(TellingBody, body) or TellingBody(body=body)


def audience_changed(rows: Rows, event: Event, entry: ReadEntry) -> None:
    match event:
        case (
            TermsAdopted()
            | SeatCreated()
            | SeatConstituencyChanged()
            | RepresentativeAppointed()
            | AppointmentEnded()
        ):
            body = body_of(rows, event.body)
            _change_body(body, event, entry)
            rows.put(body)
        case ConsultationOpened():
            _asked(rows, event, entry)
        case ConsultationWithdrawn():
            item = rows.require(AskedItem, event.item)
            item.electorates.pop(event.consultation, None)
            item.opened.pop(event.consultation, None)
            rows.put(item)
        case _:
            pass


def _change_body(
    body: TellingBody,
    event: TermsAdopted
    | SeatCreated
    | SeatConstituencyChanged
    | RepresentativeAppointed
    | AppointmentEnded,
    entry: ReadEntry,
) -> None:
    match event:
        case TermsAdopted():
            body.standards.append(_standard(event, entry.position))
        case SeatCreated():
            body.seats[event.seat] = SpokenFor(
                constituency=Constituency(founding=event.constituency)
            )
        case SeatConstituencyChanged():
            seat = body.seats.setdefault(event.seat, SpokenFor())
            seat.constituency.change(event.on, event.constituency)
        case RepresentativeAppointed():
            voice = Voice(person=event.person, organisation=event.organisation, term=event.term)
            body.seats.setdefault(event.seat, SpokenFor()).voices.append(voice)
        case AppointmentEnded(capacity="representative"):
            for voice in body.seats.setdefault(event.seat, SpokenFor()).voices:
                if voice.person == event.person:
                    voice.ended_on = voice.ended_on or event.on
        case _:
            pass


def _standard(event: TermsAdopted, position: int) -> Standard:
    return Standard(
        version=event.version,
        effective_on=event.effective_on,
        hours=event.feedback_working_hours,
        position=position,
    )


def _asked(rows: Rows, event: ConsultationOpened, entry: ReadEntry) -> None:
    """Other members may be asked too; the question here is about PCNs."""
    item = rows.get(AskedItem, event.item) or AskedItem(item=event.item)
    members = members_of(rows).members
    item.electorates[event.consultation] = [
        one.organisation
        for one in event.electorate
        if members.kind_of(one.organisation) in ("pcn", None)
    ]
    item.opened[event.consultation] = entry.position
    rows.put(item)


def to_be_told(
    rows: Rows, item: str | None, decided_at: datetime
) -> tuple[Basis, list[Recipient], list[int]]:
    """The electorate of the item, else the PCNs that are members, and what that rests on."""
    day = day_in_england(decided_at)
    members = members_of(rows).members
    asked = rows.get(AskedItem, item) if item else None
    electorate = asked.electorate() if asked else []
    recipients = [
        Recipient(
            organisation=code,
            name=members.name_on(code, day),
            left_on=members.left_on(code, day),
            successors=list(members.successors(code)),
        )
        for code in electorate or members.pcns_on(day)
    ]
    if asked and electorate:
        return "electorate", recipients, sorted(asked.opened.values())
    return "members", recipients, []
