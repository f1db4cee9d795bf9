"""When did a seat speak for us without a valid mandate, and what was decided then?"""

from collections.abc import Iterable

from eventlog.reading import ReadEntry
from projections.reckoning.represented import represented
from projections.register import Register
from projections.rows import Rows
from projections.view import View
from projections.views.gap_documents import (
    CoveredBody,
    CoveredMembers,
    CoveringMandate,
    DecisionsOfMonth,
    MandateCover,
    MandatesOfScope,
    RepresentingSeat,
)
from projections.views.gap_lines import GapLine, lines
from projections.views.gap_mandates import cover_of, decided, mandated, returned, succeeded
from schemas.days import day_in_england
from schemas.events import (
    action,
    consultation,
    contact,
    correction,
    feedback,
    meeting,
    minutes,
    motion,
    opportunity,
    poll,
    record,
    representation,
    restatement,
)
from schemas.events.body import (
    BodyConstituted,
    BodyDissolved,
    SeatConstituencyChanged,
    SeatCreated,
    SeatRetired,
    TermsAdopted,
)
from schemas.events.decision import (
    DecisionRatified,
    DecisionRescinded,
    DecisionSuperseded,
    DecisionTaken,
    DecisionTakenOutsideMeeting,
    RatificationRefused,
)
from schemas.events.mandate import (
    MandateConfirmed,
    MandateDisputed,
    MandateGranted,
    MandateLogged,
    MandateRevoked,
    MandateVaried,
    MandateWithheld,
)
from schemas.events.partnership import (
    ListSizePublished,
    MemberJoined,
    MemberLeft,
    MemberRenamed,
    MemberSplit,
    MemberSucceeded,
    MemberTransferred,
    PartnershipEstablished,
    ReferenceDataImported,
)

view = View(
    "mandate-gaps",
    documents=(
        *(MandateCover, MandatesOfScope, CoveringMandate),
        *(RepresentingSeat, CoveredBody, CoveredMembers, DecisionsOfMonth),
    ),
    without_texts_of=(DecisionTaken, DecisionTakenOutsideMeeting),
    ignores=(
        restatement,
        *(BodyConstituted, BodyDissolved, TermsAdopted, DecisionRatified, RatificationRefused),
        *(DecisionRescinded, DecisionSuperseded),
        *(PartnershipEstablished, ListSizePublished, ReferenceDataImported),
        *(MemberRenamed, MemberTransferred, MemberSplit),
        *(action, consultation, contact, correction, feedback, meeting, minutes, motion),
        *(opportunity, poll, record, representation),
    ),
)


@view.on(SeatCreated)
def seat_created(rows: Rows, event: SeatCreated, entry: ReadEntry) -> None:
    """Only seats with a vote are given mandates."""
    if not event.is_voting:
        return
    seat = RepresentingSeat(
        seat=event.seat,
        body=event.body,
        created_on=day_in_england(entry.entry.occurred_at),
        evidence=[entry.position],
    )
    seat.constituency.founding = event.constituency
    body = rows.get(CoveredBody, event.body) or CoveredBody(body=event.body)
    body.seats.append(event.seat)
    rows.put(body)
    members = _members(rows)
    members.seats.append(event.seat)
    rows.put(members)
    rows.put(seat)
    _represent(rows, [event.seat])


def seat_changed(
    rows: Rows, event: SeatConstituencyChanged | SeatRetired, entry: ReadEntry
) -> None:
    seat = rows.get(RepresentingSeat, event.seat)
    if seat is None:
        return
    if isinstance(event, SeatRetired):
        seat.retired_on = event.on
    else:
        seat.constituency.change(event.on, event.constituency)
    seat.evidence.append(entry.position)
    rows.put(seat)
    _represent(rows, [event.seat])


view.on(SeatConstituencyChanged)(seat_changed)
view.on(SeatRetired)(seat_changed)


def member_changed(
    rows: Rows, event: MemberJoined | MemberLeft | MemberSucceeded, entry: ReadEntry
) -> None:
    """What concerns practices changes no seat."""
    if not isinstance(event, MemberSucceeded) and event.within is not None:
        return
    kept = _members(rows)
    kept.members.see(event)
    rows.put(kept)
    _represent(rows, kept.seats)
    if isinstance(event, MemberSucceeded):
        succeeded(rows, kept.seats, event, entry)
    elif isinstance(event, MemberJoined):
        returned(rows, kept.seats, event, entry)


view.on(MemberJoined)(member_changed)
view.on(MemberLeft)(member_changed)
view.on(MemberSucceeded)(member_changed)


def _members(rows: Rows) -> CoveredMembers:
    return rows.get(CoveredMembers, "members") or CoveredMembers()


def _represent(rows: Rows, seats: Iterable[str]) -> None:
    """Says anew for whom seats speak; those for whom they spoke before keep their days."""
    members = _members(rows).members
    for name in seats:
        seat = rows.require(RepresentingSeat, name)
        spells = represented(seat.constituency, members, seat.created_on, seat.retired_on)
        for code in sorted({*spells, *seat.spoken_for}):
            cover = cover_of(rows, seat, code)
            if cover.represented != spells.get(code, []) or code not in seat.spoken_for:
                cover.represented = spells.get(code, [])
                cover.evidence = sorted({*cover.evidence, *seat.evidence})
                rows.put(cover)
        if spells.keys() - set(seat.spoken_for):
            seat.spoken_for = sorted({*spells, *seat.spoken_for})
            rows.put(seat)


view.on(MandateGranted)(mandated)
view.on(MandateLogged)(mandated)
view.on(MandateConfirmed)(mandated)
view.on(MandateDisputed)(mandated)
view.on(MandateVaried)(mandated)
view.on(MandateWithheld)(mandated)
view.on(MandateRevoked)(mandated)


view.on(DecisionTaken)(decided)
view.on(DecisionTakenOutsideMeeting)(decided)

register = Register(
    name="mandate-gaps",
    title="Days without a valid mandate, and what was decided on them",
    view=view,
    kind=MandateCover,
    line=GapLine,
    lines=lines,
    filters=("seat", "organisation"),
)
