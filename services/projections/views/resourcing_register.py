"""Who pays for a representative's role, and do the hours that were given fit what is paid for?"""

from eventlog.reading import ReadEntry
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.resourcing_documents import LoggedHours, ResourcedSeat, Resourcing
from projections.views.resourcing_lines import ResourcingLine, lines
from schemas.events import (
    action,
    body,
    consultation,
    contact,
    correction,
    decision,
    feedback,
    mandate,
    meeting,
    minutes,
    motion,
    opportunity,
    partnership,
    poll,
    record,
    restatement,
)
from schemas.events.representation import (
    AppointmentEnded,
    DeputyNominated,
    HoursLogged,
    InterestEnded,
    InterestRegistered,
    RepresentativeAppointed,
    RoleResourced,
)

view = View(
    "resourcing-register",
    documents=(ResourcedSeat,),
    without_texts_of=(HoursLogged, RoleResourced),
    ignores=(
        restatement,
        *(RepresentativeAppointed, DeputyNominated, AppointmentEnded),
        *(InterestRegistered, InterestEnded),
        *(action, body, consultation, contact, correction, decision, feedback, mandate, meeting),
        *(minutes, motion, opportunity, partnership, poll, record),
    ),
)


@view.on(RoleResourced)
def resourced(rows: Rows, event: RoleResourced, entry: ReadEntry) -> None:
    seat = _seat(rows, event.seat, event.body)
    before = seat.resourcings.get(event.resourcing)
    seat.resourcings[event.resourcing] = Resourcing(
        organisation=event.organisation,
        minutes_funded=event.minutes_funded,
        period=event.period,
        term=event.term,
        person=event.person,
        amount_pence=event.amount_pence,
        positions=[*(before.positions if before else []), entry.position],
    )
    seat.evidence.append(entry.position)
    rows.put(seat)


@view.on(HoursLogged)
def logged(rows: Rows, event: HoursLogged, entry: ReadEntry) -> None:
    seat = _seat(rows, event.seat, event.body)
    before = seat.logs.get(event.log)
    seat.logs[event.log] = LoggedHours(
        on=event.on,
        minutes=event.minutes_worked,
        person=event.person,
        positions=[*(before.positions if before else []), entry.position],
    )
    seat.evidence.append(entry.position)
    rows.put(seat)


def _seat(rows: Rows, seat: str, body_: str) -> ResourcedSeat:
    return rows.get(ResourcedSeat, seat) or ResourcedSeat(seat=seat, body=body_)


register = Register(
    name="resourcing",
    title="Hours logged against hours funded",
    view=view,
    kind=ResourcedSeat,
    line=ResourcingLine,
    lines=lines,
    filters=("seat", "organisation"),
)
